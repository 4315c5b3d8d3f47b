//! The padding of PKCS #7 (RFC 5652 §6.3).

use crate::{Error, Result};
use subtle::{Choice, ConditionallySelectable, ConstantTimeEq, ConstantTimeGreater};

/// How many bytes of `plaintext` are padding to blocks of `block` bytes. The time depends on neither the padding nor where
/// it is wrong, only on the block size.
///
/// # Errors
/// `BadPadding`.
pub(crate) fn padding_size(plaintext: &[u8], block: usize) -> Result<usize> {
    let size = u8::try_from(block).map_err(|_| Error::BadPadding)?;
    let start = plaintext.len().checked_sub(block).ok_or(Error::BadPadding)?;
    let last = plaintext.get(start..).unwrap_or_default();
    let claimed = *last.last().ok_or(Error::BadPadding)?;
    let mut good = !claimed.ct_eq(&0) & !claimed.ct_gt(&size);
    for (distance, byte) in (1..=size).zip(last.iter().rev()) {
        let inside = !distance.ct_gt(&claimed);
        let expected = u8::conditional_select(byte, &claimed, inside);
        good &= expected.ct_eq(byte);
    }
    if bool::from(good & Choice::from(1)) { Ok(usize::from(claimed)) } else { Err(Error::BadPadding) }
}
