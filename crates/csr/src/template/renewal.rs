//! Templates from what there is: a certificate to be renewed, another request.

use super::RequestTemplate;
use crate::{DistinguishedName, Extension, GeneralName, Request, Result, names};
use alloc::vec::Vec;
use keybundle_encoding::ber::{Element, Tag};

impl RequestTemplate {
    /// What an X.509 certificate says of its subject, to be asked for again: subject, alternative names, key usage,
    /// purposes, basic constraints and policies, each as it stands. `der` is the whole certificate.
    ///
    /// # Errors
    /// `malformed-der`, `truncated` when it can't be read.
    pub fn from_certificate(der: &[u8]) -> Result<Self> {
        let mut fields = Element::parse(der)?.sequence()?.sequence()?;
        fields.optional(Tag::context(0))?;
        // Serial number, signature, issuer, validity.
        for _ in 0..4 {
            fields.any()?;
        }
        let subject = fields.any()?;
        let mut extensions = Vec::new();
        while let Some(field) = fields.next_element()? {
            if field.tag() == Tag::context(3) {
                Extension::read_list(field.explicit()?.raw(), &mut extensions)?;
            }
        }
        let mut template = Self { subject: DistinguishedName::from_der(subject.raw())?, ..Self::default() };
        template.take_over(&extensions, |oid| {
            let kept =
                [names::KEY_USAGE, names::EXTENDED_KEY_USAGE, names::BASIC_CONSTRAINTS, names::CERTIFICATE_POLICIES];
            kept.contains(&oid)
        })?;
        Ok(template)
    }

    /// What another request asks for: subject, extensions and attributes, each as it stands.
    ///
    /// # Errors
    /// `malformed-der`, `truncated` when its alternative names can't be read.
    pub fn from_request(request: &Request) -> Result<Self> {
        let mut template = Self { subject: DistinguishedName::from_der(request.subject_der())?, ..Self::default() };
        // The key identifier names the key that it came with.
        template.take_over(request.extensions(), |oid| oid != names::SUBJECT_KEY_IDENTIFIER)?;
        for attribute in request.attributes() {
            if ![names::EXTENSION_REQUEST, names::MICROSOFT_EXTENSIONS].contains(&attribute.oid().as_bytes()) {
                template.attributes.push((attribute.oid().clone(), attribute.values().to_vec()));
            }
        }
        Ok(template)
    }

    fn take_over(&mut self, extensions: &[Extension], is_kept: impl Fn(&[u8]) -> bool) -> Result<()> {
        for extension in extensions {
            match extension.oid().as_bytes() {
                names::SUBJECT_ALTERNATIVE_NAME => {
                    self.subject_alternative_names.extend(GeneralName::read_all(extension.value())?);
                    self.are_names_critical |= extension.is_critical();
                }
                oid if is_kept(oid) => self.extensions.push(extension.clone()),
                _ => {}
            }
        }
        Ok(())
    }
}
