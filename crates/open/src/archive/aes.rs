//! Members that are encrypted as WinZip does with AES (<https://www.winzip.com/en/support/aes-encryption/>).
//!
//! ```text
//! extra field 0x9901: version, "AE", strength, compression method
//! data:               salt, check value (2 bytes), ciphertext, authentication code (10 bytes)
//! ```
//! Read here rather than by `zip`, because the derivation of each member, 1,000 iterations of PBKDF2 with HMAC-SHA-1,
//! is all that a batch of thousands costs, and our lanes do it in a third of the time.

use super::LOCAL_HEADER;
use crate::{
    Error, Result,
    context::Context,
    source::{failure, source_failed},
};
use flate2::read::DeflateDecoder;
use hmac::{KeyInit, Mac, SimpleHmac};
use keybundle_cipher::winzip_decrypt;
use keybundle_encoding::wiped;
use keybundle_kdf::{Derivation, Hash, derive};
use sha1::Sha1;
use std::io::{self, Read, Seek, SeekFrom};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;
use zip::read::OwnedZipFileEntry;

/// Bytes of a local file header before the name (APPNOTE 4.3.7).
const FIXED_SIZE: usize = 30;
const AUTHENTICATION_CODE: usize = 10;

/// One member, taken apart.
pub(super) struct AesMember {
    /// Bytes of the key.
    key_size: usize,
    /// The compression method (APPNOTE 4.4.5).
    method: u16,
    /// Salt, check value, ciphertext and authentication code.
    data: Vec<u8>,
}

impl AesMember {
    /// Takes a member of at most `most` packed bytes apart; `None` where it is larger, not encrypted so, or not as
    /// usual.
    ///
    /// # Errors
    /// [`Error::Source`].
    pub(super) fn read<R: Read + Seek>(source: &mut R, entry: &OwnedZipFileEntry, most: u64) -> Result<Option<Self>> {
        match Self::try_read(source, entry, most) {
            Ok(member) => Ok(member),
            Err(error) if source_failed(&error).is_some() => Err(failure(&error)),
            Err(_) => Ok(None),
        }
    }

    fn try_read<R: Read + Seek>(source: &mut R, entry: &OwnedZipFileEntry, most: u64) -> io::Result<Option<Self>> {
        if entry.compressed_size() > most {
            return Ok(None);
        }
        source.seek(SeekFrom::Start(entry.header_start()))?;
        let mut header = [0; FIXED_SIZE];
        source.read_exact(&mut header)?;
        let sizes = (number(&header, 26), number(&header, 28));
        let (true, (Some(name_size), Some(extra_size))) = (header.starts_with(LOCAL_HEADER), sizes) else {
            return Ok(None);
        };
        source.seek_relative(i64::from(name_size))?;
        let mut extra = vec![0; usize::from(extra_size)];
        source.read_exact(&mut extra)?;
        let Some((key_size, method)) = settings(&extra) else { return Ok(None) };
        let mut data = vec![0; usize::try_from(entry.compressed_size()).unwrap_or(usize::MAX)];
        source.read_exact(&mut data)?;
        let is_whole = data.len() >= key_size / 2 + 2 + AUTHENTICATION_CODE;
        Ok(is_whole.then_some(Self { key_size, method, data }))
    }

    /// Decrypts and unpacks it, to no more than `allowed` bytes and one.
    ///
    /// # Errors
    /// `wrong-password`, `content-corrupt`, `unsupported-algorithm`, `limit-work`.
    pub(super) fn open(&self, password: &[u8], allowed: u64, context: &mut Context<'_>) -> Result<Zeroizing<Vec<u8>>> {
        let (salt, rest) = self.data.split_at_checked(self.key_size / 2).unwrap_or_default();
        let (told, rest) = rest.split_at_checked(2).unwrap_or_default();
        let end = rest.len().saturating_sub(AUTHENTICATION_CODE);
        let (ciphertext, told_code) = rest.split_at_checked(end).unwrap_or_default();
        let (hash, iterations) = (Hash::Sha1, 1_000);
        let job = Derivation::Pbkdf2 { hash, password, salt, iterations, length: 2 * self.key_size + 2 };
        context.charge_in_lanes(&job)?;
        let keys = derive(&job)?;
        let (key, rest) = keys.split_at_checked(self.key_size).unwrap_or_default();
        let (authentication, check) = rest.split_at_checked(self.key_size).unwrap_or_default();
        if !bool::from(check.ct_eq(told)) {
            return Err(Error::WrongPassword);
        }
        let damaged = Error::ContentCorrupt { reason: "a ZIP member fails its authentication code" };
        let mac = SimpleHmac::<Sha1>::new_from_slice(authentication).map_err(|_| damaged.clone())?;
        let code = mac.chain_update(ciphertext).finalize().into_bytes();
        if !bool::from(code.get(..AUTHENTICATION_CODE).unwrap_or_default().ct_eq(told_code)) {
            return Err(damaged);
        }
        let mut data = Zeroizing::new(ciphertext.to_vec());
        winzip_decrypt(key, &mut data)?;
        self.unpack(data, allowed)
    }

    fn unpack(&self, data: Zeroizing<Vec<u8>>, allowed: u64) -> Result<Zeroizing<Vec<u8>>> {
        match self.method {
            0 => Ok(data),
            8 => {
                let mut unpacked = DeflateDecoder::new(data.as_slice()).take(allowed.saturating_add(1));
                wiped::read_to_end(data.len().saturating_mul(2), |room| unpacked.read(room))
                    .map_err(|_| Error::ContentCorrupt { reason: "a ZIP member can't be unpacked" })
            }
            method => Err(Error::UnsupportedAlgorithm {
                identifier: format!("ZIP method {method}"),
                name: "this compression",
            }),
        }
    }
}

/// Bytes of the key and the compression method, by the extra fields of the local header.
fn settings(extra: &[u8]) -> Option<(usize, u16)> {
    let field = aes_field(extra)?;
    let key_size = match field.get(4)? {
        1 => 16,
        2 => 24,
        3 => 32,
        _ => return None,
    };
    Some((key_size, number(field, 5)?))
}

/// The data of the extra field 0x9901 (APPNOTE 4.5.1: identifier and size, two bytes each, before each field's data).
fn aes_field(mut extra: &[u8]) -> Option<&[u8]> {
    loop {
        let (identifier, size) = (number(extra, 0)?, usize::from(number(extra, 2)?));
        let field = extra.get(4..)?.get(..size)?;
        if identifier == 0x9901 {
            return Some(field);
        }
        extra = extra.get(4 + size..)?;
    }
}

/// Two bytes, little-endian.
fn number(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().map(|&bytes| u16::from_le_bytes(bytes))
}
