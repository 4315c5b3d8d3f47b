//! Keys from passwords: PBKDF2, the PKCS#12 derivation, PBKDF1, scrypt and OpenSSL's `EVP_BytesToKey`.
//!
//! A PKCS#12 file needs up to three keys that don't depend on each other (for its MAC, its keys and its certificates),
//! and a batch of files needs many. [`derive_all`] takes them together and works on several at once; [`derive()`] takes
//! one.
//!
//! Nothing here limits how long a derivation may last: ask [`Derivation::work`] and [`Derivation::memory`] first, since
//! iteration counts come from the file.
//!
//! ```
//! use keybundle_kdf::{Derivation, Hash, derive};
//!
//! let job = Derivation::Pbkdf2 { hash: Hash::Sha256, password: b"passwd", salt: b"salt", iterations: 1, length: 4 };
//! assert!(job.work() < 10);
//! assert_eq!(derive(&job)?.as_slice(), [0x55, 0xac, 0x04, 0x6e]); // RFC 7914 §11
//! # Ok::<(), keybundle_kdf::Error>(())
//! ```
#![no_std]
#![deny(unsafe_code, unsafe_op_in_unsafe_fn)]

extern crate alloc;

mod chain;
mod cost;
mod derivation;
mod derive;
mod error;
mod family;
mod hash;
mod input;
mod job;
mod lanes;
mod message;
mod pool;
mod scrypt;
mod sponge;
mod word;

pub use derivation::{Derivation, Pkcs12Purpose};
pub use derive::{derive, derive_all, derive_watched};
pub use error::{Error, Result};
pub use hash::Hash;
