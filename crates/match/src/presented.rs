//! What a request or certificate holds.

use crate::{AlternativeName, Field, alternative_names};
use alloc::{borrow::Cow, format, string::String, vec::Vec};
use core::fmt;
use keybundle_encoding::{Oid, Result, ber::Element, hex, name};

/// The fields of a request or certificate, in the order in which they stand.
#[derive(Clone, Debug, Default)]
pub struct Presented<'a> {
    pub(crate) values: Vec<PresentedValue<'a>>,
    pub(crate) is_certificate: bool,
}

/// One value. `Debug` shows no challenge password.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PresentedValue<'a> {
    /// The field it belongs to.
    pub field: Field<'a>,
    /// Its text; of what is no text, `#` and the hex of its encoding (RFC 4514 §2.4).
    pub text: Cow<'a, str>,
    /// Whether another attribute stands before it in its relative distinguished name.
    pub is_further: bool,
    /// Whether it is a valid string of its declared type: only then can it equal a registered value.
    pub is_text: bool,
}

impl fmt::Debug for PresentedValue<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PresentedValue")
            .field("field", &self.field)
            .field("text", self.field.shown(&self.text))
            .field("is_further", &self.is_further)
            .field("is_text", &self.is_text)
            .finish()
    }
}

impl<'a> Presented<'a> {
    /// Adds the attributes of a Name, in the order of the encoding.
    ///
    /// # Errors
    /// `malformed-der`, `truncated` when `der` is no Name.
    pub fn push_subject(&mut self, der: &'a [u8]) -> Result<()> {
        let attributes = name::attributes(der)?;
        self.values.reserve(attributes.len());
        let mut last = None;
        for attribute in &attributes {
            let is_further = last.replace(attribute.relative_name) == Some(attribute.relative_name);
            let field = Field::from_oid(attribute.oid);
            self.values.push(PresentedValue { is_further, ..PresentedValue::of_element(field, &attribute.value) });
        }
        Ok(())
    }

    /// Adds the names of a `GeneralNames` (the content of the extension subjectAltName, RFC 5280 §4.2.1.6). Kinds that
    /// are not known here are left out.
    ///
    /// # Errors
    /// `malformed-der`, `truncated` when `der` is none.
    pub fn push_alternative_names(&mut self, der: &[u8]) -> Result<()> {
        alternative_names::read(der, |(kind, text, is_text)| {
            let (field, text) = (Field::AlternativeName(kind), Cow::Owned(text));
            self.values.push(PresentedValue { field, text, is_further: false, is_text });
        })
    }

    /// Adds a value of an attribute of a request by its type, for instance of the challenge password.
    pub fn push_attribute(&mut self, oid: Oid<'a>, value: &Element<'_>) {
        self.values.push(PresentedValue::of_element(Field::from_oid(oid), value));
    }

    /// Adds a text.
    pub fn push(&mut self, field: Field<'a>, text: impl Into<Cow<'a, str>>) {
        self.values.push(PresentedValue { field, text: text.into(), is_further: false, is_text: true });
    }

    /// Says that this is a certificate, which can't hold a challenge password: its absence proves nothing.
    pub const fn set_certificate(&mut self) {
        self.is_certificate = true;
    }

    /// Every value.
    #[must_use]
    pub fn values(&self) -> &[PresentedValue<'a>] {
        &self.values
    }
}

impl PresentedValue<'_> {
    fn of_element<'f>(field: Field<'f>, value: &Element<'_>) -> PresentedValue<'f> {
        // Bytes that are no string of the declared type are shown as well as they can be, and equal nothing.
        let (text, is_text) = match value.strict_text() {
            Some(text) => (text.into_owned(), true),
            None => (value.text().unwrap_or_else(|| shown_hex(value.raw())), false),
        };
        PresentedValue { field, text: Cow::Owned(text), is_further: false, is_text }
    }
}

fn shown_hex(bytes: &[u8]) -> String {
    format!("#{}", hex::encode(bytes.get(..1024).unwrap_or(bytes)))
}

impl From<AlternativeName> for Field<'static> {
    fn from(kind: AlternativeName) -> Self {
        Self::AlternativeName(kind)
    }
}
