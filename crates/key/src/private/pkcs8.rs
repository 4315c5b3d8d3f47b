//! PKCS#8 `PrivateKeyInfo` (RFC 5208) and `OneAsymmetricKey` (RFC 5958).

use super::{Parts, ec, fixed, lattice, modular, rsa};
use crate::{
    Algorithm, Error, Result,
    identifier::{Family, Kind},
    oids, public, warn, write,
};
use keybundle_encoding::{
    AlgorithmIdentifier, WarningCode, Warnings,
    ber::{Element, Tag},
};
use zeroize::Zeroizing;

pub(super) fn read(element: &Element<'_>, warnings: &mut Warnings) -> Result<Parts> {
    let mut fields = element.sequence()?;
    let version = fields.any()?;
    let version_number = version.unsigned()?;
    let identifier_element = fields.any()?;
    let identifier = AlgorithmIdentifier::from_element(&identifier_element)?;
    let octets = match fields.octets()? {
        alloc::borrow::Cow::Borrowed(bytes) => Secret::Borrowed(bytes),
        alloc::borrow::Cow::Owned(bytes) => Secret::Owned(Zeroizing::new(bytes)),
    };
    let octets = octets.as_slice();
    // Attributes (Windows writes key usage there) say nothing that is needed.
    fields.optional(Tag::context(0))?;
    let public = match fields.optional(Tag::context(1))? {
        None => None,
        Some(tagged) => {
            // Implicit by the standard; old versions of ring made it explicit, which reads as pieces.
            let (unused, bits) = tagged.bits()?;
            if unused != 0 {
                return Err(tagged.malformed("a public key that ends inside a byte").into());
            }
            if tagged.is_constructed() {
                warnings.push(WarningCode::NotDer, "the public part of the key has an explicit tag");
            }
            Some(bits.into_owned())
        }
    };
    fields.finish()?;
    // RFC 5958 §2: a public part makes it version 2, whose number is 1. Version 2 without one is tolerated.
    if version_number > 1 || (version_number == 0 && public.is_some()) {
        return Err(version.malformed("a version that a PKCS#8 key of this structure does not have").into());
    }

    let mut parts = private(&identifier, &identifier_element, octets, warnings)?;
    if let Some(bits) = public {
        let stands = public::from_bits(&identifier, identifier_element.raw(), &bits, warnings)?;
        match &parts.public {
            Some(computed) if *computed != stands => {
                return Err(Error::InvalidValue { reason: "the public part does not belong to the private one" });
            }
            Some(_) => {}
            None => {
                parts.public = Some(stands);
                parts.keeps_public = true;
            }
        }
    }
    Ok(parts)
}

enum Secret<'a> {
    Borrowed(&'a [u8]),
    Owned(Zeroizing<Vec<u8>>),
}

impl Secret<'_> {
    fn as_slice(&self) -> &[u8] {
        match self {
            Self::Borrowed(bytes) => bytes,
            Self::Owned(bytes) => bytes,
        }
    }
}

/// Reads the octets by the algorithm.
fn private(
    identifier: &AlgorithmIdentifier<'_>,
    raw: &Element<'_>,
    octets: &[u8],
    warnings: &mut Warnings,
) -> Result<Parts> {
    let opaque = |algorithm| Parts {
        algorithm,
        identifier: raw.raw().to_vec(),
        inner: Zeroizing::new(octets.to_vec()),
        public: None,
        keeps_public: false,
    };
    let plain_rsa = || write::algorithm(oids::RSA, write::NULL);
    Ok(match Kind::of(identifier.oid) {
        Kind::Rsa => rsa::read(&Element::parse(octets)?, &plain_rsa(), |bits| Algorithm::Rsa { bits }, warnings)?,
        Kind::RsaPss => rsa::read(&Element::parse(octets)?, raw.raw(), |bits| Algorithm::RsaPss { bits }, warnings)?,
        Kind::RsaOaep => rsa::read(&Element::parse(octets)?, raw.raw(), |bits| Algorithm::RsaOaep { bits }, warnings)?,
        Kind::Ec if octets.first() != Some(&0x30) => {
            return Err(raw.malformed("an elliptic-curve key whose octets are no ECPrivateKey").into());
        }
        Kind::Ec => {
            let outer = ec::Outer { parameters: identifier.parameters.clone(), binding: true };
            ec::read(&Element::parse(octets)?, &outer, warnings)?
        }
        Kind::Fixed(fixed) => match fixed.family {
            Family::Lattice => lattice::read(octets, fixed, warnings)?,
            Family::Octets | Family::HashBased => fixed::read(octets, fixed, warnings)?,
        },
        kind @ (Kind::Dsa | Kind::Dh) => modular::read(kind, identifier, raw, octets, warnings)?,
        Kind::Named(name) => opaque(warn::named(name, &identifier.oid.to_dotted(), warnings)),
        Kind::Unknown => opaque(warn::unknown(identifier.oid.to_dotted(), "algorithm", warnings)),
    })
}
