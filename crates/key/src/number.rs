//! Numbers as keys have them: big-endian, with zeros in front or not.

use crate::write::trim;
use crypto_bigint::BoxedUint;
use zeroize::Zeroizing;

/// Compares big-endian numbers, leading zeros or not.
pub(crate) fn below(small: &[u8], large: &[u8]) -> bool {
    let (small, large) = (trim(small), trim(large));
    (small.len(), small) < (large.len(), large)
}

/// A number of big-endian bytes, as wide as they are.
pub(crate) fn number(bytes: &[u8]) -> Zeroizing<BoxedUint> {
    let bytes = trim(bytes);
    let bits = u32::try_from(bytes.len().max(8) * 8).unwrap_or(u32::MAX);
    Zeroizing::new(BoxedUint::from_be_slice_truncated(bytes, bits))
}
