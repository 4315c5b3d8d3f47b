//! The members of a JSON Web Key (RFC 7517, RFC 7518 §6, RFC 8037).

use crate::{
    Curve, Error, Result,
    identifier::{Family, Fixed},
    write::fit,
};
use keybundle_encoding::{base64, json::Json};
use zeroize::Zeroizing;

/// What `kty` says, with the public members read.
pub(crate) enum Kind {
    Rsa {
        modulus: Zeroizing<Vec<u8>>,
        exponent: Zeroizing<Vec<u8>>,
    },
    /// The point is absent where a private key came without it.
    Ec {
        curve: Curve,
        point: Option<Vec<u8>>,
    },
    /// OKP and AKP; the public member as above.
    Fixed {
        fixed: &'static Fixed,
        public: Option<Vec<u8>>,
    },
}

impl Kind {
    pub(crate) fn read(json: &Json) -> Result<Self> {
        match text(json, "kty")?.ok_or(Error::NotAKey)? {
            // "-HSM": Azure Key Vault.
            "RSA" | "RSA-HSM" => Ok(Self::Rsa { modulus: required(json, "n")?, exponent: required(json, "e")? }),
            "EC" | "EC-HSM" => {
                let name = text(json, "crv")?.ok_or(Error::InvalidValue { reason: "a JWK without its curve" })?;
                let curve = curve(name).ok_or(Error::UnknownCurve)?;
                let point = match (octets(json, "x")?, octets(json, "y")?) {
                    (Some(x), Some(y)) => Some(point(curve, &x, &y)?),
                    (None, None) => None,
                    _ => return Err(Error::InvalidValue { reason: "a JWK with one coordinate of its point" }),
                };
                Ok(Self::Ec { curve, point })
            }
            kind @ ("OKP" | "AKP") => {
                let (member, public, family) =
                    if kind == "OKP" { ("crv", "x", Family::Octets) } else { ("alg", "pub", Family::Lattice) };
                let name = text(json, member)?.ok_or(Error::InvalidValue { reason: "a JWK without its algorithm" })?;
                let fixed = Fixed::from_name(name).filter(|fixed| fixed.family == family);
                let public = octets(json, public)?.map(|public| public.to_vec());
                Ok(Self::Fixed { fixed: fixed.ok_or(Error::UnknownCurve)?, public })
            }
            // "oct" is a symmetric key.
            _ => Err(Error::NotAKey),
        }
    }
}

/// A member that is text.
fn text<'a>(json: &'a Json, member: &str) -> Result<Option<&'a str>> {
    match json.member(member) {
        None | Some(Json::Null) => Ok(None),
        Some(Json::Text(text)) => Ok(Some(text)),
        Some(_) => Err(Error::InvalidValue { reason: "a member of a JWK that is no text" }),
    }
}

/// A member that is base64url; the standard alphabet and padding are accepted too.
pub(crate) fn octets(json: &Json, member: &str) -> Result<Option<Zeroizing<Vec<u8>>>> {
    match text(json, member)? {
        None => Ok(None),
        Some("") => Ok(Some(Zeroizing::default())),
        Some(text) => Ok(Some(base64::decode(text.as_bytes())?.bytes)),
    }
}

fn required(json: &Json, member: &str) -> Result<Zeroizing<Vec<u8>>> {
    octets(json, member)?.ok_or(Error::InvalidValue { reason: "a JWK without its public members" })
}

/// RFC 7518 §7.6, RFC 8812, and OpenSSL's names for the rest.
fn curve(name: &str) -> Option<Curve> {
    match name {
        "P-256K" => Some(Curve::SECP256K1),
        // What OpenSSL and SEC 2 call them, where a program passes its own names on.
        "secp256r1" | "prime256v1" => Some(Curve::P256),
        "secp384r1" => Some(Curve::P384),
        "secp521r1" => Some(Curve::P521),
        "SM2" => Some(Curve::SM2),
        name => Curve::from_name(name).filter(|curve| !curve.is_binary()),
    }
}

fn point(curve: Curve, x: &[u8], y: &[u8]) -> Result<Vec<u8>> {
    let wrong = || Error::InvalidValue { reason: "the point of a JWK is not on its curve" };
    let size = curve.field_size();
    let (x, y) = (fit(x, size).ok_or_else(wrong)?, fit(y, size).ok_or_else(wrong)?);
    curve.uncompressed(&[&[0x04], x.as_slice(), y.as_slice()].concat()).ok_or_else(wrong)
}

/// The name of a member, and its value, in which nothing needs escaping.
pub(crate) type Member = (&'static str, Zeroizing<String>);

/// The JSON text of names and values in which nothing needs escaping. Sized beforehand: no reallocation leaves a copy
/// behind.
pub(crate) fn object(members: &[Member], others: Option<&[Zeroizing<String>]>) -> Zeroizing<String> {
    let size: usize = members.iter().map(|(name, value)| name.len() + value.len() + 6).sum();
    let others_size: usize = others.unwrap_or_default().iter().map(|other| other.len() + 1).sum();
    let mut text = Zeroizing::new(String::with_capacity(size + others_size + 16));
    let mut push = |parts: &[&str]| parts.iter().for_each(|part| text.push_str(part));
    push(&["{"]);
    for (index, (name, value)) in members.iter().enumerate() {
        push(&[if index == 0 { "\"" } else { ",\"" }, name, "\":\"", value, "\""]);
    }
    if let Some(others) = others {
        push(&[",\"oth\":["]);
        for (index, other) in others.iter().enumerate() {
            push(&[if index == 0 { "" } else { "," }, other]);
        }
        push(&["]"]);
    }
    push(&["}"]);
    text
}
