//! AlgorithmIdentifier, which every format here uses.

use crate::{
    Error, Oid, Result,
    ber::{Element, Reader},
};

/// AlgorithmIdentifier (RFC 5280 §4.1.1.2): an OID and parameters of any type.
#[derive(Clone, Debug)]
pub struct AlgorithmIdentifier<'a> {
    /// Which algorithm.
    pub oid: Oid<'a>,
    /// Its parameters as they stand; `None` when absent (NULL is present).
    pub parameters: Option<Element<'a>>,
}

impl<'a> AlgorithmIdentifier<'a> {
    /// Reads `SEQUENCE { OID, ANY OPTIONAL }`.
    ///
    /// # Errors
    /// `malformed-der`, `truncated`, `limit-depth`.
    pub fn from_element(element: &Element<'a>) -> Result<Self> {
        Self::from_fields(element.sequence()?)
    }

    /// Reads the fields of one whose SEQUENCE tag was replaced by an implicit tag.
    ///
    /// # Errors
    /// As [`AlgorithmIdentifier::from_element`].
    pub fn from_fields(mut fields: Reader<'a>) -> Result<Self> {
        let oid = fields.oid()?;
        let parameters = fields.next_element()?;
        fields.finish()?;
        Ok(Self { oid, parameters })
    }

    /// The parameters, which this algorithm must have.
    ///
    /// # Errors
    /// `malformed-der` when they are absent.
    pub fn required_parameters(&self) -> Result<&Element<'a>> {
        self.parameters
            .as_ref()
            .ok_or(Error::MalformedDer { position: 0, reason: "an algorithm without its parameters" })
    }
}
