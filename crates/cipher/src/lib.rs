//! Content encryption, key wrap and password-based encryption, each chosen by its AlgorithmIdentifier.
//!
//! - [`ContentCipher`]: the symmetric ciphers of CMS and PBES2, decrypted in place.
//! - [`PasswordEncryption`]: PBES1 (PKCS #5 v1.5, PKCS #12) and PBES2, with a [`PasswordCandidate`] for each way in which
//!   a tool may have turned a password into bytes.
//! - [`key_derivation`]: PBKDF2 and scrypt alone, for CMS password recipients and PBMAC1.
//! - [`wrap`]: key wrap (RFC 3394, 5649, 3217, 3657).
//! - [`openssl_pem`]: the `DEK-Info` of OpenSSL's old encrypted PEM.
//!
//! What is old is read like what is new and told by `is_legacy`. What is not implemented is refused with its OID and name.
//! Keys are derived by `keybundle-kdf`, so that a caller can weigh the work before it is done and do several at once.
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

mod block;
mod ccm;
mod content;
mod desx;
mod error;
mod gcm;
pub mod key_derivation;
mod modes;
pub mod openssl_pem;
mod padding;
mod password;
mod pbe;
mod seed;
pub mod wrap;

pub use content::ContentCipher;
pub use error::{Error, Result};
pub use password::{PasswordCandidate, PasswordForm};
pub use pbe::{PasswordEncryption, PbeDescription};
