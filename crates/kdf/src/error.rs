//! What can be wrong with a derivation.

use crate::Hash;
use alloc::string::{String, ToString};
use core::fmt;
use keybundle_encoding::{Coded, ErrorCode, Stage};

/// The result of a derivation.
pub type Result<T, E = Error> = core::result::Result<T, E>;

/// A derivation that its standard forbids. Work and memory are the caller's to limit.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// An iteration count of zero (RFC 8018 §4.2: a positive integer).
    ZeroIterations,
    /// More bytes than the derivation can give.
    OutputTooLong {
        /// The bytes that were asked for.
        length: usize,
    },
    /// PBKDF1 with a hash that no scheme uses with it (RFC 8018 §5.1: MD5 and SHA-1).
    Pbkdf1Hash {
        /// The hash.
        hash: Hash,
    },
    /// A hash that this build leaves out (the feature `rare`).
    HashLeftOut {
        /// The hash.
        hash: Hash,
    },
    /// The memory of a derivation (scrypt) is not to be had here.
    Memory {
        /// Bytes.
        bytes: u64,
    },
    /// scrypt parameters outside of RFC 7914 §2.
    ScryptParameters {
        /// The cost `N`, a power of two above 1.
        n: u64,
        /// The block size `r`.
        r: u64,
        /// The parallelization `p`.
        p: u64,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ZeroIterations => f.write_str("key derivation with zero iterations"),
            Self::OutputTooLong { length } => write!(f, "a derived key of {length} bytes is longer than possible"),
            Self::Pbkdf1Hash { hash } => write!(f, "PBKDF1 with {hash} is not defined"),
            Self::HashLeftOut { hash } => write!(f, "derivation with {hash} is left out of this build"),
            Self::Memory { bytes } => {
                write!(f, "key derivation takes {bytes} bytes of memory, which are not to be had")
            }
            Self::ScryptParameters { n, r, p } => write!(f, "scrypt parameters N {n}, r {r}, p {p} are not allowed"),
        }
    }
}

impl core::error::Error for Error {}

impl Coded for Error {
    fn code(&self) -> ErrorCode {
        match self {
            Self::Memory { .. } => ErrorCode::LimitMemory,
            _ => ErrorCode::InvalidValue,
        }
    }

    fn stage(&self) -> Stage {
        Stage::Unlock
    }

    fn hint(&self) -> Option<String> {
        let text = match self {
            Self::Memory { .. } => {
                "open it where there is more memory, or ask for a file whose scrypt has a lower cost"
            }
            _ => "the key derivation's parameters in the file are damaged; fetch or make the file again",
        };
        Some(text.to_string())
    }
}
