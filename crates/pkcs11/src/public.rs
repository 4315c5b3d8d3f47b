//! Public keys from the attributes of objects.

use crate::asn1;
use cryptoki::object::{Attribute, AttributeType, KeyType};
use keybundle_encoding::{Warnings, ber::Element};
use keybundle_key::PublicKey;
use spki::ObjectIdentifier;
use std::borrow::Cow;

/// What is asked for: all that tells a public key, of a public or private key object.
pub(crate) const ATTRIBUTES: [AttributeType; 6] = [
    AttributeType::KeyType,
    AttributeType::Modulus,
    AttributeType::PublicExponent,
    AttributeType::EcParams,
    AttributeType::EcPoint,
    AttributeType::PublicKeyInfo,
];

const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const ED25519: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.101.112");

/// The parameters of Ed25519: its OID (PKCS#11 3.0 §2.3.5), or the name that came before it, as PrintableString.
const EDWARDS: [&[u8]; 2] = [&[0x06, 3, 0x2b, 0x65, 0x70], b"\x13\x0cedwards25519"];

/// The public key that these attributes tell; `None` where they do not, or of an algorithm that is not known here.
pub(crate) fn read(attributes: &[Attribute]) -> Option<PublicKey> {
    let (mut kind, mut modulus, mut exponent, mut parameters, mut point) = (None, None, None, None, None);
    for attribute in attributes {
        match attribute {
            // Empty where the token has not computed it.
            Attribute::PublicKeyInfo(spki) if !spki.is_empty() => return from_spki(spki),
            Attribute::KeyType(found) => kind = Some(*found),
            Attribute::Modulus(found) => modulus = Some(found),
            Attribute::PublicExponent(found) => exponent = Some(found),
            Attribute::EcParams(found) => parameters = Some(found),
            Attribute::EcPoint(found) => point = Some(found),
            _ => {}
        }
    }
    match kind? {
        KeyType::RSA => {
            let der = asn1::pair(modulus?, exponent?)?;
            PublicKey::from_pkcs1_der(&der, &mut Warnings::new()).ok()
        }
        KeyType::EC => {
            let made = |point: &[u8]| from_spki(&asn1::spki(EC, Some(parameters?), point)?);
            // CKA_EC_POINT is an OCTET STRING with the point; some tokens give the point itself.
            made(&inner(point?)?).or_else(|| made(point?))
        }
        KeyType::EC_EDWARDS if EDWARDS.contains(&parameters?.as_slice()) => {
            from_spki(&asn1::spki(ED25519, None, &inner(point?)?)?)
        }
        _ => None,
    }
}

fn from_spki(spki: &[u8]) -> Option<PublicKey> {
    PublicKey::from_spki_der(spki, &mut Warnings::new()).ok()
}

/// What an OCTET STRING holds; what is none, as it stands.
fn inner(point: &[u8]) -> Option<Cow<'_, [u8]>> {
    Some(Element::parse(point).and_then(|element| element.octets()).unwrap_or(Cow::Borrowed(point)))
}
