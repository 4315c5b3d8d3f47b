//! Looking at an input before it is opened.

use super::{look, open_within};
use crate::{Envelope, Limits, Opened, Result, Unlock};

/// Looks at `bytes` without a secret and without costly work, within the default [`Limits`]. Of the private keys that are
/// plain, those are read, and refused where they are broken, that are read at once: RSA to 3,072 bits, P-256 and
/// Curve25519. The others are counted as they stand.
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
