//! A content decrypted in parts, in any order: for contents that memory does not hold.

use super::{
    ContentCipher,
    table::{Kind, Mode},
};
use crate::{
    Error, Result,
    block::Block,
    block_cipher::{BlockCipher, MAX_BLOCK},
    ccm, gcm, modes,
    padding::padding_size,
};
use alloc::{boxed::Box, vec::Vec};
use chacha20::ChaCha20;
use cipher::{KeyIvInit, StreamCipher, StreamCipherSeek};
use ghash::{GHash, universal_hash::UniversalHash};
use poly1305::{Poly1305, universal_hash::KeyInit};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// A content cipher with its key, for one content. From [`ContentCipher::in_parts`].
pub struct PartCipher {
    way: Way,
    length: u64,
}

enum Way {
    /// All that decrypting a block needs is the ciphertext before it.
    Chained { cipher: Box<dyn BlockCipher>, mode: Mode, iv: Vec<u8> },
    /// A keystream of counters. `start` is the first one of the content, whose last `width` bytes count.
    Counted { cipher: Box<dyn BlockCipher>, mode: Mode, nonce: Vec<u8>, start: [u8; 16], width: usize },
    /// RFC 8439, from its second block on.
    ChaCha20 { key: Zeroizing<Vec<u8>>, nonce: Vec<u8> },
}

impl ContentCipher {
    /// Whether it can begin in the middle of a content: not where the keystream is made of itself (OFB, RC4).
    #[must_use]
    pub const fn has_parts(&self) -> bool {
        !matches!(self.spec.kind, Kind::Block(_, Mode::Ofb) | Kind::Rc4 | Kind::ChaCha20)
    }

    /// Takes a key for a content of `length` bytes of ciphertext, the tag excluded.
    ///
    /// # Errors
    /// `KeySize` (`decrypt-failed`), `BadLength` (`content-corrupt`); `InvalidValue` where it does not
    /// [have parts](Self::has_parts).
    pub fn in_parts(&self, key: &[u8], length: u64) -> Result<PartCipher> {
        if !self.accepts_key_size(key.len()) {
            return Err(self.key_size_error(key));
        }
        let nonce = &self.parameters.iv;
        let bad_length = || Error::BadLength { length: usize::try_from(length).unwrap_or(usize::MAX) };
        let keyed =
            |block: Block| block.with_key(key, self.parameters.effective_bits).ok_or_else(|| self.key_size_error(key));
        let way = match self.spec.kind {
            Kind::Block(block, mode @ (Mode::Cbc | Mode::Ecb)) => {
                if length == 0 || !length.is_multiple_of(block.size() as u64) {
                    return Err(bad_length());
                }
                Way::Chained { cipher: keyed(block)?, mode, iv: nonce.clone() }
            }
            Kind::Block(block, mode @ (Mode::Cfb | Mode::Cfb8 | Mode::Cfb1)) => {
                Way::Chained { cipher: keyed(block)?, mode, iv: nonce.clone() }
            }
            Kind::Block(block, mode) => {
                let cipher = keyed(block)?;
                let (start, width) = match mode {
                    Mode::Ctr => {
                        let mut start = [0; 16];
                        modes::copy(&mut start, nonce);
                        (start, 16)
                    }
                    Mode::Gcm if length > gcm::MAX_LENGTH => return Err(bad_length()),
                    Mode::Gcm => (advanced(gcm::begin(&*cipher, nonce).1, 4, 1), 4),
                    Mode::Ccm => {
                        let (first, width) = ccm::first_counter(nonce, length)?;
                        (advanced(first, width, 1), width)
                    }
                    _ => return Err(Error::InvalidValue { what: NO_PARTS }),
                };
                Way::Counted { cipher, mode, nonce: nonce.clone(), start, width }
            }
            Kind::ChaCha20Poly1305 => Way::ChaCha20 { key: Zeroizing::new(key.to_vec()), nonce: nonce.clone() },
            Kind::ChaCha20 | Kind::Rc4 => return Err(Error::InvalidValue { what: NO_PARTS }),
        };
        Ok(PartCipher { way, length })
    }
}

