//! What is signed of a request.

use super::{Attribute, Extension, algorithm_name};
use crate::{GeneralName, names};
use alloc::{string::String, vec::Vec};
use keybundle_encoding::{
    AlgorithmIdentifier, Result, WarningCode, Warnings,
    ber::{Element, Tag},
    name,
};
use keybundle_key::PublicKey;

/// CertificationRequestInfo (RFC 2986 §4.1).
#[derive(Clone, Debug)]
pub(crate) struct Info {
    /// The encoded Name.
    pub(crate) subject: Vec<u8>,
    pub(crate) subject_text: String,
    /// SubjectPublicKeyInfo as it stands.
    pub(crate) spki: Vec<u8>,
    pub(crate) public_key: Option<PublicKey>,
    /// The name or OID of the key's algorithm.
    pub(crate) key_algorithm: String,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) extensions: Vec<Extension>,
    pub(crate) alternative_names: Vec<GeneralName>,
}

impl Info {
    pub(crate) fn read(element: &Element<'_>, warnings: &mut Warnings) -> Result<Self> {
        let mut odd = |reason: &str| warnings.push(WarningCode::OddRequest, reason);
        let mut fields = element.sequence()?;
        if fields.read(Tag::INTEGER)?.unsigned().ok() != Some(0) {
            odd("a request of a version other than 1 (whose number is 0)");
        }
        let subject = fields.read(Tag::SEQUENCE)?;
        let spki = fields.read(Tag::SEQUENCE)?;
        let identifier = spki.sequence()?.any()?;
        let identifier = AlgorithmIdentifier::from_element(&identifier)?;
        let attributes = fields.next_element()?;
        match &attributes {
            None => odd("a request without the field of its attributes, which may be empty and not absent"),
            Some(list) if list.tag() == Tag::SET => odd("attributes without their tag [0]"),
            Some(list) => list.expect(Tag::context(0), "the attributes of a request were expected")?,
        }
        if !fields.is_empty() {
            odd("a request with fields after its attributes");
        }
        let mut info = Self {
            subject: subject.raw().to_vec(),
            subject_text: name::to_text(subject.raw())?,
            spki: spki.raw().to_vec(),
            public_key: public_key(spki.raw(), warnings),
            key_algorithm: algorithm_name(identifier.oid),
            attributes: Vec::new(),
            extensions: Vec::new(),
            alternative_names: Vec::new(),
        };
        if let Some(list) = attributes {
            let mut members = list.children()?;
            while let Some(member) = members.next_element()? {
                info.attributes.push(Attribute::read(&member, warnings)?);
            }
        }
        info.read_extensions(warnings);
        Ok(info)
    }

    fn read_extensions(&mut self, warnings: &mut Warnings) {
        let asks = [names::EXTENSION_REQUEST, names::MICROSOFT_EXTENSIONS];
        for attribute in self.attributes.iter().filter(|attribute| asks.contains(&attribute.oid().as_bytes())) {
            Extension::read_all(attribute, &mut self.extensions, warnings);
        }
        let wanted = |extension: &&Extension| extension.oid().as_bytes() == names::SUBJECT_ALTERNATIVE_NAME;
        for extension in self.extensions.iter().filter(wanted) {
            if GeneralName::read_leniently(extension.value(), &mut self.alternative_names).is_err() {
                warnings.push(WarningCode::OddRequest, "a subject alternative name can't be read");
            }
        }
    }

    /// Attributes of this type.
    pub(crate) fn attributes_of<'a>(&'a self, oid: &'a [u8]) -> impl Iterator<Item = &'a Attribute> {
        self.attributes.iter().filter(move |attribute| attribute.oid().as_bytes() == oid)
    }
}

fn public_key(spki: &[u8], warnings: &mut Warnings) -> Option<PublicKey> {
    match PublicKey::from_spki_der(spki, warnings) {
        Ok(key) => Some(key),
        Err(_) => {
            warnings.push(
                WarningCode::OddRequest,
                "the public key can't be read: it is damaged, or contradicts itself; its signature can't be valid",
            );
            None
        }
    }
}
