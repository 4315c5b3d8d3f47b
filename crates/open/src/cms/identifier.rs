//! Who a recipient is: RecipientIdentifier and its relatives (RFC 5652 §6.2).

use crate::{Certificate, RecipientId, name_match};
use keybundle_encoding::{
    Result,
    ber::{Element, Tag},
    hex, name,
};
use keybundle_key::RecipientIdentity;
use sha1::{Digest as _, Sha1};
use sha2::Sha256;
use std::borrow::Cow;

/// How a message names a recipient.
#[derive(Clone, Debug)]
pub(crate) enum Identifier<'a> {
    /// The issuer's name as it is encoded, and the serial number's content bytes.
    IssuerAndSerial { issuer: &'a [u8], serial: &'a [u8] },
    /// A subject key identifier.
    KeyIdentifier(Cow<'a, [u8]>),
}

impl<'a> Identifier<'a> {
    /// RecipientIdentifier of key transport: `IssuerAndSerialNumber` or `[0] IMPLICIT SubjectKeyIdentifier`.
    pub(crate) fn from_element(element: &Element<'a>) -> Result<Self> {
        match element.tag() {
            Tag::SEQUENCE => Self::issuer_and_serial(element),
            tag if tag == Tag::context(0) => Ok(Self::KeyIdentifier(element.octets()?)),
            _ => Err(element.malformed("a recipient that is named neither by issuer nor by key identifier")),
        }
    }

    /// KeyAgreeRecipientIdentifier: `IssuerAndSerialNumber` or `[0] IMPLICIT RecipientKeyIdentifier`, whose date and
    /// other attribute are not looked at.
    pub(crate) fn from_key_agreement(element: &Element<'a>) -> Result<Self> {
        match element.tag() {
            Tag::SEQUENCE => Self::issuer_and_serial(element),
            tag if tag == Tag::context(0) => {
                if !element.is_constructed() {
                    return Ok(Self::KeyIdentifier(Cow::Borrowed(element.content())));
                }
                Ok(Self::KeyIdentifier(element.children()?.octets()?))
            }
            _ => Err(element.malformed("a recipient that is named neither by issuer nor by key identifier")),
        }
    }

    fn issuer_and_serial(element: &Element<'a>) -> Result<Self> {
        let mut fields = element.sequence()?;
        let issuer = fields.read(Tag::SEQUENCE)?.raw();
        let serial = fields.any()?.integer()?;
        fields.finish()?;
        Ok(Self::IssuerAndSerial { issuer, serial })
    }

    /// Whether it names the subject of this certificate.
    pub(crate) fn names(&self, certificate: &Certificate) -> bool {
        match self {
            Self::IssuerAndSerial { issuer, serial } => {
                certificate.serial().is_some_and(|own| same_serial(own, serial))
                    && certificate.issuer_der().is_some_and(|own| name_match::same(own, issuer))
            }
            Self::KeyIdentifier(identifier) => certificate.subject_key_identifier() == Some(identifier),
        }
    }

    /// Whether it names this recipient for certain.
    pub(crate) fn matches(&self, identity: &RecipientIdentity) -> bool {
        match self {
            Self::IssuerAndSerial { issuer, serial } => {
                identity.serial.as_ref().is_some_and(|own| same_serial(own, serial))
                    && identity.issuer.as_ref().is_some_and(|own| name_match::same(own, issuer))
            }
            Self::KeyIdentifier(identifier) => {
                identity.subject_key_identifier.as_deref() == Some(identifier)
                    || key_identifiers(identity).any(|own| own == identifier.as_ref())
            }
        }
    }

    /// As it is told to people.
    pub(crate) fn describe(&self) -> RecipientId {
        match self {
            Self::IssuerAndSerial { issuer, serial } => RecipientId::IssuerAndSerial {
                issuer: name::to_text(issuer).unwrap_or_default(),
                serial: hex::encode(serial),
            },
            Self::KeyIdentifier(identifier) => RecipientId::SubjectKeyIdentifier(hex::encode(identifier)),
        }
    }
}

/// Serial numbers are equal as numbers: some writers add or drop leading zeros.
fn same_serial(left: &[u8], right: &[u8]) -> bool {
    fn trimmed(bytes: &[u8]) -> &[u8] {
        bytes.get(bytes.iter().take_while(|&&byte| byte == 0).count()..).unwrap_or_default()
    }
    trimmed(left) == trimmed(right)
}

/// Identifiers that are made of a public key: method 1 of RFC 5280 §4.2.1.2, and those of RFC 7093 §2 and of tools
/// that hash the whole SubjectPublicKeyInfo.
fn key_identifiers(identity: &RecipientIdentity) -> impl Iterator<Item = Vec<u8>> {
    let key = &identity.public_key;
    let spki = key.spki_der();
    let mut identifiers = vec![key.key_identifier_sha1().to_vec(), Sha1::digest(spki).to_vec()];
    identifiers.push(Sha256::digest(spki).to_vec());
    if let Some(bits) = public_bits(spki) {
        let sha256 = Sha256::digest(&bits);
        identifiers.extend(sha256.get(..20).map(<[u8]>::to_vec));
        identifiers.push(sha256.to_vec());
    }
    identifiers.into_iter()
}

/// The subjectPublicKey of a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7).
pub(crate) fn public_bits(spki: &[u8]) -> Option<Vec<u8>> {
    let mut fields = Element::parse(spki).ok()?.sequence().ok()?;
    fields.any().ok()?;
    let (_, bits) = fields.any().ok()?.bit_string().ok()?;
    Some(bits.into_owned())
}
