//! Why a request can't be read or made.

use super::{Problem, Severity};
use keybundle_encoding::{Coded, ErrorCode, Stage};
use std::fmt;

/// Why a request can't be read or made.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The request is invalid: everything that is wrong with it, warnings included.
    Problems {
        /// All that was found.
        problems: Vec<Problem>,
    },
    /// It is not JSON.
    NotJson {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// It is JSON, but not an object.
    NotAnObject,
    /// It is an object, but no known kind of request.
    UnknownKind,
    /// A value that can't be used.
    InvalidValue {
        /// What is wrong.
        reason: &'static str,
    },
}

impl Error {
    pub(super) fn json(error: &serde_json::Error) -> Self {
        Self::NotJson { line: error.line(), column: error.column() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Problems { problems } => {
                let mut errors = problems.iter().filter(|problem| problem.severity == Severity::Error);
                let first = errors.next();
                f.write_str("the request is invalid")?;
                if let Some(first) = first {
                    write!(f, ": {first}")?;
                }
                match errors.count() {
                    0 => Ok(()),
                    more => write!(f, " (and {more} more)"),
                }
            }
            Self::NotJson { line, column } => write!(f, "not JSON at line {line}, column {column}"),
            Self::NotAnObject => f.write_str("JSON, but not an object"),
            Self::UnknownKind => f.write_str("no member tells what this request asks for"),
            Self::InvalidValue { reason } => f.write_str(reason),
        }
    }
}

impl std::error::Error for Error {}

impl Coded for Error {
    fn code(&self) -> ErrorCode {
        match self {
            Self::Problems { .. } | Self::InvalidValue { .. } => ErrorCode::InvalidValue,
            Self::NotJson { .. } | Self::NotAnObject | Self::UnknownKind => ErrorCode::UnknownFormat,
        }
    }

    fn stage(&self) -> Stage {
        match self {
            Self::Problems { .. } | Self::InvalidValue { .. } => Stage::Usage,
            Self::NotJson { .. } | Self::NotAnObject => Stage::Parse,
            Self::UnknownKind => Stage::Detect,
        }
    }

    fn hint(&self) -> Option<String> {
        let text = match self {
            Self::Problems { problems } => {
                let first = problems.iter().find(|problem| problem.severity == Severity::Error);
                return first.and_then(|problem| problem.hint.clone());
            }
            Self::InvalidValue { .. } => return None,
            Self::NotJson { .. } => "give the request's JSON body as it is sent",
            Self::NotAnObject => "give one object: { … }",
            Self::UnknownKind => "say which kind of request it is",
        };
        Some(text.to_owned())
    }
}
