//! Factors that are found without looking long.

use crate::number::number;
use crypto_bigint::{BoxedUint, NonZero, Resize};

/// Factors below this are looked for.
const BOUND: usize = 1 << 16;
/// Rounds of Fermat's method: CA/Browser Forum, Baseline Requirements §6.1.1.3.
const ROUNDS: usize = 100;

/// A prime factor of at most 16 bits.
pub(crate) fn small(modulus: &[u8]) -> Option<u32> {
    let mut composite = vec![false; BOUND];
    let mut batch = Vec::new();
    let mut product = 1_u64;
    for candidate in 2..BOUND {
        if composite.get(candidate).is_none_or(|&composite| composite) {
            continue;
        }
        composite.iter_mut().skip(candidate * candidate).step_by(candidate).for_each(|multiple| *multiple = true);
        let prime = candidate as u64;
        match product.checked_mul(prime) {
            Some(larger) => product = larger,
            None => {
                if let Some(factor) = divides(modulus, product, &batch) {
                    return Some(factor);
                }
                batch.clear();
                product = prime;
            }
        }
        batch.push(prime);
    }
    divides(modulus, product, &batch)
}

/// The first of these primes that divides the number; `product` is theirs.
fn divides(number: &[u8], product: u64, primes: &[u64]) -> Option<u32> {
    let residue = remainder(number, product);
    primes.iter().find(|&&prime| residue.is_multiple_of(prime)).and_then(|&prime| u32::try_from(prime).ok())
}

/// A big-endian number modulo a small one.
pub(super) fn remainder(number: &[u8], modulus: u64) -> u64 {
    let modulus = u128::from(modulus);
    let (first, words) = number.split_at(number.len() % 8);
    let start = first.iter().fold(0, |value, &byte| value << 8 | u128::from(byte)) % modulus;
    let remainder = words.chunks_exact(8).fold(start, |remainder, word| {
        let word = word.iter().fold(0, |value, &byte| value << 8 | u128::from(byte));
        (remainder << 64 | word) % modulus
    });
    u64::try_from(remainder).unwrap_or(0)
}

/// Whether the number is `(a - b)·(a + b)` for one of the first a from its root on: then `a² - number` is a square.
pub(crate) fn are_close(modulus: &[u8]) -> bool {
    let modulus = number(modulus);
    let width = modulus.bits_precision();
    let one = BoxedUint::one_with_precision(width);
    let mut a = root(&modulus);
    if a.wrapping_mul(&a) < *modulus {
        a = a.wrapping_add(&one);
    }
    // a² is at most a little above the modulus: it may need one bit more, which the difference does not.
    let mut difference = a.wrapping_mul(&a).wrapping_sub(&*modulus);
    for _ in 0..ROUNDS {
        if is_square(&difference) {
            return true;
        }
        // (a + 1)² - a²
        difference = difference.wrapping_add(&a).wrapping_add(&a).wrapping_add(&one);
        a = a.wrapping_add(&one);
    }
    false
}

/// The whole part of the square root, as wide as the number: Newton's method, from above. (That of `crypto_bigint` is
/// ten times the code.)
fn root(number: &BoxedUint) -> BoxedUint {
    let width = number.bits_precision();
    let mut root = BoxedUint::one_with_precision(width).shl(number.bits_vartime().div_ceil(2).min(width - 1));
    loop {
        let Some(divisor) = NonZero::new(root.clone()).into_option() else { return root };
        let next = root.wrapping_add(number.div_rem(&divisor).0.resize(width)).shr(1);
        if next >= root {
            return root;
        }
        root = next;
    }
}

fn is_square(number: &BoxedUint) -> bool {
    let bytes = number.to_be_bytes_trimmed_vartime();
    // Few numbers are squares modulo 64, 63, 65 and 11; the root is taken of those alone.
    let residue = remainder(&bytes, 64 * 63 * 65 * 11);
    let may_be =
        [64, 63, 65, 11].into_iter().all(|small| (0..small).any(|root| root * root % small == residue % small));
    if !may_be {
        return false;
    }
    let root = root(number);
    root.wrapping_mul(&root) == *number
}

#[cfg(test)]
mod tests {
    use super::{number, root};

    #[test]
    fn roots_are_those_of_the_big_number_crate() {
        let mut bytes = Vec::new();
        for step in 0..300_u32 {
            bytes.push(step.wrapping_mul(0x9e37_79b9).to_be_bytes()[0]);
            let value = number(&bytes);
            let (own, theirs) = (root(&value), value.floor_sqrt_vartime());
            assert_eq!(own, theirs);
            // A square, and the number above it.
            let square = own.wrapping_mul(&own);
            for value in [square.wrapping_add(number(&[1])), square] {
                assert_eq!(root(&value), value.floor_sqrt_vartime());
            }
        }
        assert_eq!(root(&number(&[])), *number(&[]));
    }
}
