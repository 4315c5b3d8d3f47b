//! SubjectPublicKeyInfo and PKCS#1.

use super::{PublicKey, Value};
use crate::{
    Algorithm, Error, Result, Weakness,
    curve::Domain,
    identifier::Kind,
    number::below,
    oids,
    warn::{self, unsigned},
    weakness, write,
};
use keybundle_encoding::{
    AlgorithmIdentifier, Warnings,
    ber::{Element, Tag},
};

/// The sizes of modulus that are read, in bits.
const RSA_BITS: core::ops::RangeInclusive<usize> = 256..=16_384;

pub(super) fn spki(der: &[u8], warnings: &mut Warnings) -> Result<PublicKey> {
    let element = Element::parse(der)?;
    let mut fields = element.sequence()?;
    let identifier = fields.any()?;
    let algorithm = AlgorithmIdentifier::from_element(&identifier)?;
    let key = fields.any()?;
    let (unused, bits) = key.bit_string()?;
    fields.finish()?;
    if unused != 0 {
        return Err(key.malformed("a public key that ends inside a byte").into());
    }
    let (algorithm, value) = value(&algorithm, identifier.raw(), &bits, warnings)?;
    warn::weak(&algorithm, warnings);
    Ok(PublicKey { algorithm, spki: der.to_vec(), bits: bits.into_owned(), value })
}

pub(super) fn pkcs1(der: &[u8], warnings: &mut Warnings) -> Result<PublicKey> {
    let (algorithm, value) = rsa(der, warnings)?;
    warn::weak(&algorithm, warnings);
    let Value::Rsa { modulus, exponent } = value else { return Err(Error::NotAKey) };
    Ok(PublicKey::from_rsa(algorithm, &write::algorithm(oids::RSA, write::NULL), &modulus, &exponent))
}

/// The key that a BIT STRING of this content holds.
pub(crate) fn from_bits(
    identifier: &AlgorithmIdentifier<'_>,
    raw_identifier: &[u8],
    bits: &[u8],
    warnings: &mut Warnings,
) -> Result<PublicKey> {
    let (algorithm, value) = value(identifier, raw_identifier, bits, warnings)?;
    Ok(PublicKey::computed(algorithm, raw_identifier, bits.to_vec(), value))
}

/// Reads the key inside by its algorithm.
fn value(
    identifier: &AlgorithmIdentifier<'_>,
    raw_identifier: &[u8],
    bits: &[u8],
    warnings: &mut Warnings,
) -> Result<(Algorithm, Value)> {
    let opaque = || Value::Opaque { algorithm: raw_identifier.to_vec(), key: bits.to_vec() };
    let kind = Kind::of(identifier.oid);
    Ok(match kind {
        Kind::Rsa => rsa(bits, warnings)?,
        Kind::RsaPss => restricted(rsa(bits, warnings)?, |bits| Algorithm::RsaPss { bits }),
        Kind::RsaOaep => restricted(rsa(bits, warnings)?, |bits| Algorithm::RsaOaep { bits }),
        Kind::Ec => match Domain::read(identifier.required_parameters()?)? {
            Domain::Known(curve) => {
                let point = curve.uncompressed(bits).ok_or(Error::InvalidValue {
                    reason: "the public point is not on the curve that the parameters name",
                })?;
                (Algorithm::Ec(curve), Value::Ec { curve, point })
            }
            Domain::Unknown(oid) => (warn::unknown(oid, "curve", warnings), opaque()),
            Domain::Inherited => return Err(Error::InvalidValue { reason: "a public key that names no curve" }),
        },
        Kind::Fixed(fixed) => {
            if bits.len() != fixed.public_size {
                return Err(Error::InvalidValue { reason: "a public key of another size than its algorithm has" });
            }
            (fixed.algorithm.clone(), Value::Fixed { oid: fixed.oid, key: bits.to_vec() })
        }
        Kind::Dsa | Kind::Dh => {
            let prime = match &identifier.parameters {
                Some(parameters) if parameters.tag() == Tag::SEQUENCE => {
                    unsigned(&parameters.sequence()?.any()?, warnings)?.to_vec()
                }
                _ => Vec::new(),
            };
            let element = Element::parse(bits)?;
            let public = unsigned(&element, warnings)?.to_vec();
            if public.is_empty() || (!prime.is_empty() && !below(&public, &prime)) {
                return Err(Error::InvalidValue { reason: "the public value is not between 1 and the prime" });
            }
            (kind.modular(warn::bit_length(&prime)), Value::Modular { prime, public })
        }
        Kind::Named(name) => (warn::named(name, &identifier.oid.to_dotted(), warnings), opaque()),
        Kind::Unknown => (warn::unknown(identifier.oid.to_dotted(), "algorithm", warnings), opaque()),
    })
}

fn restricted((algorithm, value): (Algorithm, Value), make: fn(usize) -> Algorithm) -> (Algorithm, Value) {
    match algorithm {
        Algorithm::Rsa { bits } => (make(bits), value),
        other => (other, value),
    }
}

/// `RSAPublicKey ::= SEQUENCE { modulus INTEGER, publicExponent INTEGER }`.
fn rsa(der: &[u8], warnings: &mut Warnings) -> Result<(Algorithm, Value)> {
    let element = Element::parse(der)?;
    let mut fields = element.sequence()?;
    let modulus = unsigned(&fields.any()?, warnings)?.to_vec();
    let exponent = unsigned(&fields.any()?, warnings)?.to_vec();
    fields.finish()?;
    rsa_value(modulus, exponent, warnings)
}

/// Checks an RSA public key. The numbers come without leading zeros.
pub(crate) fn rsa_value(modulus: Vec<u8>, exponent: Vec<u8>, warnings: &mut Warnings) -> Result<(Algorithm, Value)> {
    check_modulus(&modulus)?;
    if modulus.last().is_none_or(|last| last & 1 == 0) {
        return Err(Error::InvalidValue { reason: "an even RSA modulus" });
    }
    if exponent.is_empty() || !below(&exponent, &modulus) {
        return Err(Error::InvalidValue { reason: "an RSA exponent that is zero or not below the modulus" });
    }
    // What is cheap to see; `PublicKey::weaknesses` looks closer.
    if weakness::is_useless(&exponent) {
        warn::push(&Weakness::UselessExponent, warnings);
    }
    if weakness::has_roca_fingerprint(&modulus) {
        warn::push(&Weakness::Roca, warnings);
    }
    Ok((Algorithm::Rsa { bits: warn::bit_length(&modulus) }, Value::Rsa { modulus, exponent }))
}

/// That an RSA modulus has a size that is worked with.
pub(crate) fn check_modulus(modulus: &[u8]) -> Result<()> {
    if RSA_BITS.contains(&warn::bit_length(modulus)) {
        Ok(())
    } else {
        Err(Error::InvalidValue { reason: "an RSA modulus outside 256 to 16384 bits" })
    }
}
