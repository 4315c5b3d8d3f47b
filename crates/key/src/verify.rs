//! Signature algorithms by their AlgorithmIdentifier (RFC 5758, RFC 4055, RFC 8017, RFC 8410, RFC 9881).

mod dsa;
pub(crate) mod ecdsa;
mod rsa;

pub(crate) use rsa::PssParameters;

use crate::{Algorithm, Curve, PublicKey, hash::Hash, oids, public::Value};
use const_oid::ObjectIdentifier;
use keybundle_encoding::{AlgorithmIdentifier, rare};
use ml_dsa::MlDsaParams;

impl PublicKey {
    /// Whether `signature` over `message` verifies; it does not when its algorithm is known to be for another kind of
    /// key. `None`: the algorithm of the key or of the signature is unknown or not supported.
    #[must_use]
    pub fn verify(&self, algorithm: &AlgorithmIdentifier<'_>, message: &[u8], signature: &[u8]) -> Option<bool> {
        if self.is_of_another_kind(algorithm.oid.to_object_identifier()?) {
            return Some(false);
        }
        match (self.value(), algorithm.oid.to_object_identifier()?) {
            (Value::Rsa { modulus, exponent }, oids::RSA_PSS) => {
                rsa::verify_pss(modulus, exponent, algorithm.parameters.as_ref()?, message, signature)
            }
            (Value::Rsa { modulus, exponent }, oid) => {
                rsa::verify_pkcs1(modulus, exponent, Hash::of_rsa_signature(oid)?, message, signature)
            }
            (Value::Ec { curve, point }, oids::SM2_SM3) if *curve == Curve::SM2 && rare::is_here() => {
                sm2(point, message, signature)
            }
            (Value::Ec { curve, point }, oid) => {
                ecdsa::verify(*curve, point, Hash::of_ecdsa_signature(oid)?, message, signature)
            }
            (Value::Fixed { key, oid }, signed) if *oid == signed => fixed(self.algorithm(), key, message, signature),
            (Value::Modular { prime, public }, oid) if rare::is_here() => {
                let hash = Hash::of_dsa_signature(oid)?.digest(message);
                dsa::verify(self.spki_der(), prime, public, &hash, signature)
            }
            _ => None,
        }
    }

    /// Whether keys of this kind can't have made a signature of this algorithm.
    fn is_of_another_kind(&self, signature: ObjectIdentifier) -> bool {
        let is_rsa = signature == oids::RSA_PSS || Hash::of_rsa_signature(signature).is_some();
        let is_sm2 = signature == oids::SM2_SM3;
        let is_ecdsa = Hash::of_ecdsa_signature(signature).is_some();
        let is_dsa = Hash::of_dsa_signature(signature).is_some();
        let fixed =
            [oids::ED25519, oids::ED448, oids::ML_DSA_44, oids::ML_DSA_65, oids::ML_DSA_87].contains(&signature);
        let fits = match self.value() {
            Value::Rsa { .. } => is_rsa,
            Value::Ec { curve, .. } => is_ecdsa || (is_sm2 && *curve == Curve::SM2),
            Value::Fixed { oid, .. } => *oid == signature,
            Value::Modular { .. } => is_dsa,
            Value::Opaque { .. } => true,
        };
        (is_rsa || is_sm2 || is_ecdsa || is_dsa || fixed) && !fits
    }
}

/// The algorithms whose signatures have the OID of their keys.
fn fixed(algorithm: &Algorithm, key: &[u8], message: &[u8], signature: &[u8]) -> Option<bool> {
    match algorithm {
        _ if !rare::is_here() => None,
        Algorithm::Ed25519 => {
            let key = ed25519_dalek::VerifyingKey::from_bytes(&key.try_into().ok()?).ok()?;
            let Ok(signature) = ed25519_dalek::Signature::from_slice(signature) else { return Some(false) };
            Some(ed25519_dalek::Verifier::verify(&key, message, &signature).is_ok())
        }
        Algorithm::Ed448 => {
            let key = ed448_goldilocks::VerifyingKey::from_bytes(&key.try_into().ok()?).ok()?;
            let Ok(signature) = ed448_goldilocks::Signature::try_from(signature) else { return Some(false) };
            // The library ignores the seven bits of R that RFC 8032 §5.2.2 has as zero.
            if signature.r_bytes().last().is_none_or(|last| last & 0x7f != 0) {
                return Some(false);
            }
            Some(key.verify_raw(&signature, message).is_ok())
        }
        Algorithm::MlDsa44 => ml_dsa::<ml_dsa::MlDsa44>(key, message, signature),
        Algorithm::MlDsa65 => ml_dsa::<ml_dsa::MlDsa65>(key, message, signature),
        Algorithm::MlDsa87 => ml_dsa::<ml_dsa::MlDsa87>(key, message, signature),
        _ => None,
    }
}

/// With the empty context (RFC 9881 §3).
fn ml_dsa<P: MlDsaParams>(key: &[u8], message: &[u8], signature: &[u8]) -> Option<bool> {
    let key = ml_dsa::VerifyingKey::<P>::decode(&key.try_into().ok()?);
    let signature = signature.try_into().ok().and_then(|signature| ml_dsa::Signature::<P>::decode(&signature));
    Some(signature.is_some_and(|signature| key.verify_with_context(message, &[], &signature)))
}

/// The identifiers under SM2 signatures: that of certificates (GM/T 0009 §10), and the empty one that OpenSSL takes
/// unless it is told another.
const SM2_IDENTIFIERS: [&str; 2] = ["1234567812345678", ""];

/// SM2 with SM3 (GB/T 32918.2).
fn sm2(point: &[u8], message: &[u8], signature: &[u8]) -> Option<bool> {
    let signature =
        ecdsa::read(signature, 32).and_then(|(r, s)| sm2::dsa::Signature::from_slice(&[r, s].concat()).ok());
    let Some(signature) = signature else { return Some(false) };
    for identifier in SM2_IDENTIFIERS {
        let key = sm2::dsa::VerifyingKey::from_sec1_bytes(identifier, point).ok()?;
        if sm2::dsa::signature::Verifier::verify(&key, message, &signature).is_ok() {
            return Some(true);
        }
    }
    Some(false)
}
