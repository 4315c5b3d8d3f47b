//! In the place of `assembly` where there is none for the target: nothing is given.

use super::Curve;
use crate::hash::Hash;
use zeroize::Zeroizing;

pub(crate) const fn serves(_: Curve) -> bool {
    false
}

pub(crate) const fn public(_: Curve, _: &[u8]) -> Option<Vec<u8>> {
    None
}

pub(crate) const fn agree(_: Curve, _: &[u8], _: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    None
}

pub(crate) const fn verify(_: Curve, _: &[u8], _: Hash, _: &[u8], _: &[u8]) -> Option<bool> {
    None
}
