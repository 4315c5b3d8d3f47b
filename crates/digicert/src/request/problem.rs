//! What is wrong with a request, all of it at once.

use keybundle_encoding::Warnings;
use std::fmt;

/// How much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Severity {
    /// The service accepts it, but something about it should be known.
    Warning,
    /// The service refuses it, or does something other than what is meant.
    Error,
}

impl Severity {
    /// The name used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What kind of problem it is. The text never changes once released.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ProblemCode {
    /// A required member is missing.
    Missing,
    /// A member of the wrong JSON type.
    WrongType,
    /// A value that is not of the form it must have.
    Malformed,
    /// Longer than the service takes.
    TooLong,
    /// A number, or the length of a text, out of its range.
    OutOfRange,
    /// Members that contradict each other.
    Conflict,
    /// The service ignores it here.
    Ignored,
    /// A value that the service's documentation does not name.
    UnknownValue,
    /// A member that the service's documentation does not name.
    UnknownField,
    /// The meaning is clear, but the service spells it differently.
    Spelling,
    /// The same thing, twice.
    Duplicate,
    /// The enrollment profile does not allow it.
    Profile,
    /// A certificate that can't be used for what it is given for.
    Certificate,
    /// A time that has passed or has not come yet.
    Expired,
    /// A private key where only public data belongs.
    PrivateKey,
}

impl ProblemCode {
    /// The stable kebab-case text.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::WrongType => "wrong-type",
            Self::Malformed => "malformed",
            Self::TooLong => "too-long",
            Self::OutOfRange => "out-of-range",
            Self::Conflict => "conflict",
            Self::Ignored => "ignored",
            Self::UnknownValue => "unknown-value",
            Self::UnknownField => "unknown-field",
            Self::Spelling => "spelling",
            Self::Duplicate => "duplicate",
            Self::Profile => "profile",
            Self::Certificate => "certificate",
            Self::Expired => "expired",
            Self::PrivateKey => "private-key",
        }
    }
}

impl fmt::Display for ProblemCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One thing that is wrong with a request, or that should be known about it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// Where: the member's name in the JSON, with the path to it (`device_attributes[2].value`).
    pub field: String,
    /// What kind of problem.
    pub code: ProblemCode,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong; never the value itself.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
}

impl Problem {
    /// Warnings that a file held several of what was asked for, of which one was taken.
    pub fn of_several(field: &str, warnings: &Warnings) -> impl Iterator<Item = Self> {
        warnings.as_slice().iter().map(|warning| Self {
            field: field.to_owned(),
            code: ProblemCode::Duplicate,
            severity: Severity::Warning,
            message: warning.message.clone(),
            hint: Some("give a file that holds the one alone".to_owned()),
        })
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.message)
    }
}

/// Problems in the order in which they were found, no more than [`Problems::MOST`].
#[derive(Clone, Debug, Default)]
pub(crate) struct Problems {
    list: Vec<Problem>,
    errors: usize,
}

impl Problems {
    /// How many are kept: a hostile file can't fill memory with them.
    pub(crate) const MOST: usize = 1_000;

    pub(crate) fn error(&mut self, field: &str, code: ProblemCode, message: impl Into<String>, hint: &str) {
        self.push(field, code, Severity::Error, message.into(), hint);
    }

    pub(crate) fn warning(&mut self, field: &str, code: ProblemCode, message: impl Into<String>, hint: &str) {
        self.push(field, code, Severity::Warning, message.into(), hint);
    }

    pub(crate) fn into_vec(self) -> Vec<Problem> {
        self.list
    }

    fn push(&mut self, field: &str, code: ProblemCode, severity: Severity, message: String, hint: &str) {
        // An error beyond the last place still replaces a warning: what is invalid never looks valid.
        if self.errors >= Self::MOST {
            return;
        }
        if self.list.len() >= Self::MOST {
            let weaker = self.list.iter().rposition(|one| one.severity < severity);
            let Some(index) = weaker else { return };
            self.list.remove(index);
        }
        self.errors += usize::from(severity == Severity::Error);
        let hint = (!hint.is_empty()).then(|| hint.to_owned());
        self.list.push(Problem { field: field.to_owned(), code, severity, message, hint });
    }
}
