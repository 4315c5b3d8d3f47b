//! Attributes of a request.

use crate::{ObjectId, names, write};
use alloc::{borrow::Cow, string::String, vec::Vec};
use core::fmt;
use keybundle_encoding::{
    Oid, Result, WarningCode, Warnings,
    ber::{Element, Tag},
};

/// An attribute (RFC 2986 §4.1): its type and its values. `Debug` shows no challenge password.
#[derive(Clone, PartialEq, Eq)]
pub struct Attribute {
    oid: ObjectId,
    values: Vec<Vec<u8>>,
}

impl fmt::Debug for Attribute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Attribute");
        shown.field("oid", &self.oid);
        if self.oid.as_bytes() == names::CHALLENGE_PASSWORD {
            return shown.finish_non_exhaustive();
        }
        shown.field("values", &self.values).finish()
    }
}

impl Attribute {
    /// One of these values, each encoded, in the order of DER (X.690 §11.6).
    pub(crate) fn new(oid: ObjectId, mut values: Vec<Vec<u8>>) -> Self {
        values.sort_unstable();
        values.dedup();
        Self { oid, values }
    }

    pub(super) fn to_der(&self) -> Vec<u8> {
        let mut der = Vec::new();
        self.write_to(&mut der);
        der
    }

    pub(super) fn write_to(&self, out: &mut Vec<u8>) {
        write::element(out, write::SEQUENCE, |out| {
            write::primitive(out, write::OID, self.oid.as_bytes());
            write::element(out, write::SET, |out| self.values.iter().for_each(|value| out.extend_from_slice(value)));
        });
    }

    pub(super) fn read(element: &Element<'_>, warnings: &mut Warnings) -> Result<Self> {
        let mut fields = element.sequence()?;
        let oid = fields.oid()?.into();
        let values = fields.any()?;
        fields.finish()?;
        let mut attribute = Self { oid, values: Vec::new() };
        if values.tag() == Tag::SET {
            let mut members = values.set()?;
            while let Some(member) = members.next_element()? {
                attribute.values.push(member.raw().to_vec());
            }
        } else {
            // Old Netscape and CryptoAPI: the bare value.
            warnings.push(WarningCode::OddRequest, "an attribute whose value does not stand in a SET");
            attribute.values.push(values.raw().to_vec());
        }
        Ok(attribute)
    }

    /// The OID of its type.
    #[must_use]
    pub fn oid(&self) -> &ObjectId {
        &self.oid
    }

    /// The name of its type, where it is known.
    #[must_use]
    pub fn name(&self) -> Option<&'static str> {
        names::attribute_name(Oid::from_content(self.oid.as_bytes())?)
    }

    /// Its values, each one encoded element as it came.
    #[must_use]
    pub fn values(&self) -> &[Vec<u8>] {
        &self.values
    }

    /// The first value, if it is a string of its declared type.
    pub(super) fn strict_text(&self) -> Option<String> {
        Element::parse(self.values.first()?).ok()?.strict_text().map(Cow::into_owned)
    }
}
