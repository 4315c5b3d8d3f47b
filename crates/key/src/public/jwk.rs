//! A public key from and as JSON Web Key, and its thumbprint.

use super::{PublicKey, Value, rsa_value};
use crate::{
    Curve, Error, Result,
    identifier::{Family, Fixed},
    jwk::{Kind, Member, object},
    oids, warn, write,
};
use keybundle_encoding::{Warnings, base64, json::Json};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// The public key of a JWK, private or not.
pub(super) fn read(json: &Json, warnings: &mut Warnings) -> Result<PublicKey> {
    let missing = || Error::InvalidValue { reason: "a JWK without its public members" };
    let key = match Kind::read(json)? {
        Kind::Rsa { modulus, exponent } => {
            let trimmed = |number: &[u8]| write::trim(number).to_vec();
            let (algorithm, _) = rsa_value(trimmed(&modulus), trimmed(&exponent), warnings)?;
            PublicKey::from_rsa(algorithm, &write::algorithm(oids::RSA, write::NULL), &modulus, &exponent)
        }
        Kind::Ec { curve, point } => PublicKey::from_point(curve, point.ok_or_else(missing)?),
        Kind::Fixed { fixed, public } => {
            let bits = public.ok_or_else(missing)?;
            if bits.len() != fixed.public_size {
                return Err(Error::InvalidValue { reason: "a public key of another size than its algorithm has" });
            }
            let value = Value::Fixed { oid: fixed.oid, key: bits.clone() };
            PublicKey::computed(fixed.algorithm.clone(), &write::algorithm(fixed.oid, &[]), bits, value)
        }
    };
    warn::weak(key.algorithm(), warnings);
    Ok(key)
}

impl PublicKey {
    /// The key as JWK, in JSON text: the members that RFC 7638 §3.2 requires and no others, in the order of their names
    /// and without white space, so that the thumbprint is taken of it as it stands. RSA and P-256, P-384, P-521 (RFC
    /// 7518 §6), secp256k1 (RFC 8812 §3), Ed25519, Ed448, X25519, X448 (RFC 8037 §2); ML-DSA as `AKP` (RFC 9964, whose
    /// thumbprint takes `alg`, `kty` and `pub`).
    ///
    /// `None` of keys that JWK has no form for.
    #[must_use]
    pub fn to_jwk(&self) -> Option<String> {
        Some(object(&self.jwk_members()?, None).as_str().to_owned())
    }

    /// The members of [`PublicKey::to_jwk`].
    pub(crate) fn jwk_members(&self) -> Option<Vec<Member>> {
        let text = |text: &str| Zeroizing::new(text.to_owned());
        let octets = |bytes: &[u8]| base64::encode_url(bytes);
        Some(match self.value() {
            Value::Rsa { modulus, exponent } => {
                vec![("e", octets(exponent)), ("kty", text("RSA")), ("n", octets(modulus))]
            }
            Value::Ec { curve, point } => {
                let name = jwk_curve(*curve)?;
                // The uncompressed form: 4, x, y.
                let (x, y) = point.get(1..)?.split_at_checked(curve.field_size())?;
                vec![("crv", text(name)), ("kty", text("EC")), ("x", octets(x)), ("y", octets(y))]
            }
            Value::Fixed { oid, key } => {
                let fixed = Fixed::from_oid(*oid)?;
                let name = Zeroizing::new(fixed.algorithm.to_string());
                match fixed.family {
                    Family::Octets => vec![("crv", name), ("kty", text("OKP")), ("x", octets(key))],
                    Family::Lattice if fixed.is_ml_dsa() => {
                        vec![("alg", name), ("kty", text("AKP")), ("pub", octets(key))]
                    }
                    _ => return None,
                }
            }
            Value::Modular { .. } | Value::Opaque { .. } => return None,
        })
    }

    /// JWK thumbprint with SHA-256 (RFC 7638); in text it is base64url without padding.
    ///
    /// `None` as [`PublicKey::to_jwk`].
    #[must_use]
    pub fn jwk_thumbprint_sha256(&self) -> Option<[u8; 32]> {
        Some(Sha256::digest(self.to_jwk()?).into())
    }
}

/// The registered curves; others have a name in OpenSSL, and no JWK.
pub(crate) fn jwk_curve(curve: Curve) -> Option<&'static str> {
    [Curve::P256, Curve::P384, Curve::P521, Curve::SECP256K1].contains(&curve).then(|| curve.name())
}
