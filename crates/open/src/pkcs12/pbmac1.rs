//! PBMAC1 in PKCS#12 (RFC 9579, RFC 8018 §7.1).
//!
//! ```text
//! PBMAC1-params ::= SEQUENCE { keyDerivationFunc AlgorithmIdentifier, messageAuthScheme AlgorithmIdentifier }
//! ```

use crate::{Error, Result, hmac::hash_of_hmac};
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
            identifier: algorithm.oid.to_dotted(),
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

#[cfg(test)]
mod tests {
    use super::*;
    use keybundle_encoding::{Coded, ErrorCode};

    const PBKDF2: &[u8] = &[6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 12];
    const SCRYPT: &[u8] = &[6, 9, 0x2b, 6, 1, 4, 1, 0xda, 0x47, 4, 11];
    const HMAC_SHA256: &[u8] = &[0x30, 12, 6, 8, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 2, 9, 5, 0];
    const HMAC_UNKNOWN: &[u8] = &[0x30, 12, 6, 8, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 2, 99, 5, 0];
    const SALT_AND_ITERATIONS: &[u8] = &[4, 4, 1, 2, 3, 4, 2, 2, 8, 0];
    /// 32, as RFC 9579 has it in its examples.
    const KEY_LENGTH: &[u8] = &[2, 1, 32];

    fn sequence(parts: &[&[u8]]) -> Vec<u8> {
        let content = parts.concat();
        let mut encoded = vec![0x30, u8::try_from(content.len()).unwrap()];
        encoded.extend(content);
        encoded
    }

    /// PBMAC1-params whose derivation has this key length, which may be absent.
    fn refusal(function: &[u8], key_length: &[u8], scheme: &[u8]) -> Option<ErrorCode> {
        let derivation = sequence(&[SALT_AND_ITERATIONS, key_length, HMAC_SHA256]);
        let parameters = sequence(&[&sequence(&[function, &derivation]), scheme]);
        Pbmac1::from_parameters(&Element::parse(&parameters).unwrap()).err().map(|error| error.code())
    }

    #[test]
    fn the_standard_s_own_form_is_read() {
        assert_eq!(refusal(PBKDF2, KEY_LENGTH, HMAC_SHA256), None);
    }

    /// RFC 9579, appendix A.6, is a file of this kind.
    #[test]
    fn a_missing_key_length_is_refused() {
        assert_eq!(refusal(PBKDF2, &[], HMAC_SHA256), Some(ErrorCode::MalformedDer));
    }

    #[test]
    fn a_key_length_of_no_use_is_refused() {
        for length in [&[2, 1, 0][..], &[2, 1, 7], &[2, 2, 1, 1]] {
            assert_eq!(refusal(PBKDF2, length, HMAC_SHA256), Some(ErrorCode::InvalidValue), "{length:?}");
        }
    }

    #[test]
    fn other_algorithms_are_refused_by_name() {
        assert_eq!(refusal(PBKDF2, KEY_LENGTH, HMAC_UNKNOWN), Some(ErrorCode::UnsupportedAlgorithm));
        assert!(refusal(SCRYPT, KEY_LENGTH, HMAC_SHA256).is_some());
    }
}
