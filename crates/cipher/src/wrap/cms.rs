//! The key wraps of old CMS: 3DES and RC2 (RFC 3217).

use crate::{Error, Result, block::Block, content::effective_bits};
use alloc::vec::Vec;
use keybundle_encoding::AlgorithmIdentifier;
use sha1::{Digest, Sha1};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// The IV of the outer encryption (RFC 3217 §3.1 step 7).
const OUTER_IV: [u8; 8] = [0x4a, 0xdd, 0xa2, 0x2c, 0x79, 0xe8, 0x21, 0x05];

/// 3DES key wrap (RFC 3217 §3.2). It is for keys of 24 bytes; OpenSSL wraps those of AES with it too.
pub(super) fn unwrap_triple_des(kek: &[u8], wrapped: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
    unwrap(Block::TripleDes, kek, None, wrapped)
}

/// RC2 key wrap: a length, the key, and padding (RFC 3217 §4.2).
pub(super) fn unwrap_rc2(kek: &[u8], effective_bits: usize, wrapped: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
    let padded = unwrap(Block::Rc2, kek, Some(effective_bits), wrapped)?;
    let (&length, rest) = padded.split_first().ok_or(Error::BadWrap)?;
    let length = usize::from(length);
    match rest.get(..length) {
        Some(key) if rest.len() - length < 8 && length != 0 => Ok(Zeroizing::new(key.to_vec())),
        _ => Err(Error::BadWrap),
    }
}

/// RC2wrapParameter ::= RC2ParameterVersion (RFC 3370 §4.3.2). Absent or NULL is taken for 128 bits, which is what 58
/// means.
pub(super) fn rc2_bits(id: &AlgorithmIdentifier<'_>) -> Result<usize> {
    match &id.parameters {
        Some(version) if version.tag() == keybundle_encoding::ber::Tag::INTEGER => effective_bits(version.unsigned()?),
        _ => Ok(128),
    }
}

/// RFC 3217 §3.2 and §4.2: decrypt, reverse, decrypt, compare the checksum (§2: the first 8 bytes of SHA-1).
fn unwrap(block: Block, kek: &[u8], effective_bits: Option<usize>, wrapped: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
    // The inner IV, at least one block of key, the checksum.
    if wrapped.len() < 24 || !wrapped.len().is_multiple_of(8) {
        return Err(Error::BadWrap);
    }
    let cipher = block.with_key(kek, effective_bits).ok_or(Error::BadWrap)?;
    let mut text = Zeroizing::new(wrapped.to_vec());
    cipher.decrypt_cbc(&OUTER_IV, &mut text)?;
    text.reverse();
    let (iv, inner) = text.split_at_mut(8);
    cipher.decrypt_cbc(iv, inner)?;
    let (key, checksum) = inner.split_at(inner.len() - 8);
    let expected = Sha1::digest(key);
    if bool::from(expected.get(..8).unwrap_or_default().ct_eq(checksum)) {
        Ok(Zeroizing::new(key.to_vec()))
    } else {
        Err(Error::BadWrap)
    }
}
