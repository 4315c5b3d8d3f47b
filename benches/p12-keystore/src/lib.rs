//! The rival p12-keystore on our vectors.

use p12_keystore::{KeyStore, Pkcs12ImportPolicy};
use std::{fs, path::PathBuf};

/// The password of the vectors.
pub const PASSWORD: &str = "secret";

/// Reads the file; the rival gives the key and the chain in order, checks no signature and does not compare the key
/// with its certificate.
pub fn open(bytes: &[u8]) -> KeyStore {
    KeyStore::from_pkcs12(bytes, PASSWORD, Pkcs12ImportPolicy::Relaxed).expect("a file that p12-keystore opens")
}

/// A vector of `testdata/vectors/pkcs12`, or the header beside it.
pub fn vector(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../testdata/vectors/pkcs12").join(name);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
