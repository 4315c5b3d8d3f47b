//! Why a request can't be made.

use crate::Problem;
use alloc::string::{String, ToString as _};
use core::fmt;
use keybundle_encoding::{Coded, ErrorCode, Stage};

/// The result of making a request.
pub type Result<T, E = Error> = core::result::Result<T, E>;

/// Why a request can't be made. It holds positions, numbers and our own words, never the text itself.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// A structure that was given, such as the subject of a certificate, can't be read.
    Encoding(keybundle_encoding::Error),
    /// The key can't sign, or not with the signature algorithm that was asked for.
    Key(keybundle_key::Error),
    /// No authority would take the request.
    Refused(Problem),
    /// The text of a distinguished name can't be read.
    Subject {
        /// Byte offset in the text.
        position: usize,
        /// What is wrong there.
        reason: &'static str,
    },
    /// A field of the description is wrong.
    Field {
        /// Its name.
        field: &'static str,
        /// The place in a list, counted from 1.
        index: Option<usize>,
        /// What is wrong, and what would be right.
        reason: &'static str,
    },
}

impl Error {
    pub(crate) const fn field(field: &'static str, reason: &'static str) -> Self {
        Self::Field { field, index: None, reason }
    }

    /// The same error for one member of a list, `place` counted from 0.
    pub(crate) fn of(self, field: &'static str, place: usize) -> Self {
        match self {
            Self::Field { reason, .. } => Self::Field { field, index: Some(place.saturating_add(1)), reason },
            other => other,
        }
    }
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
            Self::Key(error) => error.fmt(f),
            Self::Refused(problem) => problem.fmt(f),
            Self::Subject { position, reason } => write!(f, "the subject at byte {position}: {reason}"),
            Self::Field { field, index: Some(index), reason } => write!(f, "{field} {index}: {reason}"),
            Self::Field { field, index: None, reason } => write!(f, "{field}: {reason}"),
        }
    }
}

impl core::error::Error for Error {
    fn source(&self) -> Option<&(dyn core::error::Error + 'static)> {
        // Their text is part of this one.
        match self {
            Self::Encoding(error) => core::error::Error::source(error),
            Self::Key(error) => core::error::Error::source(error),
            _ => None,
        }
    }
}

impl Coded for Error {
    fn code(&self) -> ErrorCode {
        match self {
            Self::Encoding(error) => error.code(),
            Self::Key(error) => error.code(),
            Self::Refused(_) | Self::Subject { .. } | Self::Field { .. } => ErrorCode::InvalidValue,
        }
    }

    fn stage(&self) -> Stage {
        match self {
            Self::Encoding(error) => error.stage(),
            Self::Key(error) => error.stage(),
            Self::Refused(_) | Self::Subject { .. } | Self::Field { .. } => Stage::Usage,
        }
    }

    fn hint(&self) -> Option<String> {
        match self {
            Self::Encoding(error) => error.hint(),
            Self::Key(error) => error.hint(),
            Self::Refused(_) => Some("no authority takes such a request: change the field that is named".to_string()),
            Self::Subject { .. } => Some(
                "write it as RFC 4514 has it, the most specific attribute first: CN=device-1,OU=a,O=Example,C=DE"
                    .to_string(),
            ),
            Self::Field { .. } => Some("change the field that is named".to_string()),
        }
    }

    fn field(&self) -> Option<&'static str> {
        match self {
            Self::Encoding(_) | Self::Key(_) => None,
            Self::Refused(problem) => Some(problem.field),
            Self::Subject { .. } => Some("subject"),
            Self::Field { field, .. } => Some(field),
        }
    }
}
