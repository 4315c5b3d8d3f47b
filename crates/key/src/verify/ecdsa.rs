//! ECDSA (FIPS 186-5 §6.4) with `Ecdsa-Sig-Value` (RFC 3279 §2.2.3).

use crate::{
    Curve,
    write::{self, fit},
};
use ecdsa::{EcdsaCurve, Signature, SignatureSize, VerifyingKey};
use elliptic_curve::{
    AffinePoint, CurveArithmetic, FieldBytesSize,
    array::ArraySize,
    sec1::{FromSec1Point, ModulusSize, ToSec1Point},
};
use keybundle_encoding::ber::Element;
use signature::hazmat::PrehashVerifier;

pub(super) fn verify(curve: Curve, point: &[u8], digest: &[u8], signature: &[u8]) -> Option<bool> {
    let size = curve.order().len();
    let Some(signature) = fixed_size(signature, size) else { return Some(false) };
    match curve {
        curve if curve == Curve::P256 => on::<p256::NistP256>(point, digest, &signature),
        curve if curve == Curve::P384 => on::<p384::NistP384>(point, digest, &signature),
        curve if curve == Curve::P521 => on::<p521::NistP521>(point, digest, &signature),
        curve if curve == Curve::P224 => on::<p224::NistP224>(point, digest, &signature),
        curve if curve == Curve::SECP256K1 => on::<k256::Secp256k1>(point, digest, &signature),
        _ => None,
    }
}

/// r and s side by side, each of the size of the order. Strictly DER: a signature has one form only.
fn fixed_size(signature: &[u8], size: usize) -> Option<Vec<u8>> {
    let element = Element::parse(signature).ok()?;
    let mut fields = element.sequence().ok()?;
    let r = fields.any().ok()?.unsigned_bytes().ok()?;
    let s = fields.any().ok()?.unsigned_bytes().ok()?;
    let strict = write::tlv(write::SEQUENCE, &[&write::integer(r), &write::integer(s)]);
    if strict.as_slice() != signature {
        return None;
    }
    Some([fit(r, size)?.as_slice(), fit(s, size)?.as_slice()].concat())
}

fn on<C>(point: &[u8], digest: &[u8], signature: &[u8]) -> Option<bool>
where
    C: EcdsaCurve + CurveArithmetic,
    AffinePoint<C>: FromSec1Point<C> + ToSec1Point<C>,
    FieldBytesSize<C>: ModulusSize,
    SignatureSize<C>: ArraySize,
{
    let key = VerifyingKey::<C>::from_sec1_bytes(point).ok()?;
    let Ok(signature) = Signature::<C>::from_slice(signature) else { return Some(false) };
    // Some curves' crates insist on a low s, which the standard does not.
    Some(key.verify_prehash(digest, &signature.normalize_s()).is_ok())
}
