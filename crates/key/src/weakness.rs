//! What makes a public key unsafe.

mod factors;
mod roca;

pub(crate) use roca::has_fingerprint as has_roca_fingerprint;

use crate::{PublicKey, public::Value, warn::bit_length, write::trim};
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

impl PublicKey {
    /// All that is weak about the key; empty of a good one. Of RSA it looks at size and exponent, for the fingerprint
    /// of ROCA, for prime factors below 65536, and for factors that 100 rounds of Fermat's method find (what the
    /// CA/Browser Forum's Baseline Requirements §6.1.1.3 ask for): about a millisecond for 2048 bits.
    ///
    /// ```
    /// use keybundle_encoding::Warnings;
    /// # let spki = [
    /// #     &[0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x21, 0][..],
    /// #     &[0x19, 0xbf, 0x44, 0x09, 0x69, 0x84, 0xcd, 0xfe, 0x85, 0x41, 0xba, 0xc1, 0x67, 0xdc, 0x3b, 0x96],
    /// #     &[0xc8, 0x50, 0x86, 0xaa, 0x30, 0xb6, 0xb6, 0xcb, 0x0c, 0x5c, 0x38, 0xad, 0x70, 0x31, 0x66, 0xe1],
    /// # ]
    /// # .concat();
    /// let key = keybundle_key::PublicKey::from_spki_der(&spki, &mut Warnings::new())?;
    /// assert!(key.weaknesses().is_empty());
    /// # Ok::<(), keybundle_key::Error>(())
    /// ```
    #[must_use]
    pub fn weaknesses(&self) -> Vec<Weakness> {
        let mut found: Vec<_> =
            self.algorithm().weakness().map(|reason| Weakness::Algorithm { reason }).into_iter().collect();
        if let Value::Rsa { modulus, exponent } = self.value() {
            found.extend(of_exponent(exponent));
            found.extend(has_roca_fingerprint(modulus).then_some(Weakness::Roca));
            match factors::small(modulus) {
                Some(factor) => found.push(Weakness::SmallFactor { factor }),
                None => found.extend(factors::are_close(modulus).then_some(Weakness::CloseFactors)),
            }
        }
        found
    }
}

fn of_exponent(exponent: &[u8]) -> Option<Weakness> {
    if is_useless(exponent) {
        return Some(Weakness::UselessExponent);
    }
    match bit_length(exponent) {
        0..=16 => Some(Weakness::SmallExponent),
        bits @ 257.. => Some(Weakness::LargeExponent { bits }),
        _ => None,
    }
}

/// One, or even.
pub(crate) fn is_useless(exponent: &[u8]) -> bool {
    trim(exponent) == [1] || exponent.last().is_none_or(|last| last & 1 == 0)
}
