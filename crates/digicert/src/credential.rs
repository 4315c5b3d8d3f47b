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
