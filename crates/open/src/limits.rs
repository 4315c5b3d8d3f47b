//! How much an input may cost.

use crate::{Error, Result};

/// Upper bounds for one input, all its layers and all tries together.
///
/// The defaults let every honest file through (5,000,000 iterations of PBKDF2-HMAC-SHA-256 for each of a PKCS#12's
/// three keys) and stop a hostile one within seconds. Each can be raised; the refusal names the field.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of the input.
    pub input_bytes: u64,
    /// Key derivation in compressions of SHA-256 (other hashes count by their cost), summed over all tries.
    pub derivation_work: u64,
    /// What reading private keys costs, in the same unit: computing a public half on P-256 takes 1,400, on P-521 6,000,
    /// on a brainpool curve of 384 bits 5,000. Counted for all keys that are read, before the first is.
    pub key_work: u64,
    /// Bytes of memory that one derivation may take (scrypt).
    pub derivation_memory: u64,
    /// Containers inside containers.
    pub depth: u64,
    /// Recipients of one message; of those in all messages that may be meant, half as many are tried with a private key,
    /// beyond one a message for each key.
    pub recipients: u64,
    /// Entries of archives, parts of messages and members of JSON, summed.
    pub entries: u64,
    /// How many times its packed size one archive entry or compressed content may take, above the first MiB.
    pub ratio: u64,
    /// Bytes that all containers together may unpack to.
    pub unpacked_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            input_bytes: 1 << 32,
            derivation_work: 60_000_000,
            key_work: 150_000_000,
            derivation_memory: 1 << 28,
            depth: 64,
            recipients: 1_000,
            entries: 100_000,
            ratio: 200,
            unpacked_bytes: 1 << 32,
        }
    }
}

/// Which bound was passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Limit {
    /// [`Limits::input_bytes`].
    InputBytes,
    /// [`Limits::derivation_work`].
    DerivationWork,
    /// [`Limits::key_work`].
    KeyWork,
    /// [`Limits::derivation_memory`].
    DerivationMemory,
    /// [`Limits::depth`].
    Depth,
    /// [`Limits::recipients`].
    Recipients,
    /// [`Limits::entries`].
    Entries,
    /// [`Limits::ratio`].
    Ratio,
    /// [`Limits::unpacked_bytes`].
    UnpackedBytes,
}

impl Limit {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::InputBytes,
        Self::DerivationWork,
        Self::KeyWork,
        Self::DerivationMemory,
        Self::Depth,
        Self::Recipients,
        Self::Entries,
        Self::Ratio,
        Self::UnpackedBytes,
    ];

    /// The limit of a field's name.
    #[must_use]
    pub fn named(field: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|limit| limit.field() == field)
    }

    /// The name of the field of [`Limits`].
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::InputBytes => "input_bytes",
            Self::DerivationWork => "derivation_work",
            Self::KeyWork => "key_work",
            Self::DerivationMemory => "derivation_memory",
            Self::Depth => "depth",
            Self::Recipients => "recipients",
            Self::Entries => "entries",
            Self::Ratio => "ratio",
            Self::UnpackedBytes => "unpacked_bytes",
        }
    }
}

impl Limits {
    /// The bound itself.
    #[must_use]
    pub const fn of(&self, limit: Limit) -> u64 {
        match limit {
            Limit::InputBytes => self.input_bytes,
            Limit::DerivationWork => self.derivation_work,
            Limit::KeyWork => self.key_work,
            Limit::DerivationMemory => self.derivation_memory,
            Limit::Depth => self.depth,
            Limit::Recipients => self.recipients,
            Limit::Entries => self.entries,
            Limit::Ratio => self.ratio,
            Limit::UnpackedBytes => self.unpacked_bytes,
        }
    }

    /// Changes one bound.
    pub const fn set(&mut self, limit: Limit, bound: u64) {
        match limit {
            Limit::InputBytes => self.input_bytes = bound,
            Limit::DerivationWork => self.derivation_work = bound,
            Limit::KeyWork => self.key_work = bound,
            Limit::DerivationMemory => self.derivation_memory = bound,
            Limit::Depth => self.depth = bound,
            Limit::Recipients => self.recipients = bound,
            Limit::Entries => self.entries = bound,
            Limit::Ratio => self.ratio = bound,
            Limit::UnpackedBytes => self.unpacked_bytes = bound,
        }
    }

    /// Refuses what would need more than the bound.
    pub(crate) const fn check(&self, limit: Limit, needed: u64) -> Result<()> {
        let allowed = self.of(limit);
        if needed > allowed { Err(Error::Limit { limit, allowed, needed }) } else { Ok(()) }
    }
}
