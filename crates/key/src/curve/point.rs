//! Points: reading them in every form, the public half of a scalar, and agreement.
//!
//! P-256 and P-384 are in [`assembly`] where the processor has what it takes; else the curves that have a crate use it,
//! and the others take the generic arithmetic of [`weierstrass`](super::weierstrass).

use super::{Curve, assembly, weierstrass};
use elliptic_curve::{
    AffinePoint, CurveArithmetic, FieldBytesSize, PublicKey, SecretKey,
    sec1::{FromSec1Point, ModulusSize, ToSec1Point},
};
use zeroize::Zeroizing;

impl Curve {
    /// The uncompressed form of a point in any form of SEC1 §2.3.3 (compressed, uncompressed, hybrid), which must be
    /// on the curve. Of a binary curve the point is taken as it stands, compressed or not: nothing is computed there.
    #[must_use]
    pub fn uncompressed(self, point: &[u8]) -> Option<Vec<u8>> {
        let size = self.field_size();
        let (&form, coordinates) = point.split_first()?;
        match form {
            0x02 | 0x03 if coordinates.len() == size => {}
            0x04 if coordinates.len() == 2 * size => {}
            // Hybrid: the parity of y is told twice, and must agree. It means something else on binary curves.
            0x06 | 0x07 if coordinates.len() == 2 * size => {
                if !self.is_binary() && coordinates.last()? & 1 != form & 1 {
                    return None;
                }
            }
            _ => return None,
        }
        let plain: Vec<u8> = match form {
            0x06 | 0x07 => core::iter::once(0x04).chain(coordinates.iter().copied()).collect(),
            _ => point.to_vec(),
        };
        if self.is_binary() {
            return Some(plain);
        }
        by_crate!(self, validate(&plain), weierstrass::validate(self.prime()?, &plain))
    }

    /// The uncompressed public point of a scalar, big-endian, of the size of the order. `None` when the scalar is
    /// not from 1 to the order less one, or the curve is over a binary field.
    pub(crate) fn public_point(self, scalar: &[u8]) -> Option<Vec<u8>> {
        assembly::public(self, scalar).or_else(|| by_crates_public(self, scalar))
    }

    /// The x coordinate of the scalar times an uncompressed point that [`Curve::uncompressed`] gave.
    pub(crate) fn agree(self, scalar: &[u8], point: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        assembly::agree(self, scalar, point).or_else(|| by_crates_agree(self, scalar, point))
    }
}

pub(super) fn by_crates_public(curve: Curve, scalar: &[u8]) -> Option<Vec<u8>> {
    let prime = curve.prime()?;
    // The crates of these know their generator no better than any point, and ours keeps its multiples.
    if curve.name().starts_with("brainpool") {
        return weierstrass::public(prime, scalar);
    }
    by_crate!(curve, public(scalar), weierstrass::public(prime, scalar))
}

pub(super) fn by_crates_agree(curve: Curve, scalar: &[u8], point: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let prime = curve.prime()?;
    by_crate!(curve, agree(scalar, point), weierstrass::agree(prime, scalar, point))
}

fn validate<C>(point: &[u8]) -> Option<Vec<u8>>
where
    C: CurveArithmetic,
    AffinePoint<C>: FromSec1Point<C> + ToSec1Point<C>,
    FieldBytesSize<C>: ModulusSize,
{
    let key = PublicKey::<C>::from_sec1_bytes(point).ok()?;
    Some(key.to_sec1_point(false).as_bytes().to_vec())
}

fn public<C>(scalar: &[u8]) -> Option<Vec<u8>>
where
    C: CurveArithmetic,
    AffinePoint<C>: FromSec1Point<C> + ToSec1Point<C>,
    FieldBytesSize<C>: ModulusSize,
{
    let key = SecretKey::<C>::from_slice(scalar).ok()?;
    Some(key.public_key().to_sec1_point(false).as_bytes().to_vec())
}

fn agree<C>(scalar: &[u8], point: &[u8]) -> Option<Zeroizing<Vec<u8>>>
where
    C: CurveArithmetic,
    AffinePoint<C>: FromSec1Point<C> + ToSec1Point<C>,
    FieldBytesSize<C>: ModulusSize,
{
    let key = SecretKey::<C>::from_slice(scalar).ok()?;
    let peer = PublicKey::<C>::from_sec1_bytes(point).ok()?;
    let shared = elliptic_curve::ecdh::diffie_hellman(key.to_nonzero_scalar(), peer.as_affine());
    Some(Zeroizing::new(shared.raw_secret_bytes().to_vec()))
}
