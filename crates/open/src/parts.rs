//! The bytes of each layer, for people who look at them.

use crate::{Error, Limits, Part, Result, Unlock, walk};

/// Opens `bytes` as [`crate::open_within`] does, and gives the bytes of each part that is reached, in the order in
/// which they are reached (the first 1,000), with the error that ended it, if one did.
///
/// # Errors
/// `limit-size` when the input is larger than allowed.
pub fn parts(bytes: &[u8], unlock: &Unlock, limits: &Limits) -> Result<(Vec<Part>, Option<Error>)> {
    walk::look_at_parts(bytes, unlock, limits)
}
