//! Arithmetic on any curve `y² = x³ + ax + b` of odd order over a prime field, for the curves that have no crate, and in a
//! browser for all but P-256.
//!
//! Complete addition (Renes, Costello, Batina, "Complete addition formulas for prime order elliptic curves", 2016,
//! algorithm 1) in homogeneous coordinates, so that no input is special; every bit of the scalar costs the same.

mod base;

use super::Prime;
use crypto_bigint::{
    CtAssign, CtEq, NonZero, Odd, U576, Uint,
    modular::{FixedMontyForm, FixedMontyParams},
};
#[cfg(not(target_family = "wasm"))]
use crypto_bigint::{U128, U192, U256, U320, U384, U512};
use keybundle_encoding::rare;
use zeroize::Zeroizing;

/// Runs generic code with numbers wide enough for field and order: in a browser, where code has to be loaded, of the one
/// width that is wide enough for all.
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

type Element<const L: usize> = FixedMontyForm<L>;

/// A point in homogeneous coordinates; `(0 : 1 : 0)` is the neutral one.
#[derive(Clone, Copy)]
struct Point<const L: usize> {
    x: Element<L>,
    y: Element<L>,
    z: Element<L>,
}

/// A curve with its field made ready.
struct Group<const L: usize> {
    params: FixedMontyParams<L>,
    a: Element<L>,
    b: Element<L>,
    b3: Element<L>,
    zero: Element<L>,
    one: Element<L>,
    order: NonZero<Uint<L>>,
    /// Bytes of a field element.
    size: usize,
}

impl<const L: usize> Group<L> {
    fn new(prime: &Prime) -> Option<Self> {
        let params = FixedMontyParams::new_vartime(Odd::new(number(prime.p)?).into_option()?);
        let element = |bytes| Some(FixedMontyForm::new(&number(bytes)?, &params));
        let b = element(prime.b)?;
        Some(Self {
            a: element(prime.a)?,
            b3: b.double().add(&b),
            b,
            zero: FixedMontyForm::zero(&params),
            one: FixedMontyForm::one(&params),
            order: NonZero::new(number(prime.n)?).into_option()?,
            size: prime.p.len(),
            params,
        })
    }

    /// A field element; `None` when it is not below the prime.
    fn element(&self, bytes: &[u8]) -> Option<Element<L>> {
        let value = number(bytes)?;
        (&value < self.params.modulus().as_ref()).then(|| FixedMontyForm::new(&value, &self.params))
    }

    /// `x³ + ax + b`.
    fn right_side(&self, x: &Element<L>) -> Element<L> {
        x.square().add(&self.a).mul(x).add(&self.b)
    }

    fn decode(&self, point: &[u8]) -> Option<Point<L>> {
        let (&form, coordinates) = point.split_first()?;
        let x = self.element(coordinates.get(..self.size)?)?;
        let right = self.right_side(&x);
        let y = match form {
            0x04 => self.element(coordinates.get(self.size..)?)?,
            _ if !rare::is_here() => return None,
            _ => {
                let root = self.square_root(&right)?;
                let odd = root.retrieve().to_be_bytes().as_ref().last()? & 1;
                if odd == form & 1 { root } else { root.neg() }
            }
        };
        (y.square() == right).then_some(Point { x, y, z: self.one })
    }

    /// SEC1 uncompressed; `None` for the neutral point.
    fn encode(&self, point: &Point<L>) -> Option<Zeroizing<Vec<u8>>> {
        let inverse = point.z.invert().into_option()?;
        let mut bytes = Zeroizing::new(Vec::with_capacity(1 + 2 * self.size));
        bytes.push(0x04);
        for coordinate in [point.x, point.y] {
            let value = coordinate.mul(&inverse).retrieve().to_be_bytes();
            let value: &[u8] = value.as_ref();
            bytes.extend_from_slice(value.get(value.len().checked_sub(self.size)?..)?);
        }
        Some(bytes)
    }

    fn neutral(&self) -> Point<L> {
        Point { x: self.zero, y: self.one, z: self.zero }
    }

    /// A scalar from 1 to the order less one.
    fn scalar(&self, scalar: &[u8]) -> Option<Uint<L>> {
        let scalar: Uint<L> = number(scalar)?;
        (scalar != Uint::ZERO && &scalar < self.order.as_ref()).then_some(scalar)
    }

    /// The multiple by a scalar from 1 to the order less one.
    fn multiply(&self, point: &Point<L>, scalar: &[u8]) -> Option<Point<L>> {
        Some(self.times(point, &self.scalar(scalar)?))
    }

