//! scrypt (RFC 7914).

use crate::{Error, Result};
use alloc::vec::Vec;

/// scrypt into `output`.
///
/// # Errors
/// [`Error::ScryptParameters`] unless `n` is a power of two above 1, `r` and `p` are positive and `r * p` is below 2^30
/// (RFC 7914 §2; its bound of `n` by `r` rests on bits taken for bytes, erratum 5971, and is not checked);
/// [`Error::OutputTooLong`]; [`Error::Memory`].
pub(crate) fn scrypt(password: &[u8], salt: &[u8], (n, r, p): (u64, u64, u64), output: &mut [u8]) -> Result<()> {
    let refused = || Error::ScryptParameters { n, r, p };
    if n < 2 || !n.is_power_of_two() || r.checked_mul(p).is_none_or(|product| product >= 1 << 30) {
        return Err(refused());
    }
    let (Ok(r), Ok(p)) = (u32::try_from(r), u32::try_from(p)) else { return Err(refused()) };
    let parameters = scrypt::Params::new(n.trailing_zeros() as u8, r, p).map_err(|_| refused())?;
    if output.is_empty() {
        return Ok(());
    }
    // `scrypt` ends the process where its blocks (RFC 7914 §5) are not to be had: so they are asked for first, and
    // given back.
    let bytes = n.saturating_add(p.into()).saturating_add(1).saturating_mul(r.into()).saturating_mul(128);
    let mut room = Vec::<u8>::new();
    if usize::try_from(bytes).map_or(true, |bytes| room.try_reserve_exact(bytes).is_err()) {
        return Err(Error::Memory { bytes });
    }
    drop(room);
    let length = output.len();
    scrypt::scrypt(password, salt, &parameters, output).map_err(|_| Error::OutputTooLong { length })
}
