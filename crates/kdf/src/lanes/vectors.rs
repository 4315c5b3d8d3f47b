//! SHA-2 with one chain in each element of a vector: what AVX2, AVX-512 and simd128 do alike, for words of 32 and 64
//! bits.

use crate::{chain::Chain, word::Word};
use zeroize::Zeroize;

/// The chains of one vector, turned so that the elements of a vector are words of the same place in different chains.
/// Elements without a chain are zero; what they compute is dropped.
pub(super) struct Columns<W: Word, const LANES: usize> {
    pub(super) start: [[[W; LANES]; 8]; 2],
    pub(super) last: [[W; LANES]; 8],
    pub(super) mask: [[W; LANES]; 8],
    pub(super) tail: [[W; LANES]; 16],
    pub(super) sum: [[W; LANES]; 8],
}

impl<W: Word, const LANES: usize> Columns<W, LANES> {
    pub(super) fn load(chains: &[Chain<W>]) -> Self {
        let zero = [W::default(); LANES];
        let mut columns =
            Self { start: [[zero; 8]; 2], last: [zero; 8], mask: [zero; 8], tail: [zero; 16], sum: [zero; 8] };
        for (lane, chain) in chains.iter().enumerate().take(LANES) {
            put(&mut columns.start[0], &chain.start[0], lane);
            put(&mut columns.start[1], &chain.start[1], lane);
            put(&mut columns.last, &chain.last, lane);
            put(&mut columns.mask, &chain.mask, lane);
            put(&mut columns.tail, &chain.tail, lane);
            put(&mut columns.sum, &chain.sum, lane);
        }
        columns
    }

    /// Takes `last` and `sum` back, after so many pairs.
    pub(super) fn store(&self, chains: &mut [Chain<W>], pairs: u64) {
        for (lane, chain) in chains.iter_mut().enumerate().take(LANES) {
            take(&mut chain.last, &self.last, lane);
            take(&mut chain.sum, &self.sum, lane);
            chain.pairs = chain.pairs.saturating_sub(pairs);
        }
    }
}

impl<W: Word, const LANES: usize> Drop for Columns<W, LANES> {
    fn drop(&mut self) {
        self.start.zeroize();
        self.last.zeroize();
        self.sum.zeroize();
    }
}

fn put<W: Word, const LANES: usize>(columns: &mut [[W; LANES]], words: &[W], lane: usize) {
    columns.iter_mut().zip(words).for_each(|(column, word)| column[lane] = *word);
}

fn take<W: Word, const LANES: usize>(words: &mut [W], columns: &[[W; LANES]], lane: usize) {
    words.iter_mut().zip(columns).for_each(|(word, column)| *word = column[lane]);
}

