//! Password-based encryption: PBES1 (RFC 8018 §6.1, RFC 7292 appendix C) and PBES2 (RFC 8018 §6.2).

mod pbes1;
mod protection;

pub use protection::{Protected, Protection, ProtectionCost, protect};

use crate::{
    ContentCipher, Error, PasswordCandidate, Result,
    key_derivation::{KeyDerivation, positive},
};
use alloc::{vec, vec::Vec};
use keybundle_encoding::{
    AlgorithmIdentifier,
    ber::{Element, Tag},
};
use keybundle_kdf::{Derivation, Hash, Pkcs12Purpose};
use pbes1::{Derives, Pbes1};
use zeroize::{Zeroize, Zeroizing};

const PBES2: &str = "1.2.840.113549.1.5.13";

/// A password-based encryption with its parameters, waiting for a password.
#[derive(Clone, Debug)]
pub struct PasswordEncryption(Scheme);

#[derive(Clone, Debug)]
enum Scheme {
    Pbes1 { scheme: &'static Pbes1, salt: Vec<u8>, iterations: u64 },
    Pbes2 { kdf: KeyDerivation, cipher: ContentCipher },
}

/// What a password-based encryption is made of, for reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PbeDescription {
    /// `pbes2`, or the name of the PBES1 scheme: `pbeWithSHA1And3-KeyTripleDES-CBC`.
    pub scheme: &'static str,
    /// `pbkdf2`, `scrypt`, `pbkdf1` or `pkcs12`.
    pub kdf: &'static str,
    /// The hash of the derivation; of PBKDF2, the one under its HMAC; of scrypt, none.
    pub hash: Option<Hash>,
    /// Iterations; of scrypt, its cost N.
    pub iterations: u64,
    /// Bytes of the salt.
    pub salt_size: usize,
    /// The cipher's name, as [`ContentCipher::name`].
    pub cipher: &'static str,
}

impl PasswordEncryption {
    /// Takes an encryptionAlgorithm: of an EncryptedPrivateKeyInfo, a PKCS #12 bag or safe, or CMS EncryptedData.
    ///
    /// # Errors
    /// `unsupported-algorithm` with OID and name of the scheme or of the part that is not known; `malformed-der` or
    /// `invalid-value` for parameters out of range, and for a key length that the cipher does not have.
    pub fn from_identifier(id: &AlgorithmIdentifier<'_>) -> Result<Self> {
        let oid = id.oid.to_dotted();
        if oid == PBES2 {
            return Self::pbes2(id);
        }
        let scheme = Pbes1::by_oid(&oid).ok_or_else(|| Error::unsupported(id.oid))?;
        let mut fields = id.required_parameters()?.sequence()?;
        let salt = fields.octets()?.into_owned();
        let iterations = positive(&fields.any()?, "an iteration count must be positive")?;
        fields.finish()?;
        Ok(Self(Scheme::Pbes1 { scheme, salt, iterations }))
    }

    /// RFC 8018 §A.4: `SEQUENCE { keyDerivationFunc AlgorithmIdentifier, encryptionScheme AlgorithmIdentifier }`.
    fn pbes2(id: &AlgorithmIdentifier<'_>) -> Result<Self> {
        let mut fields = id.required_parameters()?.sequence()?;
        let kdf = KeyDerivation::from_identifier(&AlgorithmIdentifier::from_element(&fields.any()?)?)?;
        let cipher = ContentCipher::from_identifier(&AlgorithmIdentifier::from_element(&fields.any()?)?)?;
        fields.finish()?;
        if kdf.key_length().is_some_and(|length| !cipher.accepts_key_size(length)) {
            return Err(Error::InvalidValue { what: "the derived key's length does not fit the cipher" });
        }
        Ok(Self(Scheme::Pbes2 { kdf, cipher }))
    }

    /// What it is made of.
    #[must_use]
    pub fn description(&self) -> PbeDescription {
        match &self.0 {
            Scheme::Pbes1 { scheme, salt, iterations } => PbeDescription {
                scheme: scheme.name,
                kdf: match scheme.derives {
                    Derives::Pbkdf1 => "pbkdf1",
                    Derives::Pkcs12 => "pkcs12",
                },
                hash: Some(scheme.hash),
                iterations: *iterations,
                salt_size: salt.len(),
                cipher: scheme.cipher,
            },
            Scheme::Pbes2 { kdf, cipher } => PbeDescription {
                scheme: "pbes2",
                kdf: kdf.name(),
                hash: kdf.hash(),
                iterations: kdf.iterations(),
                salt_size: kdf.salt_size(),
                cipher: cipher.name(),
            },
        }
    }

    /// Whether nobody should use it any more: an old cipher, MD5, or the PKCS #12 derivation with SHA-1.
    #[must_use]
    pub fn is_legacy(&self) -> bool {
        match &self.0 {
            Scheme::Pbes1 { scheme, .. } => scheme.is_legacy(),
            Scheme::Pbes2 { kdf, cipher } => cipher.is_legacy() || kdf.hash() == Some(Hash::Md5),
        }
    }

