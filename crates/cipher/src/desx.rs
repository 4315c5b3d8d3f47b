//! DES-X: DES between two whitening keys, as OpenSSL's `DESX-CBC` has it.

use crate::{
    Result,
    block_cipher::BlockCipher,
    modes::{cbc_decrypt, xor},
};
use cipher::KeyInit;
use zeroize::Zeroizing;

/// DES with what is added before and after.
pub(crate) struct Desx {
    des: des::Des,
    before: Zeroizing<[u8; 8]>,
    after: Zeroizing<[u8; 8]>,
}

impl Desx {
    /// Takes 24 bytes: DES key, whitening of the input, whitening of the output.
    pub(crate) fn new(key: &[u8]) -> Option<Self> {
        let ([des, before, after], []) = key.as_chunks::<8>() else { return None };
        Some(Self { des: des::Des::new(des.into()), before: Zeroizing::new(*before), after: Zeroizing::new(*after) })
    }
}

impl BlockCipher for Desx {
    fn block_size(&self) -> usize {
        8
    }

    fn encrypt(&self, blocks: &mut [u8]) {
        for block in blocks.as_chunks_mut::<8>().0 {
            xor(block, &*self.before);
            self.des.encrypt(block);
            xor(block, &*self.after);
        }
    }

    fn decrypt(&self, blocks: &mut [u8]) {
        for block in blocks.as_chunks_mut::<8>().0 {
            xor(block, &*self.after);
            self.des.decrypt(block);
            xor(block, &*self.before);
        }
    }

    fn decrypt_cbc(&self, iv: &[u8], blocks: &mut [u8]) -> Result<()> {
        cbc_decrypt(self, iv, blocks)
    }
}
