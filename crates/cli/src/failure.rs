//! What went wrong, for people and as JSON.

use crate::naming;
use keybundle::{Coded, Error, ErrorCode, report, request};
use serde_json::{Value, json};
use std::path::Path;

/// A refusal, or wrong usage.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Opening was refused.
    Refused(Error),
    /// Another part of the library refused.
    Coded(Box<dyn Coded>),
    /// A request can't be read or made.
    Request(request::Error),
    /// The arguments are wrong, or a file they name can't be used.
    Usage { message: String, hint: Option<String> },
}

impl Failure {
    pub(crate) fn usage(error: &clap::Error) -> Self {
        let rendered = error.render().to_string();
        let mut lines = rendered.lines();
        let mut message = lines.next().unwrap_or_default().trim_start_matches("error: ").to_owned();
        if message.ends_with(':') {
            // What is missing stands in the lines below.
            let names: Vec<_> = lines.map(str::trim).take_while(|line| !line.is_empty()).collect();
            message = format!("{message} {}", names.join(", "));
        }
        Self::Usage { message, hint: Some("see `keybundle --help`".to_owned()) }
    }

    pub(crate) fn read(path: impl AsRef<Path>, error: &std::io::Error) -> Self {
        Self::file("read", path.as_ref(), error)
    }

    pub(crate) fn write(path: impl AsRef<Path>, error: &std::io::Error) -> Self {
        Self::file("write", path.as_ref(), error)
    }

    fn file(verb: &str, path: &Path, error: &std::io::Error) -> Self {
        let (place, reason) = (naming::place(path), naming::reason(error));
        Self::Usage { message: format!("can't {verb} {place}: {reason}"), hint: None }
    }

    /// The library's own error.
    pub(crate) const fn refusal(&self) -> Option<&Error> {
        match self {
            Self::Refused(error) => Some(error),
            Self::Coded(_) | Self::Request(_) | Self::Usage { .. } => None,
        }
    }

    /// A refusal by another crate than `open`, or what such a crate calls wrong usage.
    pub(crate) fn coded(error: impl Coded + 'static) -> Self {
        Self::boxed(Box::new(error))
    }

    pub(crate) fn boxed(error: Box<dyn Coded>) -> Self {
        match error.code() {
            ErrorCode::Usage => Self::Usage { message: error.to_string(), hint: error.hint() },
            _ => Self::Coded(error),
        }
    }

    /// The stable code.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Refused(error) => error.code().as_str(),
            Self::Coded(error) => error.code().as_str(),
            Self::Request(error) => error.code().as_str(),
            Self::Usage { .. } => "usage",
        }
    }

    /// An object with the one member `error`.
    pub(crate) fn to_json(&self) -> Value {
        let error = match self {
            Self::Refused(error) => report::error(error),
            Self::Coded(error) => report::coded(error.as_ref()),
            Self::Request(error) => report::request_error(error),
            Self::Usage { message, hint } => {
                json!({ "code": "usage", "stage": "usage", "message": message, "hint": hint })
            }
        };
        json!({ "error": error })
    }
}

impl From<keybundle::crates::acme::Error> for Failure {
    fn from(error: keybundle::crates::acme::Error) -> Self {
        Self::Coded(Box::new(error))
    }
}

impl From<request::Error> for Failure {
    fn from(error: request::Error) -> Self {
        Self::Request(error)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Source { .. } => Self::Usage { message: error.to_string(), hint: error.hint() },
            _ => Self::Refused(error),
        }
    }
}
