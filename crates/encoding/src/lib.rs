//! Lenient text encodings, a BER reader, and the question "what is this?", without any cryptography.
//!
//! It reads the wrapping of keys and certificates: PEM as people send it ([`pem`]), base64 in every alphabet
//! ([`base64`]), JSON ([`json`]), BER as Java, OpenSSL and Windows write it ([`ber`]); [`sniff`](mod@sniff) tells what
//! an input is by its content. It also has the vocabulary that the crates above share: stable [error codes](ErrorCode),
//! [warnings](Warning) and [OIDs](Oid).
//!
//! ```
//! use keybundle_encoding::{ber::Element, pem, sniff::{DerKind, Format, sniff}};
//!
//! // A public key (RFC 8410 §10.1) on one line, as it arrives from a chat.
//! let text = b"-----BEGIN PUBLIC KEY----- \
//!     MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE= \
//!     -----END PUBLIC KEY-----";
//! let scan = pem::scan(text)?;
//! assert!(!scan.deviations.is_empty());
//! let der = &scan.blocks[0].bytes;
//! assert_eq!(sniff(der), Format::Der(DerKind::Spki));
//! let mut fields = Element::parse(der)?.sequence()?;
//! assert_eq!(fields.sequence()?.oid()?.to_dotted(), "1.3.101.112");
//! # Ok::<(), keybundle_encoding::Error>(())
//! ```
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

mod algorithm;
pub mod base64;
pub mod ber;
mod code;
mod deviation;
mod error;
mod foreign;
pub mod hex;
pub mod json;
pub mod name;
pub mod names;
mod oid;
pub mod pem;
#[doc(hidden)]
pub mod rare;
pub mod sniff;
pub mod text;
mod warning;
pub mod wiped;

pub use algorithm::AlgorithmIdentifier;
pub use code::{Coded, ErrorCode, Stage, WarningCode};
pub use deviation::{Deviation, DeviationKind};
pub use error::{Error, Result};
pub use oid::Oid;
pub use warning::{Warning, Warnings};
