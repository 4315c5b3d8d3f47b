//! SHA-1 (FIPS 180-4 §6.1.2), four chains.

use super::{choose, majority, rotate_32, xor_3};
use crate::{chain::Chain, lanes::vectors::Columns};
use core::arch::wasm32::{i32x4_add, u32x4, u32x4_extract_lane, u32x4_splat, v128, v128_and, v128_or, v128_xor};

/// The constants of the rounds, twenty each (§4.2.1).
const CONSTANTS: [u32; 4] = [0x5a82_7999, 0x6ed9_eba1, 0x8f1b_bcdc, 0xca62_c1d6];

/// Does the next `pairs` pairs of each chain.
pub(super) fn advance(chains: &mut [Chain<u32>], pairs: u64) {
    let mut columns = Columns::<u32, 4>::load(chains);
    let start = columns.start.map(|start| start.map(vector));
    let (mask, tail) = (columns.mask.map(vector), columns.tail.map(vector));
    let (mut last, mut sum) = (columns.last.map(vector), columns.sum.map(vector));
    for _ in 0..pairs {
        last = compress(&start[0], &last, &mask, &tail);
        last = compress(&start[1], &last, &mask, &tail);
        for (sum, last) in sum.iter_mut().zip(last) {
            *sum = v128_xor(*sum, last);
        }
    }
    (columns.last, columns.sum) = (last.map(array), sum.map(array));
    columns.store(chains, pairs);
}

/// One compression in each element: the digest in `last`, hashed from `start`.
#[inline]
fn compress(start: &[v128; 8], last: &[v128; 8], mask: &[v128; 8], tail: &[v128; 16]) -> [v128; 8] {
    let mut words = *tail;
    for (index, word) in words.iter_mut().enumerate().take(8) {
        *word = v128_or(v128_and(last[index], mask[index]), *word);
    }
    let [mut a, mut b, mut c, mut d, mut e, ..] = *start;
    for index in 0..80 {
        let at = index % 16;
        if index >= 16 {
            let mixed = v128_xor(xor_3(words[(at + 13) % 16], words[(at + 8) % 16], words[(at + 2) % 16]), words[at]);
            words[at] = rotate_32::<31>(mixed);
        }
        let mixed = match index / 20 {
            0 => choose(b, c, d),
            2 => majority(b, c, d),
            _ => xor_3(b, c, d),
        };
        let fixed = i32x4_add(words[at], u32x4_splat(CONSTANTS[index / 20]));
        let next = i32x4_add(i32x4_add(rotate_32::<27>(a), mixed), i32x4_add(e, fixed));
        (e, d, c, b, a) = (d, c, rotate_32::<2>(b), a, next);
    }
    let mut state = *start;
    for (word, end) in state.iter_mut().zip([a, b, c, d, e]) {
        *word = i32x4_add(*word, end);
    }
    state
}

fn vector([a, b, c, d]: [u32; 4]) -> v128 {
    u32x4(a, b, c, d)
}

fn array(vector: v128) -> [u32; 4] {
    [
        u32x4_extract_lane::<0>(vector),
        u32x4_extract_lane::<1>(vector),
        u32x4_extract_lane::<2>(vector),
        u32x4_extract_lane::<3>(vector),
    ]
}
