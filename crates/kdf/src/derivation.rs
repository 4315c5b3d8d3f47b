//! What there is to derive.

use crate::Hash;
use core::fmt;

/// One key (or IV) to be derived from a password. Passwords are bytes as the derivation hashes them.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum Derivation<'a> {
    /// PBKDF2 with HMAC (RFC 8018 §5.2).
    Pbkdf2 {
        /// The hash under HMAC.
        hash: Hash,
        /// The password's octets, normally UTF-8.
        password: &'a [u8],
        /// The salt.
        salt: &'a [u8],
        /// The iteration count, at least 1.
        iterations: u64,
        /// Bytes to derive.
        length: usize,
    },
    /// The derivation of PKCS#12 (RFC 7292 appendix B.2).
    Pkcs12 {
        /// The hash.
        hash: Hash,
        /// The password as `BMPString` bytes, its two zero bytes at the end included; empty for no password at all.
        password: &'a [u8],
        /// The salt.
        salt: &'a [u8],
        /// The iteration count, at least 1.
        iterations: u64,
        /// What the bytes are for.
        purpose: Pkcs12Purpose,
        /// Bytes to derive.
        length: usize,
    },
    /// PBKDF1 (RFC 8018 §5.1).
    Pbkdf1 {
        /// MD5 or SHA-1.
        hash: Hash,
        /// The password's octets.
        password: &'a [u8],
        /// The salt.
        salt: &'a [u8],
        /// The iteration count, at least 1.
        iterations: u64,
        /// Bytes to derive, at most those of a digest.
        length: usize,
    },
    /// scrypt (RFC 7914).
    Scrypt {
        /// The password's octets.
        password: &'a [u8],
        /// The salt.
        salt: &'a [u8],
        /// The cost `N`: a power of two above 1.
        n: u64,
        /// The block size `r`.
        r: u64,
        /// The parallelization `p`.
        p: u64,
        /// Bytes to derive.
        length: usize,
    },
    /// OpenSSL's `EVP_BytesToKey` with one iteration: the old encrypted PEM.
    BytesToKey {
        /// The hash: MD5 in PEM.
        hash: Hash,
        /// The password's octets.
        password: &'a [u8],
        /// The salt: in PEM the first eight bytes of the IV.
        salt: &'a [u8],
        /// Bytes to derive.
        length: usize,
    },
}

impl Derivation<'_> {
    /// The bytes to derive.
    #[must_use]
    pub const fn length(&self) -> usize {
        match *self {
            Self::Pbkdf2 { length, .. }
            | Self::Pkcs12 { length, .. }
            | Self::Pbkdf1 { length, .. }
            | Self::Scrypt { length, .. }
            | Self::BytesToKey { length, .. } => length,
        }
    }
}

impl fmt::Debug for Derivation<'_> {
    /// Names and numbers, never the password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pbkdf2 { hash, iterations, length, .. } => {
                write!(f, "Pbkdf2({hash}, {iterations} iterations, {length} bytes)")
            }
            Self::Pkcs12 { hash, iterations, purpose, length, .. } => {
                write!(f, "Pkcs12({hash}, {iterations} iterations, {purpose:?}, {length} bytes)")
            }
            Self::Pbkdf1 { hash, iterations, length, .. } => {
                write!(f, "Pbkdf1({hash}, {iterations} iterations, {length} bytes)")
            }
            Self::Scrypt { n, r, p, length, .. } => write!(f, "Scrypt(N {n}, r {r}, p {p}, {length} bytes)"),
            Self::BytesToKey { hash, length, .. } => write!(f, "BytesToKey({hash}, {length} bytes)"),
        }
    }
}

/// What bytes of the PKCS#12 derivation are for: the diversifier of RFC 7292 §B.3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Pkcs12Purpose {
    /// Key of a cipher.
    Key = 1,
    /// Initialization vector.
    Iv = 2,
    /// Key of the MAC.
    Mac = 3,
}
