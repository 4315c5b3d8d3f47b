//! Private and public keys: read in every format that tools write, made, written, described, paired, and used to
//! decrypt, sign and verify.
//!
//! [`PrivateKey`] reads PKCS#1, SEC1, PKCS#8, OpenSSL's DSA format and JWK; [`PublicKey`] reads SubjectPublicKeyInfo,
//! PKCS#1 and JWK. Both are compared by the key's value. [`Recipient`] is the trait of whoever opens encrypted
//! content, [`Signer`] that of whoever signs: [`SoftwareRecipient`] and [`SoftwareSigner`] do it in memory.
//! [`PublicKey::weaknesses`] tells what is unsafe about a key.
//!
//! A private key that is read is consistent: its numbers fit together, its public half is computed from the secret,
//! and one that came along is the same. So there is nothing to validate later, and pairing it with a certificate is
//! one comparison.
//!
//! ```
//! use keybundle_encoding::Warnings;
//! use keybundle_key::{PrivateKey, PublicKey};
//!
//! // RFC 8410 §10.3: an Ed25519 key in PKCS#8, and its public half.
//! let pkcs8 = [
//!     &[0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20][..],
//!     &[0xd4, 0xee, 0x72, 0xdb, 0xf9, 0x13, 0x58, 0x4a, 0xd5, 0xb6, 0xd8, 0xf1, 0xf7, 0x69, 0xf8, 0xad],
//!     &[0x3a, 0xfe, 0x7c, 0x28, 0xcb, 0xf1, 0xd4, 0xfb, 0xe0, 0x97, 0xa8, 0x8f, 0x44, 0x75, 0x58, 0x42],
//! ]
//! .concat();
//! let spki = [
//!     &[0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x21, 0][..],
//!     &[0x19, 0xbf, 0x44, 0x09, 0x69, 0x84, 0xcd, 0xfe, 0x85, 0x41, 0xba, 0xc1, 0x67, 0xdc, 0x3b, 0x96],
//!     &[0xc8, 0x50, 0x86, 0xaa, 0x30, 0xb6, 0xb6, 0xcb, 0x0c, 0x5c, 0x38, 0xad, 0x70, 0x31, 0x66, 0xe1],
//! ]
//! .concat();
//! let mut warnings = Warnings::new();
//! let key = PrivateKey::from_der(&pkcs8, &mut warnings)?;
//! assert_eq!(key.algorithm().to_string(), "Ed25519");
//! assert_eq!(key.public_key(), Some(&PublicKey::from_spki_der(&spki, &mut warnings)?));
//! # Ok::<(), keybundle_key::Error>(())
//! ```
#![forbid(unsafe_code)]

extern crate alloc;

mod algorithm;
mod curve;
mod encoding;
mod error;
mod hash;
mod identifier;
mod jwk;
mod key_type;
mod number;
mod oids;
mod private;
mod public;
mod recipient;
mod signer;
mod verify;
mod warn;
mod weakness;
mod write;

pub use algorithm::Algorithm;
pub use curve::Curve;
pub use encoding::Encoding;
pub use error::{Error, Result};
pub use key_type::KeyType;
pub use private::PrivateKey;
pub use public::PublicKey;
pub use recipient::{Recipient, RecipientIdentity, SoftwareRecipient};
pub use signer::{Digest, SignatureAlgorithm, Signer, SoftwareSigner};
pub use weakness::Weakness;
