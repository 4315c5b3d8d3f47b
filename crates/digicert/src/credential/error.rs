//! What can be wrong with a credential, or with a request that is held against one.

use keybundle_encoding::{Coded, ErrorCode, Stage};
use std::fmt;

/// What can be wrong with a credential, or with a request that is held against one. Never holds a piece of the input.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A certificate, key or CSR in it can't be opened.
    Open(keybundle_open::Error),
    /// It is no JSON, or ends too early.
    Json(keybundle_encoding::Error),
    /// A registered value that can't be read.
    RegisteredValue {
        /// Which one, counted from 1.
        number: usize,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// No registered values, and nothing that looks like a credential.
    NoRegisteredValues,
    /// Several credentials have registered values.
    SeveralCredentials {
        /// How many.
        count: usize,
    },
    /// Several requests where one is expected.
    SeveralRequests,
    /// A request without attributes and CSR.
    NoAttributes,
    /// No certificate, CSR or public key where one is needed.
    Missing {
        /// What is needed.
        what: &'static str,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Open(error) => error.fmt(f),
            Self::Json(error) => error.fmt(f),
            Self::RegisteredValue { number, reason } => write!(f, "registered value {number}: {reason}"),
            Self::NoRegisteredValues => f.write_str("there are no registered values here"),
            Self::SeveralCredentials { count } => write!(f, "{count} credentials here have registered values"),
            Self::SeveralRequests => f.write_str("there are several requests here"),
            Self::NoAttributes => f.write_str("the request holds neither attributes nor a CSR"),
            Self::Missing { what } => write!(f, "there is no {what} here"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        // Their text is part of this one.
        match self {
            Self::Open(error) => std::error::Error::source(error),
            Self::Json(error) => std::error::Error::source(error),
            _ => None,
        }
    }
}

impl Coded for Error {
    fn code(&self) -> ErrorCode {
        match self {
            Self::Open(error) => error.code(),
            Self::Json(error) => error.code(),
            Self::RegisteredValue { .. } | Self::SeveralCredentials { .. } | Self::SeveralRequests => {
                ErrorCode::InvalidValue
            }
            Self::NoRegisteredValues | Self::NoAttributes | Self::Missing { .. } => ErrorCode::UnknownFormat,
        }
    }

    fn stage(&self) -> Stage {
        match self {
            Self::Open(error) => error.stage(),
            Self::Json(error) => error.stage(),
            _ => Stage::Parse,
        }
    }

    fn hint(&self) -> Option<String> {
        Some(
            match self {
                Self::Open(error) => return error.hint(),
                Self::Json(error) => return error.hint(),
                Self::RegisteredValue { .. } => {
                    "a registered value is an object with certificate_field and value, a text or an array of texts"
                }
                Self::NoRegisteredValues => "give the array of registered values, or the credential's JSON",
                Self::SeveralCredentials { .. } => "give one of them, or use `keybundle credential check`",
                Self::SeveralRequests => "give them one a line, with `keybundle match --stream`",
                Self::NoAttributes => {
                    "give a request with certificate_profile_attributes, attributes or csr, or name the CSR or certificate"
                }
                Self::Missing { .. } => "give a file that holds it",
            }
            .to_owned(),
        )
    }
}

impl From<keybundle_open::Error> for Error {
    fn from(error: keybundle_open::Error) -> Self {
        Self::Open(error)
    }
}

impl From<keybundle_encoding::Error> for Error {
    fn from(error: keybundle_encoding::Error) -> Self {
        Self::Json(error)
    }
}
