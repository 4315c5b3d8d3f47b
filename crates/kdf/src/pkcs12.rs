//! The string that the PKCS#12 derivation hashes (RFC 7292 §B.2).

use crate::Pkcs12Purpose;
use alloc::vec::Vec;
use zeroize::Zeroizing;

/// `D || I`: the diversifier, then salt and password, each repeated to a whole number of blocks.
pub(crate) struct Input {
    bytes: Zeroizing<Vec<u8>>,
    block: usize,
}

impl Input {
    /// Steps 1 to 4, for a hash with blocks of `block` bytes.
    pub(crate) fn new(password: &[u8], salt: &[u8], purpose: Pkcs12Purpose, block: usize) -> Self {
        let size = block + whole_blocks(salt.len(), block) + whole_blocks(password.len(), block);
        let mut bytes = Zeroizing::new(Vec::with_capacity(size));
        bytes.resize(block, purpose as u8);
        for part in [salt, password] {
            bytes.extend(part.iter().cycle().take(whole_blocks(part.len(), block)));
        }
        Self { bytes, block }
    }

    /// What is hashed for the next part of the output.
    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Step 6 C: each block of `I` becomes `I_j + B + 1` modulo 2^(8 v), where `B` is `digest` repeated to one block.
    pub(crate) fn add(&mut self, digest: &[u8]) {
        let size = self.block;
        for block in self.bytes.chunks_exact_mut(size).skip(1) {
            let mut carry = 1u16;
            for (index, byte) in block.iter_mut().enumerate().rev() {
                let addend = digest.get(index % digest.len().max(1)).copied().unwrap_or_default();
                carry += u16::from(*byte) + u16::from(addend);
                *byte = carry as u8;
                carry >>= 8;
            }
        }
    }
}

fn whole_blocks(length: usize, block: usize) -> usize {
    length.div_ceil(block).saturating_mul(block)
}
