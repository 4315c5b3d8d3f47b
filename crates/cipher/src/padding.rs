//! The padding of PKCS #7 (RFC 5652 §6.3).

use crate::{Error, Result};
use subtle::{ConditionallySelectable, ConstantTimeEq, ConstantTimeGreater};

/// How many bytes of `plaintext` are padding to blocks of `block` bytes. The time depends on neither the padding nor
/// where it is wrong, only on the block size.
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
    if bool::from(good) { Ok(usize::from(claimed)) } else { Err(Error::BadPadding) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::{vec, vec::Vec};

    /// RFC 5652 §6.3, said plainly.
    fn plainly(text: &[u8], block: usize) -> Option<usize> {
        let size = usize::from(*text.last()?);
        let padding = text.len().checked_sub(size).map(|at| &text[at..])?;
        (1..=block).contains(&size).then_some(())?;
        padding.iter().all(|&byte| usize::from(byte) == size).then_some(size)
    }

    #[test]
    fn every_last_byte_and_every_wrong_place() {
        for block in [8, 16] {
            for last in 0..=255_u8 {
                let mut texts: Vec<Vec<u8>> = vec![vec![last; block], vec![0; 2 * block]];
                let size = usize::from(last).clamp(1, block);
                let mut right = vec![0xaa; 2 * block];
                right[2 * block - size..].fill(last);
                for wrong in 0..2 * block {
                    let mut text = right.clone();
                    text[wrong] ^= 1;
                    texts.push(text);
                }
                texts.push(right);
                for text in texts {
                    assert_eq!(padding_size(&text, block).ok(), plainly(&text, block), "{text:?}");
                }
            }
            assert_eq!(padding_size(&[], block), Err(Error::BadPadding));
        }
    }
}
