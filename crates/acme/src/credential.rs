//! What a service hands out for a binding: two texts that belong together.

use crate::{Error, HmacKey, Result, hmac_key::looks_like_a_key};
use keybundle_encoding::Warnings;

/// A key identifier and its HMAC key.
#[derive(Debug)]
pub struct Credential {
    kid: String,
    key: HmacKey,
}

impl Credential {
    /// Takes both as the service showed them: the identifier is opaque text, the key base64 ([`HmacKey::from_text`]).
    /// White space around either is dropped.
    ///
    /// Warnings: `kid-key-swapped`, `doubly-encoded`, `key-in-hex`, `lenient-base64`.
    ///
    /// # Errors
    /// As [`HmacKey::from_text`]; `invalid-value` when the identifier is empty.
    pub fn from_text(kid: &str, key: &[u8], warnings: &mut Warnings) -> Result<Self> {
        let kid = kid.trim_ascii();
        if kid.is_empty() {
            return Err(Error::InvalidValue { reason: "the kid is empty" });
        }
        let key = HmacKey::from_text(key, warnings).map_err(|error| match error {
            Error::HmacKey { error, .. } => Error::HmacKey { error, swapped: looks_like_a_key(kid) },
            other => other,
        })?;
        key.check_text(kid, warnings);
        Ok(Self { kid: kid.to_owned(), key })
    }

    /// The key identifier.
    #[must_use]
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// The key.
    #[must_use]
    pub const fn key(&self) -> &HmacKey {
        &self.key
    }
}
