//! PKCS#10 certificate requests (RFC 2986): made, read, and verified.
//!
//! [`Request`] reads anyone's request and keeps it as its bytes; what deviates is a warning. [`RequestTemplate`] says
//! what a new one shall hold, and whoever has the key signs it ([`keybundle_key::Signer`]).
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

mod description;
mod error;
mod general_name;
mod key_usage;
mod names;
mod object_id;
mod request;
mod string_type;
mod subject;
mod template;
mod write;

pub use description::{
    AttributeDescription, BasicConstraintsDescription, ExtensionDescription, NameAttributeDescription, OneOrMany,
    RequestDescription, SubjectDescription, SubjectFields, purpose,
};
pub use error::{Error, Result};
pub use general_name::GeneralName;
pub use key_usage::KeyUsage;
pub use names::{attribute_name, extension_name, purpose_name};
pub use object_id::{NotDotted, ObjectId};
pub use request::{Attribute, Extension, Problem, Request};
pub use string_type::StringType;
pub use subject::{DistinguishedName, NameAttribute, NameValue};
pub use template::{BasicConstraints, ChallengePassword, RequestTemplate};
