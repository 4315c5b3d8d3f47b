//! What is carried from layer to layer while an input is opened.

use crate::{Limit, Limits, Progress, Result, Unlock};
use keybundle_cipher::PasswordCandidate;
use keybundle_encoding::Warnings;
use keybundle_kdf::{Derivation, derive_watched};
use zeroize::Zeroizing;

/// Secrets, bounds, what was spent so far, and what the user should know.
pub(crate) struct Context<'a> {
    pub(crate) unlock: &'a Unlock,
    pub(crate) limits: &'a Limits,
    pub(crate) warnings: Warnings,
    work: u64,
    key_work: u64,
    unpacked: u64,
    entries: u64,
    tries: u64,
}

impl<'a> Context<'a> {
    pub(crate) const fn new(unlock: &'a Unlock, limits: &'a Limits) -> Self {
        Self { unlock, limits, warnings: Warnings::new(), work: 0, key_work: 0, unpacked: 0, entries: 0, tries: 0 }
    }

    /// Counts derivations before they are done.
    ///
    /// # Errors
    /// `limit-work`, `limit-memory`.
    pub(crate) fn charge(&mut self, derivations: &[Derivation<'_>]) -> Result<()> {
        for derivation in derivations {
            self.limits.check(Limit::DerivationMemory, derivation.memory())?;
            let work = self.work.saturating_add(derivation.work());
            self.limits.check(Limit::DerivationWork, work)?;
            self.work = work;
        }
        Ok(())
    }

    /// Derives keys, and tells whoever watches how far it is. Their work was charged.
    ///
    /// # Errors
    /// `invalid-value` for parameters that a standard forbids.
    pub(crate) fn derive(&self, jobs: &[Derivation<'_>]) -> Vec<keybundle_kdf::Result<Zeroizing<Vec<u8>>>> {
        let Some(watch) = self.unlock.watch() else { return derive_watched(jobs, None) };
        let needed = self.work;
        let own = jobs.iter().map(Derivation::work).fold(0, u64::saturating_add);
        let mut done = needed.saturating_sub(own);
        watch(Progress { done, needed });
        let keys = derive_watched(
            jobs,
            Some(&mut |work| {
                // What is estimated before may be less than what is done.
                done = done.saturating_add(work).min(needed);
                watch(Progress { done, needed });
            }),
        );
        watch(Progress { done: needed, needed });
        keys
    }

    /// Counts a derivation of several parts that share lanes, which takes a third of the time: PBKDF2 with HMAC-SHA-1
    /// for 34 bytes and more, 11 ns a compression beside 34 ns of SHA-256 alone.
    ///
    /// # Errors
    /// `limit-work`.
    pub(crate) fn charge_in_lanes(&mut self, derivation: &Derivation<'_>) -> Result<()> {
        let work = self.work.saturating_add(derivation.work() / 3);
        self.limits.check(Limit::DerivationWork, work)?;
        self.work = work;
        Ok(())
    }

    /// Counts what reading a key costs, before it is read.
    ///
    /// # Errors
    /// `limit-work`.
    pub(crate) fn charge_keys(&mut self, work: u64) -> Result<()> {
        let work = self.key_work.saturating_add(work);
        self.limits.check(Limit::KeyWork, work)?;
        self.key_work = work;
        Ok(())
    }

    /// Counts a private operation on a recipient that may not be meant, in operations with 2,048 bits of RSA; `false`
    /// where that is one too many. Half of the bound on recipients, so that a refusal comes within a second.
    pub(crate) const fn charge_tries(&mut self, cost: u64) -> bool {
        self.tries = self.tries.saturating_add(cost);
        self.tries <= self.limits.recipients / 2
    }

    /// How much work is still allowed.
    pub(crate) const fn work_left(&self) -> u64 {
        self.limits.derivation_work.saturating_sub(self.work)
    }

    /// Counts bytes that a container unpacks to, before they are kept.
    ///
    /// # Errors
    /// `limit-size`.
    pub(crate) fn charge_unpacked(&mut self, bytes: u64) -> Result<()> {
        let unpacked = self.unpacked.saturating_add(bytes);
        self.limits.check(Limit::UnpackedBytes, unpacked)?;
        self.unpacked = unpacked;
        Ok(())
    }

    /// Counts entries of an archive, parts of a message or members of JSON.
    ///
    /// # Errors
    /// `limit-entries`.
    pub(crate) fn charge_entries(&mut self, entries: u64) -> Result<()> {
        let entries = self.entries.saturating_add(entries);
        self.limits.check(Limit::Entries, entries)?;
        self.entries = entries;
        Ok(())
    }

    /// What was counted, for tests.
    #[cfg(test)]
    pub(crate) const fn counted(&self) -> [u64; 5] {
        [self.work, self.key_work, self.unpacked, self.entries, self.tries]
    }

    /// Every form of every password that was given; of none: empty, then null.
    pub(crate) fn candidates(&self) -> Vec<PasswordCandidate> {
        let mut candidates: Vec<_> = self.unlock.passwords().flat_map(PasswordCandidate::of).collect();
        if candidates.is_empty() {
            candidates = PasswordCandidate::of_none();
        }
        candidates
    }
}
