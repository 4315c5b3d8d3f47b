//! Public keys.

use crate::{Algorithm, Error, Result};
use core::hash::{Hash, Hasher};
use keybundle_encoding::{AlgorithmIdentifier, Warnings};
use sha1::Sha1;
use sha2::{Digest, Sha256};

/// A public key. Two are equal when they are the same key by value, however it was encoded: an elliptic-curve point
/// compressed or not, RSA with whatever identifier.
#[derive(Clone, Debug)]
pub struct PublicKey {
    algorithm: Algorithm,
    spki: Vec<u8>,
    value: Value,
}

/// What makes two keys the same.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Value {
    Opaque { bytes: Vec<u8> },
}

impl PublicKey {
    /// Reads a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7).
    ///
    /// # Errors
    /// `malformed-der`, `truncated`, `limit-depth`, `trailing-data`, `invalid-value`.
    pub fn from_spki_der(der: &[u8], warnings: &mut Warnings) -> Result<Self> {
        let _ = (der, warnings);
        Err(Error::NotAKey)
    }

    /// Reads a PKCS#1 `RSAPublicKey` (RFC 8017 §A.1.1).
    ///
    /// # Errors
    /// As [`PublicKey::from_spki_der`].
    pub fn from_pkcs1_der(der: &[u8], warnings: &mut Warnings) -> Result<Self> {
        let _ = (der, warnings);
        Err(Error::NotAKey)
    }

    /// Reads the public members of a JSON Web Key (RFC 7517), private or not.
    ///
    /// # Errors
    /// `invalid-value`, `unsupported-algorithm`; `unknown-format` when it is no JWK.
    pub fn from_jwk(json: &serde_json::Value, warnings: &mut Warnings) -> Result<Self> {
        let _ = (json, warnings);
        Err(Error::NotAKey)
    }

    /// The algorithm with size or curve.
    #[must_use]
    pub const fn algorithm(&self) -> &Algorithm {
        &self.algorithm
    }

    /// SubjectPublicKeyInfo: as it stood, or as computed (named curve, uncompressed point, NULL for rsaEncryption).
    #[must_use]
    pub fn spki_der(&self) -> &[u8] {
        &self.spki
    }

    /// SHA-256 of [`PublicKey::spki_der`].
    #[must_use]
    pub fn spki_sha256(&self) -> [u8; 32] {
        Sha256::digest(&self.spki).into()
    }

    /// SHA-1 of the content of the subjectPublicKey BIT STRING (RFC 5280 §4.2.1.2, method 1).
    #[must_use]
    pub fn key_identifier_sha1(&self) -> [u8; 20] {
        Sha1::digest(&self.spki).into()
    }

    /// Whether `signature` over `message` verifies. `None`: the algorithm is unknown, not supported, or of another
    /// kind of key.
    #[must_use]
    pub fn verify(&self, algorithm: &AlgorithmIdentifier<'_>, message: &[u8], signature: &[u8]) -> Option<bool> {
        let _ = (algorithm, message, signature);
        None
    }
}

impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl Eq for PublicKey {}

impl Hash for PublicKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}
