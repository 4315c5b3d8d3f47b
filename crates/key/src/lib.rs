//! Private and public keys: read in every format that tools write, described, paired, and used to decrypt and verify.
//!
//! [`PrivateKey`] reads PKCS#1, SEC1, PKCS#8, OpenSSL's DSA format and JWK; [`PublicKey`] reads SubjectPublicKeyInfo,
//! PKCS#1 and JWK. Both are compared by the key's value. [`Recipient`] is the trait of whoever opens encrypted
//! content: [`SoftwareRecipient`] does it in memory.
#![forbid(unsafe_code)]

extern crate alloc;

mod algorithm;
mod curve;
mod error;
mod identifier;
mod jwk;
mod oids;
mod private;
mod public;
mod recipient;
mod verify;
mod warn;
mod write;

pub use algorithm::Algorithm;
pub use curve::Curve;
pub use error::{Error, Result};
pub use private::{Encoding, PrivateKey};
pub use public::PublicKey;
pub use recipient::{Recipient, RecipientIdentity, SoftwareRecipient};
