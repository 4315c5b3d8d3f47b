//! RSA keys that came without their factors or CRT values: Java's non-CRT keys, and JWKs with `n`, `e` and `d` alone.

use super::rsa::{Number, Numbers, Prime};
use crate::{
    Error, Result,
    number::{below, number},
    warn::bit_length,
};
use crypto_bigint::{
    BoxedUint, ConcatenatingMul, Gcd, NonZero, Odd, Resize,
    modular::{BoxedMontyForm, BoxedMontyParams},
};
use keybundle_encoding::rare;
use zeroize::Zeroizing;

/// All tries together stay below two seconds, also for a number that has no factors to find.
const MAX_BITS: usize = 4_096;
/// What roots are taken of. Primes: what a product does, its factors tell already. Each fails with a chance of at most
/// one half.
const BASES: [u32; 20] = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71];

/// Public exponents to try where a key does not tell its own (Java writes zero).
const EXPONENTS: [u32; 8] = [65_537, 3, 17, 5, 257, 35, 37, 7];

impl Numbers {
    /// Computes what is missing: the public exponent, the factors, the CRT values.
    pub(super) fn complete(&mut self) -> Result<()> {
        let unusable = || Error::InvalidValue { reason: "an RSA key without its primes, which can't be found" };
        if self.primes.iter().all(|prime| prime.prime.is_empty()) {
            let has_a_bound = bit_length(&self.modulus) <= MAX_BITS
                && bit_length(&self.exponent) <= 64
                && below(&self.private_exponent, &self.modulus);
            if !rare::is_here() || !has_a_bound {
                return Err(unusable());
            }
            let modulus = Odd::new((*number(&self.modulus)).clone()).into_option().ok_or_else(unusable)?;
            let params = BoxedMontyParams::new_vartime(modulus);
            if self.exponent.is_empty() {
                self.exponent = self.find_exponent(&params).ok_or_else(unusable)?;
            }
            let (p, q) = self.factor(&params).ok_or_else(unusable)?;
            self.primes = vec![Prime::alone(p), Prime::alone(q)];
            self.coefficient = Zeroizing::default();
        }
        if self.coefficient.is_empty() && self.primes.iter().all(Prime::is_alone) {
            self.derive().ok_or_else(unusable)?;
        }
        Ok(())
    }

    /// The exponent e for which `2^(e·d) = 2`.
    fn find_exponent(&self, params: &BoxedMontyParams) -> Option<Number> {
        let two = BoxedMontyForm::one(params).double();
        let power = Zeroizing::new(two.pow(&number(&self.private_exponent)));
        let found = EXPONENTS.iter().find(|&&exponent| power.pow(&BoxedUint::from(exponent)) == two)?;
        Some(Zeroizing::new(crate::write::trim(&found.to_be_bytes()).to_vec()))
    }

    /// A square root of one that is neither 1 nor -1 gives the factors (SP 800-56B appendix C.1).
    fn factor(&self, params: &BoxedMontyParams) -> Option<(Number, Number)> {
        let product = Zeroizing::new(number(&self.exponent).concatenating_mul(&*number(&self.private_exponent)));
        let order = Zeroizing::new(product.wrapping_sub(BoxedUint::one()));
        let twos = order.trailing_zeros_vartime();
        if order.is_zero().into() || twos == 0 {
            return None;
        }
        let odd = Zeroizing::new(order.shr_vartime(twos)?);
        let one = BoxedMontyForm::one(params);
        let minus_one = one.neg();
        let modulus = params.modulus().as_ref();
        for base in BASES {
            let base = BoxedMontyForm::new(BoxedUint::from(base).resize(modulus.bits_precision()), params);
            let mut root = Zeroizing::new(base.pow(&odd));
            for _ in 0..twos {
                let square = Zeroizing::new(root.square());
                if *square == one && *root != one && *root != minus_one {
                    let multiple = Zeroizing::new(Zeroizing::new(root.sub(&one)).retrieve());
                    let factor = Zeroizing::new(multiple.gcd(modulus));
                    let divisor = Zeroizing::new(NonZero::new((*factor).clone()).into_option()?);
                    let other = Zeroizing::new(modulus / &*divisor);
                    let (p, q) = if *factor > *other { (factor, other) } else { (other, factor) };
                    return Some((bytes(&p), bytes(&q)));
                }
                root = square;
            }
            if *root != one {
                // The exponents are not inverse to each other: no try can succeed.
                return None;
            }
        }
        None
    }

