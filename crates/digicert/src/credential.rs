//! Credentials of the service, and what they let through: passcodes, authentication certificates and authorities, ACME
//! credentials, each with the values that are registered for it.

mod dates;
mod describe;
mod error;
mod json;
mod kind;
mod members;
mod model;
mod policy;
mod registered_values;
mod request_fields;

pub use dates::{Bound, Offset};
pub use describe::Description;
pub use error::Error;
pub use kind::{Kind, Protocol};
pub use model::Credential;
pub use policy::{Attempt, Check, Judgement, Proof, judge};
pub(crate) use registered_values::TEXT_FIELDS;
pub use registered_values::registered_values;
pub use request_fields::RequestFields;

use keybundle_open::{Certificate, Opened};
use std::sync::Arc;

/// The certificate that an input is about: that of its private key, the first that is no authority's, or the first.
fn leaf(opened: &Opened) -> Option<Arc<Certificate>> {
    let of_key = opened.bundles.iter().find_map(|bundle| bundle.certificate.as_ref());
    let end_entity = || opened.certificates.iter().find(|certificate| !certificate.is_authority());
    of_key.or_else(end_entity).or_else(|| opened.certificates.first()).cloned()
}
