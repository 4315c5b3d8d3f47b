//! The algorithms under a binding (RFC 7518 §3.2).

use core::{fmt, str::FromStr};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::{Sha256, Sha384, Sha512};

/// HMAC with a hash of SHA-2, by its name in JWS.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MacAlgorithm {
    /// HMAC with SHA-256: what every server takes.
    #[default]
    Hs256,
    /// HMAC with SHA-384.
    Hs384,
    /// HMAC with SHA-512.
    Hs512,
}

impl MacAlgorithm {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Hs256, Self::Hs384, Self::Hs512];

    /// The value of the member `alg`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hs256 => "HS256",
            Self::Hs384 => "HS384",
            Self::Hs512 => "HS512",
        }
    }

    /// The size of the MAC in bytes, which is the least that a key should have (RFC 7518 §3.2).
    #[must_use]
    pub const fn size(self) -> usize {
        match self {
            Self::Hs256 => 32,
            Self::Hs384 => 48,
            Self::Hs512 => 64,
        }
    }

    /// The MAC over `message`.
    pub(crate) fn tag(self, key: &[u8], message: &[&[u8]]) -> Vec<u8> {
        macro_rules! tag {
            ($hash:ty) => {{
                // HMAC takes keys of any size.
                let Ok(mut mac) = Hmac::<$hash>::new_from_slice(key) else { return Vec::new() };
                message.iter().for_each(|part| mac.update(part));
                mac.finalize().into_bytes().to_vec()
            }};
        }
        match self {
            Self::Hs256 => tag!(Sha256),
            Self::Hs384 => tag!(Sha384),
            Self::Hs512 => tag!(Sha512),
        }
    }

    /// Whether `tag` is the MAC over `message`, compared in constant time.
    pub(crate) fn verify(self, key: &[u8], message: &[&[u8]], tag: &[u8]) -> bool {
        macro_rules! verify {
            ($hash:ty) => {{
                let Ok(mut mac) = Hmac::<$hash>::new_from_slice(key) else { return false };
                message.iter().for_each(|part| mac.update(part));
                mac.verify_slice(tag).is_ok()
            }};
        }
        match self {
            Self::Hs256 => verify!(Sha256),
            Self::Hs384 => verify!(Sha384),
            Self::Hs512 => verify!(Sha512),
        }
    }
}

impl fmt::Display for MacAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The text is no name of an algorithm that binds an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownMacAlgorithm;

impl fmt::Display for UnknownMacAlgorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HS256, HS384 or HS512 is expected")
    }
}

impl core::error::Error for UnknownMacAlgorithm {}

impl FromStr for MacAlgorithm {
    type Err = UnknownMacAlgorithm;

    /// Reads the exact name: JWS compares algorithms with regard to case (RFC 7515 §4.1.1).
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.iter().copied().find(|known| known.name() == text).ok_or(UnknownMacAlgorithm)
    }
}
