//! AVX2: four words of 64 bits, eight of 32.

use crate::lanes::vectors::sha2_lanes;
use core::arch::x86_64::{
    __m256i, _mm_cvtsi32_si128, _mm256_add_epi32, _mm256_add_epi64, _mm256_and_si256, _mm256_or_si256,
    _mm256_set1_epi32, _mm256_set1_epi64x, _mm256_sll_epi32, _mm256_sll_epi64, _mm256_srl_epi32, _mm256_srl_epi64,
    _mm256_srli_epi32, _mm256_srli_epi64, _mm256_xor_si256,
};

sha2_lanes! {
    /// SHA-256, eight chains.
    sha256, "avx2", [u32; 8] as __m256i, K256,
    splat: splat_32, add: _mm256_add_epi32, and: _mm256_and_si256, or: _mm256_or_si256, xor: _mm256_xor_si256, xor_3: xor_3,
    choose: choose, majority: majority, rotate: rotate_32, shift: _mm256_srli_epi32,
    counts: [2 13 22] [6 11 25] [7 18 3] [17 19 10]
}

sha2_lanes! {
    /// SHA-512, four chains.
    sha512, "avx2", [u64; 4] as __m256i, K512,
    splat: splat_64, add: _mm256_add_epi64, and: _mm256_and_si256, or: _mm256_or_si256, xor: _mm256_xor_si256, xor_3: xor_3,
    choose: choose, majority: majority, rotate: rotate_64, shift: _mm256_srli_epi64,
    counts: [28 34 39] [14 18 41] [1 8 7] [19 61 6]
}

#[inline]
#[target_feature(enable = "avx2")]
fn splat_32(word: u32) -> __m256i {
    _mm256_set1_epi32(word as i32)
}

#[inline]
#[target_feature(enable = "avx2")]
fn splat_64(word: u64) -> __m256i {
    _mm256_set1_epi64x(word as i64)
}

#[inline]
#[target_feature(enable = "avx2")]
fn rotate_32<const RIGHT: u32>(x: __m256i) -> __m256i {
    let (right, left) = (_mm_cvtsi32_si128(RIGHT as i32), _mm_cvtsi32_si128(32 - RIGHT as i32));
    _mm256_or_si256(_mm256_srl_epi32(x, right), _mm256_sll_epi32(x, left))
}

#[inline]
#[target_feature(enable = "avx2")]
fn rotate_64<const RIGHT: u32>(x: __m256i) -> __m256i {
    let (right, left) = (_mm_cvtsi32_si128(RIGHT as i32), _mm_cvtsi32_si128(64 - RIGHT as i32));
    _mm256_or_si256(_mm256_srl_epi64(x, right), _mm256_sll_epi64(x, left))
}

#[inline]
#[target_feature(enable = "avx2")]
fn xor_3(x: __m256i, y: __m256i, z: __m256i) -> __m256i {
    _mm256_xor_si256(_mm256_xor_si256(x, y), z)
}

/// Ch: bits of `y` where `x` has ones, of `z` where zeros.
#[inline]
#[target_feature(enable = "avx2")]
fn choose(x: __m256i, y: __m256i, z: __m256i) -> __m256i {
    _mm256_xor_si256(z, _mm256_and_si256(x, _mm256_xor_si256(y, z)))
}

/// Maj: what two of the three have.
#[inline]
#[target_feature(enable = "avx2")]
fn majority(x: __m256i, y: __m256i, z: __m256i) -> __m256i {
    _mm256_or_si256(_mm256_and_si256(x, y), _mm256_and_si256(z, _mm256_or_si256(x, y)))
}
