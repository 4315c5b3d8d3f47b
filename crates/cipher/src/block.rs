//! Block ciphers chosen at run time.

use crate::{block_cipher::BlockCipher, desx::Desx, seed::Seed};
use alloc::boxed::Box;
use cbc::cipher::KeyInit;
use keybundle_encoding::rare;

/// Which block cipher.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Block {
    Aes,
    Aria,
    Blowfish,
    Camellia,
    Cast5,
    Des,
    DesX,
    Idea,
    Rc2,
    Seed,
    Sm4,
    TripleDes,
}

impl Block {
    /// Bytes of a block.
    pub(crate) const fn size(self) -> usize {
        match self {
            Self::Aes | Self::Aria | Self::Camellia | Self::Seed | Self::Sm4 => 16,
            Self::Blowfish | Self::Cast5 | Self::Des | Self::DesX | Self::Idea | Self::Rc2 | Self::TripleDes => 8,
        }
    }

    /// Whether keys of this many bytes exist. Two-key 3DES (16 bytes) is 3DES whose third key is its first.
    pub(crate) const fn accepts_key_size(self, size: usize) -> bool {
        match self {
            Self::Aes | Self::Aria | Self::Camellia => matches!(size, 16 | 24 | 32),
            Self::Blowfish => matches!(size, 4..=56),
            Self::Cast5 => matches!(size, 5..=16),
            Self::Des => size == 8,
            Self::DesX => size == 24,
            Self::Idea | Self::Seed | Self::Sm4 => size == 16,
            Self::Rc2 => matches!(size, 1..=128),
            Self::TripleDes => matches!(size, 16 | 24),
        }
    }

    /// Whether nobody should use it any more: keys too short, or blocks of 64 bits (SWEET32).
    pub(crate) const fn is_legacy(self) -> bool {
        self.size() == 8
    }

    const fn is_rare(self, key_size: usize) -> bool {
        !matches!((self, key_size), (Self::Aes, 16 | 32) | (Self::TripleDes, 24) | (Self::Des | Self::Rc2, _))
    }

    /// The cipher with a key. `effective_bits` is looked at by RC2 alone (RFC 2268 §2); `None` means all of the key.
    pub(crate) fn with_key(self, key: &[u8], effective_bits: Option<usize>) -> Option<Box<dyn BlockCipher>> {
        if !self.accepts_key_size(key.len()) || (self.is_rare(key.len()) && !rare::is_here()) {
            return None;
        }
        match (self, key.len()) {
            (Self::Aes, 16) => boxed::<aes::Aes128>(key),
            (Self::Aes, 24) => boxed::<aes::Aes192>(key),
            (Self::Aes, _) => boxed::<aes::Aes256>(key),
            (Self::Aria, 16) => boxed::<aria::Aria128>(key),
            (Self::Aria, 24) => boxed::<aria::Aria192>(key),
            (Self::Aria, _) => boxed::<aria::Aria256>(key),
            (Self::Blowfish, _) => boxed::<blowfish::Blowfish>(key),
            (Self::Camellia, 16) => boxed::<camellia::Camellia128>(key),
            (Self::Camellia, 24) => boxed::<camellia::Camellia192>(key),
            (Self::Camellia, _) => boxed::<camellia::Camellia256>(key),
            (Self::Cast5, _) => boxed::<cast5::Cast5>(key),
            (Self::Des, _) => boxed::<des::Des>(key),
            (Self::Idea, _) => boxed::<idea::Idea>(key),
            (Self::Rc2, size) => match effective_bits.unwrap_or(size.saturating_mul(8)) {
                bits @ 1..=1024 => Some(Box::new(rc2::Rc2::new_with_eff_key_len(key, bits))),
                _ => None,
            },
            (Self::DesX, _) => Desx::new(key).map(|cipher| Box::new(cipher) as Box<dyn BlockCipher>),
            (Self::Seed, _) => Some(Box::new(Seed::new(key.try_into().ok()?))),
            (Self::Sm4, _) => boxed::<sm4::Sm4>(key),
            (Self::TripleDes, 16) => boxed::<des::TdesEde2>(key),
            (Self::TripleDes, _) => boxed::<des::TdesEde3>(key),
        }
    }
}

fn boxed<C: KeyInit + BlockCipher + 'static>(key: &[u8]) -> Option<Box<dyn BlockCipher>> {
    C::new_from_slice(key).ok().map(|cipher| Box::new(cipher) as Box<dyn BlockCipher>)
}
