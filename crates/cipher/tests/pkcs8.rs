//! EncryptedPrivateKeyInfo of OpenSSL in every scheme that it writes.

use crate::common::{hex, lines};
use keybundle_cipher::{PasswordCandidate, PasswordEncryption};
use keybundle_encoding::{AlgorithmIdentifier, ber::Element};
use keybundle_kdf::derive_all;

const VECTORS: &str = include_str!("data/pkcs8.txt");

/// Decrypts with the standard form of `password`.
fn open(file: &[u8], password: &[u8]) -> Result<Vec<u8>, keybundle_cipher::Error> {
    let outer = Element::parse(file)?;
    let mut fields = outer.sequence()?;
    let scheme = PasswordEncryption::from_identifier(&AlgorithmIdentifier::from_element(&fields.any()?)?)?;
    let mut buffer = fields.octets()?.into_owned();
    let candidates = PasswordCandidate::of(password);
    let derived: Vec<_> = derive_all(&scheme.derivations(&candidates[0])).into_iter().map(Result::unwrap).collect();
    let result = scheme.decrypt_in_place(&derived, &mut buffer);
    assert!(result.is_ok() || buffer.is_empty(), "plaintext was left behind");
    result.map(|()| buffer)
}

#[test]
fn every_scheme_of_openssl() {
    let mut vectors = lines(VECTORS);
    let (_, plain) = vectors.next().unwrap();
    let plain = hex(plain);
    let mut count = 0;
    for (options, file) in vectors {
        let file = hex(file);
        assert_eq!(open(&file, b"secret").as_deref(), Ok(plain.as_slice()), "{options}");
        assert_ne!(open(&file, b"Secret").as_deref(), Ok(plain.as_slice()), "{options}");
        count += 1;
    }
    assert_eq!(count, 40);
}
