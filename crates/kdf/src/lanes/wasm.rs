//! WebAssembly: simd128, four words of 32 bits or two of 64. A module that has it does not load without it, so that
//! there is nothing to ask at run time: it is here where the module is compiled for it.
#![allow(unsafe_code)]

mod sha1;

use super::vectors::sha2_lanes;
use crate::{chain::Chain, word::Word};
use core::arch::wasm32::{
    i32x4_add, i32x4_shl, i64x2_add, i64x2_shl, u32x4_shr, u32x4_splat, u64x2_shr, u64x2_splat, v128, v128_and,
    v128_bitselect, v128_or, v128_xor,
};

/// Does the next `pairs` pairs of as many chains as there are lanes for; gives back the others.
pub(super) fn sha1(chains: &mut [Chain<u32>], pairs: u64) -> &mut [Chain<u32>] {
    advance::<_, 4>(chains, pairs, sha1::advance)
}

/// Does the next `pairs` pairs of as many chains as there are lanes for; gives back the others.
pub(super) fn sha256(chains: &mut [Chain<u32>], pairs: u64) -> &mut [Chain<u32>] {
    advance::<_, 4>(chains, pairs, sha256::advance)
}

/// Does the next `pairs` pairs of as many chains as there are lanes for; gives back the others.
pub(super) fn sha512(chains: &mut [Chain<u64>], pairs: u64) -> &mut [Chain<u64>] {
    advance::<_, 2>(chains, pairs, sha512::advance)
}

/// By groups of `LANES`; one chain alone is done sooner without them.
fn advance<W: Word, const LANES: usize>(
    mut chains: &mut [Chain<W>],
    pairs: u64,
    kernel: fn(&mut [Chain<W>], u64),
) -> &mut [Chain<W>] {
    while chains.len() > 1 {
        let (now, later) = chains.split_at_mut(chains.len().min(LANES));
        kernel(now, pairs);
        chains = later;
    }
    chains
}

sha2_lanes! {
    /// SHA-256, four chains.
    sha256, "simd128", [u32; 4] as v128, K256,
    splat: u32x4_splat, add: i32x4_add, and: v128_and, or: v128_or, xor: v128_xor, xor_3: xor_3,
    choose: choose, majority: majority, rotate: rotate_32, shift: shift_32,
    counts: [2 13 22] [6 11 25] [7 18 3] [17 19 10]
}

sha2_lanes! {
    /// SHA-512, two chains.
    sha512, "simd128", [u64; 2] as v128, K512,
    splat: u64x2_splat, add: i64x2_add, and: v128_and, or: v128_or, xor: v128_xor, xor_3: xor_3,
    choose: choose, majority: majority, rotate: rotate_64, shift: shift_64,
    counts: [28 34 39] [14 18 41] [1 8 7] [19 61 6]
}

#[inline]
fn shift_32<const RIGHT: u32>(x: v128) -> v128 {
    u32x4_shr(x, RIGHT)
}

#[inline]
fn shift_64<const RIGHT: u32>(x: v128) -> v128 {
    u64x2_shr(x, RIGHT)
}

#[inline]
fn rotate_32<const RIGHT: u32>(x: v128) -> v128 {
    v128_or(u32x4_shr(x, RIGHT), i32x4_shl(x, 32 - RIGHT))
}

#[inline]
fn rotate_64<const RIGHT: u32>(x: v128) -> v128 {
    v128_or(u64x2_shr(x, RIGHT), i64x2_shl(x, 64 - RIGHT))
}

#[inline]
fn xor_3(x: v128, y: v128, z: v128) -> v128 {
    v128_xor(v128_xor(x, y), z)
}

/// Ch: bits of `y` where `x` has ones, of `z` where zeros.
#[inline]
fn choose(x: v128, y: v128, z: v128) -> v128 {
    v128_bitselect(y, z, x)
}

/// Maj: what two of the three have. Where `x` and `y` differ, `z` decides.
#[inline]
fn majority(x: v128, y: v128, z: v128) -> v128 {
    v128_bitselect(z, x, v128_xor(x, y))
}
