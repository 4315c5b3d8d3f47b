//! AES as WinZip has it in ZIP archives (<https://www.winzip.com/en/support/aes-encryption/>): in CTR mode, the counter
//! little-endian and beginning with 1.

use crate::{Error, Result, block::Block, modes};
use zeroize::Zeroizing;

/// How much keystream is made at once.
const STREAM: usize = 512;

/// Decrypts `data` in place under a key of 16, 24 or 32 bytes. That it is unaltered only its authentication code tells.
///
/// # Errors
/// `KeySize` (`decrypt-failed`).
pub fn winzip_decrypt(key: &[u8], data: &mut [u8]) -> Result<()> {
    let cipher = Block::Aes.with_key(key, None).ok_or(Error::KeySize { given: key.len(), cipher: "aes" })?;
    let mut stream = Zeroizing::new([0; STREAM]);
    let mut counter = 0_u128;
    for part in data.chunks_mut(STREAM) {
        let stream = stream.get_mut(..part.len().next_multiple_of(16)).unwrap_or_default();
        for block in stream.chunks_mut(16) {
            counter = counter.wrapping_add(1);
            modes::copy(block, &counter.to_le_bytes());
        }
        cipher.encrypt(stream);
        modes::xor(part, stream);
    }
    Ok(())
}