    /// Any multiple: four doublings and one addition for every four bits of the order, whatever they are.
    fn times(&self, point: &Point<L>, scalar: &Uint<L>) -> Point<L> {
        let mut multiple = self.neutral();
        let multiples = [(); 1 << WINDOW].map(|()| {
            let form = multiple;
            multiple = self.add(&multiple, point);
            form
        });
        let mut result = self.neutral();
        for window in (0..self.order.bits_vartime().div_ceil(WINDOW)).rev() {
            for _ in 0..WINDOW {
                result = self.add(&result, &result);
            }
            let digit = digit(scalar, window);
            let mut chosen = self.neutral();
            for (index, multiple) in (0_u32..).zip(&multiples) {
                let here = index.ct_eq(&digit);
                chosen.x.ct_assign(&multiple.x, here);
                chosen.y.ct_assign(&multiple.y, here);
                chosen.z.ct_assign(&multiple.z, here);
            }
            result = self.add(&result, &chosen);
        }
        result
    }

    /// The sum of two multiples, both of public values: one pass over the bits of both scalars, which the time tells.
    fn sum_of_public_multiples(
        &self,
        (p, first): (&Point<L>, &Uint<L>),
        (q, second): (&Point<L>, &Uint<L>),
    ) -> Point<L> {
        let both = self.add(p, q);
        let mut result = self.neutral();
        for at in (0..self.order.bits_vartime()).rev() {
            result = self.add(&result, &result);
            let term = match (first.bit_vartime(at), second.bit_vartime(at)) {
                (true, true) => &both,
                (true, false) => p,
                (false, true) => q,
                (false, false) => continue,
            };
            result = self.add(&result, term);
        }
        result
    }

    /// Algorithm 1 of the paper, step by step.
    fn add(&self, p: &Point<L>, q: &Point<L>) -> Point<L> {
        let (a, b3) = (&self.a, &self.b3);
        let t0 = p.x.mul(&q.x);
        let t1 = p.y.mul(&q.y);
        let t2 = p.z.mul(&q.z);
        let t3 = p.x.add(&p.y).mul(&q.x.add(&q.y)).sub(&t0.add(&t1));
        let t4 = p.x.add(&p.z).mul(&q.x.add(&q.z)).sub(&t0.add(&t2));
        let t5 = p.y.add(&p.z).mul(&q.y.add(&q.z)).sub(&t1.add(&t2));
        let z = a.mul(&t4).add(&b3.mul(&t2));
        let x = t1.sub(&z);
        let z = t1.add(&z);
        let y = x.mul(&z);
        let t1 = t0.double().add(&t0);
        let t2 = a.mul(&t2);
        let t4 = b3.mul(&t4);
        let t1 = t1.add(&t2);
        let t2 = a.mul(&t0.sub(&t2));
        let t4 = t4.add(&t2);
        let y = y.add(&t1.mul(&t4));
        let x = t3.mul(&x).sub(&t5.mul(&t4));
        let z = t5.mul(&z).add(&t3.mul(&t1));
        Point { x, y, z }
    }

    /// A square root by Tonelli and Shanks; public values only. The caller checks that it is one.
    fn square_root(&self, value: &Element<L>) -> Option<Element<L>> {
        let less_one = self.params.modulus().as_ref().wrapping_sub(&Uint::ONE);
        let twos = less_one.trailing_zeros_vartime();
        let odd = less_one.wrapping_shr_vartime(twos);
        let minus_one = self.one.neg();
        // A number that is no square: half of all are not, so that a few tries find one.
        let mut candidate = self.one.double();
        while candidate.pow_vartime(&less_one.wrapping_shr_vartime(1)) != minus_one {
            candidate = candidate.add(&self.one);
        }
        let mut generator = candidate.pow_vartime(&odd);
        let mut order = twos;
        let mut rest = value.pow_vartime(&odd);
        let mut root = value.pow_vartime(&odd.wrapping_add(&Uint::ONE).wrapping_shr_vartime(1));
        while rest != self.one {
            let mut exponent = 0;
            let mut power = rest;
            while power != self.one {
                power = power.square();
                exponent += 1;
                if exponent >= order {
                    return None;
                }
            }
            let step = generator.square_repeat_vartime(order - exponent - 1);
            generator = step.square();
            order = exponent;
            rest = rest.mul(&generator);
            root = root.mul(&step);
        }
        Some(root)
    }
}

/// Bits of a scalar that one addition takes.
const WINDOW: u32 = 4;

