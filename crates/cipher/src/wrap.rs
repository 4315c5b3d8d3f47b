//! Key wrap: a key encrypted under another, with an integrity check.

mod cms;
mod password;

pub use password::PasswordWrap;

use crate::{Error, Result};
use aes_kw::{AesKw, AesKwp, IV_LEN, KeyInit};
use alloc::{vec, vec::Vec};
use cipher::{BlockCipherDecrypt, BlockCipherEncrypt, BlockSizeUser, consts::U16};
use keybundle_encoding::{AlgorithmIdentifier, rare};
use zeroize::Zeroizing;

/// A key-wrap algorithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum KeyWrap {
    /// AES key wrap (RFC 3394), 128 bits.
    Aes128,
    /// AES key wrap, 192 bits.
    Aes192,
    /// AES key wrap, 256 bits.
    Aes256,
    /// AES key wrap with padding (RFC 5649), 128 bits.
    Aes128Pad,
    /// AES key wrap with padding, 192 bits.
    Aes192Pad,
    /// AES key wrap with padding, 256 bits.
    Aes256Pad,
    /// 3DES key wrap (RFC 3217 §3).
    TripleDes,
    /// RC2 key wrap (RFC 3217 §4), with its effective key bits.
    Rc2 {
        /// From the parameters; 128 in every known writer.
        effective_bits: usize,
    },
    /// Camellia key wrap (RFC 3657 §3.3), 128 bits.
    Camellia128,
    /// Camellia key wrap, 192 bits.
    Camellia192,
    /// Camellia key wrap, 256 bits.
    Camellia256,
    /// ARIA key wrap (RFC 3394 over ARIA), 128 bits.
    Aria128,
    /// ARIA key wrap, 192 bits.
    Aria192,
    /// ARIA key wrap, 256 bits.
    Aria256,
}

impl KeyWrap {
    /// Takes a keyEncryptionAlgorithm, or the one that stands in the parameters of a key agreement. Parameters must be
    /// absent (RFC 3565 §2.3.2), but NULL and anything else are ignored: old Bouncy Castle wrote other things there.
    ///
    /// # Errors
    /// `unsupported-algorithm`; for RC2 `malformed-der` and `invalid-value`.
    pub fn from_identifier(id: &AlgorithmIdentifier<'_>) -> Result<Self> {
        Ok(match id.oid.to_dotted().as_str() {
            "2.16.840.1.101.3.4.1.5" => Self::Aes128,
            "2.16.840.1.101.3.4.1.25" => Self::Aes192,
            "2.16.840.1.101.3.4.1.45" => Self::Aes256,
            "2.16.840.1.101.3.4.1.8" => Self::Aes128Pad,
            "2.16.840.1.101.3.4.1.28" => Self::Aes192Pad,
            "2.16.840.1.101.3.4.1.48" => Self::Aes256Pad,
            "1.2.840.113549.1.9.16.3.6" => Self::TripleDes,
            "1.2.840.113549.1.9.16.3.7" => Self::Rc2 { effective_bits: cms::rc2_bits(id)? },
            "1.2.392.200011.61.1.1.3.2" => Self::Camellia128,
            "1.2.392.200011.61.1.1.3.3" => Self::Camellia192,
            "1.2.392.200011.61.1.1.3.4" => Self::Camellia256,
            "1.2.410.200046.1.1.40" => Self::Aria128,
            "1.2.410.200046.1.1.41" => Self::Aria192,
            "1.2.410.200046.1.1.42" => Self::Aria256,
            _ => return Err(Error::unsupported(id.oid)),
        })
    }

