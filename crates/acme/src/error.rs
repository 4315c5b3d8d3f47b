//! Why something could not be made or read.

use core::fmt;
use keybundle_encoding::{Coded, ErrorCode, Stage};

/// The result of making or reading something.
pub type Result<T, E = Error> = core::result::Result<T, E>;

/// Why something could not be made or read. A binding that is wrong is no error but a
/// [`Verification`](crate::Verification).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The input of a verification can't be read.
    Encoding(keybundle_encoding::Error),
    /// The HMAC key can't be read.
    HmacKey {
        /// What is wrong, and where.
        error: keybundle_encoding::Error,
        /// The key identifier that came along looks like a key: the two may be swapped.
        swapped: bool,
    },
    /// The account key can't be read or can't sign.
    Key(keybundle_key::Error),
    /// What was given as the service's answer with `id` and `hmac_key` is none.
    NoCredential,
    /// A value that ACME does not allow.
    InvalidValue {
        /// Which value, and what is wrong with it.
        reason: &'static str,
    },
    /// The account key is of an algorithm that JWS has no name for.
    UnsupportedKey {
        /// The key's algorithm.
        algorithm: String,
    },
}

impl From<keybundle_encoding::Error> for Error {
    fn from(error: keybundle_encoding::Error) -> Self {
        Self::Encoding(error)
    }
}

impl From<keybundle_key::Error> for Error {
    fn from(error: keybundle_key::Error) -> Self {
        Self::Key(error)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Encoding(error) => error.fmt(f),
            Self::HmacKey { error: keybundle_encoding::Error::Empty, .. } => f.write_str("the HMAC key is empty"),
            Self::HmacKey { error, swapped: false } => write!(f, "the HMAC key is {error}"),
            Self::HmacKey { error, swapped: true } => {
                write!(f, "the HMAC key is {error}; the kid looks like a key: the two are swapped")
            }
            Self::Key(error) => error.fmt(f),
            Self::NoCredential => f.write_str("this is no answer with an id and an hmac_key, both of them texts"),
            Self::InvalidValue { reason } => f.write_str(reason),
            Self::UnsupportedKey { algorithm } => write!(f, "no ACME account has a key of {algorithm}"),
        }
    }
}

impl core::error::Error for Error {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        // Their text is part of this one.
        match self {
            Self::Encoding(error) | Self::HmacKey { error, .. } => core::error::Error::source(error),
            Self::Key(error) => core::error::Error::source(error),
            _ => None,
        }
    }
}

impl Coded for Error {
    fn code(&self) -> ErrorCode {
        match self {
            Self::Encoding(error) | Self::HmacKey { error, .. } => error.code(),
            Self::Key(error) => error.code(),
            Self::NoCredential => ErrorCode::UnknownFormat,
            Self::InvalidValue { .. } => ErrorCode::InvalidValue,
            Self::UnsupportedKey { .. } => ErrorCode::UnsupportedAlgorithm,
        }
    }

    fn stage(&self) -> Stage {
        match self {
            Self::Encoding(error) | Self::HmacKey { error, .. } => error.stage(),
            Self::Key(error) => error.stage(),
            Self::NoCredential => Stage::Detect,
            Self::InvalidValue { .. } => Stage::Usage,
            Self::UnsupportedKey { .. } => Stage::Unlock,
        }
    }

    fn hint(&self) -> Option<String> {
        let text = match self {
            Self::Encoding(keybundle_encoding::Error::UnknownFormat) => {
                "give the body of a newAccount request, or the object of its member externalAccountBinding, as JSON"
            }
            Self::Encoding(error) => return error.hint(),
            Self::HmacKey { swapped: true, .. } => "give the short identifier as the kid, and the long text as the key",
            Self::HmacKey { .. } => {
                "copy the key again from where the service showed it: base64 text, 43 characters for 32 bytes, 86 for 64"
            }
            Self::Key(error) => return error.hint(),
            Self::NoCredential => {
                "give the JSON as the service answered it when the credential was made, or the key's base64 text and the kid"
            }
            Self::InvalidValue { .. } => return None,
            Self::UnsupportedKey { .. } => "use a key of RSA (rsaEncryption), EC P-256, P-384 or P-521, or Ed25519",
        };
        Some(text.into())
    }

    fn field(&self) -> Option<&'static str> {
        matches!(self, Self::HmacKey { .. }).then_some("hmac_key")
    }
}
