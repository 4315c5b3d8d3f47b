//! Why a key is not written.

use super::OutputEncoding;
use crate::{Coded, Error, ErrorCode, Limit, Stage};
use core::fmt;

/// Why a key is not written.
#[derive(Debug)]
#[non_exhaustive]
pub enum KeyOutputError {
    /// The key can't be read or encoded.
    Refused(Error),
    /// A password belongs to PKCS#8 alone.
    NotEncrypted {
        /// The encoding that was asked for.
        encoding: OutputEncoding,
    },
    /// The encoding holds no public key of this algorithm.
    NotPublic {
        /// The key's algorithm.
        algorithm: String,
        /// The encoding that was asked for.
        encoding: OutputEncoding,
    },
    /// The password to encrypt by is empty.
    EmptyPassword,
    /// An empty password is allowed, and nothing is encrypted.
    NothingEncrypted,
    /// The number of iterations, or the cost of scrypt, is none.
    Iterations {
        /// What it must be.
        reason: &'static str,
    },
    /// Deriving the key takes more than is allowed, by default, to whoever opens it here.
    Costly {
        /// Which of the [`crate::Limits`].
        limit: Limit,
        /// What it allows.
        allowed: u64,
        /// What would be needed.
        needed: u64,
    },
}

impl From<Error> for KeyOutputError {
    fn from(error: Error) -> Self {
        Self::Refused(error)
    }
}

impl fmt::Display for KeyOutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(error) => error.fmt(f),
            Self::NotEncrypted { encoding } => {
                write!(f, "a key that is encrypted is written as pkcs8, and not as {encoding}")
            }
            Self::NotPublic { algorithm, encoding } => {
                write!(f, "a public {algorithm} key is not written as {encoding}")
            }
            Self::EmptyPassword => f.write_str("the password is empty, which protects nothing"),
            Self::NothingEncrypted => f.write_str("an empty password is allowed, and nothing is encrypted"),
            Self::Iterations { reason } => f.write_str(reason),
            Self::Costly { limit, allowed, needed } => write!(
                f,
                "with so many iterations, or at such a cost, the file would not open: the limit {} allows {allowed} by default, and this needs {needed}",
                limit.field()
            ),
        }
    }
}

impl core::error::Error for KeyOutputError {}

impl Coded for KeyOutputError {
    fn code(&self) -> ErrorCode {
        match self {
            Self::Refused(error) => error.code(),
            Self::NotEncrypted { .. } | Self::NotPublic { .. } | Self::EmptyPassword | Self::NothingEncrypted => {
                ErrorCode::Usage
            }
            Self::Iterations { .. } => ErrorCode::InvalidValue,
            Self::Costly { limit: Limit::DerivationMemory, .. } => ErrorCode::LimitMemory,
            Self::Costly { .. } => ErrorCode::LimitWork,
        }
    }

    fn stage(&self) -> Stage {
        match self {
            Self::Refused(error) => error.stage(),
            _ => Stage::Usage,
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            Self::Refused(error) => error.field(),
            Self::NothingEncrypted => Some("allow_empty_password"),
            Self::Iterations { .. } | Self::Costly { .. } => Some("iterations"),
            _ => None,
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            Self::Refused(error) => error.hint(),
            Self::NotEncrypted { .. } => None,
            Self::NotPublic { .. } => {
                Some("spki holds every public key, pkcs1 those of RSA; pkcs8 and sec1 hold private ones".to_owned())
            }
            Self::EmptyPassword => {
                Some("the option that allows an empty password (allow-empty-password) lets it through".to_owned())
            }
            Self::NothingEncrypted => {
                Some("ask for an encryption (encrypt), or leave allow-empty-password out".to_owned())
            }
            Self::Iterations { .. } => Some(
                "iterations counts those of PBKDF2, 600000 unless given, or is the cost of scrypt, 16384 unless given"
                    .to_owned(),
            ),
            Self::Costly { .. } => Some("give fewer iterations, or a lower cost of scrypt (iterations)".to_owned()),
        }
    }
}
