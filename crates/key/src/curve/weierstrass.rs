//! Arithmetic on any curve `y² = x³ + ax + b` of odd order over a prime field, for the curves that have no crate, and
//! in a browser for all but P-256.

mod base;
mod group;

use super::Prime;
use crypto_bigint::{
    Odd, U576, Uint,
    modular::{FixedMontyForm, FixedMontyParams},
};
#[cfg(not(target_family = "wasm"))]
use crypto_bigint::{U128, U192, U256, U320, U384, U512};
use group::{Group, Point, number};
use zeroize::Zeroizing;

/// Runs generic code with numbers wide enough for field and order: in a browser, where code has to be loaded, of the
/// one width that is wide enough for all.
#[cfg(target_family = "wasm")]
macro_rules! by_width {
    ($prime:expr, $function:ident($($argument:expr),*)) => {
        match $prime.p.len().max($prime.n.len()) {
            ..=66 => $function::<{ U576::LIMBS }>($($argument),*),
            _ => None,
        }
    };
}

/// Runs generic code with numbers wide enough for field and order.
#[cfg(not(target_family = "wasm"))]
macro_rules! by_width {
    ($prime:expr, $function:ident($($argument:expr),*)) => {
        match $prime.p.len().max($prime.n.len()) {
            ..=16 => $function::<{ U128::LIMBS }>($($argument),*),
            ..=24 => $function::<{ U192::LIMBS }>($($argument),*),
            ..=32 => $function::<{ U256::LIMBS }>($($argument),*),
            ..=40 => $function::<{ U320::LIMBS }>($($argument),*),
            ..=48 => $function::<{ U384::LIMBS }>($($argument),*),
            ..=64 => $function::<{ U512::LIMBS }>($($argument),*),
            ..=66 => $function::<{ U576::LIMBS }>($($argument),*),
            _ => None,
        }
    };
}

/// The uncompressed form of a compressed or uncompressed point, if it is on the curve.
pub(super) fn validate(prime: &Prime, point: &[u8]) -> Option<Vec<u8>> {
    by_width!(prime, validate_in(prime, point))
}

/// The uncompressed public point of a scalar from 1 to the order less one.
pub(super) fn public(prime: &'static Prime, scalar: &[u8]) -> Option<Vec<u8>> {
    by_width!(prime, public_in(prime, scalar))
}

/// The x coordinate of the scalar times an uncompressed point.
pub(super) fn agree(prime: &Prime, scalar: &[u8], point: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    by_width!(prime, agree_in(prime, scalar, point))
}

/// Whether `r` and `s`, big-endian, are an ECDSA signature of the hash (FIPS 186-5 §6.4.2) by the uncompressed point.
pub(crate) fn verify(prime: &Prime, point: &[u8], hash: &[u8], r: &[u8], s: &[u8]) -> Option<bool> {
    by_width!(prime, verify_in(prime, point, hash, r, s))
}

fn verify_in<const L: usize>(prime: &Prime, point: &[u8], hash: &[u8], r: &[u8], s: &[u8]) -> Option<bool> {
    let group = Group::<L>::new(prime)?;
    let order = FixedMontyParams::new_vartime(Odd::new(*group.order.as_ref()).into_option()?);
    let (Some(r), Some(s)) = (number(r), number(s)) else { return Some(false) };
    let in_range = |value: &Uint<L>| *value != Uint::ZERO && value < group.order.as_ref();
    if !in_range(&r) || !in_range(&s) {
        return Some(false);
    }
    // The leftmost bits of the hash, as many as the order has.
    let bits = group.order.bits_vartime();
    let hash = hash.get(..hash.len().min(prime.n.len()))?;
    let excess = u32::try_from(hash.len() * 8).ok()?.saturating_sub(bits);
    let hash = number::<L>(hash)?.wrapping_shr_vartime(excess);

    let inverse = FixedMontyForm::new(&s, &order).invert_vartime().into_option()?;
    let first = FixedMontyForm::new(&hash, &order).mul(&inverse).retrieve();
    let second = FixedMontyForm::new(&r, &order).mul(&inverse).retrieve();
    let generator = Point { x: group.element(prime.x)?, y: group.element(prime.y)?, z: group.one };
    let sum = group.sum_of_public_multiples((&generator, &first), (&group.decode(point)?, &second));
    let Some(inverse) = sum.z.invert_vartime().into_option() else { return Some(false) };
    let x = sum.x.mul(&inverse).retrieve();
    Some(x.rem_vartime(&group.order) == r)
}

fn validate_in<const L: usize>(prime: &Prime, point: &[u8]) -> Option<Vec<u8>> {
    let group = Group::<L>::new(prime)?;
    Some(group.encode(&group.decode(point)?)?.to_vec())
}

fn public_in<const L: usize>(prime: &'static Prime, scalar: &[u8]) -> Option<Vec<u8>> {
    let group = Group::<L>::new(prime)?;
    let generator = Point { x: group.element(prime.x)?, y: group.element(prime.y)?, z: group.one };
    let scalar = group.scalar(scalar)?;
    let multiple = base::multiply(&group, prime, &generator, &scalar);
    let multiple = multiple.unwrap_or_else(|| group.times(&generator, &scalar));
    Some(group.encode(&multiple)?.to_vec())
}

fn agree_in<const L: usize>(prime: &Prime, scalar: &[u8], point: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let group = Group::<L>::new(prime)?;
    let shared = group.encode(&group.multiply(&group.decode(point)?, scalar)?)?;
    Some(Zeroizing::new(shared.get(1..=group.size)?.to_vec()))
}

#[cfg(test)]
mod tests;
