//! The words that hashes work on.

use core::fmt;
use core::ops::{BitAnd, BitOr, BitXorAssign};
use zeroize::Zeroize;

/// A word of a hash's state: 32 or 64 bits.
pub(crate) trait Word:
    Copy
    + Default
    + PartialEq
    + fmt::Debug
    + Zeroize
    + BitAnd<Output = Self>
    + BitOr<Output = Self>
    + BitXorAssign
    + 'static
{
    /// Bytes of a word.
    const BYTES: usize;

    /// The word that stands at the start of `bytes`, filled up with zeros if they are too few.
    fn read(bytes: &[u8], order: Order) -> Self;

    /// Writes it to `bytes`, as much as they take.
    fn write(self, bytes: &mut [u8], order: Order);
}

/// Which byte of a word comes first.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// The lowest: MD5.
    Little,
    /// The highest: SHA-1 and SHA-2.
    Big,
}

macro_rules! word {
    ($($word:ty),+) => {$(
        impl Word for $word {
            const BYTES: usize = size_of::<Self>();

            fn read(bytes: &[u8], order: Order) -> Self {
                let mut array = [0; size_of::<Self>()];
                array.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
                match order {
                    Order::Little => Self::from_le_bytes(array),
                    Order::Big => Self::from_be_bytes(array),
                }
            }

            fn write(self, bytes: &mut [u8], order: Order) {
                let array = match order {
                    Order::Little => self.to_le_bytes(),
                    Order::Big => self.to_be_bytes(),
                };
                bytes.iter_mut().zip(array).for_each(|(to, from)| *to = from);
            }
        }
    )+};
}

word!(u32, u64);

/// The state of a hash; those of fewer than eight words leave the last ones zero.
pub(crate) type State<W> = [W; 8];

/// One block of a message.
pub(crate) type Block<W> = [W; 16];

/// A block from its bytes.
pub(crate) fn read_block<W: Word>(bytes: &[u8], order: Order) -> Block<W> {
    let mut block = [W::default(); 16];
    for (word, bytes) in block.iter_mut().zip(bytes.chunks(W::BYTES)) {
        *word = W::read(bytes, order);
    }
    block
}

/// The bytes of words, as many as `bytes` takes.
pub(crate) fn write_words<W: Word>(words: &[W], bytes: &mut [u8], order: Order) {
    for (word, bytes) in words.iter().zip(bytes.chunks_mut(W::BYTES)) {
        word.write(bytes, order);
    }
}
