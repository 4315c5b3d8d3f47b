//! Several chains at once, in the lanes of vector registers or interleaved, where the processor can.
//!
//! One stream of a hash is bound by the latency of its instructions: each needs the result of the one before. Streams
//! that don't depend on each other fill the gaps.

use crate::{
    chain::{self, Chain},
    family::{Family, Md5, Sha1, Sha256, Sha512},
};

#[cfg(any(target_arch = "x86_64", all(target_arch = "wasm32", target_feature = "simd128")))]
mod constants;
#[cfg(any(target_arch = "x86_64", all(target_arch = "wasm32", target_feature = "simd128")))]
mod vectors;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod wasm;
#[cfg(target_arch = "x86_64")]
mod x86;

/// A family whose chains go forward together.
pub(crate) trait Lanes: Family {
    /// Does the next `pairs` pairs of compressions of every chain, none of which has fewer left.
    fn advance(chains: &mut [Chain<Self::Word>], pairs: u64) {
        chain::advance::<Self>(chains, pairs);
    }
}

impl Lanes for Md5 {}

impl Lanes for Sha1 {
    fn advance(chains: &mut [Chain<u32>], pairs: u64) {
        #[cfg(target_arch = "x86_64")]
        let chains = x86::sha1(chains, pairs);
        #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
        let chains = wasm::sha1(chains, pairs);
        chain::advance::<Self>(chains, pairs);
    }
}

impl Lanes for Sha256 {
    fn advance(chains: &mut [Chain<u32>], pairs: u64) {
        #[cfg(target_arch = "x86_64")]
        let chains = x86::sha256(chains, pairs);
        #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
        let chains = wasm::sha256(chains, pairs);
        chain::advance::<Self>(chains, pairs);
    }
}

impl Lanes for Sha512 {
    fn advance(chains: &mut [Chain<u64>], pairs: u64) {
        #[cfg(target_arch = "x86_64")]
        let chains = x86::sha512(chains, pairs);
        #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
        let chains = wasm::sha512(chains, pairs);
        chain::advance::<Self>(chains, pairs);
    }
}
