//! What was accepted, but the user should know about.

use crate::WarningCode;
use alloc::{string::String, vec::Vec};

/// Something that was accepted though it deviates or is weak.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The stable code.
    pub code: WarningCode,
    /// What was found and what to do: numbers, OIDs and our own words, never a piece of the input.
    pub message: String,
}

/// Warnings in the order in which they arose, each once, and no more than [`Warnings::MOST`].
#[derive(Clone, Debug, Default)]
pub struct Warnings {
    list: Vec<Warning>,
}

impl Warnings {
    /// How many warnings are kept at most, so that a hostile file can't fill memory with them.
    pub const MOST: usize = 1_000;

    /// No warnings yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { list: Vec::new() }
    }

    /// Adds a warning unless the same one is there already.
    pub fn push(&mut self, code: WarningCode, message: impl Into<String>) {
        let warning = Warning { code, message: message.into() };
        // Compared with the last ones only: a batch of 10,000 must stay linear.
        let recent = self.list.len().saturating_sub(64);
        if self.list.len() < Self::MOST && !self.list.iter().skip(recent).any(|known| *known == warning) {
            self.list.push(warning);
        }
    }

    /// Adds all of `other`.
    pub fn extend(&mut self, other: Self) {
        for warning in other.list {
            self.push(warning.code, warning.message);
        }
    }

    /// Removes all warnings with this code, for callers who know that they do not apply.
    pub fn remove(&mut self, code: WarningCode) {
        self.list.retain(|warning| warning.code != code);
    }

    /// Whether there is one with this code.
    #[must_use]
    pub fn contains(&self, code: WarningCode) -> bool {
        self.list.iter().any(|warning| warning.code == code)
    }

    /// All of them.
    #[must_use]
    pub fn as_slice(&self) -> &[Warning] {
        &self.list
    }

    /// All of them, by value.
    #[must_use]
    pub fn into_vec(self) -> Vec<Warning> {
        self.list
    }
}
