//! The key wrap of CMS password recipients (RFC 3211 §2.3): the key with a length, a check and padding, encrypted twice
//! in CBC mode, so that every bit of the result depends on every bit of the key.

use crate::{ContentCipher, Error, Result};
use alloc::{vec, vec::Vec};
use keybundle_encoding::AlgorithmIdentifier;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// id-alg-PWRI-KEK with its cipher.
#[derive(Clone, Debug)]
pub struct PasswordWrap(ContentCipher);

impl PasswordWrap {
    /// Takes a keyEncryptionAlgorithm: id-alg-PWRI-KEK, whose parameters are the AlgorithmIdentifier of a block cipher
    /// in CBC mode. OpenSSL takes any other cipher: blocks each by itself, and keystreams, are read too.
    ///
    /// # Errors
    /// `unsupported-algorithm`, `malformed-der`, `invalid-value`.
    pub fn from_identifier(id: &AlgorithmIdentifier<'_>) -> Result<Self> {
        if id.oid.to_dotted() != "1.2.840.113549.1.9.16.3.9" {
            return Err(Error::unsupported(id.oid));
        }
        let inner = AlgorithmIdentifier::from_element(id.required_parameters()?)?;
        let cipher = ContentCipher::from_identifier(&inner)?;
        // In CFB mode, which the RFC rules out as well, the key can't be recovered.
        if cipher.block_size().is_some() || cipher.is_keystream() {
            Ok(Self(cipher))
        } else {
            Err(Error::unsupported(inner.oid))
        }
    }

    /// The name of the cipher in lower case: `aes-256-cbc`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.0.name()
    }

    /// Bytes of the key-encryption key.
    #[must_use]
    pub const fn key_size(&self) -> usize {
        self.0.key_size()
    }

    /// Whether nobody should use its cipher any more.
    #[must_use]
    pub const fn is_legacy(&self) -> bool {
        self.0.is_legacy()
    }

    /// Recovers the key that was wrapped under `kek`. The check has 24 bits only.
    ///
    /// # Errors
    /// `KeySize`, `BadWrap` (`decrypt-failed`).
    pub fn unwrap(&self, kek: &[u8], wrapped: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        let text = self.decrypt_twice(kek, wrapped)?;
        let (&[length, check @ ..], rest) = text.split_first_chunk::<4>().ok_or(Error::BadWrap)?;
        let key = rest.get(..usize::from(length)).ok_or(Error::BadWrap)?;
        let (first, _) = key.split_first_chunk::<3>().ok_or(Error::BadWrap)?;
        let complement = first.map(|byte| !byte);
        if bool::from(check.ct_eq(&complement)) { Ok(Zeroizing::new(key.to_vec())) } else { Err(Error::BadWrap) }
    }

    /// Undoes both encryptions, of which the second went on from where the first ended.
    fn decrypt_twice(&self, kek: &[u8], wrapped: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        let mut text = Zeroizing::new(wrapped.to_vec());
        let Some(block) = self.0.block_size() else {
            let mut stream = vec![0; 2 * wrapped.len()];
            self.0.decrypt_in_place(kek, &mut stream, &[], None)?;
            let stream = Zeroizing::new(stream);
            for (byte, (first, second)) in text.iter_mut().zip(stream.iter().zip(stream.iter().skip(wrapped.len()))) {
                *byte ^= first ^ second;
            }
            return Ok(text);
        };
        if wrapped.len() < 2 * block || !wrapped.len().is_multiple_of(block) {
            return Err(Error::BadWrap);
        }
        let (before, last) = text.split_at_mut(wrapped.len() - block);
        // The last block was encrypted with the one before it as IV, and is itself the IV of the first (§2.3.2).
        self.0.decrypt_blocks_from(kek, before.get(before.len() - block..).unwrap_or_default(), last)?;
        self.0.decrypt_blocks_from(kek, last, before)?;
        self.0.decrypt_blocks_from(kek, self.0.iv(), &mut text)?;
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use keybundle_encoding::ber::Element;

    fn hex(text: &str) -> Vec<u8> {
        (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
    }

    // RFC 3211 §3, the first example: DES-CBC with IV EFE598EF21B33D6D, password "password", salt 12345678 78563412,
    // 5 iterations of PBKDF2.
    #[test]
    fn the_example_of_the_rfc() {
        let id = hex("3020060b2a864886f70d0109100309301106052b0e0302070408efe598ef21b33d6d");
        let element = Element::parse(&id).unwrap();
        let wrap = PasswordWrap::from_identifier(&AlgorithmIdentifier::from_element(&element).unwrap()).unwrap();
        assert_eq!((wrap.name(), wrap.key_size()), ("des-cbc", 8));
        let kek = hex("d1daa78615f287e6");
        let wrapped = hex("b81b2565ee373ca6dedca26a178b0c10");
        assert_eq!(*wrap.unwrap(&kek, &wrapped).unwrap(), hex("8c627c897323a2f8"));

        let mut altered = wrapped.clone();
        altered[3] ^= 1;
        assert_eq!(wrap.unwrap(&kek, &altered).unwrap_err(), Error::BadWrap);
        assert_eq!(wrap.unwrap(&hex("d1daa78615f287e7")[..], &wrapped[..8]).unwrap_err(), Error::BadWrap);
        assert!(matches!(wrap.unwrap(&kek[1..], &wrapped), Err(Error::KeySize { .. })));
    }
}
