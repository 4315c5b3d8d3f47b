//! Private keys in PKCS#11 tokens (OASIS PKCS#11 2.40 and later): smart cards, HSMs, SoftHSM. A [`Recipient`] and a
//! [`Signer`] that are given to keybundle like any other; the key never leaves its token.
//!
//! A token is found by the module that drives it and a URI (RFC 7512):
//!
//! ```no_run
//! use keybundle_key::RecipientIdentity;
//! use keybundle_pkcs11::{Module, Pkcs11Recipient, Uri};
//! # let pin = b"1234";
//!
//! let module = Module::load("/usr/lib/softhsm/libsofthsm2.so".as_ref())?;
//! let uri = Uri::parse("pkcs11:token=device;object=recipient")?;
//! let key = module.token(&uri)?.key(&uri, Some(pin))?;
//! // How messages name it: by its certificate, `key.certificates()`, or else by its public key.
//! let identity = RecipientIdentity::from_public_key(key.public_key().cloned().expect("a public key on the token"));
//! let recipient = Pkcs11Recipient::new(key, identity)?;
//! // And then: Unlock::new().with_recipient(Box::new(recipient))
//! # Ok::<(), keybundle_pkcs11::Error>(())
//! ```
//!
//! The token does the raw operation alone: RSA without padding (`CKM_RSA_X_509`), or Diffie-Hellman without a key
//! derivation (`CKM_ECDH1_DERIVE` with `CKD_NULL`). Padding, implicit rejection, key derivation and unwrapping stay
//! with keybundle. A token that has RSA with padding only (`CKM_RSA_PKCS`, `CKM_RSA_PKCS_OAEP`) is refused: it tells a
//! right padding from a wrong one, which is what implicit rejection is there to hide.
//!
//! Recipients have keys of RSA or of a curve over a prime field; signers RSA, P-256, P-384, P-521 or Ed25519. A key
//! that asks for the PIN at each operation (`CKA_ALWAYS_AUTHENTICATE`) is refused.
//!
//! [`Recipient`]: keybundle_key::Recipient
//! [`Signer`]: keybundle_key::Signer
#![forbid(unsafe_code)]

mod asn1;
mod error;
mod key;
mod module;
mod public;
mod recipient;
mod signer;
mod token;
mod uri;

pub use error::{Error, Result};
pub use key::TokenKey;
pub use module::Module;
pub use recipient::Pkcs11Recipient;
pub use signer::Pkcs11Signer;
pub use token::Token;
pub use uri::Uri;
