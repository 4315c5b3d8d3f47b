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

/// As many chains of a family as the processor has lanes for go there, the rest one by one.
macro_rules! in_lanes {
    ($family:ty, $word:ty, $hash:ident) => {
        impl Lanes for $family {
            fn advance(chains: &mut [Chain<$word>], pairs: u64) {
                #[cfg(target_arch = "x86_64")]
                let chains = x86::$hash(chains, pairs);
                #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
                let chains = wasm::$hash(chains, pairs);
                chain::advance::<Self>(chains, pairs);
            }
        }
    };
}

in_lanes!(Sha1, u32, sha1);
in_lanes!(Sha256, u32, sha256);
in_lanes!(Sha512, u64, sha512);
