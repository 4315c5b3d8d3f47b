//! PBKDF2 and scrypt by AlgorithmIdentifier (RFC 8018 §5.2, RFC 7914 §7): inside PBES2, in CMS password recipients
//! (RFC 3211) and in PBMAC1 (RFC 9579).

use crate::{Error, Result};
use alloc::vec::Vec;
use keybundle_encoding::{
    AlgorithmIdentifier, Oid,
    ber::{Element, Tag},
};
use keybundle_kdf::{Derivation, Hash};

/// The OID of PBKDF2.
const PBKDF2: &str = "1.2.840.113549.1.5.12";
/// The OID of scrypt.
const SCRYPT: &str = "1.3.6.1.4.1.11591.4.11";

/// A password-based key derivation with its parameters, waiting for a password.
#[derive(Clone, Debug)]
pub struct KeyDerivation {
    kind: Kind,
    salt: Vec<u8>,
    key_length: Option<usize>,
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Pbkdf2 { hash: Hash, iterations: u64 },
    Scrypt { n: u64, r: u64, p: u64 },
}

impl KeyDerivation {
    /// Takes a keyDerivationFunc.
    ///
    /// # Errors
    /// `unsupported-algorithm` for other functions, PRFs, and salts that come from elsewhere; `malformed-der` or
    /// `invalid-value` for parameters out of range.
    pub fn from_identifier(id: &AlgorithmIdentifier<'_>) -> Result<Self> {
        match id.oid.to_dotted().as_str() {
            PBKDF2 => Self::pbkdf2(id.required_parameters()?),
            SCRYPT => Self::scrypt(id.required_parameters()?),
            _ => Err(Error::unsupported(id.oid)),
        }
    }

    /// RFC 8018 §A.2: `SEQUENCE { salt CHOICE { OCTET STRING, AlgorithmIdentifier }, iterationCount INTEGER, keyLength
    /// INTEGER OPTIONAL, prf AlgorithmIdentifier DEFAULT hmacWithSHA1 }`.
    fn pbkdf2(parameters: &Element<'_>) -> Result<Self> {
        let mut fields = parameters.sequence()?;
        let salt = fields.any()?;
        if salt.tag() == Tag::SEQUENCE {
            return Err(Error::unsupported(AlgorithmIdentifier::from_element(&salt)?.oid));
        }
        salt.expect(Tag::OCTET_STRING, "a salt was expected")?;
        let salt = salt.octets()?.into_owned();
        let iterations = positive(&fields.any()?, "an iteration count must be positive")?;
        let key_length = key_length(fields.optional(Tag::INTEGER)?.as_ref())?;
        let hash = match fields.next_element()? {
            Some(prf) => prf_hash(AlgorithmIdentifier::from_element(&prf)?.oid)?,
            None => Hash::Sha1,
        };
        fields.finish()?;
        Ok(Self { kind: Kind::Pbkdf2 { hash, iterations }, salt, key_length })
    }

    /// RFC 7914 §7.1: `SEQUENCE { salt OCTET STRING, costParameter INTEGER, blockSize INTEGER, parallelizationParameter
    /// INTEGER, keyLength INTEGER OPTIONAL }`.
    fn scrypt(parameters: &Element<'_>) -> Result<Self> {
        let mut fields = parameters.sequence()?;
        let salt = fields.octets()?.into_owned();
        let mut cost = || positive(&fields.any()?, "a cost of scrypt must be positive");
        let (n, r, p) = (cost()?, cost()?, cost()?);
        let key_length = key_length(fields.optional(Tag::INTEGER)?.as_ref())?;
        fields.finish()?;
        if !n.is_power_of_two() || n < 2 {
            return Err(Error::InvalidValue { what: "the cost of scrypt must be a power of two above one" });
        }
        Ok(Self { kind: Kind::Scrypt { n, r, p }, salt, key_length })
    }

    /// `pbkdf2` or `scrypt`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self.kind {
            Kind::Pbkdf2 { .. } => "pbkdf2",
            Kind::Scrypt { .. } => "scrypt",
        }
    }

    /// The hash under PBKDF2's HMAC.
    #[must_use]
    pub const fn hash(&self) -> Option<Hash> {
        match self.kind {
            Kind::Pbkdf2 { hash, .. } => Some(hash),
            Kind::Scrypt { .. } => None,
        }
    }

    /// PBKDF2's iterations; of scrypt its cost N.
    #[must_use]
    pub const fn iterations(&self) -> u64 {
        match self.kind {
            Kind::Pbkdf2 { iterations, .. } => iterations,
            Kind::Scrypt { n, .. } => n,
        }
    }

    /// Bytes of the salt.
    #[must_use]
    pub const fn salt_size(&self) -> usize {
        self.salt.len()
    }

    /// Bytes of the key, where the parameters say so.
    #[must_use]
    pub const fn key_length(&self) -> Option<usize> {
        self.key_length
    }

    /// The derivation of a key from `password` (octets); of `default_length` bytes unless the parameters tell another.
    #[must_use]
    pub fn derivation<'a>(&'a self, password: &'a [u8], default_length: usize) -> Derivation<'a> {
        let length = self.key_length.unwrap_or(default_length);
        let salt = self.salt.as_slice();
        match self.kind {
            Kind::Pbkdf2 { hash, iterations } => Derivation::Pbkdf2 { hash, password, salt, iterations, length },
            Kind::Scrypt { n, r, p } => Derivation::Scrypt { password, salt, n, r, p, length },
        }
    }
}

/// The most bytes of key that a keyLength may ask for: RC2 takes 128, PBMAC1 as many as its hash has.
const MAX_KEY_LENGTH: u64 = 1024;

fn key_length(element: Option<&Element<'_>>) -> Result<Option<usize>> {
    let Some(element) = element else { return Ok(None) };
    match element.unsigned()? {
        length @ 1..=MAX_KEY_LENGTH => Ok(usize::try_from(length).ok()),
        _ => Err(Error::InvalidValue { what: "a derived key must have 1 to 1024 bytes" }),
    }
}

/// A positive INTEGER of at most 64 bits.
pub(crate) fn positive(element: &Element<'_>, reason: &'static str) -> Result<u64> {
    match element.unsigned()? {
        0 => Err(element.malformed(reason).into()),
        value => Ok(value),
    }
}

/// The hash of an HMAC's OID: RFC 8018 §B.1, RFC 8619's arc for SHA-3, and RFC 1155's older arc.
fn prf_hash(oid: Oid<'_>) -> Result<Hash> {
    Ok(match oid.to_dotted().as_str() {
        "1.2.840.113549.2.6" | "1.3.6.1.5.5.8.1.1" => Hash::Md5,
        "1.2.840.113549.2.7" | "1.3.6.1.5.5.8.1.2" => Hash::Sha1,
        "1.2.840.113549.2.8" => Hash::Sha224,
        "1.2.840.113549.2.9" => Hash::Sha256,
        "1.2.840.113549.2.10" => Hash::Sha384,
        "1.2.840.113549.2.11" => Hash::Sha512,
        "1.2.840.113549.2.12" => Hash::Sha512_224,
        "1.2.840.113549.2.13" => Hash::Sha512_256,
        "2.16.840.1.101.3.4.2.13" => Hash::Sha3_224,
        "2.16.840.1.101.3.4.2.14" => Hash::Sha3_256,
        "2.16.840.1.101.3.4.2.15" => Hash::Sha3_384,
        "2.16.840.1.101.3.4.2.16" => Hash::Sha3_512,
        _ => return Err(Error::unsupported(oid)),
    })
}
