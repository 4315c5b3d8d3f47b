//! PKCS#10 certificate requests (RFC 2986): made, read, and verified.
//!
//! [`Request`] reads anyone's request and keeps its bytes as they came; what deviates is a warning. [`RequestTemplate`]
//! says what a new one is to hold, and whoever has the key signs it ([`keybundle_key::Signer`]). [`RequestDescription`]
//! is the same as JSON or TOML. Before anything is signed, what no authority would accept is refused with the field
//! that is wrong.
//!
//! ```
//! use keybundle_csr::{DistinguishedName, GeneralName, Request, RequestTemplate};
//! use keybundle_encoding::Warnings;
//! use keybundle_key::{KeyType, PrivateKey, SoftwareSigner};
//! # fn system_random() -> impl rand_core::CryptoRng { rand_core::UnwrapErr(getrandom::SysRng) }
//!
//! // `system_random()` is any `rand_core::CryptoRng`.
//! let key = PrivateKey::generate(KeyType::P256, &mut system_random())?;
//! let signer = SoftwareSigner::new(&key, system_random())?;
//! let template = RequestTemplate {
//!     subject: DistinguishedName::from_text("CN=device-1,O=Example")?,
//!     subject_alternative_names: vec![GeneralName::from_text("DNS:device-1.example")?],
//!     ..RequestTemplate::default()
//! };
//! let mut warnings = Warnings::new();
//! let made = template.sign(&signer, None, &mut warnings)?;
//!
//! let read = Request::from_der(made.der(), &mut warnings)?;
//! assert_eq!(read.subject(), "CN=device-1,O=Example");
//! assert_eq!(read.verify(), Some(true));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

mod description;
mod error;
mod general_name;
mod key_usage;
mod names;
mod object_id;
mod problem;
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
pub use problem::Problem;
pub use request::{Attribute, Extension, Request};
pub use string_type::StringType;
pub use subject::{DistinguishedName, NameAttribute, NameValue};
pub use template::{BasicConstraints, ChallengePassword, RequestTemplate};
