//! Members that are encrypted as WinZip does with AES (<https://www.winzip.com/en/support/aes-encryption/>).
//!
//! ```text
//! extra field 0x9901: version, "AE", strength, compression method
//! data:               salt, check value (2 bytes), ciphertext, authentication code (10 bytes)
//! ```
//! Read here rather than by `zip`, because the derivation of each member, 1,000 iterations of PBKDF2 with HMAC-SHA-1, is
//! all that a batch of thousands costs, and our lanes do it in a third of the time.

use crate::{Error, Result, context::Context};
use flate2::read::DeflateDecoder;
use hmac::{KeyInit, Mac, SimpleHmac};
use keybundle_cipher::winzip_decrypt;
use keybundle_kdf::{Derivation, Hash, derive};
use sha1::Sha1;
use std::io::Read;
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;
use zip::read::OwnedZipFileEntry;

/// Bytes of a local file header before the name (APPNOTE 4.3.7).
const LOCAL_HEADER: usize = 30;
const AUTHENTICATION_CODE: usize = 10;

/// One member, taken apart.
pub(super) struct AesMember<'a> {
    /// Bytes of the key.
    key_size: usize,
    /// The compression method (APPNOTE 4.4.5).
    method: u16,
    salt: &'a [u8],
    check: &'a [u8],
    ciphertext: &'a [u8],
    code: &'a [u8],
}

impl<'a> AesMember<'a> {
    /// Takes a member apart; `None` where it is not encrypted so, or not as usual.
    pub(super) fn read(bytes: &'a [u8], entry: &OwnedZipFileEntry) -> Option<Self> {
        let header = bytes.get(usize::try_from(entry.header_start()).ok()?..)?;
        if !header.starts_with(b"PK\x03\x04") {
            return None;
        }
        let name_size = usize::from(number(header, 26)?);
        let extra_size = usize::from(number(header, 28)?);
        let extra = header.get(LOCAL_HEADER + name_size..)?.get(..extra_size)?;
        let field = aes_field(extra)?;
        let (strength, method) = (*field.get(4)?, number(field, 5)?);
        let key_size = match strength {
            1 => 16,
            2 => 24,
            3 => 32,
            _ => return None,
        };
        let data = header.get(LOCAL_HEADER + name_size + extra_size..)?;
        let data = data.get(..usize::try_from(entry.compressed_size()).ok()?)?;
        let (salt, data) = data.split_at_checked(key_size / 2)?;
        let (check, data) = data.split_at_checked(2)?;
        let (ciphertext, code) = data.split_at_checked(data.len().checked_sub(AUTHENTICATION_CODE)?)?;
        Some(Self { key_size, method, salt, check, ciphertext, code })
    }

    /// Decrypts and unpacks it, to no more than `allowed` bytes and one.
    ///
    /// # Errors
    /// `wrong-password`, `content-corrupt`, `unsupported-algorithm`, `limit-work`.
    pub(super) fn open(&self, password: &[u8], allowed: u64, context: &mut Context<'_>) -> Result<Zeroizing<Vec<u8>>> {
        let (hash, salt, iterations) = (Hash::Sha1, self.salt, 1_000);
        let job = Derivation::Pbkdf2 { hash, password, salt, iterations, length: 2 * self.key_size + 2 };
        context.charge_in_lanes(&job)?;
        let keys = derive(&job)?;
        let (key, rest) = keys.split_at_checked(self.key_size).unwrap_or_default();
        let (authentication, check) = rest.split_at_checked(self.key_size).unwrap_or_default();
        if !bool::from(check.ct_eq(self.check)) {
            return Err(Error::WrongPassword);
        }
        let damaged = Error::ContentCorrupt { reason: "a ZIP member fails its authentication code" };
        let mac = SimpleHmac::<Sha1>::new_from_slice(authentication).map_err(|_| damaged.clone())?;
        let code = mac.chain_update(self.ciphertext).finalize().into_bytes();
        if !bool::from(code.get(..AUTHENTICATION_CODE).unwrap_or_default().ct_eq(self.code)) {
            return Err(damaged);
        }
        let mut data = Zeroizing::new(self.ciphertext.to_vec());
        winzip_decrypt(key, &mut data)?;
        self.unpack(data, allowed)
    }

    fn unpack(&self, data: Zeroizing<Vec<u8>>, allowed: u64) -> Result<Zeroizing<Vec<u8>>> {
        match self.method {
            0 => Ok(data),
            8 => {
                let mut unpacked = Zeroizing::new(Vec::with_capacity(data.len().saturating_mul(2)));
                let most = allowed.saturating_add(1);
                DeflateDecoder::new(data.as_slice())
                    .take(most)
                    .read_to_end(&mut unpacked)
                    .map_err(|_| Error::ContentCorrupt { reason: "a ZIP member can't be unpacked" })?;
                Ok(unpacked)
            }
            method => {
                Err(Error::UnsupportedAlgorithm { oid: format!("ZIP method {method}"), name: "this compression" })
            }
        }
    }
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
