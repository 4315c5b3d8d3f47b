//! A key on its way out: which one of an input, in which encoding, encrypted or not.

mod error;
mod selection;
mod written;

pub use error::KeyOutputError;
pub use selection::KeySelection;
pub use written::WrittenKey;

use crate::{Encoding, Limit, Limits, Protection};
use core::fmt;
use zeroize::Zeroizing;

/// How a key is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OutputEncoding {
    /// PKCS#8 (RFC 5958): every private key.
    Pkcs8,
    /// PKCS#1 (RFC 8017): RSA keys.
    Pkcs1,
    /// SEC 1 (RFC 5915): private keys on elliptic curves.
    Sec1,
    /// SubjectPublicKeyInfo (RFC 5280): every public key.
    Spki,
    /// JSON Web Key (RFC 7517).
    Jwk,
}

impl OutputEncoding {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Pkcs8, Self::Pkcs1, Self::Sec1, Self::Spki, Self::Jwk];

    /// The name in arguments and in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pkcs8 => "pkcs8",
            Self::Pkcs1 => "pkcs1",
            Self::Sec1 => "sec1",
            Self::Spki => "spki",
            Self::Jwk => "jwk",
        }
    }

    /// The encoding of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// That of a private key; `None` of the one that holds public keys alone.
    const fn of_private(self) -> Option<Encoding> {
        match self {
            Self::Pkcs8 => Some(Encoding::Pkcs8),
            Self::Pkcs1 => Some(Encoding::Pkcs1),
            Self::Sec1 => Some(Encoding::Sec1),
            Self::Jwk => Some(Encoding::Jwk),
            Self::Spki => None,
        }
    }
}

impl fmt::Display for OutputEncoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// How a password becomes the key that encrypts a private key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PasswordDerivation {
    /// PBKDF2 with HMAC-SHA-256; its parameter counts iterations.
    Pbkdf2,
    /// scrypt; its parameter is the cost.
    Scrypt,
}

impl PasswordDerivation {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Pbkdf2, Self::Scrypt];

    /// The name in arguments.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pbkdf2 => "pbkdf2",
            Self::Scrypt => "scrypt",
        }
    }

    /// The derivation of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// How to encrypt, if at all: by what is asked for, otherwise with PBKDF2 where a password or a number of
    /// iterations is given (`iterations`, or the cost of scrypt).
    #[must_use]
    pub fn protection(asked: Option<Self>, iterations: Option<u32>, has_password: bool) -> Option<Protection> {
        let kind = asked.or((has_password || iterations.is_some()).then_some(Self::Pbkdf2))?;
        Some(match (kind, iterations) {
            (Self::Pbkdf2, None) => Protection::PBKDF2,
            (Self::Scrypt, None) => Protection::SCRYPT,
            (Self::Pbkdf2, Some(iterations)) => Protection::Pbkdf2 { iterations },
            (Self::Scrypt, Some(cost)) => Protection::Scrypt { cost, parallelization: 5 },
        })
    }
}

/// What encrypts a private key.
#[derive(Debug)]
pub struct KeyEncryption {
    protection: Protection,
    password: Zeroizing<Vec<u8>>,
}

impl KeyEncryption {
    /// By a password (UTF-8).
    ///
    /// # Errors
    /// `usage` when the password is empty, unless that is allowed: it protects nothing. `invalid-value` for iterations
    /// or a cost out of their range; `limit-work` and `limit-memory` for such as the default [`Limits`] refuse when it
    /// is opened.
    pub fn new(
        protection: Protection,
        password: Zeroizing<Vec<u8>>,
        allow_empty: bool,
    ) -> Result<Self, KeyOutputError> {
        if password.is_empty() && !allow_empty {
            return Err(KeyOutputError::EmptyPassword);
        }
        Self::check(protection)?;
        Ok(Self { protection, password })
    }

    /// Refuses that an empty password is allowed where nothing is encrypted.
    ///
    /// # Errors
    /// `usage`.
    pub const fn check_none(allow_empty: bool) -> Result<(), KeyOutputError> {
        if allow_empty { Err(KeyOutputError::NothingEncrypted) } else { Ok(()) }
    }

    /// Refuses iterations or a cost with which the file would not open, before a password is asked for.
    ///
    /// # Errors
    /// As [`KeyEncryption::new`].
    pub fn check(protection: Protection) -> Result<(), KeyOutputError> {
        let reason = match protection {
            Protection::Scrypt { .. } => "the cost of scrypt is a power of two above one",
            _ => "PBKDF2 takes 1 to 2147483647 iterations",
        };
        let cost = protection.cost().map_err(|_| KeyOutputError::Iterations { reason })?;
        let limits = Limits::default();
        for (limit, needed) in [(Limit::DerivationMemory, cost.memory), (Limit::DerivationWork, cost.work)] {
            let allowed = limits.of(limit);
            if needed > allowed {
                return Err(KeyOutputError::Costly { limit, allowed, needed });
            }
        }
        Ok(())
    }
}
