//! Every kernel with every number of chains that it takes, also those that this processor has no use for, against the
//! portable code.

use super::{SHA1, SHA256, avx2, avx512, has_avx2, has_avx512, has_sha};
use crate::{
    Hash,
    chain::{self, Chain},
    family::{Family, Member, Sha1, Sha256, Sha512, Variant},
    word::Word,
};
use alloc::vec::Vec;
use core::fmt::Debug;

#[test]
fn sha1() {
    let Some(Member::Sha1(variant)) = Member::of(Hash::Sha1) else { unreachable!() };
    if has_sha::get() {
        for (index, kernel) in SHA1.into_iter().enumerate() {
            check::<Sha1>(&[variant], index + 1, kernel);
        }
    }
}

#[test]
fn sha256() {
    let variants = [Hash::Sha224, Hash::Sha256].map(|hash| match Member::of(hash) {
        Some(Member::Sha256(variant)) => variant,
        _ => unreachable!(),
    });
    if has_sha::get() {
        for (index, kernel) in SHA256.into_iter().enumerate() {
            check::<Sha256>(&variants, index + 1, kernel);
        }
    }
    if has_avx2::get() {
        check::<Sha256>(&variants, 8, avx2::sha256::advance);
    }
    if has_avx512::get() {
        check::<Sha256>(&variants, 16, avx512::sha256::advance);
    }
}

#[test]
fn sha512() {
    let variants =
        [Hash::Sha384, Hash::Sha512, Hash::Sha512_224, Hash::Sha512_256].map(|hash| match Member::of(hash) {
            Some(Member::Sha512(variant)) => variant,
            _ => unreachable!(),
        });
    if has_avx2::get() {
        check::<Sha512>(&variants, 4, avx2::sha512::advance);
    }
    if has_avx512::get() {
        check::<Sha512>(&variants, 8, avx512::sha512::advance);
    }
}

fn check<F: Family>(variants: &[Variant<F::Word>], lanes: usize, advance: unsafe fn(&mut [Chain<F::Word>], u64))
where
    F::Word: Debug,
{
    let mut random = Random(lanes as u64);
    for count in 1..=lanes {
        for pairs in [0, 1, 2, 7] {
            let mut chains: Vec<_> = (0..count)
                .map(|index| {
                    let mut state = || random.state::<F::Word>(variants[0].initial);
                    let (start, prefix) = ([state(), state()], index % 2 * F::BLOCK);
                    Chain::new::<F>(&variants[index % variants.len()], start, prefix, state(), 9)
                })
                .collect();
            let mut expected: Vec<_> = chains.iter().map(copy).collect();
            chain::advance::<F>(&mut expected, pairs);
            // SAFETY: the callers ask whether the processor has the features.
            unsafe { advance(&mut chains, pairs) };
            for (chain, expected) in chains.iter().zip(&expected) {
                assert_eq!(chain.last, expected.last, "{count} of {lanes} lanes, {pairs} pairs");
                assert_eq!(chain.sum, expected.sum, "{count} of {lanes} lanes, {pairs} pairs");
                assert_eq!(chain.pairs, 9 - pairs);
            }
        }
    }
}

/// The production code has no use for copies of secrets.
fn copy<W: Word>(chain: &Chain<W>) -> Chain<W> {
    let Chain { start, last, mask, tail, sum, pairs, job, part } = *chain;
    Chain { start, last, mask, tail, sum, pairs, job, part }
}

/// A few mixed bits: the same numbers in each run.
struct Random(u64);

impl Random {
    /// A state with as many words as those of `like` that are not zero.
    fn state<W: Word>(&mut self, like: [W; 8]) -> [W; 8] {
        like.map(|word| {
            self.0 = (self.0 ^ 0x9e37_79b9_7f4a_7c15).wrapping_mul(0x2545_f491_4f6c_dd1d);
            self.0 ^= self.0 >> 29;
            if word == W::default() { word } else { W::read(&self.0.to_le_bytes(), crate::word::Order::Little) }
        })
    }
}
