//! What can be wrong with text and structure.

use crate::{Coded, ErrorCode, Stage};
use alloc::string::{String, ToString};
use core::fmt;

/// The result of reading something.
pub type Result<T, E = Error> = core::result::Result<T, E>;

/// An input whose text or structure can't be read. Positions are byte offsets in the innermost input.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// Nothing, or white space only.
    Empty,
    /// Nothing that is known here.
    UnknownFormat,
    /// Known by name and not opened.
    UnsupportedFormat {
        /// What it is, for instance `OpenPGP message`.
        name: &'static str,
        /// What to do with it instead.
        hint: &'static str,
    },
    /// A character that base64 does not have, or a length that it can't have.
    NotBase64 {
        /// Byte offset of what is wrong.
        position: usize,
        /// What is wrong.
        reason: &'static str,
    },
    /// PEM that can't be read even leniently.
    MalformedPem {
        /// Byte offset of what is wrong.
        position: usize,
        /// What is wrong.
        reason: &'static str,
    },
    /// BER or DER that breaks its encoding or its schema.
    MalformedDer {
        /// Byte offset of what is wrong.
        position: usize,
        /// What is wrong.
        reason: &'static str,
    },
    /// The input ends too early.
    Truncated {
        /// Bytes that are there.
        have: usize,
        /// Bytes that the structure announces, as far as they are known.
        need: usize,
    },
    /// Bytes after the end.
    TrailingData {
        /// Byte offset of the first of them.
        position: usize,
        /// How many there are.
        length: usize,
    },
    /// Nested deeper than allowed.
    Depth {
        /// The number of levels allowed.
        limit: usize,
    },
}

impl Error {
    /// The same error with `offset` added to its position: for a reader that worked on a part of the input.
    #[must_use]
    pub fn at(self, offset: usize) -> Self {
        match self {
            Self::NotBase64 { position, reason } => {
                Self::NotBase64 { position: position.saturating_add(offset), reason }
            }
            Self::MalformedPem { position, reason } => {
                Self::MalformedPem { position: position.saturating_add(offset), reason }
            }
            Self::MalformedDer { position, reason } => {
                Self::MalformedDer { position: position.saturating_add(offset), reason }
            }
            Self::TrailingData { position, length } => {
                Self::TrailingData { position: position.saturating_add(offset), length }
            }
            other => other,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the input is empty"),
            Self::UnknownFormat => f.write_str("the input is no format that is known here"),
            Self::UnsupportedFormat { name, .. } => write!(f, "this is {name}, which is not opened here"),
            Self::NotBase64 { position, reason } => write!(f, "not base64 at byte {position}: {reason}"),
            Self::MalformedPem { position, reason } => write!(f, "malformed PEM at byte {position}: {reason}"),
            Self::MalformedDer { position, reason } => write!(f, "malformed DER at byte {position}: {reason}"),
            Self::Truncated { have, need } => write!(f, "truncated: {have} of at least {need} bytes are there"),
            Self::TrailingData { position, length } => {
                write!(f, "{length} bytes after the end of the structure, from byte {position}")
            }
            Self::Depth { limit } => write!(f, "nested deeper than {limit} levels"),
        }
    }
}

impl core::error::Error for Error {}

impl Coded for Error {
    fn code(&self) -> ErrorCode {
        match self {
            Self::Empty => ErrorCode::EmptyInput,
            Self::UnknownFormat => ErrorCode::UnknownFormat,
            Self::UnsupportedFormat { .. } => ErrorCode::UnsupportedFormat,
            Self::NotBase64 { .. } => ErrorCode::NotBase64,
            Self::MalformedPem { .. } => ErrorCode::MalformedPem,
            Self::MalformedDer { .. } => ErrorCode::MalformedDer,
            Self::Truncated { .. } => ErrorCode::Truncated,
            Self::TrailingData { .. } => ErrorCode::TrailingData,
            Self::Depth { .. } => ErrorCode::LimitDepth,
        }
    }

    fn stage(&self) -> Stage {
        match self {
            Self::Empty | Self::UnknownFormat | Self::UnsupportedFormat { .. } => Stage::Detect,
            _ => Stage::Parse,
        }
    }

    fn hint(&self) -> Option<String> {
        let text = match self {
            Self::Empty => "check that the file was written completely",
            Self::UnknownFormat => {
                "give PEM, DER, base64, PKCS#12, CMS, ZIP, MIME or the service's JSON answer as it was received"
            }
            Self::UnsupportedFormat { hint, .. } => hint,
            Self::NotBase64 { .. } | Self::MalformedPem { .. } => {
                "copy the text again from where it came; look at the position that is told"
            }
            Self::MalformedDer { .. } => "the file is damaged or is of another kind; fetch it again",
            Self::Truncated { .. } => "the file was cut off; fetch or copy it again",
            Self::TrailingData { .. } => "remove what follows the structure, or fetch the file again",
            Self::Depth { .. } => "no honest file nests this deep; raise the depth limit if this one does",
        };
        Some(text.to_string())
    }
}
