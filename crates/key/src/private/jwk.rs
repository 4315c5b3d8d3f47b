//! Private JSON Web Keys (RFC 7518 §6.2.2, §6.3.2; RFC 8037 §2).

use super::{
    Parts, ec, fixed, lattice, require_public,
    rsa::{Number, Numbers, Prime},
};
use crate::{
    Algorithm, Error, Result,
    identifier::Family,
    jwk::{Kind, octets},
    oids, write,
};
use keybundle_encoding::Warnings;
use serde_json::Value as Json;
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
    for other in json.get("oth").and_then(Json::as_array).into_iter().flatten().take(8) {
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
