//! What can go wrong between an algorithm identifier and the plaintext.

use alloc::string::{String, ToString};
use core::fmt;
use keybundle_encoding::{Coded, ErrorCode, Oid, Stage, names};

/// The result of decrypting, unwrapping, or reading an algorithm.
pub type Result<T, E = Error> = core::result::Result<T, E>;

/// Why something could not be decrypted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// An algorithm identifier that breaks its encoding or its schema.
    Encoding(keybundle_encoding::Error),
    /// An algorithm that is not implemented.
    UnsupportedAlgorithm {
        /// Its OID in dotted text; `None` where it was told by a name (OpenSSL's `DEK-Info`).
        oid: Option<String>,
        /// Its best-known name, where one is known.
        name: Option<&'static str>,
    },
    /// A parameter out of its range.
    InvalidValue {
        /// Which one, and what it must be.
        what: &'static str,
    },
    /// A key of a size that the cipher does not have.
    KeySize {
        /// Bytes of the key that was given.
        given: usize,
        /// The cipher.
        cipher: &'static str,
    },
    /// A ciphertext of a length that the cipher can't produce.
    BadLength {
        /// Bytes that were given.
        length: usize,
    },
    /// The padding is wrong: another key, or a damaged end.
    BadPadding,
    /// The authentication tag is wrong: another key, or damaged content.
    BadTag,
    /// The integrity check of a wrapped key failed: another key-encryption key, or a damaged wrapped key.
    BadWrap,
}

impl Error {
    /// The refusal of an algorithm by its OID.
    #[must_use]
    pub fn unsupported(oid: Oid<'_>) -> Self {
        Self::UnsupportedAlgorithm { oid: Some(oid.to_dotted()), name: names::name(oid) }
    }
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
            Self::UnsupportedAlgorithm { oid, name } => match (name, oid) {
                (Some(name), Some(oid)) => write!(f, "the algorithm {name} ({oid}) is not supported"),
                (Some(name), None) => write!(f, "the algorithm {name} is not supported"),
                (None, Some(oid)) => write!(f, "the algorithm {oid} is not supported"),
                (None, None) => f.write_str("an algorithm with an unknown name is not supported"),
            },
            Self::InvalidValue { what } => write!(f, "invalid value: {what}"),
            Self::KeySize { given, cipher } => write!(f, "a key of {given} bytes does not fit {cipher}"),
            Self::BadLength { length } => write!(f, "no ciphertext of this algorithm has {length} bytes"),
            Self::BadPadding => f.write_str("the padding is wrong after decryption"),
            Self::BadTag => f.write_str("the authentication tag is wrong"),
            Self::BadWrap => f.write_str("the integrity check of the wrapped key failed"),
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

impl Coded for Error {
    fn code(&self) -> ErrorCode {
        match self {
            Self::Encoding(error) => error.code(),
            Self::UnsupportedAlgorithm { .. } => ErrorCode::UnsupportedAlgorithm,
            Self::InvalidValue { .. } => ErrorCode::InvalidValue,
            Self::KeySize { .. } | Self::BadPadding | Self::BadTag | Self::BadWrap => ErrorCode::DecryptFailed,
            Self::BadLength { .. } => ErrorCode::ContentCorrupt,
        }
    }

    fn stage(&self) -> Stage {
        match self {
            Self::Encoding(error) => error.stage(),
            Self::UnsupportedAlgorithm { .. } | Self::InvalidValue { .. } => Stage::Parse,
            Self::KeySize { .. } | Self::BadPadding | Self::BadTag | Self::BadWrap => Stage::Unlock,
            Self::BadLength { .. } => Stage::Extract,
        }
    }

    fn hint(&self) -> Option<String> {
        let text = match self {
            Self::Encoding(error) => return error.hint(),
            Self::UnsupportedAlgorithm { .. } => "have it encrypted with AES, or convert it with the tool that made it",
            Self::InvalidValue { .. } => "the file is damaged or was made by a faulty tool; fetch it again",
            Self::KeySize { .. } | Self::BadPadding | Self::BadTag | Self::BadWrap => {
                "the key or password is another one than it was encrypted with, or the file is damaged"
            }
            Self::BadLength { .. } => "the content was cut or damaged; fetch the file again",
        };
        Some(text.to_string())
    }
}