/// A module with `advance` for up to `$lanes` chains, one in each element of a vector.
///
/// What it is made of: the processor's features; the vector, its word and the round constants; one-instruction
/// functions on the vector (`rotate` and `shift`, to the right, take the count as a constant, `choose` and `majority`
/// are Ch and Maj); and the counts of Σ0, Σ1 (three rotations), σ0, σ1 (two rotations and a shift) of FIPS 180-4 §4.1.
macro_rules! sha2_lanes {
    (
        $(#[$doc:meta])* $name:ident, $features:literal, [$word:ty; $lanes:literal] as $vector:ty, $constants:ident,
        splat: $splat:path, add: $add:path, and: $and:path, or: $or:path, xor: $xor:path, xor_3: $xor_3:path,
        choose: $choose:path, majority: $majority:path, rotate: $rotate:ident, shift: $shift:ident,
        counts: [$($a:literal)+] [$($b:literal)+] [$c0:literal $c1:literal $c2:literal] [$d0:literal $d1:literal $d2:literal]
    ) => {
        $(#[$doc])*
        pub(super) mod $name {
            use super::*;
            use $crate::{chain::Chain, lanes::{constants::$constants, vectors::Columns}};

            type Vector = $vector;

            /// Does the next `pairs` pairs of each chain.
            #[target_feature(enable = $features)]
            pub(in $crate::lanes) fn advance(chains: &mut [Chain<$word>], pairs: u64) {
                let mut columns = Columns::<$word, $lanes>::load(chains);
                let start = columns.start.map(vectors);
                let (mask, tail) = (vectors(columns.mask), vectors(columns.tail));
                let (mut last, mut sum) = (vectors(columns.last), vectors(columns.sum));
                for _ in 0..pairs {
                    last = compress(&start[0], &last, &mask, &tail);
                    last = compress(&start[1], &last, &mask, &tail);
                    for (sum, last) in sum.iter_mut().zip(last) {
                        *sum = $xor(*sum, last);
                    }
                }
                (columns.last, columns.sum) = (arrays(last), arrays(sum));
                columns.store(chains, pairs);
            }

            /// One compression in each element: the digest in `last`, hashed from `start`.
            #[inline]
            #[target_feature(enable = $features)]
            fn compress(start: &[Vector; 8], last: &[Vector; 8], mask: &[Vector; 8], tail: &[Vector; 16]) -> [Vector; 8] {
                let (mut state, mut words) = (*start, *tail);
                for (index, word) in words.iter_mut().enumerate().take(8) {
                    *word = $or($and(last[index], mask[index]), *word);
                }
                for (index, constants) in $constants.as_chunks::<16>().0.iter().enumerate() {
                    if index > 0 {
                        sixteen_rounds::<true>(&mut state, &mut words, constants);
                    } else {
                        sixteen_rounds::<false>(&mut state, &mut words, constants);
                    }
                }
                for (word, start) in state.iter_mut().zip(start) {
                    *word = $add(*word, *start);
                }
                state
            }

            #[inline]
            #[target_feature(enable = $features)]
            fn sixteen_rounds<const EXPAND: bool>(
                state: &mut [Vector; 8],
                words: &mut [Vector; 16],
                constants: &[$word; 16],
            ) {
                round::<0, EXPAND>(state, words, constants);
                round::<1, EXPAND>(state, words, constants);
                round::<2, EXPAND>(state, words, constants);
                round::<3, EXPAND>(state, words, constants);
                round::<4, EXPAND>(state, words, constants);
                round::<5, EXPAND>(state, words, constants);
                round::<6, EXPAND>(state, words, constants);
                round::<7, EXPAND>(state, words, constants);
                round::<8, EXPAND>(state, words, constants);
                round::<9, EXPAND>(state, words, constants);
                round::<10, EXPAND>(state, words, constants);
                round::<11, EXPAND>(state, words, constants);
                round::<12, EXPAND>(state, words, constants);
                round::<13, EXPAND>(state, words, constants);
                round::<14, EXPAND>(state, words, constants);
                round::<15, EXPAND>(state, words, constants);
            }

            /// Round `I` of sixteen. The state is not moved: its words are counted from another one each round.
            #[inline]
            #[target_feature(enable = $features)]
            fn round<const I: usize, const EXPAND: bool>(
                state: &mut [Vector; 8],
                words: &mut [Vector; 16],
                constants: &[$word; 16],
            ) {
                if EXPAND {
                    let (low, high) = (words[(I + 1) % 16], words[(I + 14) % 16]);
                    let low = $xor_3($rotate::<$c0>(low), $rotate::<$c1>(low), $shift::<$c2>(low));
                    let high = $xor_3($rotate::<$d0>(high), $rotate::<$d1>(high), $shift::<$d2>(high));
                    words[I] = $add($add(words[I], words[(I + 9) % 16]), $add(low, high));
                }
                let [a, b, c] = [state[(16 - I) % 8], state[(17 - I) % 8], state[(18 - I) % 8]];
                let [e, f, g] = [state[(20 - I) % 8], state[(21 - I) % 8], state[(22 - I) % 8]];
                let large_1 = $xor_3($($rotate::<$b>(e)),+);
                let fixed = $add(state[(23 - I) % 8], $add(words[I], $splat(constants[I])));
                let first = $add($add(fixed, $choose(e, f, g)), large_1);
                let large_0 = $xor_3($($rotate::<$a>(a)),+);
                state[(19 - I) % 8] = $add(state[(19 - I) % 8], first);
                state[(23 - I) % 8] = $add($add(first, large_0), $majority(a, b, c));
            }

            fn vectors<const N: usize>(arrays: [[$word; $lanes]; N]) -> [Vector; N] {
                // SAFETY: array and vector are the same bytes, of which any are valid.
                arrays.map(|array| unsafe { core::mem::transmute::<[$word; $lanes], Vector>(array) })
            }

            fn arrays<const N: usize>(vectors: [Vector; N]) -> [[$word; $lanes]; N] {
                // SAFETY: array and vector are the same bytes, of which any are valid.
                vectors.map(|vector| unsafe { core::mem::transmute::<Vector, [$word; $lanes]>(vector) })
            }
        }
    };
}

pub(super) use sha2_lanes;
