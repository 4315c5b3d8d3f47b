//! x86-64.

use crate::chain::Chain;

pub(super) fn sha1(chains: &mut [Chain<u32>], _pairs: u64) -> &mut [Chain<u32>] {
    chains
}

pub(super) fn sha256(chains: &mut [Chain<u32>], _pairs: u64) -> &mut [Chain<u32>] {
    chains
}

pub(super) fn sha512(chains: &mut [Chain<u64>], _pairs: u64) -> &mut [Chain<u64>] {
    chains
}
