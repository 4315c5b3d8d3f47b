//! Private JSON Web Keys (RFC 7518 §6.2.2, §6.3.2; RFC 8037 §2).

use super::{
    Parts, ec, fixed,
    lattice::{self, Secret},
    require_public,
    rsa::{Number, Numbers, Prime},
};
use crate::{
    Algorithm, Error, Result,
    identifier::Family,
    jwk::{Kind, Member, object, octets},
    oids,
    public::Value,
    write,
};
use keybundle_encoding::{Warnings, base64, ber::Element, json::Json};
use zeroize::Zeroizing;

pub(super) fn read(json: &Json, warnings: &mut Warnings) -> Result<Parts> {
    match Kind::read(json)? {
        Kind::Rsa { modulus, exponent } => {
            let numbers = numbers(json, &modulus, &exponent)?;
            numbers.into_parts(&write::algorithm(oids::RSA, write::NULL), |bits| Algorithm::Rsa { bits }, warnings)
        }
        Kind::Ec { curve, point } => {
            let scalar = octets(json, "d")?.ok_or(Error::NotAKey)?;
            ec::from_scalar(curve, &scalar, point.as_deref())
        }
        Kind::Fixed { fixed, public } => {
            let parts = if fixed.family == Family::Lattice {
                lattice::from_seed(fixed, &octets(json, "priv")?.ok_or(Error::NotAKey)?)
            } else {
                fixed::from_secret(&octets(json, "d")?.ok_or(Error::NotAKey)?, fixed)
            }?;
            if let Some(public) = public {
                require_public(&parts, &public)?;
            }
            Ok(parts)
        }
    }
}

/// All of RFC 7518 §6.3.2: the factors and CRT values may be absent.
fn numbers(json: &Json, modulus: &[u8], exponent: &[u8]) -> Result<Numbers> {
    let trimmed = |bytes: &[u8]| Zeroizing::new(write::trim(bytes).to_vec());
    let number = |json: &Json, member: &str| -> Result<Number> {
        Ok(octets(json, member)?.map_or_else(Number::default, |bytes| trimmed(&bytes)))
    };
    let private_exponent = number(json, "d")?;
    if private_exponent.is_empty() {
        return Err(Error::NotAKey);
    }
    let mut primes = vec![
        Prime { prime: number(json, "p")?, exponent: number(json, "dp")?, coefficient: Number::default() },
        Prime { prime: number(json, "q")?, exponent: number(json, "dq")?, coefficient: Number::default() },
    ];
    let others = match json.member("oth") {
        Some(Json::Array(others)) => others.as_slice(),
        _ => &[],
    };
    for other in others.iter().take(8) {
        primes.push(Prime {
            prime: number(other, "r")?,
            exponent: number(other, "d")?,
            coefficient: number(other, "t")?,
        });
    }
    Ok(Numbers {
        modulus: trimmed(modulus),
        exponent: trimmed(exponent),
        private_exponent,
        primes,
        coefficient: number(json, "qi")?,
    })
}

/// The JSON text of a private JWK: the public members of [`PublicKey::to_jwk`](crate::PublicKey::to_jwk), then the
/// private ones. `None` of a key that JWK has no form for.
pub(super) fn write(parts: &Parts) -> Result<Option<Zeroizing<String>>> {
    let Some((public, value)) = parts.public.as_ref().and_then(|key| Some((key.jwk_members()?, key.value()))) else {
        return Ok(None);
    };
    let mut members: Vec<Member> = match value {
        Value::Rsa { .. } => return Ok(Some(rsa_text(&public, &Numbers::of(&parts.inner)?))),
        Value::Ec { .. } => vec![("d", base64::encode_url(&ec::scalar(&parts.inner)?))],
        _ => match parts.algorithm {
            Algorithm::MlDsa44 | Algorithm::MlDsa65 | Algorithm::MlDsa87 => match lattice::secret(&parts.inner)? {
                Secret::Seed(seed) => vec![("priv", base64::encode_url(&seed))],
                Secret::Expanded(_) => return Ok(None),
            },
            _ => {
                let octets = Zeroizing::new(Element::parse(&parts.inner)?.octets()?.into_owned());
                vec![("d", base64::encode_url(&octets))]
            }
        },
    };
    Ok(Some(text(&public, &mut members, None)))
}

/// RFC 7518 §6.3.2.
fn rsa_text(public: &[Member], numbers: &Numbers) -> Zeroizing<String> {
    let value = |number: &Number| base64::encode_url(number);
    let mut members = vec![("d", value(&numbers.private_exponent))];
    let others = match numbers.primes.as_slice() {
        [p, q, others @ ..] => {
            members.extend([
                ("p", value(&p.prime)),
                ("q", value(&q.prime)),
                ("dp", value(&p.exponent)),
                ("dq", value(&q.exponent)),
                ("qi", value(&numbers.coefficient)),
            ]);
            others
        }
        _ => &[],
    };
    let others: Vec<_> = others
        .iter()
        .map(|other| [("r", value(&other.prime)), ("d", value(&other.exponent)), ("t", value(&other.coefficient))])
        .map(|members| object(&members, None))
        .collect();
    text(public, &mut members, (!others.is_empty()).then_some(others.as_slice()))
}

fn text(public: &[Member], private: &mut Vec<Member>, others: Option<&[Zeroizing<String>]>) -> Zeroizing<String> {
    let mut members: Vec<_> = ["kty", "alg", "crv", "n", "e", "x", "y", "pub"]
        .into_iter()
        .filter_map(|name| Some((name, public.iter().find(|(known, _)| *known == name)?.1.clone())))
        .collect();
    members.append(private);
    object(&members, others)
}
