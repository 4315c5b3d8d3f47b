//! RSAES-PKCS1-v1_5 (RFC 8017 §7.2.2) with implicit rejection, above a recipient that only does the raw operation.
//!
//! Whoever can tell a right padding from a wrong one can decrypt with our key (Bleichenbacher 1998). So the padding is
//! checked in constant time, and where it is wrong, a made-up key takes the place of the content-encryption key: the
//! failure shows as a content that does not decrypt, no earlier and no other way.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use subtle::{Choice, ConditionallySelectable as _, ConstantTimeEq as _};
use zeroize::Zeroizing;

/// A content-encryption key, or the made-up one in its place.
pub(crate) struct Unpadded {
    /// The key.
    pub(crate) key: Zeroizing<Vec<u8>>,
    /// Whether the padding was right. To be read only where the caller owns the key and asked for exact verdicts.
    pub(crate) padded_right: Choice,
}

/// Takes the key out of `block`, the result of the raw operation on `ciphertext`.
///
/// `accepts` tells which key sizes the content cipher takes, `usual` is the size of a made-up key.
pub(crate) fn unpad(block: &[u8], ciphertext: &[u8], accepts: &dyn Fn(usize) -> bool, usual: usize) -> Unpadded {
    let (&[zero, two], rest) = block.split_first_chunk::<2>().unwrap_or((&[0xff, 0xff], &[]));
    let mut right = zero.ct_eq(&0) & two.ct_eq(&2);

    // Where the first zero after the padding stands; every byte is looked at.
    let mut found = Choice::from(0);
    let mut separator = 0u32;
    for (index, byte) in (0u32..).zip(rest) {
        let first = byte.ct_eq(&0) & !found;
        separator = u32::conditional_select(&separator, &index, first);
        found |= first;
    }
    right &= found;

    // The key is what follows. Of a cipher with one key size, its place is fixed; of others, one of a few is chosen.
    let mut fits = Choice::from(0);
    let mut size = usual as u32;
    for candidate in 1..=MOST_KEY_BYTES.min(rest.len().saturating_sub(LEAST_PADDING + 1)) {
        if accepts(candidate) {
            let here = ((rest.len() - candidate - 1) as u32).ct_eq(&separator);
            size = u32::conditional_select(&size, &(candidate as u32), here & right);
            fits |= here;
        }
    }
    right &= fits;

    let size = size as usize;
    let mut key = made_up(block, ciphertext, size);
    let tail = rest.get(rest.len().saturating_sub(size)..).unwrap_or_default();
    for (made_up, real) in key.iter_mut().zip(tail) {
        *made_up = u8::conditional_select(made_up, real, right);
    }
    Unpadded { key, padded_right: right }
}

/// The longest key of any content cipher: RC2's 1,024 bits.
const MOST_KEY_BYTES: usize = 128;
/// RFC 8017 §7.2.1: the padding string has at least eight bytes.
const LEAST_PADDING: usize = 8;

/// Bytes that nobody can foresee who doesn't know the private key: derived from what the key made of the ciphertext,
/// so that the same message fails in the same way each time.
fn made_up(block: &[u8], ciphertext: &[u8], size: usize) -> Zeroizing<Vec<u8>> {
    let mut key = Zeroizing::new(Vec::with_capacity(size.next_multiple_of(32)));
    let mut counter = 0u32;
    while key.len() < size {
        // HMAC takes a key of any size.
        if let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(block) {
            mac.update(b"implicit rejection");
            mac.update(&counter.to_be_bytes());
            mac.update(ciphertext);
            key.extend_from_slice(&mac.finalize().into_bytes());
        } else {
            key.resize(size, 0);
        }
        counter += 1;
    }
    key.truncate(size);
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(padding: usize, key: &[u8]) -> Vec<u8> {
        [&[0, 2][..], &vec![0xaa; padding], &[0], key].concat()
    }

    fn aes(size: usize) -> bool {
        size == 16
    }

    #[test]
    fn takes_out_the_key() {
        let unpadded = unpad(&block(109, &[7; 16]), b"c", &aes, 16);
        assert_eq!(unpadded.key.as_slice(), [7; 16]);
        assert!(bool::from(unpadded.padded_right));
    }

    #[test]
    fn makes_up_a_key_where_the_padding_is_wrong() {
        let right = block(109, &[7; 16]);
        let mut wrong: Vec<Vec<u8>> = [0, 1, 2, 50, 111]
            .map(|at| {
                let mut block = right.clone();
                block[at] ^= if at < 2 || at == 111 { 1 } else { 0xaa };
                block
            })
            .into();
        wrong.push(block(110, &[7; 15]));
        wrong.push(block(108, &[7; 17]));
        wrong.push(block(7, &[7; 16])); // padding too short
        wrong.push(vec![0, 2]);
        wrong.push(vec![]);
        for block in wrong {
            let first = unpad(&block, b"c", &aes, 16);
            assert!(!bool::from(first.padded_right));
            assert_eq!(first.key.len(), 16);
            assert_ne!(first.key.as_slice(), [7; 16]);
            assert_eq!(first.key, unpad(&block, b"c", &aes, 16).key);
            assert_ne!(first.key, unpad(&block, b"d", &aes, 16).key);
        }
    }

    #[test]
    fn a_cipher_of_several_key_sizes_takes_each() {
        for size in [5, 16, 128] {
            let key = vec![9; size];
            let unpadded = unpad(&block(253 - size, &key), b"c", &|size| (1..=128).contains(&size), 16);
            assert_eq!(*unpadded.key, key);
        }
    }
}
