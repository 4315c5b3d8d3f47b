//! GCM with any nonce and tag length, over any 128-bit block cipher (NIST SP 800-38D).

use crate::{
    Error, Result,
    block_cipher::BlockCipher,
    modes::{copy, ctr},
};
use ghash::{GHash, universal_hash::UniversalHash};
use subtle::ConstantTimeEq;
use zeroize::Zeroize;

/// The most plaintext that GCM takes: 2^39 - 256 bits.
pub(crate) const MAX_LENGTH: u64 = (1 << 36) - 32;

/// Checks the tag of nonce, additional data and ciphertext, and only then decrypts in place.
///
/// # Errors
/// `BadTag`; `BadLength` for a ciphertext beyond 64 GiB; `InvalidValue` for an empty nonce.
pub(crate) fn decrypt(
    cipher: &dyn BlockCipher,
    nonce: &[u8],
    additional_data: &[u8],
    data: &mut [u8],
    tag: &[u8],
) -> Result<()> {
    if nonce.is_empty() {
        return Err(Error::InvalidValue { what: "a GCM nonce must not be empty" });
    }
    if data.len() as u64 > MAX_LENGTH {
        return Err(Error::BadLength { length: data.len() });
    }
    let (hash, mut counter) = begin(cipher, nonce);
    let mut expected = ghash(hash, additional_data, data);
    ctr(cipher, &mut counter, 4, &mut expected);
    if !bool::from(expected.get(..tag.len()).unwrap_or_default().ct_eq(tag)) {
        return Err(Error::BadTag);
    }
    ctr(cipher, &mut counter, 4, data);
    Ok(())
}

/// GHASH under the key of the cipher, and the counter of the tag: those of the content follow it.
pub(crate) fn begin(cipher: &dyn BlockCipher, nonce: &[u8]) -> (GHash, [u8; 16]) {
    let mut hash_key = ghash::Key::default();
    cipher.encrypt(&mut hash_key);
    let hash = GHash::new(&hash_key);
    hash_key.zeroize();

    // SP 800-38D §7.1 step 2: a nonce of 96 bits stands before the counter, any other is hashed.
    let mut counter = [0; 16];
    if nonce.len() == 12 {
        copy(&mut counter, nonce);
        counter[15] = 1;
    } else {
        counter = ghash(hash.clone(), &[], nonce);
    }
    (hash, counter)
}

/// GHASH of additional data and data, each padded with zeros, and their lengths in bits.
fn ghash(mut hash: GHash, additional_data: &[u8], data: &[u8]) -> [u8; 16] {
    hash.update_padded(additional_data);
    hash.update_padded(data);
    end(hash, additional_data.len() as u64, data.len() as u64)
}

/// GHASH after the lengths of additional data and data.
pub(crate) fn end(mut hash: GHash, additional_data: u64, data: u64) -> [u8; 16] {
    let mut lengths = [0; 16];
    copy(&mut lengths, &additional_data.wrapping_mul(8).to_be_bytes());
    copy(lengths.get_mut(8..).unwrap_or_default(), &data.wrapping_mul(8).to_be_bytes());
    hash.update(&[lengths.into()]);
    hash.finalize().into()
}
