//! All that is weak about a public key.

use super::{PublicKey, Value};
use crate::{
    Weakness,
    warn::bit_length,
    weakness::{factors, has_roca_fingerprint, is_useless},
};

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
