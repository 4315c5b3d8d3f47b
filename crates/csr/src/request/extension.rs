//! Extensions that a request asks for.

mod meaning;

use super::Attribute;
use crate::{ObjectId, names};
use alloc::{string::String, vec::Vec};
use keybundle_encoding::{
    Oid, Result, WarningCode, Warnings,
    ber::{Element, Tag},
};

/// An extension (RFC 5280 §4.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    oid: ObjectId,
    critical: bool,
    value: Vec<u8>,
}

impl Extension {
    /// An extension made of these parts; `value` is the content of its OCTET STRING (`extnValue`).
    #[must_use]
    pub const fn new(oid: ObjectId, critical: bool, value: Vec<u8>) -> Self {
        Self { oid, critical, value }
    }

    /// Its OID.
    #[must_use]
    pub fn oid(&self) -> &ObjectId {
        &self.oid
    }

    /// Its name, where it is known.
    #[must_use]
    pub fn name(&self) -> Option<&'static str> {
        names::extension_name(Oid::from_content(self.oid.as_bytes())?)
    }

    /// Whether a certificate must be refused by those who do not know this extension (RFC 5280 §4.2).
    #[must_use]
    pub const fn is_critical(&self) -> bool {
        self.critical
    }

    /// The content of its OCTET STRING (`extnValue`): DER of the extension's own type.
    #[must_use]
    pub fn value(&self) -> &[u8] {
        &self.value
    }

    /// What it says, a word or phrase for each thing: `digitalSignature`, `serverAuth`, `CA:TRUE`, `DNS:a.example`.
    /// `None` for those that are not known here, and when the value is not what its OID says.
    #[must_use]
    pub fn meaning(&self) -> Option<Vec<String>> {
        meaning::of(self.oid.as_bytes(), &self.value).ok().flatten()
    }

    /// Whether its value is what an extension of its kind holds.
    pub(crate) fn is_valid(&self) -> bool {
        meaning::is_valid(self.oid.as_bytes(), &self.value).is_ok()
    }

    /// Whether it is known what extensions of its kind hold.
    pub(crate) fn is_known(&self) -> bool {
        !matches!(meaning::of(self.oid.as_bytes(), &self.value), Ok(None))
    }

    /// Whether it is a list of alternative names without one.
    pub(crate) fn has_no_names(&self) -> bool {
        self.value == [0x30, 0] && self.oid.as_bytes() == names::SUBJECT_ALTERNATIVE_NAME
    }

    /// Whether it makes its subject an authority.
    pub(crate) fn is_authority(&self) -> bool {
        self.oid.as_bytes() == names::BASIC_CONSTRAINTS && meaning::is_authority(&self.value)
    }

    /// Whether it is a key usage with keyCertSign.
    pub(crate) fn signs_certificates(&self) -> bool {
        self.oid.as_bytes() == names::KEY_USAGE && meaning::signs_certificates(&self.value)
    }

    /// Those of an extension request, whatever it holds beside.
    pub(super) fn read_all(attribute: &Attribute, found: &mut Vec<Self>, warnings: &mut Warnings) {
        for value in attribute.values() {
            if Self::read_list(value, found).is_err() {
                warnings.push(WarningCode::OddRequest, "the extensions that the request asks for can't be read");
            }
        }
        if attribute.values().len() != 1 {
            warnings.push(WarningCode::OddRequest, "an extension request that has not exactly one value");
        }
    }

    /// Extensions ::= SEQUENCE OF Extension.
    pub(crate) fn read_list(der: &[u8], found: &mut Vec<Self>) -> Result<()> {
        let mut list = Element::parse(der)?.sequence()?;
        while let Some(element) = list.next_element()? {
            let mut fields = element.sequence()?;
            let oid = fields.oid()?.into();
            let critical = fields.optional(Tag::BOOLEAN)?.map_or(Ok(false), |flag| flag.boolean())?;
            let value = fields.octets()?.into_owned();
            fields.finish()?;
            found.push(Self { oid, critical, value });
        }
        Ok(())
    }
}
