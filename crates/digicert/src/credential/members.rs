//! What stands in the texts of a credential or request: certificates, public keys, CSRs.

use keybundle_open::{Error, Limit, Limits, Opened, Unlock};

/// How many texts of one file are opened.
const MOST: u64 = 2_000;
/// What opening one of them may cost, in compressions of SHA-256: enough for the dearest public key, and nothing for
/// what is encrypted, which does not belong here.
const WORK: u64 = 50_000;

/// Opens texts of one file, within bounds for all of them together.
pub(super) struct Members {
    limits: Limits,
    opened: u64,
}

impl Members {
    pub(super) fn new(limits: &Limits) -> Self {
        let mut limits = limits.clone();
        limits.derivation_work = limits.derivation_work.min(WORK);
        Self { limits, opened: 0 }
    }

    /// # Errors
    /// As [`crate::open()`]; `limit-entries` after thousands of them.
    pub(super) fn open(&mut self, text: &str) -> Result<Opened, Error> {
        self.opened += 1;
        if self.opened > MOST {
            return Err(Error::Limit { limit: Limit::Entries, allowed: MOST, needed: self.opened });
        }
        crate::open_within(text.as_bytes(), &Unlock::new(), &self.limits)
    }
}
