//! What is signed of a request.

use super::{Attribute, Extension};
use crate::{GeneralName, names, write};
use alloc::vec::Vec;
use keybundle_encoding::{
    AlgorithmIdentifier, Result, WarningCode, Warnings,
    ber::{Element, Tag},
};
use keybundle_key::PublicKey;

/// In bytes: that of a curve's key with a few names fits, a larger one grows.
const USUAL_SIZE: usize = 512;

/// CertificationRequestInfo (RFC 2986 §4.1).
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Info {
    /// The encoded Name.
    pub(crate) subject: Vec<u8>,
    /// The key; of one that can't be read, SubjectPublicKeyInfo as it stands.
    pub(crate) key: Result<PublicKey, Vec<u8>>,
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) extensions: Vec<Extension>,
    pub(crate) alternative_names: Vec<GeneralName>,
}

impl Info {
    /// One that is made of these parts; without a key it can be checked.
    pub(crate) fn new(
        subject: Vec<u8>,
        key: Option<PublicKey>,
        mut attributes: Vec<Attribute>,
        warnings: &mut Warnings,
    ) -> Self {
        // A SET OF in the order of DER (X.690 §11.6).
        attributes.sort_by_cached_key(Attribute::to_der);
        attributes.dedup();
        let mut info = Self {
            subject,
            key: key.ok_or_else(Vec::new),
            attributes,
            extensions: Vec::new(),
            alternative_names: Vec::new(),
        };
        info.read_extensions(warnings);
        info
    }

    /// Reads one that anybody made. Whether its subject can be read is left to the search for problems.
    pub(crate) fn read(element: &Element<'_>, warnings: &mut Warnings) -> Result<Self> {
        let mut odd = |reason: &str| warnings.push(WarningCode::OddRequest, reason);
        let mut fields = element.sequence()?;
        if fields.read(Tag::INTEGER)?.unsigned().ok() != Some(0) {
            odd("a request of a version other than 1 (whose number is 0)");
        }
        let subject = fields.read(Tag::SEQUENCE)?;
        let spki = fields.read(Tag::SEQUENCE)?;
        AlgorithmIdentifier::from_element(&spki.sequence()?.any()?)?;
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
            key: public_key(spki.raw(), warnings),
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

    pub(crate) fn to_der(&self) -> Vec<u8> {
        let mut der = Vec::with_capacity(USUAL_SIZE);
        write::element(&mut der, write::SEQUENCE, |out| {
            write::primitive(out, write::INTEGER, &[0]);
            out.extend_from_slice(&self.subject);
            out.extend_from_slice(self.spki());
            write::element(out, write::CONTEXT_0, |out| {
                self.attributes.iter().for_each(|attribute| attribute.write_to(out));
            });
        });
        der
    }

    /// SubjectPublicKeyInfo as it stands.
    pub(crate) fn spki(&self) -> &[u8] {
        match &self.key {
            Ok(key) => key.spki_der(),
            Err(spki) => spki,
        }
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

fn public_key(spki: &[u8], warnings: &mut Warnings) -> Result<PublicKey, Vec<u8>> {
    PublicKey::from_spki_der(spki, warnings).map_err(|_| {
        warnings.push(
            WarningCode::OddRequest,
            "the public key can't be read: it is damaged, or contradicts itself; its signature can't be valid",
        );
        spki.to_vec()
    })
}
