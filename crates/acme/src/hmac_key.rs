//! The key that the service hands out for a binding.

mod doubt;

use crate::{Error, MacAlgorithm, Result, base64url};
use core::fmt;
use keybundle_encoding::{Warnings, base64};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

/// The HMAC key of an External Account Binding. Wiped on drop.
pub struct HmacKey {
    bytes: Zeroizing<Vec<u8>>,
    /// The text it was decoded from: some clients sign with this by mistake.
    text: Zeroizing<Vec<u8>>,
}

impl HmacKey {
    /// Decodes the base64 text that the service showed: in the URL or the standard alphabet, with or without padding,
    /// with white space around it or line breaks in it. It is decoded once, whatever comes out.
    ///
    /// # Errors
    /// `empty-input`, also of padding alone; `not-base64` with the position of the first character that is none, or of
    /// the end where a character was lost.
    pub fn from_text(text: &[u8], warnings: &mut Warnings) -> Result<Self> {
        let decoded = base64::decode(text).map_err(|error| Error::HmacKey { error, swapped: false })?;
        if decoded.bytes.is_empty() {
            return Err(Error::HmacKey { error: keybundle_encoding::Error::Empty, swapped: false });
        }
        base64url::warn(&decoded.deviations, warnings);
        Ok(Self { bytes: decoded.bytes, text: Zeroizing::new(text.trim_ascii().to_vec()) })
    }

    /// A key that is at hand as bytes.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let bytes = Zeroizing::new(bytes.to_vec());
        Self { text: Zeroizing::new(base64url::encode(&bytes).into_bytes()), bytes }
    }

    /// The key itself.
    #[must_use]
    pub fn secret_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The text that the key was decoded from.
    pub(crate) fn secret_text(&self) -> &[u8] {
        &self.text
    }

    /// Its size in bytes.
    #[must_use]
    pub fn size(&self) -> usize {
        self.bytes.len()
    }

    /// SHA-256 of the key's bytes: to compare keys without showing them.
    #[must_use]
    pub fn fingerprint(&self) -> [u8; 32] {
        Sha256::digest(&self.bytes).into()
    }

    /// Warns (`weak-key`) when the key is shorter than the algorithm asks for (RFC 7518 §3.2).
    pub fn check_size(&self, algorithm: MacAlgorithm, warnings: &mut Warnings) {
        doubt::size(self, algorithm, warnings);
    }

    /// Warns of what makes it doubtful that this is the key as it was meant.
    pub(crate) fn check_text(&self, kid: &str, warnings: &mut Warnings) {
        doubt::text(self, kid, warnings);
    }
}

impl fmt::Debug for HmacKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HmacKey").field("size", &self.size()).finish_non_exhaustive()
    }
}

pub(crate) use doubt::looks_like_a_key;
