//! Modes of operation over any block cipher (NIST SP 800-38A). CBC is here for the ciphers of our own alone.

use crate::{
    Error, Result,
    block_cipher::{BlockCipher, IV_SIZE, MAX_BLOCK},
};
use zeroize::Zeroizing;

/// How many bytes of key stream counter mode makes at a time: enough for ciphers that work on many blocks in parallel.
const STREAM: usize = 512;

pub(crate) fn xor(data: &mut [u8], stream: &[u8]) {
    for (byte, key) in data.iter_mut().zip(stream) {
        *byte ^= key;
    }
}

/// CBC over whole blocks.
///
/// # Errors
/// `InvalidValue` when the IV is not one block.
pub(crate) fn cbc_decrypt(cipher: &dyn BlockCipher, iv: &[u8], data: &mut [u8]) -> Result<()> {
    let size = cipher.block_size();
    if iv.len() != size {
        return Err(Error::InvalidValue { what: IV_SIZE });
    }
    let mut previous = [0; MAX_BLOCK];
    copy(&mut previous, iv);
    for block in data.chunks_exact_mut(size) {
        let mut ciphertext = [0; MAX_BLOCK];
        copy(&mut ciphertext, block);
        cipher.decrypt(block);
        xor(block, &previous);
        previous = ciphertext;
    }
    Ok(())
}

/// CFB with full-block feedback. `iv` is one block.
pub(crate) fn cfb_decrypt(cipher: &dyn BlockCipher, iv: &[u8], data: &mut [u8]) {
    let size = cipher.block_size();
    let mut feedback = Zeroizing::new([0; MAX_BLOCK]);
    copy(&mut *feedback, iv);
    for block in data.chunks_mut(size) {
        let mut stream = feedback.clone();
        cipher.encrypt(stream.get_mut(..size).unwrap_or_default());
        copy(&mut *feedback, block);
        xor(block, &*stream);
    }
}

/// CFB with a feedback of one byte. `iv` is one block.
pub(crate) fn cfb8_decrypt(cipher: &dyn BlockCipher, iv: &[u8], data: &mut [u8]) {
    let size = cipher.block_size();
    let mut register = [0; MAX_BLOCK];
    copy(&mut register, iv);
    for byte in data {
        let mut stream = Zeroizing::new(register);
        cipher.encrypt(stream.get_mut(..size).unwrap_or_default());
        register.copy_within(1..size, 0);
        copy(register.get_mut(size - 1..).unwrap_or_default(), &[*byte]);
        *byte ^= stream.first().copied().unwrap_or_default();
    }
}

/// CFB with a feedback of one bit. `iv` is one block.
pub(crate) fn cfb1_decrypt(cipher: &dyn BlockCipher, iv: &[u8], data: &mut [u8]) {
    let size = cipher.block_size();
    let mut register = [0; MAX_BLOCK];
    copy(register.get_mut(MAX_BLOCK - size..).unwrap_or_default(), iv);
    let mut register = u128::from_be_bytes(register);
    for byte in data {
        for bit in (0..8).rev() {
            let mut stream = Zeroizing::new(register.to_be_bytes());
            let block = stream.get_mut(MAX_BLOCK - size..).unwrap_or_default();
            cipher.encrypt(block);
            let key = block.first().copied().unwrap_or_default() >> 7;
            register = register << 1 | u128::from(*byte >> bit & 1);
            *byte ^= key << bit;
        }
    }
}

/// OFB. `iv` is one block.
pub(crate) fn ofb(cipher: &dyn BlockCipher, iv: &[u8], data: &mut [u8]) {
    let size = cipher.block_size();
    let mut stream = Zeroizing::new([0; MAX_BLOCK]);
    copy(&mut *stream, iv);
    for block in data.chunks_mut(size) {
        cipher.encrypt(stream.get_mut(..size).unwrap_or_default());
        xor(block, &*stream);
    }
}

/// Counter mode over 128-bit blocks, from `counter` on, whose last `width` bytes count and wrap around.
pub(crate) fn ctr(cipher: &dyn BlockCipher, counter: &mut [u8; 16], width: usize, data: &mut [u8]) {
    let mut stream = Zeroizing::new([0; STREAM]);
    for part in data.chunks_mut(STREAM) {
        let needed = part.len().next_multiple_of(16);
        let stream = stream.get_mut(..needed).unwrap_or_default();
        for block in stream.chunks_mut(16) {
            copy(block, counter);
            for byte in counter.iter_mut().rev().take(width) {
                *byte = byte.wrapping_add(1);
                if *byte != 0 {
                    break;
                }
            }
        }
        cipher.encrypt(stream);
        xor(part, stream);
    }
}

/// Copies as many bytes as both have.
pub(crate) fn copy(to: &mut [u8], from: &[u8]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to = *from;
    }
}
