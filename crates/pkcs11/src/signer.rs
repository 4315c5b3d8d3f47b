//! A signer whose key is in a token.

use crate::{Error, Result, TokenKey, asn1, key::Use};
use core::fmt;
use cryptoki::mechanism::{
    Mechanism, MechanismType,
    eddsa::{EddsaParams, EddsaSignatureScheme},
    rsa::{PkcsMgfType, PkcsPssParams},
};
use keybundle_key::{Algorithm, Digest, Error as KeyError, PublicKey, SignatureAlgorithm, Signer};
use sha2::{Digest as _, Sha256, Sha384, Sha512};

/// A private key in a token that signs: RSA, ECDSA and Ed25519. The token gets the hash of the message, with Ed25519
/// the message.
pub struct Pkcs11Signer {
    key: TokenKey,
    public_key: PublicKey,
}

impl Pkcs11Signer {
    /// Takes a key of a token. `public_key` is its public half: [`TokenKey::public_key`], or that of a certificate.
    ///
    /// # Errors
    /// `key-certificate-mismatch` when the token knows another public key; `unsupported-algorithm` when the key is too
    /// weak ([`Algorithm::weakness`]), may not sign, asks for the PIN at each operation, or the token does not sign
    /// with its kind.
    pub fn new(key: TokenKey, public_key: PublicKey) -> Result<Self> {
        let mechanism = match public_key.algorithm() {
            Algorithm::Rsa { .. } => MechanismType::RSA_PKCS,
            Algorithm::RsaPss { .. } => MechanismType::RSA_PKCS_PSS,
            Algorithm::Ec(_) => MechanismType::ECDSA,
            Algorithm::Ed25519 => MechanismType::EDDSA,
            _ => return Err(Error::Unsupported { reason: "it is neither RSA, ECDSA nor Ed25519" }),
        };
        key.check(&public_key, Use::Sign, mechanism)?;
        if let Some(reason) = public_key.algorithm().weakness() {
            return Err(Error::Unsupported { reason });
        }
        Ok(Self { key, public_key })
    }

    fn raw(&self, mechanism: &Mechanism<'_>, data: &[u8]) -> Option<Vec<u8>> {
        self.key.session.sign(mechanism, self.key.handle, data).ok()
    }

    /// The DER of the two halves that the token gives side by side. It gets no more of the hash than the curve's size:
    /// what FIPS 186-5 §6.4.1 takes of it, and some tokens refuse more.
    fn ecdsa(&self, digest: Digest, message: &[u8]) -> Option<Vec<u8>> {
        let size = self.public_key.algorithm().curve()?.field_size();
        let hash = hash(digest, message)?;
        let signature = self.raw(&Mechanism::Ecdsa, hash.get(..size).unwrap_or(&hash))?;
        let (r, s) = signature.split_at_checked(signature.len() / 2).filter(|(r, s)| r.len() == s.len())?;
        asn1::pair(r, s)
    }
}

impl Signer for Pkcs11Signer {
    fn public_key(&self) -> &PublicKey {
        &self.public_key
    }

    fn sign(&self, algorithm: SignatureAlgorithm, message: &[u8]) -> keybundle_key::Result<Vec<u8>> {
        let refused = |reason| KeyError::NoSignature { key: self.public_key.algorithm().to_string(), reason };
        if !algorithm.is_allowed_by(&self.public_key) {
            return Err(refused("the signature algorithm is not one of this key"));
        }
        let signed = match algorithm {
            SignatureAlgorithm::RsaPkcs1(digest) => {
                digest_info(digest, message).and_then(|info| self.raw(&Mechanism::RsaPkcs, &info))
            }
            SignatureAlgorithm::RsaPss(digest) => hash(digest, message)
                .zip(pss(digest))
                .and_then(|(hash, parameters)| self.raw(&Mechanism::RsaPkcsPss(parameters), &hash)),
            SignatureAlgorithm::Ecdsa(digest) => self.ecdsa(digest, message),
            SignatureAlgorithm::Ed25519 => {
                self.raw(&Mechanism::Eddsa(EddsaParams::new(EddsaSignatureScheme::Ed25519)), message)
            }
            _ => None,
        };
        signed.ok_or_else(|| refused("the token refused it"))
    }
}

impl fmt::Debug for Pkcs11Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pkcs11Signer").field("public_key", &self.public_key).finish_non_exhaustive()
    }
}

fn hash(digest: Digest, message: &[u8]) -> Option<Vec<u8>> {
    Some(match digest {
        Digest::Sha256 => Sha256::digest(message).to_vec(),
        Digest::Sha384 => Sha384::digest(message).to_vec(),
        Digest::Sha512 => Sha512::digest(message).to_vec(),
        _ => return None,
    })
}

/// The DER of `DigestInfo` (RFC 8017 §9.2, note 1).
fn digest_info(digest: Digest, message: &[u8]) -> Option<Vec<u8>> {
    let (length, last_arc) = match digest {
        Digest::Sha256 => (0x31, 1),
        Digest::Sha384 => (0x41, 2),
        Digest::Sha512 => (0x51, 3),
        _ => return None,
    };
    let hash = hash(digest, message)?;
    let size = u8::try_from(hash.len()).ok()?;
    let prefix = [0x30, length, 0x30, 0x0d, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, last_arc, 5, 0, 4, size];
    Some([&prefix, hash.as_slice()].concat())
}

fn pss(digest: Digest) -> Option<PkcsPssParams> {
    let (hash_alg, mgf) = match digest {
        Digest::Sha256 => (MechanismType::SHA256, PkcsMgfType::MGF1_SHA256),
        Digest::Sha384 => (MechanismType::SHA384, PkcsMgfType::MGF1_SHA384),
        Digest::Sha512 => (MechanismType::SHA512, PkcsMgfType::MGF1_SHA512),
        _ => return None,
    };
    Some(PkcsPssParams { hash_alg, mgf, s_len: digest.size().try_into().ok()? })
}
