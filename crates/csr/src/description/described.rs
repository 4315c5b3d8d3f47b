//! From a description to what is signed.

use super::RequestDescription;
use crate::{Error, RequestTemplate, Result};
use keybundle_key::SignatureAlgorithm;

impl RequestTemplate {
    /// What `described` says, on top of `base` ([`RequestTemplate::from_certificate`],
    /// [`RequestTemplate::from_request`]). A subject that is described takes the place of the other, and so does an
    /// extension or attribute that is asked for anew; alternative names are added.
    ///
    /// # Errors
    /// `invalid-value` with the field that is wrong.
    pub fn described(described: &RequestDescription, base: Option<Self>) -> Result<Self> {
        let new = described.to_template()?;
        let Some(base) = base else { return Ok(new) };
        let mut all = new.over(base, described.subject.is_none());
        if let Some(string_type) = described.named_string_type()? {
            all.subject.set_string_type(string_type);
        }
        Ok(all)
    }
}

impl RequestDescription {
    /// The signature algorithm that it names; `None` when it names none.
    ///
    /// # Errors
    /// `invalid-value` when the name is not known.
    pub fn named_signature_algorithm(&self) -> Result<Option<SignatureAlgorithm>> {
        let unknown = Error::field("signature_algorithm", "a name such as sha256WithRSAEncryption is expected");
        let name = self.signature_algorithm.as_deref();
        name.map(|name| SignatureAlgorithm::from_name(name).ok_or(unknown)).transpose()
    }
}
