//! Public keys.

mod jwk;
mod read;
mod weaknesses;

pub(crate) use read::{check_modulus, from_bits, rsa_value};

use crate::{Algorithm, Curve, Result, oids, write};
use const_oid::ObjectIdentifier;
use core::hash::{Hash, Hasher};
use keybundle_encoding::{Warnings, json::Json};
use sha1::Sha1;
use sha2::{Digest, Sha256};

/// A public key. Two are equal when they are the same key by value, however it was encoded: an elliptic-curve point
/// compressed or not, RSA with whatever identifier.
#[derive(Clone, Debug)]
pub struct PublicKey {
    algorithm: Algorithm,
    spki: Vec<u8>,
    /// The content of the subjectPublicKey BIT STRING.
    bits: Vec<u8>,
    value: Value,
}

/// What makes two keys the same. Numbers are big-endian without leading zeros.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Value {
    Rsa {
        modulus: Vec<u8>,
        exponent: Vec<u8>,
    },
    /// The point uncompressed.
    Ec {
        curve: Curve,
        point: Vec<u8>,
    },
    /// Keys of fixed size without structure: Edwards and Montgomery curves, lattices, hashes.
    Fixed {
        oid: ObjectIdentifier,
        key: Vec<u8>,
    },
    /// DSA and Diffie-Hellman; the prime is empty where it is inherited.
    Modular {
        prime: Vec<u8>,
        public: Vec<u8>,
    },
    /// Unknown algorithms: AlgorithmIdentifier and key as they stand.
    Opaque {
        algorithm: Vec<u8>,
        key: Vec<u8>,
    },
}

impl PublicKey {
    /// Reads a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7).
    ///
    /// # Errors
    /// `malformed-der`, `truncated`, `limit-depth`, `trailing-data`, `invalid-value`.
    pub fn from_spki_der(der: &[u8], warnings: &mut Warnings) -> Result<Self> {
        read::spki(der, warnings)
    }

    /// Reads a PKCS#1 `RSAPublicKey` (RFC 8017 §A.1.1).
    ///
    /// # Errors
    /// As [`PublicKey::from_spki_der`].
    pub fn from_pkcs1_der(der: &[u8], warnings: &mut Warnings) -> Result<Self> {
        read::pkcs1(der, warnings)
    }

    /// Reads the public members of a JSON Web Key (RFC 7517), private or not.
    ///
    /// # Errors
    /// `invalid-value`, `unsupported-algorithm`; `unknown-format` when it is no JWK.
    pub fn from_jwk(json: &Json, warnings: &mut Warnings) -> Result<Self> {
        jwk::read(json, warnings)
    }

    /// A key that was computed or came without SubjectPublicKeyInfo: `identifier` is the DER of its
    /// AlgorithmIdentifier, `bits` the content of the BIT STRING.
    pub(crate) fn computed(algorithm: Algorithm, identifier: &[u8], bits: Vec<u8>, value: Value) -> Self {
        Self { algorithm, spki: write::spki(identifier, &bits), bits, value }
    }

    /// An RSA key of these numbers, with this AlgorithmIdentifier.
    pub(crate) fn from_rsa(algorithm: Algorithm, identifier: &[u8], modulus: &[u8], exponent: &[u8]) -> Self {
        let parts = [write::integer(modulus), write::integer(exponent)];
        let bits = write::tlv(write::SEQUENCE, &[&parts[0], &parts[1]]).to_vec();
        let value = Value::Rsa { modulus: write::trim(modulus).to_vec(), exponent: write::trim(exponent).to_vec() };
        Self::computed(algorithm, identifier, bits, value)
    }

    /// The key of an uncompressed point.
    pub(crate) fn from_point(curve: Curve, point: Vec<u8>) -> Self {
        let identifier = write::algorithm(oids::EC, &write::tlv(write::OID, &[curve.oid().as_bytes()]));
        Self::computed(Algorithm::Ec(curve), &identifier, point.clone(), Value::Ec { curve, point })
    }

    /// The content of the subjectPublicKey BIT STRING.
    pub(crate) fn bits(&self) -> &[u8] {
        &self.bits
    }

    /// The value, for whoever computes with it.
    pub(crate) const fn value(&self) -> &Value {
        &self.value
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

    /// PKCS#1 `RSAPublicKey` (RFC 8017 §A.1.1) in DER; `None` of another key.
    #[must_use]
    pub fn pkcs1_der(&self) -> Option<Vec<u8>> {
        let Value::Rsa { modulus, exponent } = &self.value else { return None };
        Some(write::tlv(write::SEQUENCE, &[&write::integer(modulus), &write::integer(exponent)]).to_vec())
    }

    /// SHA-256 of [`PublicKey::spki_der`].
    #[must_use]
    pub fn spki_sha256(&self) -> [u8; 32] {
        Sha256::digest(&self.spki).into()
    }

    /// SHA-256 of what two equal keys have in common, however they were encoded: to look keys up by. It is taken of no
    /// encoding that has a name, and is another on another platform or in another version: not to be stored.
    #[must_use]
    pub fn value_sha256(&self) -> [u8; 32] {
        let mut digest = Digested(Sha256::new());
        self.value.hash(&mut digest);
        digest.0.finalize().into()
    }

    /// SHA-1 of the content of the subjectPublicKey BIT STRING (RFC 5280 §4.2.1.2, method 1).
    #[must_use]
    pub fn key_identifier_sha1(&self) -> [u8; 20] {
        Sha1::digest(&self.bits).into()
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

/// What is hashed goes into a digest.
struct Digested(Sha256);

impl Hasher for Digested {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        0
    }
}
