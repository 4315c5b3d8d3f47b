//! AVX-512: eight words of 64 bits, sixteen of 32.

use crate::lanes::vectors::sha2_lanes;
use core::arch::x86_64::{
    __m512i, _mm512_add_epi32, _mm512_add_epi64, _mm512_and_si512, _mm512_or_si512, _mm512_ror_epi32, _mm512_ror_epi64,
    _mm512_set1_epi32, _mm512_set1_epi64, _mm512_srli_epi32, _mm512_srli_epi64, _mm512_ternarylogic_epi64,
    _mm512_xor_si512,
};

sha2_lanes! {
    /// SHA-256, sixteen chains.
    sha256, "avx512f", [u32; 16] as __m512i, K256,
    splat: splat_32, add: _mm512_add_epi32, and: _mm512_and_si512, or: _mm512_or_si512, xor: _mm512_xor_si512,
    xor_3: ternary::<XOR>, choose: ternary::<CHOOSE>, majority: ternary::<MAJORITY>,
    rotate: _mm512_ror_epi32, shift: _mm512_srli_epi32,
    counts: [2 13 22] [6 11 25] [7 18 3] [17 19 10]
}

sha2_lanes! {
    /// SHA-512, eight chains.
    sha512, "avx512f", [u64; 8] as __m512i, K512,
    splat: splat_64, add: _mm512_add_epi64, and: _mm512_and_si512, or: _mm512_or_si512, xor: _mm512_xor_si512,
    xor_3: ternary::<XOR>, choose: ternary::<CHOOSE>, majority: ternary::<MAJORITY>,
    rotate: _mm512_ror_epi64, shift: _mm512_srli_epi64,
    counts: [28 34 39] [14 18 41] [1 8 7] [19 61 6]
}

/// Truth tables of three bits, the first the highest.
const XOR: i32 = 0b1001_0110;
/// Ch: the second bit where the first is one, otherwise the third.
const CHOOSE: i32 = 0b1100_1010;
/// Maj: what two of the three have.
const MAJORITY: i32 = 0b1110_1000;

#[inline]
#[target_feature(enable = "avx512f")]
fn ternary<const TABLE: i32>(x: __m512i, y: __m512i, z: __m512i) -> __m512i {
    _mm512_ternarylogic_epi64::<TABLE>(x, y, z)
}

#[inline]
#[target_feature(enable = "avx512f")]
fn splat_32(word: u32) -> __m512i {
    _mm512_set1_epi32(word as i32)
}

#[inline]
#[target_feature(enable = "avx512f")]
fn splat_64(word: u64) -> __m512i {
    _mm512_set1_epi64(word as i64)
}
