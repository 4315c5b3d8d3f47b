//! What can be wrong with a key.

use core::fmt;
use keybundle_encoding::{Coded, ErrorCode, Stage};

/// The result of reading or using a key.
pub type Result<T, E = Error> = core::result::Result<T, E>;

/// A key that can't be read, contradicts itself, or can't do what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The structure can't be read.
    Encoding(keybundle_encoding::Error),
    /// A value is out of its range or contradicts another.
    InvalidValue {
        /// Which value, and what is wrong with it.
        reason: &'static str,
    },
    /// The structure is no key that is known here.
    NotAKey,
    /// The key can't do this: another kind, or an algorithm without an implementation.
    UnsupportedAlgorithm {
        /// The key, as [`Algorithm`](crate::Algorithm) displays.
        name: String,
    },
    /// The curve of a JWK is not known here.
    UnknownCurve,
    /// The key makes no such signature: it is too weak, of another kind, or restricted to another algorithm.
    NoSignature {
        /// The key: as [`Algorithm`](crate::Algorithm) displays.
        key: String,
        /// Why not.
        reason: &'static str,
    },
    /// The encoding does not hold keys of this kind.
    NotEncodable {
        /// The key: as [`Algorithm`](crate::Algorithm) displays.
        key: String,
        /// The encoding that was asked for.
        encoding: crate::Encoding,
    },
    /// A private-key operation failed: a ciphertext or a peer's public key that doesn't fit the key.
    Operation {
        /// What failed.
        reason: &'static str,
    },
}

impl From<keybundle_encoding::Error> for Error {
    fn from(error: keybundle_encoding::Error) -> Self {
        Self::Encoding(error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Encoding(error) => error.fmt(f),
            Self::InvalidValue { reason } => write!(f, "invalid key: {reason}"),
            Self::NotAKey => f.write_str("this is no key in a format that is known here"),
            Self::UnsupportedAlgorithm { name } => write!(f, "this is not supported for {name}"),
            Self::UnknownCurve => f.write_str("the curve of this JWK is not known here"),
            Self::NotEncodable { key, encoding } => write!(f, "a private key of {key} can't be written as {encoding}"),
            Self::NoSignature { key, reason } => write!(f, "this {key} key does not sign: {reason}"),
            Self::Operation { reason } => write!(f, "the private-key operation failed: {reason}"),
        }
    }
}

impl core::error::Error for Error {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        // Their text is part of this one.
        match self {
            Self::Encoding(error) => core::error::Error::source(error),
            _ => None,
        }
    }
}

/// A key in SEC1 alone may not tell it.
pub(crate) const NO_CURVE: &str = "the key does not say its curve";

impl Coded for Error {
    fn code(&self) -> ErrorCode {
        match self {
            Self::Encoding(error) => error.code(),
            Self::InvalidValue { .. } => ErrorCode::InvalidValue,
            Self::NotAKey => ErrorCode::UnknownFormat,
            Self::UnsupportedAlgorithm { .. }
            | Self::UnknownCurve
            | Self::NoSignature { .. }
            | Self::NotEncodable { .. } => ErrorCode::UnsupportedAlgorithm,
            Self::Operation { .. } => ErrorCode::DecryptFailed,
        }
    }

    fn stage(&self) -> Stage {
        match self {
            Self::Encoding(error) => error.stage(),
            Self::InvalidValue { .. } => Stage::Parse,
            Self::NotAKey => Stage::Detect,
            Self::UnsupportedAlgorithm { .. }
            | Self::UnknownCurve
            | Self::NoSignature { .. }
            | Self::NotEncodable { .. }
            | Self::Operation { .. } => Stage::Unlock,
        }
    }

    fn hint(&self) -> Option<String> {
        let text = match self {
            Self::Encoding(error) => return error.hint(),
            Self::InvalidValue { reason: NO_CURVE } => {
                "give it as PKCS#8, or with its EC PARAMETERS block before it: `openssl ecparam -name CURVE` writes that"
            }
            Self::InvalidValue { .. } => "the key contradicts itself: it is damaged or was altered; fetch it again",
            Self::NotAKey => "give a key as PKCS#8, PKCS#1, SEC1, SubjectPublicKeyInfo or JWK",
            Self::UnsupportedAlgorithm { .. } => {
                "use a key of another algorithm, or a recipient that implements this one"
            }
            Self::UnknownCurve => {
                "give the key as PKCS#8, or as a JWK of P-256, P-384, P-521, secp256k1, Ed25519, Ed448, X25519 or X448"
            }
            Self::NotEncodable { .. } => {
                "write PKCS#8, which holds every key; PKCS#1 is for RSA, SEC1 for elliptic curves"
            }
            Self::NoSignature { .. } => {
                "sign with RSA of 2048 bits or more, P-256, P-384, P-521, Ed25519 or ML-DSA, each with its own algorithm"
            }
            Self::Operation { .. } => "check that this is the key the content was encrypted to",
        };
        Some(text.into())
    }
}
