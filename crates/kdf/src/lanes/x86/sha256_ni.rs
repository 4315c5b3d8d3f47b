//! SHA-256 with the SHA extensions, several streams interleaved.

use crate::{chain::Chain, lanes::constants::K256};
use core::arch::x86_64::{
    __m128i, _mm_add_epi32, _mm_alignr_epi8, _mm_and_si128, _mm_blend_epi16, _mm_extract_epi32, _mm_or_si128,
    _mm_set_epi32, _mm_setzero_si128, _mm_sha256msg1_epu32, _mm_sha256msg2_epu32, _mm_sha256rnds2_epu32,
    _mm_shuffle_epi32, _mm_xor_si128,
};

/// A chain in registers.
#[derive(Clone, Copy)]
struct Lane {
    /// The states before each compression of a pair, as the instructions have them: `f e b a` and `h g d c`, lowest
    /// lane first.
    start: [[__m128i; 2]; 2],
    /// The last state as it stands in a message: `a b c d` and `e f g h`.
    last: [__m128i; 2],
    /// The sum, in the same order.
    sum: [__m128i; 2],
    /// Of the second four words of a block; the first four are all digest.
    mask: __m128i,
    /// The last twelve words of a block.
    tail: [__m128i; 3],
}

/// Does the next `pairs` pairs of up to `L` chains.
#[target_feature(enable = "sha,sse4.1")]
pub(super) fn advance<const L: usize>(chains: &mut [Chain<u32>], pairs: u64) {
    let mut lanes = [Lane::zero(); L];
    for (lane, chain) in lanes.iter_mut().zip(chains.iter()) {
        *lane = Lane::load(chain);
    }
    for _ in 0..pairs {
        compress::<0, L>(&mut lanes);
        compress::<1, L>(&mut lanes);
        for lane in &mut lanes {
            lane.sum[0] = _mm_xor_si128(lane.sum[0], lane.last[0]);
            lane.sum[1] = _mm_xor_si128(lane.sum[1], lane.last[1]);
        }
    }
    for (lane, chain) in lanes.iter().zip(chains) {
        lane.store(chain);
        chain.pairs = chain.pairs.saturating_sub(pairs);
    }
}

impl Lane {
    #[inline]
    #[target_feature(enable = "sha,sse4.1")]
    fn zero() -> Self {
        let zero = _mm_setzero_si128();
        Self { start: [[zero; 2]; 2], last: [zero; 2], sum: [zero; 2], mask: zero, tail: [zero; 3] }
    }

    #[inline]
    #[target_feature(enable = "sha,sse4.1")]
    fn load(chain: &Chain<u32>) -> Self {
        let [[a, b, c, d, e, f, g, h], [i, j, k, l, m, n, o, p]] = chain.start;
        let start = [[words([f, e, b, a]), words([h, g, d, c])], [words([n, m, j, i]), words([p, o, l, k])]];
        let [a, b, c, d, e, f, g, h] = chain.last;
        let last = [words([a, b, c, d]), words([e, f, g, h])];
        let [a, b, c, d, e, f, g, h] = chain.sum;
        let sum = [words([a, b, c, d]), words([e, f, g, h])];
        let [.., e, f, g, h] = chain.mask;
        let mask = words([e, f, g, h]);
        let [_, _, _, _, a, b, c, d, e, f, g, h, i, j, k, l] = chain.tail;
        let tail = [words([a, b, c, d]), words([e, f, g, h]), words([i, j, k, l])];
        Self { start, last, sum, mask, tail }
    }

    #[inline]
    #[target_feature(enable = "sha,sse4.1")]
    fn store(&self, chain: &mut Chain<u32>) {
        for (state, [low, high]) in [(&mut chain.last, self.last), (&mut chain.sum, self.sum)] {
            let ([a, b, c, d], [e, f, g, h]) = (array(low), array(high));
            *state = [a, b, c, d, e, f, g, h];
        }
    }
}

