//! What makes a public key unsafe.

pub(crate) mod factors;
mod roca;

pub(crate) use roca::has_fingerprint as has_roca_fingerprint;

use crate::write::trim;
use core::fmt;
use keybundle_encoding::{Warning, WarningCode};

/// Something that makes a public key unsafe, or that those who check keys object to.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Weakness {
    /// Its algorithm, size or curve ([`Algorithm::weakness`](crate::Algorithm::weakness)).
    Algorithm {
        /// What is wrong with it.
        reason: &'static str,
    },
    /// An RSA exponent of one, or an even one, which encrypts nothing and inverts to nothing.
    UselessExponent,
    /// An RSA exponent below 65537, which FIPS 186-5 §5.1 does not allow: dangerous with careless padding only.
    SmallExponent,
    /// An RSA exponent above 2^256, which FIPS 186-5 §5.1 does not allow; such exponents come with private ones that
    /// are small, and those are found (Wiener 1990).
    LargeExponent {
        /// Size of the exponent.
        bits: usize,
    },
    /// The RSA modulus was made by Infineon's library (ROCA, CVE-2017-15361): it can be factored.
    Roca,
    /// The RSA modulus has this prime factor.
    SmallFactor {
        /// The factor.
        factor: u32,
    },
    /// The RSA modulus has two factors so close to each other that Fermat's method finds them (CVE-2022-26320).
    CloseFactors,
}

impl Weakness {
    /// As a warning of the code `weak-key`.
    #[must_use]
    pub fn warning(&self) -> Warning {
        Warning { code: WarningCode::WeakKey, message: self.to_string() }
    }
}

impl fmt::Display for Weakness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Algorithm { reason } => write!(f, "weak key: {reason}; ask for a new one"),
            Self::UselessExponent => {
                f.write_str("an RSA exponent that is one or even protects nothing: replace this key")
            }
            Self::SmallExponent => f.write_str("the RSA exponent is below 65537, which new keys should not have"),
            Self::LargeExponent { bits } => {
                write!(f, "the RSA exponent has {bits} bits, more than 256: many programs refuse such a key")
            }
            Self::Roca => f.write_str(
                "weak key: the RSA modulus has the fingerprint of ROCA (CVE-2017-15361) and can be factored: replace it",
            ),
            Self::SmallFactor { factor } => {
                write!(f, "weak key: the RSA modulus is divisible by {factor} and protects nothing: replace this key")
            }
            Self::CloseFactors => f.write_str(
                "weak key: the factors of the RSA modulus are close to each other and easily found: replace this key",
            ),
        }
    }
}

/// One, or even.
pub(crate) fn is_useless(exponent: &[u8]) -> bool {
    trim(exponent) == [1] || exponent.last().is_none_or(|last| last & 1 == 0)
}
