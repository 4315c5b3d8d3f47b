//! What is registered.

use crate::{Field, Matcher};
use alloc::{borrow::ToOwned as _, string::String, vec::Vec};
use core::fmt;

/// The values that are registered for one field. `Debug` shows no challenge password.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RegisteredValue {
    /// The name of the field as it was written.
    pub certificate_field: String,
    /// The field that it names.
    pub field: Field<'static>,
    /// How the values are compared.
    pub matcher: Matcher,
    /// The values: one of a string, all of an array, those between the commas of a data set.
    pub values: Vec<String>,
    /// Whether the values make an array: how many of them must be found is then told by [`crate::Arrays`].
    pub is_array: bool,
}

impl fmt::Debug for RegisteredValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RegisteredValue")
            .field("certificate_field", &self.certificate_field)
            .field("field", &self.field)
            .field("matcher", &self.matcher)
            .field("values", self.field.shown(&self.values))
            .field("is_array", &self.is_array)
            .finish()
    }
}

impl RegisteredValue {
    /// Values of a field by its name (see [`Field::from_name`]). They make an array where the field usually has
    /// several, however many are given; several values of another field are alternatives. The text of a data set is
    /// split at its commas.
    #[must_use]
    pub fn new<S: Into<String>>(
        certificate_field: impl Into<String>,
        matcher: Matcher,
        values: impl IntoIterator<Item = S>,
    ) -> Self {
        let certificate_field = certificate_field.into();
        let field = Field::from_name(&certificate_field);
        let mut values: Vec<String> = values.into_iter().map(Into::into).collect();
        if matcher == Matcher::DataSet {
            values = values.iter().flat_map(|text| text.split(',')).map(|part| part.trim().to_owned()).collect();
            values.retain(|part| !part.is_empty());
        }
        let is_array = field.is_array();
        Self { certificate_field, field, matcher, values, is_array }
    }

    /// The same, with the values taken as an array or as alternatives, whatever the field usually has: for fields by
    /// OID, whose shape only the one who registered them knows.
    #[must_use]
    pub const fn with_array(mut self, is_array: bool) -> Self {
        self.is_array = is_array;
        self
    }
}
