//! CCM with any nonce and tag length, over any 128-bit block cipher (RFC 3610, NIST SP 800-38C).

use crate::{
    Error, Result,
    block_cipher::BlockCipher,
    modes::{copy, ctr},
};
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, Zeroizing};

/// Decrypts in place and checks the tag; when it is wrong, `data` is wiped.
///
/// # Errors
/// `BadTag`; `InvalidValue` for a nonce or tag of a size that CCM does not have; `BadLength` for a ciphertext whose
/// length the nonce leaves no room for.
pub(crate) fn decrypt(
    cipher: &dyn BlockCipher,
    nonce: &[u8],
    additional_data: &[u8],
    data: &mut [u8],
    tag: &[u8],
) -> Result<()> {
    check_sizes(nonce.len(), tag.len())?;
    let (mut counter, width) = first_counter(nonce, data.len() as u64)?;
    let start = counter;
    let mut given = [0; 16];
    copy(&mut given, tag);
    ctr(cipher, &mut counter, width, &mut given);
    ctr(cipher, &mut counter, width, data);
    let mut expected = begin(cipher, start, additional_data, data.len() as u64, tag.len());
    chain(cipher, &mut expected, data);
    let size = tag.len();
    if bool::from(expected.get(..size).unwrap_or_default().ct_eq(given.get(..size).unwrap_or_default())) {
        Ok(())
    } else {
        data.zeroize();
        Err(Error::BadTag)
    }
}

/// A_0 and the bytes of it that count. RFC 3610 §2.3: flags, nonce, counter 0; its key stream covers the tag.
///
/// # Errors
/// `BadLength` for a ciphertext whose length the nonce leaves no room for.
pub(crate) fn first_counter(nonce: &[u8], length: u64) -> Result<([u8; 16], usize)> {
    // RFC 3610 §2: L, the bytes of the length field.
    let width = 15 - nonce.len();
    if width < 8 && length >> (8 * width) != 0 {
        return Err(Error::BadLength { length: usize::try_from(length).unwrap_or(usize::MAX) });
    }
    let mut counter = [0; 16];
    counter[0] = width as u8 - 1;
    copy(counter.get_mut(1..).unwrap_or_default(), nonce);
    Ok((counter, width))
}

/// Whether CCM has nonces and tags of these sizes.
pub(crate) fn check_sizes(nonce: usize, tag: usize) -> Result<()> {
    if !matches!(nonce, 7..=13) {
        return Err(Error::InvalidValue { what: "a CCM nonce must have 7 to 13 bytes" });
    }
    if !matches!(tag, 4 | 6 | 8 | 10 | 12 | 14 | 16) {
        return Err(Error::InvalidValue { what: "a CCM tag must have 4, 6, 8, 10, 12, 14 or 16 bytes" });
    }
    Ok(())
}

/// The CBC-MAC of RFC 3610 §2.2 before the data. `start` is A_0, which has the nonce and L in the places where B_0 has
/// them; `length` is that of the data.
pub(crate) fn begin(
    cipher: &dyn BlockCipher,
    start: [u8; 16],
    additional_data: &[u8],
    length: u64,
    tag_size: usize,
) -> Zeroizing<[u8; 16]> {
    let mut mac = Zeroizing::new(start);
    let adata = if additional_data.is_empty() { 0 } else { 0x40 };
    mac[0] |= adata | ((tag_size.saturating_sub(2) / 2) as u8) << 3;
    // The length fills the last L bytes, which are zero in A_0; it was checked to fit.
    for (byte, length) in mac.iter_mut().rev().zip(length.to_be_bytes().iter().rev()) {
        if *length != 0 {
            *byte = *length;
        }
    }
    cipher.encrypt(&mut *mac);

    if !additional_data.is_empty() {
        let length = additional_data.len();
        let mut first = [0; 16];
        let prefix = if length < 0xff00 {
            copy(&mut first, &(length as u16).to_be_bytes());
            2
        } else if let Ok(length) = u32::try_from(length) {
            copy(&mut first, &[0xff, 0xfe]);
            copy(first.get_mut(2..).unwrap_or_default(), &length.to_be_bytes());
            6
        } else {
            copy(&mut first, &[0xff, 0xff]);
            copy(first.get_mut(2..).unwrap_or_default(), &(length as u64).to_be_bytes());
            10
        };
        let (head, rest) = additional_data.split_at(length.min(16 - prefix));
        copy(first.get_mut(prefix..).unwrap_or_default(), head);
        chain(cipher, &mut mac, &first);
        chain(cipher, &mut mac, rest);
    }
    mac
}

/// CBC-MAC over more data, padded with zeros.
pub(crate) fn chain(cipher: &dyn BlockCipher, mac: &mut [u8; 16], data: &[u8]) {
    for block in data.chunks(16) {
        for (byte, data) in mac.iter_mut().zip(block) {
            *byte ^= data;
        }
        cipher.encrypt(mac);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::Block;
    use alloc::vec;

    /// With a nonce of 13 bytes, 2 are left for the length.
    #[test]
    fn no_longer_than_the_length_field() {
        let cipher = Block::Aes.with_key(&[0; 16], None).unwrap();
        let text = |length| decrypt(&*cipher, &[0; 13], &[], &mut vec![0; length], &[0; 8]);
        assert_eq!(text(0xffff), Err(Error::BadTag));
        assert_eq!(text(0x1_0000), Err(Error::BadLength { length: 0x1_0000 }));
    }
}
