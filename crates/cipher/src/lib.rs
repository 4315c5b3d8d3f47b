//! Content encryption, key wrap and password-based encryption, each chosen by its AlgorithmIdentifier.
//!
//! - [`ContentCipher`]: the symmetric ciphers of CMS and PBES2, decrypted in place.
//! - [`PartCipher`]: the same in parts, in any order, for contents that memory does not hold.
//! - [`PasswordEncryption`]: PBES1 (PKCS #5 v1.5, PKCS #12) and PBES2, with a [`PasswordCandidate`] for each way in
//!   which a tool may have turned a password into bytes.
//! - [`protect`]: encrypts by a password, with PBES2.
//! - [`key_derivation`]: PBKDF2 and scrypt alone, for CMS password recipients and PBMAC1.
//! - [`wrap`]: key wrap (RFC 3394, 5649, 3217, 3657).
//! - [`openssl_pem`]: the `DEK-Info` of OpenSSL's old encrypted PEM.
//!
//! What is old is read like what is new and told by `is_legacy`. What is not implemented is refused with its OID and
//! name. Keys are derived by `keybundle-kdf`, so that a caller can weigh the work before it is done and do several at
//! once.
//!
//! ```
//! use keybundle_cipher::ContentCipher;
//! use keybundle_encoding::{AlgorithmIdentifier, ber::Element};
//!
//! // aes-128-cbc with an IV of zeros.
//! let mut identifier = vec![0x30, 29, 6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 1, 2, 4, 16];
//! identifier.extend([0; 16]);
//! let element = Element::parse(&identifier)?;
//! let cipher = ContentCipher::from_identifier(&AlgorithmIdentifier::from_element(&element)?)?;
//! assert_eq!((cipher.name(), cipher.key_size(), cipher.is_authenticated()), ("aes-128-cbc", 16, false));
//!
//! // printf hello | openssl enc -aes-128-cbc -K 000102030405060708090a0b0c0d0e0f -iv 00000000000000000000000000000000
//! let key: Vec<u8> = (0..16).collect();
//! let mut buffer = 0x5d8749e2af7531b2bf6661e9e5daf012_u128.to_be_bytes().to_vec();
//! cipher.decrypt_in_place(&key, &mut buffer, &[], None)?;
//! assert_eq!(buffer, b"hello");
//! # Ok::<(), keybundle_cipher::Error>(())
//! ```
#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;

mod block;
mod block_cipher;
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
mod winzip;
pub mod wrap;

pub use content::{ContentCipher, PartAuthentication, PartCipher};
pub use error::{Error, Result};
pub use password::{PasswordCandidate, PasswordForm};
pub use pbe::{PasswordEncryption, PbeDescription, Protected, Protection, ProtectionCost, protect};
pub use winzip::winzip_decrypt;