/// One compression of each lane: the digest in `last`, hashed from the state in `start[HALF]`.
#[inline]
#[target_feature(enable = "sha,sse4.1")]
fn compress<const HALF: usize, const L: usize>(lanes: &mut [Lane; L]) {
    let zero = _mm_setzero_si128();
    let mut streams = [Stream { abef: zero, cdgh: zero, words: [zero; 4] }; L];
    for (stream, lane) in streams.iter_mut().zip(lanes.iter()) {
        let [abef, cdgh] = lane.start[HALF];
        let second = _mm_or_si128(_mm_and_si128(lane.last[1], lane.mask), lane.tail[0]);
        *stream = Stream { abef, cdgh, words: [lane.last[0], second, lane.tail[1], lane.tail[2]] };
    }

    four_rounds::<0, L>(&mut streams);
    four_rounds::<1, L>(&mut streams);
    four_rounds::<2, L>(&mut streams);
    four_rounds::<3, L>(&mut streams);
    four_rounds::<4, L>(&mut streams);
    four_rounds::<5, L>(&mut streams);
    four_rounds::<6, L>(&mut streams);
    four_rounds::<7, L>(&mut streams);
    four_rounds::<8, L>(&mut streams);
    four_rounds::<9, L>(&mut streams);
    four_rounds::<10, L>(&mut streams);
    four_rounds::<11, L>(&mut streams);
    four_rounds::<12, L>(&mut streams);
    four_rounds::<13, L>(&mut streams);
    four_rounds::<14, L>(&mut streams);
    four_rounds::<15, L>(&mut streams);

    for (stream, lane) in streams.iter().zip(lanes) {
        let abef = _mm_add_epi32(stream.abef, lane.start[HALF][0]);
        let cdgh = _mm_add_epi32(stream.cdgh, lane.start[HALF][1]);
        let abef = _mm_shuffle_epi32::<0b00_01_10_11>(abef);
        let cdgh = _mm_shuffle_epi32::<0b10_11_00_01>(cdgh);
        lane.last = [_mm_blend_epi16::<0xf0>(abef, cdgh), _mm_alignr_epi8::<8>(cdgh, abef)];
    }
}

/// A compression under way.
#[derive(Clone, Copy)]
struct Stream {
    abef: __m128i,
    cdgh: __m128i,
    /// The last sixteen words of the message schedule; the oldest four are replaced by the next.
    words: [__m128i; 4],
}

/// The rounds `4 R` to `4 R + 3` of each stream (FIPS 180-4 §6.2.2).
#[inline]
#[target_feature(enable = "sha,sse4.1")]
fn four_rounds<const R: usize, const L: usize>(streams: &mut [Stream; L]) {
    let constants = words([K256[4 * R], K256[4 * R + 1], K256[4 * R + 2], K256[4 * R + 3]]);
    let mut sums = [_mm_setzero_si128(); L];
    for (sum, stream) in sums.iter_mut().zip(streams.iter_mut()) {
        *sum = _mm_add_epi32(stream.words[R % 4], constants);
    }
    for (sum, stream) in sums.iter().zip(streams.iter_mut()) {
        stream.cdgh = _mm_sha256rnds2_epu32(stream.cdgh, stream.abef, *sum);
    }
    for (sum, stream) in sums.iter().zip(streams.iter_mut()) {
        stream.abef = _mm_sha256rnds2_epu32(stream.abef, stream.cdgh, _mm_shuffle_epi32::<0b00_00_11_10>(*sum));
    }
    // The words of rounds to come, behind the instructions that the stream waits for: how far ahead was measured.
    let at = R + if L < 3 { 2 } else { 1 };
    if (4..16).contains(&at) {
        for Stream { words, .. } in streams {
            let [oldest, older, newer, newest] =
                [words[at % 4], words[(at + 1) % 4], words[(at + 2) % 4], words[(at + 3) % 4]];
            let mixed = _mm_add_epi32(_mm_sha256msg1_epu32(oldest, older), _mm_alignr_epi8::<4>(newest, newer));
            words[at % 4] = _mm_sha256msg2_epu32(mixed, newest);
        }
    }
}

/// Four words, lowest lane first.
#[inline]
#[target_feature(enable = "sse4.1")]
fn words([a, b, c, d]: [u32; 4]) -> __m128i {
    _mm_set_epi32(d as i32, c as i32, b as i32, a as i32)
}

#[inline]
#[target_feature(enable = "sse4.1")]
fn array(words: __m128i) -> [u32; 4] {
    [
        _mm_extract_epi32::<0>(words) as u32,
        _mm_extract_epi32::<1>(words) as u32,
        _mm_extract_epi32::<2>(words) as u32,
        _mm_extract_epi32::<3>(words) as u32,
    ]
}
