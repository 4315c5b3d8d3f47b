//! SEC1 `ECPrivateKey` (RFC 5915).

use super::Parts;
use crate::{
    Algorithm, Curve, Error, PublicKey, Result,
    curve::Domain,
    error::NO_CURVE,
    number::below,
    oids,
    public::Value,
    warn,
    write::{self, fit, trim},
};
use keybundle_encoding::{
    AlgorithmIdentifier, Warnings,
    ber::{Element, Tag},
};
use zeroize::Zeroizing;

/// What stands around the key: the raw parameters of PKCS#8, or an EC PARAMETERS block before it.
pub(super) struct Outer<'a> {
    pub(super) parameters: Option<Element<'a>>,
    /// Whether parameters inside that differ are a contradiction; else those inside win.
    pub(super) binding: bool,
}

/// Reads the key with what is known about its curve.
pub(super) fn read(element: &Element<'_>, outer: &Outer<'_>, warnings: &mut Warnings) -> Result<Parts> {
    let mut fields = element.sequence()?;
    let version = fields.any()?;
    if version.unsigned()? != 1 {
        return Err(version.malformed("a version that an elliptic-curve key does not have").into());
    }
    let scalar = Zeroizing::new(fields.octets()?.into_owned());
    let inside = fields.optional(Tag::context(0))?.map(|tagged| tagged.explicit()).transpose()?;
    let public = match fields.optional(Tag::context(1))? {
        None => None,
        Some(tagged) => {
            let (unused, bits) = tagged.explicit()?.bit_string()?;
            if unused != 0 {
                return Err(tagged.malformed("a public key that ends inside a byte").into());
            }
            (!bits.is_empty()).then(|| bits.into_owned())
        }
    };
    fields.finish()?;

    match domain(outer, inside.as_ref())? {
        (Domain::Known(curve), _) => {
            let key = from_scalar(curve, &scalar, public.as_deref())?;
            warn::weak(&key.algorithm, warnings);
            Ok(key)
        }
        (Domain::Unknown(oid), parameters) => {
            let identifier = write::algorithm(oids::EC, parameters.raw());
            let algorithm = warn::unknown(oid, "curve", warnings);
            let public = public.map(|bits| {
                let value = Value::Opaque { algorithm: identifier.clone(), key: bits.clone() };
                PublicKey::computed(algorithm.clone(), &identifier, bits, value)
            });
            Ok(Parts {
                algorithm,
                identifier,
                inner: Zeroizing::new(element.raw().to_vec()),
                public,
                keeps_public: false,
            })
        }
        (Domain::Inherited, _) => Err(no_curve()),
    }
}

/// The key of a scalar, checked against the public part that came with it.
pub(super) fn from_scalar(curve: Curve, scalar: &[u8], public: Option<&[u8]>) -> Result<Parts> {
    let order = curve.order();
    if trim(scalar).is_empty() || !below(scalar, order) {
        return Err(Error::InvalidValue {
            reason: "an elliptic-curve private key that is zero or not below the order",
        });
    }
    // Tools strip leading zeros, or pad to the size of the field or more; RFC 5915 §3 has the size of the order.
    let scalar = fit(scalar, order.len()).ok_or_else(no_curve)?;
    let public = public
        .map(|point| {
            curve
                .uncompressed(point)
                .ok_or(Error::InvalidValue { reason: "the key's public point is not on its curve" })
        })
        .transpose()?;
    let point = if curve.is_binary() { public } else { Some(paired(curve, &scalar, public)?) };
    let public_part = match &point {
        Some(point) => write::tlv(write::EXPLICIT_1, &[&write::bit_string(point)]),
        None => Zeroizing::default(),
    };
    let identifier = write::algorithm(oids::EC, &write::tlv(write::OID, &[curve.oid().as_bytes()]));
    let inner = write::tlv(
        write::SEQUENCE,
        &[&write::integer(&[1]), &write::tlv(write::OCTET_STRING, &[&scalar]), &public_part],
    );
    let public = point.map(|point| PublicKey::from_point(curve, point));
    Ok(Parts { algorithm: Algorithm::Ec(curve), identifier, inner, public, keeps_public: false })
}

