//! What a block cipher does, whichever it is.
//!
//! The ciphers and CBC, the mode that nearly everything uses, are RustCrypto's, decrypting many blocks in parallel. The
//! other modes, GCM, CCM and key wrap stand once over [`BlockCipher`], not once for each of two dozen ciphers and each
//! size of nonce and tag.

use crate::{Error, Result};
use cbc::cipher::{
    BlockCipherDecrypt, BlockCipherEncrypt, BlockModeDecrypt, BlockSizeUser, InnerIvInit, array::Array,
    typenum::Unsigned,
};

/// The largest block of any cipher here, in bytes.
pub(crate) const MAX_BLOCK: usize = 16;

/// A block cipher with its key.
pub(crate) trait BlockCipher {
    /// Bytes of a block: 8 or 16.
    fn block_size(&self) -> usize;
    /// Encrypts each whole block by itself; a partial one at the end is left alone.
    fn encrypt(&self, blocks: &mut [u8]);
    /// Decrypts each whole block by itself; a partial one at the end is left alone.
    fn decrypt(&self, blocks: &mut [u8]);
    /// Decrypts whole blocks in CBC mode; a partial one at the end is left alone.
    ///
    /// # Errors
    /// `invalid-value` when the IV is not one block.
    fn decrypt_cbc(&self, iv: &[u8], blocks: &mut [u8]) -> Result<()>;
}

impl<C: BlockCipherEncrypt + BlockCipherDecrypt> BlockCipher for C {
    fn block_size(&self) -> usize {
        <C as BlockSizeUser>::BlockSize::USIZE
    }

    fn encrypt(&self, blocks: &mut [u8]) {
        self.encrypt_blocks(Array::slice_as_chunks_mut(blocks).0);
    }

    fn decrypt(&self, blocks: &mut [u8]) {
        self.decrypt_blocks(Array::slice_as_chunks_mut(blocks).0);
    }

    fn decrypt_cbc(&self, iv: &[u8], blocks: &mut [u8]) -> Result<()> {
        let mut mode =
            cbc::Decryptor::inner_iv_slice_init(self, iv).map_err(|_| Error::InvalidValue { what: IV_SIZE })?;
        mode.decrypt_blocks(Array::slice_as_chunks_mut(blocks).0);
        Ok(())
    }
}

pub(crate) const IV_SIZE: &str = "an IV of another size than the cipher's block";
