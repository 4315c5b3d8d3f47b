//! The message whose hash is hashed again and again, and how a digest leads to the message of the next part.

use crate::{Derivation, Hash};
use alloc::vec::Vec;
use zeroize::Zeroizing;

/// What a part of the output begins with, in all derivations but PBKDF2 and scrypt.
pub(crate) struct Input {
    bytes: Zeroizing<Vec<u8>>,
    next: Next,
}

enum Next {
    /// PKCS#12 (RFC 7292 §B.2): the digest is added to all blocks of this many bytes but the first.
    Add(usize),
    /// `EVP_BytesToKey`: the digest stands before what follows the first so many bytes. (PBKDF1 has one part only.)
    Before(usize),
}

impl Input {
    /// The message of the first part, and the iteration count; nothing for PBKDF2 and scrypt.
    pub(crate) fn of(derivation: &Derivation<'_>) -> Option<(Self, u64)> {
        match *derivation {
            // Steps 1 to 4: `D || I` is the diversifier, then salt and password, each repeated to whole blocks.
            Derivation::Pkcs12 { hash, password, salt, iterations, purpose, .. } => {
                let block = hash.block_size();
                let size = block + whole_blocks(salt.len(), block) + whole_blocks(password.len(), block);
                let mut bytes = Zeroizing::new(Vec::with_capacity(size));
                bytes.resize(block, purpose as u8);
                for part in [salt, password] {
                    bytes.extend(part.iter().cycle().take(whole_blocks(part.len(), block)));
                }
                Some((Self { bytes, next: Next::Add(block) }, iterations))
            }
            Derivation::Pbkdf1 { password, salt, iterations, .. } => Some((Self::joined(password, salt), iterations)),
            Derivation::BytesToKey { password, salt, .. } => Some((Self::joined(password, salt), 1)),
            Derivation::Pbkdf2 { .. } | Derivation::Scrypt { .. } => None,
        }
    }

    fn joined(password: &[u8], salt: &[u8]) -> Self {
        Self { bytes: Zeroizing::new([password, salt].concat()), next: Next::Before(0) }
    }

    /// The message.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Makes it the message of the part after the one that ended in `digest`.
    pub(crate) fn follow(&mut self, digest: &[u8]) {
        match self.next {
            Next::Add(block) => self.bytes.chunks_exact_mut(block).skip(1).for_each(|block| add(block, digest)),
            Next::Before(from) => {
                let fixed = self.bytes.get(from..).unwrap_or_default();
                self.bytes = Zeroizing::new([digest, fixed].concat());
                self.next = Next::Before(digest.len());
            }
        }
    }
}

/// Step 6 C: `I_j + B + 1` modulo 2^(8 v), where `B` is the digest repeated to one block.
fn add(block: &mut [u8], digest: &[u8]) {
    let mut addend = Zeroizing::new([0; Hash::MAX_BLOCK_SIZE]);
    addend.iter_mut().zip(digest.iter().cycle()).for_each(|(to, from)| *to = *from);
    let mut carry = 1;
    for (byte, addend) in block.iter_mut().zip(addend.iter()).rev() {
        let sum = u16::from(*byte) + u16::from(*addend) + carry;
        *byte = sum as u8;
        carry = sum >> 8;
    }
}

fn whole_blocks(length: usize, block: usize) -> usize {
    length.div_ceil(block).saturating_mul(block)
}
