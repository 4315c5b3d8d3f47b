//! How much an input may cost.

use crate::{Error, Limit, Result};

/// Upper bounds for one input, all its layers and all tries together.
///
/// The defaults let every honest file through (5,000,000 iterations of PBKDF2-HMAC-SHA-256 for each of a PKCS#12's
/// three keys) and stop a hostile one within seconds. Each can be raised; the refusal names the field.
///
/// Other bounds are fixed:
///
/// - BER is read 64 levels deep ([`keybundle_encoding::ber::MAX_DEPTH`]) and JSON 127 (`limit-depth`); JSON of more
///   than 4,000,000 values is refused (`unsupported-format`), whole numbers in arrays not counted.
/// - A chain has at most 32 certificates above the first. Checking signatures of certificates takes at most as much
///   work as 50,000,000 compressions of SHA-256; beyond that names and key identifiers decide.
/// - [`crate::Envelope::locked`] lists the first 1,000 locked layers, [`crate::parts()`] gives the first 1,000 parts,
///   and 1,000 warnings are kept ([`keybundle_encoding::Warnings::MOST`]).
/// - While several keys are tried on one CMS message, at most 256 MiB of content are decrypted after the first try
///   (`limit-recipients`). Keys of recipients whom it does not name are tried up to the cost of 32 operations with RSA
///   2,048.
/// - The header of a MIME entity ends after 1,000 lines. Values in settings (YAML, LDIF, environment files) are looked
///   for in texts of up to 4 MiB and their first 100,000 lines.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of the input. Default: 4 GiB.
    pub input_bytes: u64,
    /// Key derivation in compressions of SHA-256 (other hashes count by their cost), summed over all tries. Default:
    /// 60,000,000.
    pub derivation_work: u64,
    /// What reading private keys costs, in the same unit: computing a public half on P-256 takes 1,400, on P-521 6,000,
    /// on a brainpool curve of 384 bits 5,000. Counted for all keys that are read, before the first is. Default:
    /// 150,000,000.
    pub key_work: u64,
    /// Bytes of memory that one derivation may take (scrypt). Default: 256 MiB.
    pub derivation_memory: u64,
    /// Containers inside containers. Default: 64.
    pub depth: u64,
    /// Recipients of one message. At most half this number of private-key operations are tried over all messages (one
    /// with RSA 2,048 counts as one), plus one per message and key. Default: 1,000.
    pub recipients: u64,
    /// Entries of archives, parts of messages and members of JSON, summed. Default: 100,000.
    pub entries: u64,
    /// How many times its packed size one archive entry or compressed content may take, above the first MiB. Default:
    /// 200.
    pub ratio: u64,
    /// Bytes that all containers together may unpack to. Default: 4 GiB.
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
