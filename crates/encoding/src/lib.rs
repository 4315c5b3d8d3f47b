//! Lenient text encodings, a BER reader, and the question "what is this?", without any cryptography.
//!
//! What stands here is about the wrapping of keys and certificates: PEM as people send it ([`pem`]), base64 in every
//! alphabet ([`base64`]), JSON ([`json`]), BER as Java, OpenSSL and Windows write it ([`ber`]), and the vocabulary that the crates above
//! share: stable [error codes](ErrorCode), [warnings](Warning) and [OIDs](Oid).
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
