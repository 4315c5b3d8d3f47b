//! Looking at an input before it is opened.

use super::{look, open_within};
use crate::{Envelope, Limits, Opened, Result, Unlock};

/// Looks at `bytes` without a secret and without costly work, within the default [`Limits`]. Unencrypted keys that are
/// cheap to read (RSA up to 3,072 bits, P-256, Curve25519) are read and validated; the rest are only counted.
///
/// # Errors
/// `empty-input`, `unknown-format`, `unsupported-format` and the codes of damaged structure.
pub fn inspect(bytes: &[u8]) -> Result<Envelope<'_>> {
    inspect_within(bytes, &Limits::default())
}

/// As [`inspect`], within other limits.
///
/// # Errors
/// As [`inspect`].
pub fn inspect_within<'a>(bytes: &'a [u8], limits: &Limits) -> Result<Envelope<'a>> {
    Ok(Envelope { bytes, ..look(bytes, limits)? })
}

impl Envelope<'_> {
    /// Opens it.
    ///
    /// # Errors
    /// As [`crate::open()`].
    pub fn open(&self, unlock: &Unlock, limits: &Limits) -> Result<Opened> {
        open_within(self.bytes, unlock, limits)
    }
}