const NO_PARTS: &str = "this cipher can't begin in the middle of a content";

impl PartCipher {
    /// Parts begin at multiples of so many bytes.
    pub const ALIGNMENT: usize = MAX_BLOCK;

    /// Decrypts in place the part that begins at `offset`, a multiple of [`Self::ALIGNMENT`]; its size is one too, or
    /// it is the last. `before` is the ciphertext right before it: as many bytes, none at the beginning.
    ///
    /// # Errors
    /// `InvalidValue` for a nonce that the cipher does not have; `BadLength` for an offset beyond what it counts to.
    pub fn decrypt(&self, offset: u64, before: &[u8], part: &mut [u8]) -> Result<()> {
        match &self.way {
            Way::Chained { cipher, mode, iv } => {
                let size = cipher.block_size();
                let before = before.get(before.len().saturating_sub(size)..).unwrap_or_default();
                let iv = if offset == 0 { iv.as_slice() } else { before };
                match mode {
                    Mode::Cbc => cipher.decrypt_cbc(iv, part)?,
                    Mode::Cfb => modes::cfb_decrypt(&**cipher, iv, part),
                    Mode::Cfb8 => modes::cfb8_decrypt(&**cipher, iv, part),
                    Mode::Cfb1 => modes::cfb1_decrypt(&**cipher, iv, part),
                    _ => cipher.decrypt(part),
                }
                Ok(())
            }
            Way::Counted { cipher, start, width, .. } => {
                let mut counter = advanced(*start, *width, offset / MAX_BLOCK as u64);
                modes::ctr(&**cipher, &mut counter, *width, part);
                Ok(())
            }
            Way::ChaCha20 { key, nonce } => chacha20(key, nonce, offset.saturating_add(64), part),
        }
    }

    /// How many bytes at the end of the content are padding: 0 where there is none. `end` is the end of the plaintext,
    /// a block at least.
    ///
    /// # Errors
    /// `BadPadding`.
    pub fn padding(&self, end: &[u8]) -> Result<usize> {
        match &self.way {
            Way::Chained { cipher, mode: Mode::Cbc | Mode::Ecb, .. } => padding_size(end, cipher.block_size()),
            _ => Ok(0),
        }
    }

    /// What checks the tag of the content; `None` for a cipher without one.
    ///
    /// # Errors
    /// `BadTag` or `InvalidValue` for a tag of a size that the cipher does not have.
    pub fn authentication(&self, additional_data: &[u8], tag: &[u8]) -> Result<Option<PartAuthentication<'_>>> {
        let size = additional_data.len() as u64;
        let state = match &self.way {
            Way::Counted { cipher, mode: Mode::Gcm, nonce, .. } => {
                let (mut hash, counter) = gcm::begin(&**cipher, nonce);
                hash.update_padded(additional_data);
                State::Gcm { cipher: &**cipher, hash, counter }
            }
            Way::Counted { cipher, mode: Mode::Ccm, nonce, .. } => {
                ccm::check_sizes(nonce.len(), tag.len())?;
                let (start, width) = ccm::first_counter(nonce, self.length)?;
                let mac = ccm::begin(&**cipher, start, additional_data, self.length, tag.len());
                State::Ccm { cipher: &**cipher, mac, start, counter: advanced(start, width, 1), width }
            }
            Way::ChaCha20 { key, nonce } => {
                // RFC 8439 §2.6: the key of the MAC is the first keystream block.
                let mut mac_key = Zeroizing::new([0; 32]);
                chacha20(key, nonce, 0, &mut *mac_key)?;
                let mut mac = Poly1305::new((&*mac_key).into());
                mac.update_padded(additional_data);
                State::Poly1305 { mac: Box::new(mac) }
            }
            _ => return Ok(None),
        };
        Ok(Some(PartAuthentication { state, additional_data: size, data: 0, tag: tag.to_vec() }))
    }
}