    /// The CRT values of the factors.
    fn derive(&mut self) -> Option<()> {
        let one = BoxedUint::one();
        let private_exponent = number(&self.private_exponent);
        let mut product: Option<Zeroizing<BoxedUint>> = None;
        for factor in &mut self.primes {
            let prime = number(&factor.prime);
            let order = Zeroizing::new(NonZero::new(prime.wrapping_sub(&one)).into_option()?);
            factor.exponent = bytes(&Zeroizing::new(private_exponent.rem(&*order)));
            if let Some(product) = &product {
                factor.coefficient = bytes(&*inverse(product, &prime)?);
            }
            product = Some(Zeroizing::new(match product {
                Some(product) => product.concatenating_mul(&*prime),
                None => (*prime).clone(),
            }));
        }
        let [p, q, ..] = self.primes.as_mut_slice() else { return None };
        // Of the first two it is the inverse of the second modulo the first.
        q.coefficient = Zeroizing::default();
        self.coefficient = bytes(&*inverse(&number(&q.prime), &number(&p.prime))?);
        Some(())
    }
}

fn bytes(number: &BoxedUint) -> Number {
    Zeroizing::new(number.to_be_bytes_trimmed_vartime().into_vec())
}

/// `value⁻¹` modulo an odd number.
fn inverse(value: &BoxedUint, modulus: &BoxedUint) -> Option<Zeroizing<BoxedUint>> {
    let divisor = Zeroizing::new(NonZero::new(modulus.clone()).into_option()?);
    let reduced = Zeroizing::new(value.rem(&*divisor).resize(modulus.bits_precision()));
    let modulus = Zeroizing::new(Odd::new(modulus.clone()).into_option()?);
    reduced.invert_odd_mod(&modulus).into_option().map(Zeroizing::new)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::*;

    fn bytes_of(number: u64) -> Number {
        Zeroizing::new(crate::write::trim(&number.to_be_bytes()).to_vec())
    }

    /// Bases that were no primes failed where few of them were independent: in one of 600 keys.
    #[test]
    fn every_product_of_two_primes_is_factored() {
        let is_prime =
            |number: &u64| (2..*number).take_while(|one| one * one <= *number).all(|one| !number.is_multiple_of(one));
        let primes: Vec<u64> = (101..500).filter(is_prime).collect();
        let mut count = 0;
        for (index, &p) in primes.iter().enumerate() {
            for &q in &primes[..index] {
                let (modulus, order) = (p * q, (p - 1) * (q - 1));
                let Some((exponent, private_exponent)) = EXPONENTS.iter().find_map(|&exponent| {
                    let inverse = (1..order).find(|one| one * u64::from(exponent) % order == 1)?;
                    Some((u64::from(exponent), inverse))
                }) else {
                    continue;
                };
                let numbers = Numbers {
                    modulus: bytes_of(modulus),
                    exponent: bytes_of(exponent),
                    private_exponent: bytes_of(private_exponent),
                    primes: Vec::new(),
                    coefficient: Zeroizing::default(),
                };
                let modulus = Odd::new((*number(&numbers.modulus)).clone()).into_option().unwrap();
                let found = numbers.factor(&BoxedMontyParams::new_vartime(modulus));
                assert_eq!(found, Some((bytes_of(p), bytes_of(q))), "{p} times {q}");
                count += 1;
            }
        }
        assert!(count > 1_000, "{count}");
    }
}
