//! Several chains at once, in the lanes of vector registers or interleaved, where the processor can.
//!
//! One stream of a hash is bound by the latency of its instructions: each needs the result of the one before. Streams
//! that don't depend on each other fill the gaps.

use crate::{
    chain::{self, Chain},
    family,
};

#[cfg(any(target_arch = "x86_64", all(target_arch = "wasm32", target_feature = "simd128")))]
mod constants;
#[cfg(any(target_arch = "x86_64", all(target_arch = "wasm32", target_feature = "simd128")))]
mod vectors;
#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod wasm;
#[cfg(target_arch = "x86_64")]
mod x86;

/// Does the next `pairs` pairs of every chain of SHA-1.
pub(crate) fn sha1(chains: &mut [Chain<u32>], pairs: u64) {
    #[cfg(target_arch = "x86_64")]
    let chains = x86::sha1(chains, pairs);
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    let chains = wasm::sha1(chains, pairs);
    chain::advance::<family::Sha1>(chains, pairs);
}

/// Does the next `pairs` pairs of every chain of SHA-224 and SHA-256.
pub(crate) fn sha256(chains: &mut [Chain<u32>], pairs: u64) {
    #[cfg(target_arch = "x86_64")]
    let chains = x86::sha256(chains, pairs);
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    let chains = wasm::sha256(chains, pairs);
    chain::advance::<family::Sha256>(chains, pairs);
}

/// Does the next `pairs` pairs of every chain of the SHA-512 family.
pub(crate) fn sha512(chains: &mut [Chain<u64>], pairs: u64) {
    #[cfg(target_arch = "x86_64")]
    let chains = x86::sha512(chains, pairs);
    #[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
    let chains = wasm::sha512(chains, pairs);
    chain::advance::<family::Sha512>(chains, pairs);
}