/// A tag that is checked over a content in parts. From [`PartCipher::authentication`].
pub struct PartAuthentication<'p> {
    state: State<'p>,
    additional_data: u64,
    data: u64,
    tag: Vec<u8>,
}

enum State<'p> {
    Gcm { cipher: &'p dyn BlockCipher, hash: GHash, counter: [u8; 16] },
    Ccm { cipher: &'p dyn BlockCipher, mac: Zeroizing<[u8; 16]>, start: [u8; 16], counter: [u8; 16], width: usize },
    Poly1305 { mac: Box<Poly1305> },
}

impl PartAuthentication<'_> {
    /// Takes the ciphertext that follows, of a size that is a multiple of [`PartCipher::ALIGNMENT`] but for the last.
    pub fn update(&mut self, ciphertext: &[u8]) {
        self.data = self.data.saturating_add(ciphertext.len() as u64);
        match &mut self.state {
            State::Gcm { hash, .. } => hash.update_padded(ciphertext),
            State::Poly1305 { mac } => mac.update_padded(ciphertext),
            // RFC 3610 §2.2: the MAC is that of the plaintext, which nobody sees here.
            State::Ccm { cipher, mac, counter, width, .. } => {
                let mut plaintext = Zeroizing::new([0; 1024]);
                for part in ciphertext.chunks(plaintext.len()) {
                    let plaintext = plaintext.get_mut(..part.len()).unwrap_or_default();
                    modes::copy(plaintext, part);
                    modes::ctr(*cipher, counter, *width, plaintext);
                    ccm::chain(*cipher, mac, plaintext);
                }
            }
        }
    }

    /// Holds the tag against all that was taken.
    ///
    /// # Errors
    /// `BadTag`.
    pub fn finish(self) -> Result<()> {
        let expected: Zeroizing<[u8; 16]> = Zeroizing::new(match self.state {
            State::Gcm { cipher, hash, mut counter } => {
                let mut expected = gcm::end(hash, self.additional_data, self.data);
                modes::ctr(cipher, &mut counter, 4, &mut expected);
                expected
            }
            State::Ccm { cipher, mac, mut start, width, .. } => {
                let mut expected = *mac;
                modes::ctr(cipher, &mut start, width, &mut expected);
                expected
            }
            State::Poly1305 { mut mac } => {
                let mut lengths = [0; 16];
                modes::copy(&mut lengths, &self.additional_data.to_le_bytes());
                modes::copy(lengths.get_mut(8..).unwrap_or_default(), &self.data.to_le_bytes());
                mac.update(&[lengths.into()]);
                mac.finalize().into()
            }
        });
        let size = self.tag.len();
        if size > 0 && bool::from(expected.get(..size).unwrap_or_default().ct_eq(&self.tag)) {
            Ok(())
        } else {
            Err(Error::BadTag)
        }
    }
}

fn chacha20(key: &[u8], nonce: &[u8], from: u64, data: &mut [u8]) -> Result<()> {
    let length = data.len();
    let mut cipher = ChaCha20::new_from_slices(key, nonce).map_err(|_| Error::BadLength { length })?;
    let sought = cipher.try_seek(from).and_then(|()| cipher.try_apply_keystream(data));
    sought.map_err(|_| Error::BadLength { length })
}

/// The counter so many blocks later: its last `width` bytes count and wrap around.
fn advanced(counter: [u8; 16], width: usize, blocks: u64) -> [u8; 16] {
    let mask = u128::MAX >> (8 * (MAX_BLOCK - width));
    let counter = u128::from_be_bytes(counter);
    (counter & !mask | counter.wrapping_add(u128::from(blocks)) & mask).to_be_bytes()
}
