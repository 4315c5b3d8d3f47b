//! A curve's points in homogeneous coordinates, and their addition, which is complete (Renes, Costello, Batina,
//! "Complete addition formulas for prime order elliptic curves", 2016, algorithm 1): no input is special, and every bit
//! of a scalar costs the same.

use super::super::Prime;
use crypto_bigint::{
    CtAssign, CtEq, NonZero, Odd, Uint,
    modular::{FixedMontyForm, FixedMontyParams},
};
use keybundle_encoding::rare;
use zeroize::Zeroizing;

type Element<const L: usize> = FixedMontyForm<L>;

/// A point in homogeneous coordinates; `(0 : 1 : 0)` is the neutral one.
#[derive(Clone, Copy)]
pub(super) struct Point<const L: usize> {
    pub(super) x: Element<L>,
    pub(super) y: Element<L>,
    pub(super) z: Element<L>,
}

/// A curve with its field made ready.
pub(super) struct Group<const L: usize> {
    pub(super) params: FixedMontyParams<L>,
    pub(super) a: Element<L>,
    pub(super) b: Element<L>,
    pub(super) b3: Element<L>,
    pub(super) zero: Element<L>,
    pub(super) one: Element<L>,
    pub(super) order: NonZero<Uint<L>>,
    /// Bytes of a field element.
    pub(super) size: usize,
}

impl<const L: usize> Group<L> {
    pub(super) fn new(prime: &Prime) -> Option<Self> {
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
    pub(super) fn element(&self, bytes: &[u8]) -> Option<Element<L>> {
        let value = number(bytes)?;
        (&value < self.params.modulus().as_ref()).then(|| FixedMontyForm::new(&value, &self.params))
    }

    /// `x³ + ax + b`.
    pub(super) fn right_side(&self, x: &Element<L>) -> Element<L> {
        x.square().add(&self.a).mul(x).add(&self.b)
    }

    pub(super) fn decode(&self, point: &[u8]) -> Option<Point<L>> {
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
    pub(super) fn encode(&self, point: &Point<L>) -> Option<Zeroizing<Vec<u8>>> {
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

    pub(super) fn neutral(&self) -> Point<L> {
        Point { x: self.zero, y: self.one, z: self.zero }
    }

    /// A scalar from 1 to the order less one.
    pub(super) fn scalar(&self, scalar: &[u8]) -> Option<Uint<L>> {
        let scalar: Uint<L> = number(scalar)?;
        (scalar != Uint::ZERO && &scalar < self.order.as_ref()).then_some(scalar)
    }

    /// The multiple by a scalar from 1 to the order less one.
    pub(super) fn multiply(&self, point: &Point<L>, scalar: &[u8]) -> Option<Point<L>> {
        Some(self.times(point, &self.scalar(scalar)?))
    }

    /// Any multiple: four doublings and one addition for every four bits of the order, whatever they are.
    pub(super) fn times(&self, point: &Point<L>, scalar: &Uint<L>) -> Point<L> {
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
    pub(super) fn sum_of_public_multiples(
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
    pub(super) fn add(&self, p: &Point<L>, q: &Point<L>) -> Point<L> {
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
    pub(super) fn square_root(&self, value: &Element<L>) -> Option<Element<L>> {
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
pub(super) const WINDOW: u32 = 4;

/// The bits of a scalar that one addition takes: those of this window, counted from the lowest.
pub(super) fn digit<const L: usize>(scalar: &Uint<L>, window: u32) -> u32 {
    let shifted = scalar.shr_vartime(window * WINDOW);
    shifted.as_words().first().map_or(0, |word| *word as u32 & ((1 << WINDOW) - 1))
}

/// A number of these big-endian bytes, which must fit.
pub(super) fn number<const L: usize>(bytes: &[u8]) -> Option<Uint<L>> {
    let mut padded = Zeroizing::new(vec![0; Uint::<L>::BYTES]);
    let bytes = crate::write::trim(bytes);
    padded.get_mut(Uint::<L>::BYTES.checked_sub(bytes.len())?..)?.copy_from_slice(bytes);
    Some(Uint::from_be_slice(&padded))
}