/// The bits of a scalar that one addition takes: those of this window, counted from the lowest.
fn digit<const L: usize>(scalar: &Uint<L>, window: u32) -> u32 {
    let shifted = scalar.shr_vartime(window * WINDOW);
    shifted.as_words().first().map_or(0, |word| *word as u32 & ((1 << WINDOW) - 1))
}

/// A number of these big-endian bytes, which must fit.
fn number<const L: usize>(bytes: &[u8]) -> Option<Uint<L>> {
    let mut padded = Zeroizing::new(vec![0; Uint::<L>::BYTES]);
    let bytes = crate::write::trim(bytes);
    padded.get_mut(Uint::<L>::BYTES.checked_sub(bytes.len())?..)?.copy_from_slice(bytes);
    Some(Uint::from_be_slice(&padded))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Curve;

    /// All over prime fields.
    fn curves() -> impl Iterator<Item = (Curve, &'static Prime)> {
        Curve::all().filter_map(|curve| Some((curve, curve.prime()?)))
    }

    /// SEC1 uncompressed.
    fn generator(prime: &Prime) -> Vec<u8> {
        [&[0x04], prime.x, prime.y].concat()
    }

    /// The order less one, as a scalar.
    fn last(prime: &Prime) -> Vec<u8> {
        let mut scalar = prime.n.to_vec();
        *scalar.last_mut().unwrap() -= 1;
        scalar
    }

    fn sum_with_last<const L: usize>(prime: &Prime) -> Option<bool> {
        let group = Group::<L>::new(prime)?;
        let generator = group.decode(&generator(prime))?;
        let sum = group.add(&group.multiply(&generator, &last(prime))?, &generator);
        Some(sum.z == group.zero && sum.x == group.zero && sum.y != group.zero)
    }

    /// The tables hold what they say: each generator is on its curve, and its order is the order.
    #[test]
    fn generators_and_orders() {
        for (curve, prime) in curves() {
            let generator = generator(prime);
            assert_eq!(validate(prime, &generator), Some(generator.clone()), "{curve}");
            assert_eq!(by_width!(prime, sum_with_last(prime)), Some(true), "{curve}");
            // (n - 1)·G is -G: the same x, the other y.
            let negative = public(prime, &last(prime)).unwrap();
            assert_eq!(negative[1..=prime.x.len()], *prime.x, "{curve}");
            assert_ne!(negative, generator, "{curve}");
            assert_eq!(public(prime, prime.n), None, "{curve}");
            assert_eq!(public(prime, &vec![0; prime.n.len()]), None, "{curve}");
        }
        assert_eq!(curves().count(), 41);
    }

    /// Roots exist for every prime: 3 modulo 4, 5 modulo 8, and P-224's 1 modulo 2^96.
    #[test]
    fn compressed_points() {
        for (curve, prime) in curves() {
            for scalar in [1, 2, 3, 77] {
                let scalar = crate::write::fit(&[scalar], prime.n.len()).unwrap();
                let point = public(prime, &scalar).unwrap();
                let mut compressed = point[..=prime.p.len()].to_vec();
                compressed[0] = 2 | (point.last().unwrap() & 1);
                assert_eq!(validate(prime, &compressed), Some(point.clone()), "{curve}");
                let mut off = point.clone();
                *off.last_mut().unwrap() ^= 1;
                assert_eq!(validate(prime, &off), None, "{curve}");
            }
        }
    }

    /// The same results as the crates that a few curves have.
    #[test]
    fn agrees_with_the_crates() {
        let mut scalar = 0x0123_4567_89ab_cdef_u64;
        for curve in [
            Curve::P224,
            Curve::P256,
            Curve::P384,
            Curve::P521,
            Curve::SECP256K1,
            Curve::BRAINPOOL_P256R1,
            Curve::BRAINPOOL_P256T1,
            Curve::BRAINPOOL_P384R1,
            Curve::BRAINPOOL_P384T1,
        ] {
            let prime = curve.prime().unwrap();
            for _ in 0..8 {
                scalar = scalar.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(1);
                let wide = scalar.to_be_bytes().repeat(9);
                let bytes = crate::write::fit(&wide[..prime.n.len() - 1], prime.n.len()).unwrap();
                let point = public(prime, &bytes).unwrap();
                assert_eq!(curve.public_point(&bytes).as_ref(), Some(&point), "{curve}");
                assert_eq!(curve.uncompressed(&point).as_ref(), Some(&point), "{curve}");
                assert_eq!(curve.agree(&bytes, &point), agree(prime, &bytes, &point), "{curve}");
            }
        }
    }
}
