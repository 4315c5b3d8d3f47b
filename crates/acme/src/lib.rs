//! ACME (RFC 8555) without HTTP: External Account Binding, `newAccount` requests, and the values of challenges.
//!
//! ```
//! use keybundle_acme::{AccountPublicKey, Credential, MacAlgorithm, verify};
//! use keybundle_encoding::{Warnings, json::Json};
//! use keybundle_key::PublicKey;
//!
//! // RFC 8037 appendix A.2: the public key of an account.
//! let jwk = Json::read(br#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#)?;
//! let mut warnings = Warnings::new();
//! let account = PublicKey::from_jwk(&jwk, &mut warnings)?;
//!
//! // What the service showed, and where it wants the request.
//! let credential = Credential::from_text("kid-1", b"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", &mut warnings)?;
//! let url = "https://acme.example/new-account";
//!
//! let binding = credential.bind(MacAlgorithm::Hs256, url, &AccountPublicKey::new(&account)?, &mut warnings)?;
//! let found = verify(binding.to_string().as_bytes(), &credential, url, Some(&account), &mut warnings)?;
//! assert!(found.is_valid());
//! assert!(warnings.as_slice().is_empty());
//! # Ok::<(), keybundle_acme::Error>(())
//! ```
#![forbid(unsafe_code)]

mod account;
mod base64url;
mod challenge;
mod credential;
mod eab;
mod error;
mod hmac_key;
mod json;
mod jws;
mod mac;
#[cfg(test)]
mod tests;
mod verify;

pub use account::{AccountKey, AccountPublicKey, Sender};
pub use challenge::KeyAuthorization;
pub use credential::Credential;
pub use eab::NewAccount;
pub use error::{Error, Result};
pub use hmac_key::HmacKey;
pub use jws::Jws;
pub use mac::{MacAlgorithm, UnknownMacAlgorithm};
pub use verify::{Check, CheckName, Verification, verify};
