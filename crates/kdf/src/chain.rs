//! What PBKDF2, the PKCS#12 derivation and PBKDF1 have in common: a digest that is hashed again and again.
//!
//! The message is always one digest, so each step is one compression of a block of which all but the digest is fixed:
//!
//! - PBKDF2 hashes the last digest once from the state after HMAC's inner key block and once from that after the outer
//!   one, and adds the second digest to a sum;
//! - the others hash it from the initial state, and again.
//!
//! Taken by pairs of compressions they differ in the two states only, so that both kinds run side by side in the lanes
//! of one loop ([`crate::lanes`]).

use crate::{
    family::{Family, Variant},
    word::{Block, State, Word, read_block},
};
use zeroize::Zeroize;

/// One sequence of pairs of compressions.
pub(crate) struct Chain<W: Word> {
    /// The states before the first and before the second compression of a pair.
    pub(crate) start: [State<W>; 2],
    /// The state after the last compression: the digest, and what is cut off from it.
    pub(crate) last: State<W>,
    /// What of `last` goes into the next block.
    pub(crate) mask: State<W>,
    /// The rest of the next block: padding and length, zero where the digest stands.
    pub(crate) tail: Block<W>,
    /// The sum (exclusive or) of the states after each pair.
    pub(crate) sum: State<W>,
    /// Pairs still to be done.
    pub(crate) pairs: u64,
    /// Whose it is.
    pub(crate) job: usize,
    /// Which part of the job's output it makes.
    pub(crate) part: usize,
}

impl<W: Word> Chain<W> {
    /// A chain that goes on from the digest in `last`, hashing after `prefix` bytes, which the states have taken in.
    pub(crate) fn new<F: Family<Word = W>>(
        variant: &Variant<W>,
        start: [State<W>; 2],
        prefix: usize,
        last: State<W>,
        pairs: u64,
    ) -> Self {
        let mut bytes = [0xff; 128];
        bytes[variant.digest..].fill(0);
        let mask: Block<W> = read_block(&bytes[..F::BLOCK], F::ORDER);
        let mut state = [W::default(); 8];
        state.copy_from_slice(&mask[..8]);
        bytes[..variant.digest].fill(0);
        bytes[variant.digest] = 0x80;
        F::write_length(&mut bytes[..F::BLOCK], (prefix + variant.digest) as u64);
        let tail = read_block(&bytes[..F::BLOCK], F::ORDER);
        Self { start, last, mask: state, tail, sum: last, pairs, job: 0, part: 0 }
    }
}

impl<W: Word> Drop for Chain<W> {
    fn drop(&mut self) {
        self.start.zeroize();
        self.last.zeroize();
        self.sum.zeroize();
    }
}

/// Does pairs of compressions of each chain, one chain after another, on any processor.
pub(crate) fn advance<F: Family + ?Sized>(chains: &mut [Chain<F::Word>], pairs: u64) {
    for chain in chains {
        let mut block = chain.tail;
        for _ in 0..pairs {
            for start in &chain.start {
                for (index, word) in block.iter_mut().enumerate().take(8) {
                    *word = (chain.last[index] & chain.mask[index]) | chain.tail[index];
                }
                chain.last = *start;
                F::compress(&mut chain.last, &block);
            }
            for (sum, word) in chain.sum.iter_mut().zip(chain.last) {
                *sum ^= word;
            }
        }
        block.zeroize();
        chain.pairs = chain.pairs.saturating_sub(pairs);
    }
}