/// What the middleware of NXP's EdgeLock SE05x writes in place of a private key: its magic number, twice.
fn is_reference(scalar: &[u8]) -> bool {
    scalar.windows(8).any(|window| window == [0xa5, 0xa6, 0xb5, 0xb6, 0xa5, 0xa6, 0xb5, 0xb6])
}

/// The public point, computed; one that came with the key must be the same.
fn paired(curve: Curve, scalar: &[u8], public: Option<Vec<u8>>) -> Result<Vec<u8>> {
    let computed = curve.public_point(scalar).ok_or(Error::InvalidValue { reason: "no point for this private key" })?;
    match public {
        Some(public) if public != computed && is_reference(scalar) => {
            let (name, hint) = (
                "a reference to a key in an NXP secure element",
                "the key never leaves the chip: use it there, through NXP's middleware",
            );
            Err(keybundle_encoding::Error::UnsupportedFormat { name, hint }.into())
        }
        Some(public) if public != computed => {
            Err(Error::InvalidValue { reason: "the public part does not belong to the private one" })
        }
        _ => Ok(computed),
    }
}

/// Which curve it is, of two places that may tell it, and the parameters that told it.
fn domain<'a>(outer: &Outer<'a>, inside: Option<&Element<'a>>) -> Result<(Domain, Element<'a>)> {
    let read = |element: Option<&Element<'a>>| -> Result<Option<(Domain, Element<'a>)>> {
        let Some(element) = element else { return Ok(None) };
        Ok(match Domain::read(element)? {
            Domain::Inherited => None,
            domain => Some((domain, element.clone())),
        })
    };
    let inner = read(inside)?;
    match (read(outer.parameters.as_ref())?, inner) {
        (None, None) => Err(no_curve()),
        (Some(only), None) | (None, Some(only)) => Ok(only),
        (Some(around), Some(inner)) => {
            let same = match (&around.0, &inner.0) {
                (Domain::Known(a), Domain::Known(b)) => a == b,
                _ => around.1.raw() == inner.1.raw(),
            };
            if same || !outer.binding {
                Ok(inner)
            } else {
                Err(Error::InvalidValue { reason: "the key names two different curves" })
            }
        }
    }
}

/// The curve and the scalar of a key that [`from_scalar`] wrote.
pub(crate) fn scalar(inner: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
    let element = Element::parse(inner)?;
    let mut fields = element.sequence()?;
    fields.any()?;
    Ok(Zeroizing::new(fields.octets()?.into_owned()))
}

/// RFC 5915 §3 for a key that stands alone: with the parameters, which PKCS#8 has outside. `None` of another key.
pub(super) fn standalone(parts: &Parts) -> Result<Option<Zeroizing<Vec<u8>>>> {
    let identifier = AlgorithmIdentifier::from_element(&Element::parse(&parts.identifier)?)?;
    let Some(parameters) = identifier.parameters.filter(|_| identifier.oid == oids::EC) else { return Ok(None) };
    let element = Element::parse(&parts.inner)?;
    let mut fields = element.sequence()?;
    let (version, scalar) = (fields.any()?, fields.any()?);
    fields.optional(Tag::context(0))?;
    let public = fields.optional(Tag::context(1))?;
    Ok(Some(write::tlv(
        write::SEQUENCE,
        &[
            version.raw(),
            scalar.raw(),
            &write::tlv(write::EXPLICIT_0, &[parameters.raw()]),
            public.as_ref().map_or(&[], Element::raw),
        ],
    )))
}

fn no_curve() -> Error {
    Error::InvalidValue { reason: NO_CURVE }
}
