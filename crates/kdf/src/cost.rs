//! What a derivation costs, told before it is done.

use crate::{Derivation, Hash};

/// Bytes that padding and length take at least, in hashes with blocks of 64 bytes (FIPS 180-4 §5.1.1).
const PADDING_64: u64 = 9;
/// The same with blocks of 128 bytes (§5.1.2).
const PADDING_128: u64 = 17;

impl Derivation<'_> {
    /// The time it takes, in compressions of SHA-256 done one after another with the processor's SHA instructions.
    ///
    /// Other hashes count by what their compressions cost on the same processor (see the weights in the source), so
    /// that a limit on this number is one on time. It never overflows: what is too large is [`u64::MAX`].
    #[must_use]
    pub fn work(&self) -> u64 {
        match *self {
            Self::Pbkdf2 { hash, password, salt, iterations, length } => {
                // RFC 8018 §5.2: U_1 hashes the salt and a counter, each further U_i is two compressions.
                let first = compressions(hash, &[hash.block_size(), salt.len(), 4]);
                let part = iterations.saturating_mul(2).saturating_add(first);
                // The states after HMAC's two key blocks, and the key's own hash where it is longer than a block.
                let setup = compressions(hash, &[password.len()]).saturating_add(2);
                parts(hash, length).saturating_mul(part).saturating_add(setup).saturating_mul(weight(hash))
            }
            Self::Pkcs12 { hash, password, salt, iterations, length, .. } => {
                let block = hash.block_size();
                let first = compressions(hash, &[block, salt.len(), block, password.len(), block]);
                let part = iterations.saturating_add(first);
                parts(hash, length).saturating_mul(part).saturating_mul(weight(hash))
            }
            Self::Pbkdf1 { hash, password, salt, iterations, .. } => compressions(hash, &[password.len(), salt.len()])
                .saturating_add(iterations)
                .saturating_mul(weight(hash)),
            Self::Scrypt { password, salt, n, r, p, length } => {
                let hash = Hash::Sha256;
                // RFC 7914 §4 to §6: 2 N times 2 r Salsa20/8 for each of p; and PBKDF2 with one iteration, before and
                // after.
                let mix = SCRYPT.saturating_mul(n).saturating_mul(r).saturating_mul(p);
                let block = r.saturating_mul(p).saturating_mul(128 / 32);
                let before = compressions(hash, &[64, salt.len(), 4]).saturating_add(2).saturating_mul(block);
                let after = block.saturating_mul(2).saturating_add(4).saturating_mul(parts(hash, length));
                mix.saturating_add(before).saturating_add(after).saturating_add(compressions(hash, &[password.len()]))
            }
            Self::BytesToKey { hash, password, salt, length } => {
                let part = compressions(hash, &[hash.output_size(), password.len(), salt.len()]);
                parts(hash, length).saturating_mul(part).saturating_mul(weight(hash))
            }
        }
    }

    /// The memory it takes, in bytes, its output included and the stack not. Never overflows: [`u64::MAX`] then.
    #[must_use]
    pub fn memory(&self) -> u64 {
        let output = self.length() as u64;
        let inside = match *self {
            Self::Pkcs12 { hash, password, salt, .. } => sum(&[password.len(), salt.len(), 3 * hash.block_size()]),
            // RFC 7914 §5: N blocks of 128 r bytes, one more beside them, and p of them to mix.
            Self::Scrypt { n, r, p, .. } => n.saturating_add(p).saturating_add(1).saturating_mul(r).saturating_mul(128),
            _ => 0,
        };
        output.saturating_add(inside)
    }
}

/// The digests that `length` bytes of output need.
fn parts(hash: Hash, length: usize) -> u64 {
    length.div_ceil(hash.output_size()) as u64
}

/// The compressions (or permutations) that hashing a message takes, given the lengths of its parts.
fn compressions(hash: Hash, lengths: &[usize]) -> u64 {
    let padding = match hash.block_size() {
        64 => PADDING_64,
        128 => PADDING_128,
        _ => 1,
    };
    sum(lengths).saturating_add(padding).div_ceil(hash.block_size() as u64)
}

fn sum(lengths: &[usize]) -> u64 {
    lengths.iter().fold(0, |sum, &length| sum.saturating_add(length as u64))
}

/// What one compression (or permutation) costs, in compressions of SHA-256.
///
/// Measured on a Zen 5 at 4 GHz, one chain alone: SHA-256 37 ns, SHA-1 31, MD5 100, SHA-512 152, SHA-3 285. Chains that
/// share lanes cost less. Without the SHA extensions SHA-1 and SHA-256 cost about four times as much.
pub(crate) const fn weight(hash: Hash) -> u64 {
    match hash {
        Hash::Sha1 | Hash::Sha224 | Hash::Sha256 => 1,
        Hash::Md5 => 3,
        Hash::Sha384 | Hash::Sha512 | Hash::Sha512_224 | Hash::Sha512_256 => 5,
        Hash::Sha3_224 | Hash::Sha3_256 | Hash::Sha3_384 | Hash::Sha3_512 => 8,
    }
}

/// What scrypt costs for each N, r and p, in the same unit: four Salsa20/8 and 256 bytes of memory written and read.
/// Measured as above: 500 to 850 ns, more the more memory.
const SCRYPT: u64 = 24;
