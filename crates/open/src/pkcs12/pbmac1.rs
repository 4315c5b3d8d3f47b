//! PBMAC1 in PKCS#12 (RFC 9579, RFC 8018 §7.1).
//!
//! ```text
//! PBMAC1-params ::= SEQUENCE { keyDerivationFunc AlgorithmIdentifier, messageAuthScheme AlgorithmIdentifier }
//! ```

use super::hmac::hash_of_hmac;
use crate::{Error, Result};
use keybundle_cipher::key_derivation::KeyDerivation;
use keybundle_encoding::{AlgorithmIdentifier, ber::Element};
use keybundle_kdf::{Derivation, Hash};
use std::ops::RangeInclusive;

/// Bytes of a key that has a use: shorter ones could be guessed, so that the MAC would prove nothing; longer ones are
/// hashed by HMAC, whose largest block has 144 bytes.
const KEY_LENGTHS: RangeInclusive<usize> = 8..=256;

/// The parameters of PBMAC1.
#[derive(Debug)]
pub(super) struct Pbmac1 {
    /// The hash under HMAC.
    pub(super) hash: Hash,
    pub(super) derivation: KeyDerivation,
    key_length: usize,
}

impl Pbmac1 {
    /// Reads PBMAC1-params, by the letter of RFC 9579 §4: PBKDF2, and with a key length.
    ///
    /// # Errors
    /// `malformed-der` where the key length or another field is missing, `unsupported-algorithm`, `invalid-value` for a
    /// key length of no use.
    pub(super) fn from_parameters(parameters: &Element<'_>) -> Result<Self> {
        let mut fields = parameters.sequence()?;
        let function = AlgorithmIdentifier::from_element(&fields.any()?)?;
        let scheme = AlgorithmIdentifier::from_element(&fields.any()?)?;
        fields.finish()?;
        let unsupported = |algorithm: &AlgorithmIdentifier<'_>, name| Error::UnsupportedAlgorithm {
            oid: algorithm.oid.to_dotted(),
            name,
        };
        let hash = hash_of_hmac(scheme.oid).ok_or_else(|| unsupported(&scheme, "the MAC of a PBMAC1"))?;
        let derivation = KeyDerivation::from_identifier(&function)?;
        if derivation.name() != "pbkdf2" {
            return Err(unsupported(&function, "the key derivation of a PBMAC1"));
        }
        match derivation.key_length() {
            Some(key_length) if KEY_LENGTHS.contains(&key_length) => Ok(Self { hash, derivation, key_length }),
            Some(_) => Err(Error::InvalidValue { reason: "the key length of a PBMAC1 is out of range" }),
            None => Err(parameters.malformed("a PBMAC1 without the length of its key (RFC 9579)").into()),
        }
    }

    pub(super) fn derivation<'d>(&'d self, password: &'d [u8]) -> Derivation<'d> {
        self.derivation.derivation(password, self.key_length)
    }
}
