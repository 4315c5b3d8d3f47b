//! SHA-1 with the SHA extensions, several streams interleaved.

use crate::chain::Chain;
use core::arch::x86_64::{
    __m128i, _mm_add_epi32, _mm_extract_epi32, _mm_or_si128, _mm_set_epi32, _mm_setzero_si128, _mm_sha1msg1_epu32,
    _mm_sha1msg2_epu32, _mm_sha1nexte_epu32, _mm_sha1rnds4_epu32, _mm_xor_si128,
};

/// A chain in registers. Words stand highest lane first, as the instructions have them.
#[derive(Clone, Copy)]
struct Lane {
    /// The states before each compression of a pair: `a b c d` and `e 0 0 0`.
    start: [[__m128i; 2]; 2],
    last: [__m128i; 2],
    sum: [__m128i; 2],
    /// The last twelve words of a block; the first of them is the digest's.
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
        Self { start: [[zero; 2]; 2], last: [zero; 2], sum: [zero; 2], tail: [zero; 3] }
    }

    #[inline]
    #[target_feature(enable = "sha,sse4.1")]
    fn load(chain: &Chain<u32>) -> Self {
        let [first, second] = chain.start;
        let [_, _, _, _, a, b, c, d, e, f, g, h, i, j, k, l] = chain.tail;
        Self {
            start: [state(first), state(second)],
            last: state(chain.last),
            sum: state(chain.sum),
            tail: [words([a, b, c, d]), words([e, f, g, h]), words([i, j, k, l])],
        }
    }

    #[inline]
    #[target_feature(enable = "sha,sse4.1")]
    fn store(&self, chain: &mut Chain<u32>) {
        for (state, [abcd, e]) in [(&mut chain.last, self.last), (&mut chain.sum, self.sum)] {
            *state = [
                _mm_extract_epi32::<3>(abcd) as u32,
                _mm_extract_epi32::<2>(abcd) as u32,
                _mm_extract_epi32::<1>(abcd) as u32,
                _mm_extract_epi32::<0>(abcd) as u32,
                _mm_extract_epi32::<3>(e) as u32,
                0,
                0,
                0,
            ];
        }
    }
}

/// One compression of each lane: the digest in `last`, hashed from the state in `start[HALF]`.
#[inline]
#[target_feature(enable = "sha,sse4.1")]
fn compress<const HALF: usize, const L: usize>(lanes: &mut [Lane; L]) {
    let zero = _mm_setzero_si128();
    let mut streams = [Stream { abcd: zero, before: zero, words: [zero; 4] }; L];
    for (stream, lane) in streams.iter_mut().zip(lanes.iter()) {
        let [abcd, e] = lane.start[HALF];
        // The lower lanes of what stands for `e` are zero, so that only its word of the block is filled in.
        let second = _mm_or_si128(lane.last[1], lane.tail[0]);
        *stream = Stream { abcd, before: e, words: [lane.last[0], second, lane.tail[1], lane.tail[2]] };
    }

    four_rounds::<0, 0, L>(&mut streams);
    four_rounds::<1, 0, L>(&mut streams);
    four_rounds::<2, 0, L>(&mut streams);
    four_rounds::<3, 0, L>(&mut streams);
    four_rounds::<4, 0, L>(&mut streams);
    four_rounds::<5, 1, L>(&mut streams);
    four_rounds::<6, 1, L>(&mut streams);
    four_rounds::<7, 1, L>(&mut streams);
    four_rounds::<8, 1, L>(&mut streams);
    four_rounds::<9, 1, L>(&mut streams);
    four_rounds::<10, 2, L>(&mut streams);
    four_rounds::<11, 2, L>(&mut streams);
    four_rounds::<12, 2, L>(&mut streams);
    four_rounds::<13, 2, L>(&mut streams);
    four_rounds::<14, 2, L>(&mut streams);
    four_rounds::<15, 3, L>(&mut streams);
    four_rounds::<16, 3, L>(&mut streams);
    four_rounds::<17, 3, L>(&mut streams);
    four_rounds::<18, 3, L>(&mut streams);
    four_rounds::<19, 3, L>(&mut streams);

    for (stream, lane) in streams.iter().zip(lanes) {
        let [abcd, e] = lane.start[HALF];
        lane.last = [_mm_add_epi32(stream.abcd, abcd), _mm_sha1nexte_epu32(stream.before, e)];
    }
}

/// A compression under way.
#[derive(Clone, Copy)]
struct Stream {
    abcd: __m128i,
    /// `abcd` four rounds ago, whose `a` becomes `e`; before the first rounds, `e` itself.
    before: __m128i,
    /// The last sixteen words of the message schedule; the oldest four are replaced by the next.
    words: [__m128i; 4],
}

/// The rounds `4 R` to `4 R + 3` of each stream, with the function and constant `F` (FIPS 180-4 §6.1.2).
#[inline]
#[target_feature(enable = "sha,sse4.1")]
fn four_rounds<const R: usize, const F: i32, const L: usize>(streams: &mut [Stream; L]) {
    for stream in streams {
        let words = &mut stream.words;
        if R >= 4 {
            let [oldest, older, newer, newest] =
                [words[R % 4], words[(R + 1) % 4], words[(R + 2) % 4], words[(R + 3) % 4]];
            let mixed = _mm_xor_si128(_mm_sha1msg1_epu32(oldest, older), newer);
            words[R % 4] = _mm_sha1msg2_epu32(mixed, newest);
        }
        let e = if R == 0 {
            _mm_add_epi32(stream.before, words[0])
        } else {
            _mm_sha1nexte_epu32(stream.before, words[R % 4])
        };
        stream.before = stream.abcd;
        stream.abcd = _mm_sha1rnds4_epu32::<F>(stream.abcd, e);
    }
}

/// The five words of a state, in two registers.
#[inline]
#[target_feature(enable = "sse4.1")]
fn state([a, b, c, d, e, ..]: [u32; 8]) -> [__m128i; 2] {
    [words([a, b, c, d]), words([e, 0, 0, 0])]
}

/// Four words, highest lane first.
#[inline]
#[target_feature(enable = "sse4.1")]
fn words([a, b, c, d]: [u32; 4]) -> __m128i {
    _mm_set_epi32(a as i32, b as i32, c as i32, d as i32)
}
