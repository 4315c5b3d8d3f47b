//! Keys that go to libcrypto.

use keybundle_key::{Algorithm, Error, PrivateKey, Result};
use openssl::pkey::{PKey, Private};

/// Hands a key to libcrypto.
pub(crate) fn import(key: &PrivateKey) -> Result<PKey<Private>> {
    PKey::private_key_from_pkcs8(&key.secret_pkcs8_der()).map_err(|_| unsupported(key.algorithm()))
}

pub(crate) fn unsupported(algorithm: &Algorithm) -> Error {
    Error::UnsupportedAlgorithm { name: algorithm.to_string() }
}
