//! What is wrong with a request.

use core::fmt;

/// Something about a request that authorities refuse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// Where: `subject`, the short name of one of its attributes (`C`, `CN`), `subject alternative name`,
    /// `challenge password`, `extension request`, `attribute`, `extension`.
    pub field: &'static str,
    /// The place among several of that kind, counted from 1.
    pub index: Option<usize>,
    /// What is wrong, and what would be right.
    pub reason: &'static str,
    /// Whether every authority refuses it. Otherwise some accept it.
    pub is_fatal: bool,
}

impl Problem {
    pub(crate) const fn fatal(field: &'static str, index: Option<usize>, reason: &'static str) -> Self {
        Self { field, index, reason, is_fatal: true }
    }

    pub(crate) const fn doubtful(field: &'static str, index: Option<usize>, reason: &'static str) -> Self {
        Self { field, index, reason, is_fatal: false }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.field)?;
        if let Some(index) = self.index {
            write!(f, " {index}")?;
        }
        write!(f, ": {}", self.reason)
    }
}
