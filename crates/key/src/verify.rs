//! Signature algorithms by their AlgorithmIdentifier (RFC 5758, RFC 4055, RFC 8017, RFC 8410, RFC 9881).

mod ecdsa;
mod hash;
mod rsa;

use crate::{Algorithm, PublicKey, oids, public::Value};
use hash::Hash;
use keybundle_encoding::AlgorithmIdentifier;

impl PublicKey {
    /// Whether `signature` over `message` verifies. `None`: the algorithm is unknown, not supported, or of another
    /// kind of key.
    #[must_use]
    pub fn verify(&self, algorithm: &AlgorithmIdentifier<'_>, message: &[u8], signature: &[u8]) -> Option<bool> {
        match (self.value(), algorithm.oid.to_object_identifier()?) {
            (Value::Rsa { modulus, exponent }, oids::RSA_PSS) => {
                rsa::verify_pss(modulus, exponent, algorithm.parameters.as_ref()?, message, signature)
            }
            (Value::Rsa { modulus, exponent }, oid) => {
                rsa::verify_pkcs1(modulus, exponent, Hash::of_rsa_signature(oid)?, message, signature)
            }
            (Value::Ec { curve, point }, oid) => {
                ecdsa::verify(*curve, point, &Hash::of_ecdsa_signature(oid)?.digest(message), signature)
            }
            (Value::Fixed { key, .. }, oid) => match (self.algorithm(), oid) {
                (Algorithm::Ed25519, oids::ED25519) => {
                    let key = ed25519_dalek::VerifyingKey::from_bytes(&key.as_slice().try_into().ok()?).ok()?;
                    let Ok(signature) = ed25519_dalek::Signature::from_slice(signature) else { return Some(false) };
                    Some(ed25519_dalek::Verifier::verify(&key, message, &signature).is_ok())
                }
                _ => None,
            },
            _ => None,
        }
    }
}
