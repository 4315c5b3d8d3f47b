//! PKCS#10 certificate requests (RFC 2986): made, read, and verified.
//!
//! [`Request`] reads anyone's request and keeps it as its bytes; what deviates is a warning.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

mod general_name;
mod names;
mod object_id;
mod problem;
mod request;

pub use general_name::GeneralName;
pub use names::{attribute_name, extension_name, purpose_name};
pub use object_id::ObjectId;
pub use problem::Problem;
pub use request::{Attribute, Extension, Request};
