//! The hashes that are chains of compressions (Merkle and Damgård): families that share a compression function.

mod initial;

use crate::{
    Hash,
    word::{Block, Order, State, Word},
};

/// A compression function, and how messages are laid out for it.
pub(crate) trait Family {
    /// Its word.
    type Word: Word;
    /// Which byte of a word comes first in a message.
    const ORDER: Order;
    /// Bytes of a word.
    const WORD: usize = Self::Word::BYTES;
    /// Bytes of a block.
    const BLOCK: usize = 16 * Self::WORD;

    /// Takes one block into the state.
    fn compress(state: &mut State<Self::Word>, block: &Block<Self::Word>);

    /// Writes the length of a message, in bytes, to the end of its last block, as the number of its bits: two words.
    fn write_length(block: &mut [u8], length: u64) {
        let bits = length.wrapping_mul(8);
        let at = block.len().saturating_sub(8);
        match Self::ORDER {
            Order::Little => block[at..].copy_from_slice(&bits.to_le_bytes()),
            Order::Big => block[at..].copy_from_slice(&bits.to_be_bytes()),
        }
    }
}

/// One hash of a family: where it starts and how much of the last state is its digest.
#[derive(Clone, Copy)]
pub(crate) struct Variant<W> {
    /// The state before the first block.
    pub(crate) initial: State<W>,
    /// Bytes of a digest.
    pub(crate) digest: usize,
}

/// MD5.
pub(crate) struct Md5;

impl Family for Md5 {
    type Word = u32;
    const ORDER: Order = Order::Little;

    fn compress(state: &mut State<u32>, block: &Block<u32>) {
        let [a, b, c, d, ..] = state;
        let mut inner = [*a, *b, *c, *d];
        md5::block_api::compress(&mut inner, &[bytes_of(block, u32::to_le_bytes)]);
        [*a, *b, *c, *d] = inner;
    }
}

/// SHA-1.
pub(crate) struct Sha1;

impl Family for Sha1 {
    type Word = u32;
    const ORDER: Order = Order::Big;

    fn compress(state: &mut State<u32>, block: &Block<u32>) {
        let [a, b, c, d, e, ..] = state;
        let mut inner = [*a, *b, *c, *d, *e];
        sha1::block_api::compress(&mut inner, &[bytes_of(block, u32::to_be_bytes)]);
        [*a, *b, *c, *d, *e] = inner;
    }
}

/// SHA-224 and SHA-256.
pub(crate) struct Sha256;

impl Family for Sha256 {
    type Word = u32;
    const ORDER: Order = Order::Big;

    fn compress(state: &mut State<u32>, block: &Block<u32>) {
        sha2::block_api::compress256(state, &[bytes_of(block, u32::to_be_bytes)]);
    }
}

/// SHA-384, SHA-512, SHA-512/224 and SHA-512/256.
pub(crate) struct Sha512;

impl Family for Sha512 {
    type Word = u64;
    const ORDER: Order = Order::Big;

    fn compress(state: &mut State<u64>, block: &Block<u64>) {
        sha2::block_api::compress512(state, &[bytes_of(block, u64::to_be_bytes)]);
    }
}

/// The bytes of a block, for the functions that take bytes.
#[inline]
fn bytes_of<W: Word, const N: usize, const BYTES: usize>(block: &Block<W>, of: fn(W) -> [u8; N]) -> [u8; BYTES] {
    let mut bytes = [0; BYTES];
    for (chunk, word) in bytes.as_chunks_mut().0.iter_mut().zip(block) {
        *chunk = of(*word);
    }
    bytes
}

/// Which family a hash belongs to, and which of it it is; SHA-3 belongs to none.
pub(crate) enum Member {
    Md5(Variant<u32>),
    Sha1(Variant<u32>),
    Sha256(Variant<u32>),
    Sha512(Variant<u64>),
}

impl Member {
    /// The place of `hash`.
    pub(crate) const fn of(hash: Hash) -> Option<Self> {
        let digest = hash.output_size();
        Some(match hash {
            Hash::Md5 => Self::Md5(Variant { initial: initial::MD5, digest }),
            Hash::Sha1 => Self::Sha1(Variant { initial: initial::SHA1, digest }),
            Hash::Sha224 => Self::Sha256(Variant { initial: initial::SHA224, digest }),
            Hash::Sha256 => Self::Sha256(Variant { initial: initial::SHA256, digest }),
            Hash::Sha384 => Self::Sha512(Variant { initial: initial::SHA384, digest }),
            Hash::Sha512 => Self::Sha512(Variant { initial: initial::SHA512, digest }),
            Hash::Sha512_224 => Self::Sha512(Variant { initial: initial::SHA512_224, digest }),
            Hash::Sha512_256 => Self::Sha512(Variant { initial: initial::SHA512_256, digest }),
            Hash::Sha3_224 | Hash::Sha3_256 | Hash::Sha3_384 | Hash::Sha3_512 => return None,
        })
    }
}
