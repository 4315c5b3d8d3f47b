//! Private keys in OpenSSL's libcrypto: a [`Recipient`] and a [`Signer`] that are given to keybundle like any other.
//!
//! Its RSA is several times faster than that of pure Rust, and its providers reach keys that live elsewhere. It is used
//! only where such a value is passed: linking this crate changes nothing by itself.
//!
//! ```
//! use keybundle_key::{KeyType, PrivateKey, SignatureAlgorithm, Signer};
//! use keybundle_openssl::OpensslSigner;
//! # fn system_random() -> impl rand_core::CryptoRng { rand_core::UnwrapErr(getrandom::SysRng) }
//!
//! // `system_random()` is any `rand_core::CryptoRng`.
//! let key = PrivateKey::generate(KeyType::P256, &mut system_random())?;
//! let signer = OpensslSigner::new(&key)?;
//! let algorithm = SignatureAlgorithm::default_for(signer.public_key()).expect("a key that signs");
//! assert!(!signer.sign(algorithm, b"message")?.is_empty());
//! # Ok::<(), keybundle_key::Error>(())
//! ```
//!
//! Recipients have keys of RSA, of the curves that libcrypto knows, X25519 or X448; signers RSA, ECDSA or Ed25519.
//! Others (finite-field Diffie-Hellman, ML-KEM, ML-DSA) are refused with `unsupported-algorithm`: their keys work in
//! Rust.
//!
//! The raw operation alone is libcrypto's. Padding, implicit rejection, key derivation and unwrapping stay with
//! keybundle, whatever the age of the library that is linked.
//!
//! [`Recipient`]: keybundle_key::Recipient
//! [`Signer`]: keybundle_key::Signer
#![forbid(unsafe_code)]

mod import;
mod recipient;
mod signer;

pub use recipient::OpensslRecipient;
pub use signer::OpensslSigner;

/// The version of the linked libcrypto, as it names itself: `OpenSSL 3.5.4 30 Sep 2025`.
#[must_use]
pub fn version() -> &'static str {
    openssl::version::version()
}