    /// Whether the password enters as a BMPString ([`PasswordCandidate::bmp`]) and not as octets.
    #[must_use]
    pub const fn takes_bmp(&self) -> bool {
        matches!(self.0, Scheme::Pbes1 { scheme: Pbes1 { derives: Derives::Pkcs12, .. }, .. })
    }

    /// Those of `candidates` that differ for this scheme: one derivation for each is enough.
    #[must_use]
    pub fn distinct<'c>(&self, candidates: &'c [PasswordCandidate]) -> Vec<&'c PasswordCandidate> {
        if self.takes_bmp() {
            PasswordCandidate::distinct_bmp(candidates).collect()
        } else {
            PasswordCandidate::distinct_octets(candidates).collect()
        }
    }

    /// What must be derived from `password`, in the order in which [`PasswordEncryption::decrypt_in_place`] takes it: a
    /// key, and for the PKCS #12 schemes an IV where the cipher has one.
    #[must_use]
    pub fn derivations<'a>(&'a self, password: &'a PasswordCandidate) -> Vec<Derivation<'a>> {
        match &self.0 {
            Scheme::Pbes2 { kdf, cipher } => vec![kdf.derivation(&password.octets, cipher.key_size())],
            Scheme::Pbes1 { scheme, salt, iterations } => match scheme.derives {
                // RFC 8018 §6.1.1: 8 bytes of key, 8 bytes of IV. What SHA-1 gives beyond them is for `nss_iv`.
                Derives::Pbkdf1 => vec![Derivation::Pbkdf1 {
                    hash: scheme.hash,
                    password: &password.octets,
                    salt,
                    iterations: *iterations,
                    length: scheme.hash.output_size(),
                }],
                Derives::Pkcs12 => {
                    let part = |purpose, length| Derivation::Pkcs12 {
                        hash: scheme.hash,
                        password: &password.bmp,
                        salt,
                        iterations: *iterations,
                        purpose,
                        length,
                    };
                    let mut parts = vec![part(Pkcs12Purpose::Key, scheme.key_size)];
                    if scheme.iv_size != 0 {
                        parts.push(part(Pkcs12Purpose::Iv, scheme.iv_size));
                    }
                    parts
                }
            },
        }
    }

    /// Turns the ciphertext in `buffer` into the plaintext with what was derived. After an error the buffer is empty.
    ///
    /// # Errors
    /// As [`ContentCipher::decrypt_in_place`].
    pub fn decrypt_in_place(&self, derived: &[Zeroizing<Vec<u8>>], buffer: &mut Vec<u8>) -> Result<()> {
        let first = derived.first().map_or(&[][..], |part| part.as_slice());
        match &self.0 {
            Scheme::Pbes2 { cipher, .. } => cipher.decrypt_in_place(first, buffer, &[], None),
            Scheme::Pbes1 { scheme, .. } => {
                let (key, iv) = match scheme.derives {
                    Derives::Pbkdf1 => (first.get(..8).unwrap_or_default(), first.get(8..16).unwrap_or_default()),
                    Derives::Pkcs12 => (first, derived.get(1).map_or(&[][..], |part| part.as_slice())),
                };
                match scheme.content_cipher(iv) {
                    Ok(cipher) => {
                        cipher.decrypt_in_place(key, buffer, &[], None)?;
                        if scheme.derives == Derives::Pbkdf1 {
                            nss_iv(first, buffer);
                        }
                        Ok(())
                    }
                    Err(error) => {
                        buffer.zeroize();
                        Err(error)
                    }
                }
            }
        }
    }
}

/// NSS takes the last 8 bytes of what PBKDF1 gives as IV, not the second 8: of SHA-1's 20 bytes these are others, and
/// the first block comes out wrong. Where the plaintext is a SEQUENCE with that IV and none with the standard's, NSS
/// wrote it.
fn nss_iv(derived: &[u8], plaintext: &mut [u8]) {
    let (Some(standard), Some(nss)) = (derived.get(8..16), derived.get(12..20)) else { return };
    if is_sequence(plaintext) {
        return;
    }
    exchange(plaintext, standard, nss);
    if !is_sequence(plaintext) {
        exchange(plaintext, standard, nss);
    }
}

/// Turns a first block that was decrypted with one IV into that of the other.
fn exchange(plaintext: &mut [u8], one: &[u8], other: &[u8]) {
    for ((byte, one), other) in plaintext.iter_mut().zip(one).zip(other) {
        *byte ^= one ^ other;
    }
}

/// Whether this is one SEQUENCE from the first to the last byte.
fn is_sequence(bytes: &[u8]) -> bool {
    Element::parse(bytes).is_ok_and(|element| element.tag() == Tag::SEQUENCE)
}
