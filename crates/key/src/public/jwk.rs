//! A public key as JSON Web Key, and its thumbprint.

use super::{PublicKey, Value};
use crate::{
    Curve,
    identifier::{Family, Fixed},
};
use keybundle_encoding::base64;
use serde_json::{Map, Value as Json};
use sha2::{Digest, Sha256};

impl PublicKey {
    /// The key as JWK: the members that RFC 7638 §3.2 requires and no others, in the order of their names, so that its
    /// text without white space is what the thumbprint is taken of. RSA and P-256, P-384, P-521 (RFC 7518 §6),
    /// secp256k1 (RFC 8812 §3), Ed25519, Ed448, X25519, X448 (RFC 8037 §2); ML-DSA as `AKP`
    /// (RFC 9964, whose thumbprint takes `alg`, `kty` and `pub`).
    ///
    /// `None` of keys that JWK has no form for.
    #[must_use]
    pub fn to_jwk(&self) -> Option<Json> {
        let octets = |bytes: &[u8]| base64::encode_url(bytes).to_string();
        let members = match self.value() {
            Value::Rsa { modulus, exponent } => {
                vec![("e", octets(exponent)), ("kty", "RSA".into()), ("n", octets(modulus))]
            }
            Value::Ec { curve, point } => {
                let name = jwk_curve(*curve)?;
                // The uncompressed form: 4, x, y.
                let (x, y) = point.get(1..)?.split_at_checked(curve.field_size())?;
                vec![("crv", name.into()), ("kty", "EC".into()), ("x", octets(x)), ("y", octets(y))]
            }
            Value::Fixed { oid, key } => {
                let fixed = Fixed::from_oid(*oid)?;
                let name = fixed.algorithm.to_string();
                match fixed.family {
                    Family::Octets => vec![("crv", name), ("kty", "OKP".into()), ("x", octets(key))],
                    Family::Lattice if fixed.is_ml_dsa() => {
                        vec![("alg", name), ("kty", "AKP".into()), ("pub", octets(key))]
                    }
                    _ => return None,
                }
            }
            Value::Modular { .. } | Value::Opaque { .. } => return None,
        };
        Some(Json::Object(
            members.into_iter().map(|(name, value)| (name.to_owned(), Json::String(value))).collect::<Map<_, _>>(),
        ))
    }

    /// JWK thumbprint with SHA-256 (RFC 7638); in text it is base64url without padding.
    ///
    /// `None` as [`PublicKey::to_jwk`].
    #[must_use]
    pub fn jwk_thumbprint_sha256(&self) -> Option<[u8; 32]> {
        Some(Sha256::digest(self.to_jwk()?.to_string()).into())
    }
}

/// The registered curves; others have a name in OpenSSL, and no JWK.
pub(crate) fn jwk_curve(curve: Curve) -> Option<&'static str> {
    [Curve::P256, Curve::P384, Curve::P521, Curve::SECP256K1].contains(&curve).then(|| curve.name())
}