    /// The name in lower case: `aes-256-wrap`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Aes128 => "aes-128-wrap",
            Self::Aes192 => "aes-192-wrap",
            Self::Aes256 => "aes-256-wrap",
            Self::Aes128Pad => "aes-128-wrap-pad",
            Self::Aes192Pad => "aes-192-wrap-pad",
            Self::Aes256Pad => "aes-256-wrap-pad",
            Self::TripleDes => "des-ede3-wrap",
            Self::Rc2 { .. } => "rc2-wrap",
            Self::Camellia128 => "camellia-128-wrap",
            Self::Camellia192 => "camellia-192-wrap",
            Self::Camellia256 => "camellia-256-wrap",
            Self::Aria128 => "aria-128-wrap",
            Self::Aria192 => "aria-192-wrap",
            Self::Aria256 => "aria-256-wrap",
        }
    }

    /// Bytes of the key-encryption key.
    #[must_use]
    pub const fn key_size(self) -> usize {
        match self {
            Self::Aes128 | Self::Aes128Pad | Self::Camellia128 | Self::Aria128 | Self::Rc2 { .. } => 16,
            Self::Aes192 | Self::Aes192Pad | Self::Camellia192 | Self::Aria192 | Self::TripleDes => 24,
            Self::Aes256 | Self::Aes256Pad | Self::Camellia256 | Self::Aria256 => 32,
        }
    }

    /// Whether nobody should use it any more.
    #[must_use]
    pub const fn is_legacy(self) -> bool {
        matches!(self, Self::TripleDes | Self::Rc2 { .. })
    }

    /// Recovers the key that was wrapped under `kek`.
    ///
    /// # Errors
    /// `KeySize`, `BadWrap` (`decrypt-failed`).
    pub fn unwrap(self, kek: &[u8], wrapped: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        if kek.len() != self.key_size() {
            return Err(Error::KeySize { given: kek.len(), cipher: self.name() });
        }
        match self {
            Self::Aes128 => unwrap::<aes::Aes128>(kek, wrapped),
            Self::Aes256 => unwrap::<aes::Aes256>(kek, wrapped),
            Self::Aes128Pad => unwrap_padded::<aes::Aes128>(kek, wrapped),
            Self::Aes256Pad => unwrap_padded::<aes::Aes256>(kek, wrapped),
            Self::TripleDes => cms::unwrap_triple_des(kek, wrapped),
            Self::Rc2 { effective_bits } => cms::unwrap_rc2(kek, effective_bits, wrapped),
            _ if !rare::is_here() => Err(Error::BadWrap),
            Self::Aes192 => unwrap::<aes::Aes192>(kek, wrapped),
            Self::Aes192Pad => unwrap_padded::<aes::Aes192>(kek, wrapped),
            Self::Camellia128 => unwrap::<camellia::Camellia128>(kek, wrapped),
            Self::Camellia192 => unwrap::<camellia::Camellia192>(kek, wrapped),
            Self::Camellia256 => unwrap::<camellia::Camellia256>(kek, wrapped),
            Self::Aria128 => unwrap::<aria::Aria128>(kek, wrapped),
            Self::Aria192 => unwrap::<aria::Aria192>(kek, wrapped),
            Self::Aria256 => unwrap::<aria::Aria256>(kek, wrapped),
        }
    }
}

/// RFC 3394 §2.2.2 over any 128-bit block cipher. At least two blocks of 64 bits are wrapped.
fn unwrap<C>(kek: &[u8], wrapped: &[u8]) -> Result<Zeroizing<Vec<u8>>>
where
    C: KeyInit + BlockCipherDecrypt + BlockSizeUser<BlockSize = U16>,
{
    if wrapped.len() < 3 * IV_LEN {
        return Err(Error::BadWrap);
    }
    let mut key = Zeroizing::new(vec![0; wrapped.len() - IV_LEN]);
    let cipher = AesKw::<C>::new_from_slice(kek).map_err(|_| Error::BadWrap)?;
    cipher.unwrap_key(wrapped, &mut key).map_err(|_| Error::BadWrap)?;
    Ok(key)
}

/// RFC 5649 §4.2 over any 128-bit block cipher.
fn unwrap_padded<C>(kek: &[u8], wrapped: &[u8]) -> Result<Zeroizing<Vec<u8>>>
where
    C: KeyInit + BlockCipherEncrypt + BlockCipherDecrypt + BlockSizeUser<BlockSize = U16>,
{
    if wrapped.len() < 2 * IV_LEN {
        return Err(Error::BadWrap);
    }
    let mut key = Zeroizing::new(vec![0; wrapped.len() - IV_LEN]);
    let cipher = AesKwp::<C>::new_from_slice(kek).map_err(|_| Error::BadWrap)?;
    let length = cipher.unwrap_key(wrapped, &mut key).map_err(|_| Error::BadWrap)?.len();
    key.truncate(length);
    Ok(key)
}
