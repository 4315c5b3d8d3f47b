//! Why a key is not written.

use super::OutputEncoding;
use crate::{Coded, Error, ErrorCode, Stage};
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
        }
    }
}

impl core::error::Error for KeyOutputError {}

impl Coded for KeyOutputError {
    fn code(&self) -> ErrorCode {
        match self {
            Self::Refused(error) => error.code(),
            Self::NotEncrypted { .. } | Self::NotPublic { .. } | Self::EmptyPassword => ErrorCode::Usage,
        }
    }

    fn stage(&self) -> Stage {
        match self {
            Self::Refused(error) => error.stage(),
            Self::NotEncrypted { .. } | Self::NotPublic { .. } | Self::EmptyPassword => Stage::Usage,
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
        }
    }
}
