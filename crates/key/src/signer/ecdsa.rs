//! ECDSA (FIPS 186-5 §6.4.1) with the nonce of RFC 6979.

use crate::{Curve, curve::assembly, signer::Digest, verify};
use ecdsa::{EcdsaCurve, Signature, SignatureSize, hazmat::sign_prehashed_rfc6979};
use elliptic_curve::{
    CurveArithmetic, FieldBytes, Group, NonZeroScalar, ProjectivePoint, Scalar,
    array::ArraySize,
    bigint::{BitOps, Encoding},
    ff::PrimeField,
    group::Curve as _,
    ops::{Invert, Reduce},
    point::AffineCoordinates,
};
use rfc6979::KGenerator;
use sha2::digest::block_api::BlockSizeUser;
use zeroize::Zeroize;

/// `Ecdsa-Sig-Value` over the hash of a message. The generator of nonces takes the same hash.
pub(super) fn sign<C>(curve: Curve, scalar: &NonZeroScalar<C>, digest: Digest, message: &[u8]) -> Vec<u8>
where
    C: EcdsaCurve + CurveArithmetic,
    SignatureSize<C>: ArraySize,
{
    let hash = digest.hash().digest(message);
    let signature = match digest {
        Digest::Sha256 => sign_hash::<C, sha2::Sha256>(curve, scalar, &hash),
        Digest::Sha384 => sign_hash::<C, sha2::Sha384>(curve, scalar, &hash),
        Digest::Sha512 => sign_hash::<C, sha2::Sha512>(curve, scalar, &hash),
    };
    let (r, s) = signature.split_bytes();
    verify::ecdsa::write(&r, &s)
}

fn sign_hash<C, D>(curve: Curve, scalar: &NonZeroScalar<C>, hash: &[u8]) -> Signature<C>
where
    C: EcdsaCurve + CurveArithmetic,
    SignatureSize<C>: ArraySize,
    D: sha2::Digest + BlockSizeUser,
{
    by_assembly::<C, D>(curve, scalar, hash).unwrap_or_else(|| sign_prehashed_rfc6979::<C, D>(scalar, hash, &[]).0)
}

/// The same, its one multiplication of a point done in assembly: that is nearly all of the time. `None` where it can't
/// be.
fn by_assembly<C, D>(curve: Curve, scalar: &NonZeroScalar<C>, hash: &[u8]) -> Option<Signature<C>>
where
    C: EcdsaCurve + CurveArithmetic,
    SignatureSize<C>: ArraySize,
    D: sha2::Digest + BlockSizeUser,
{
    if !assembly::serves(curve) {
        return None;
    }
    let order = C::ORDER;
    let mut own = scalar.to_repr();
    let mut nonces = KGenerator::<D, C::Uint>::new(&own, hash, &[], &order);
    own.zeroize();
    loop {
        let mut bytes = FieldBytes::<C>::default();
        nonces.fill_next_k(&mut bytes);
        let nonce = NonZeroScalar::<C>::from_repr(bytes).into_option();
        let point = assembly::public(curve, &bytes);
        bytes.zeroize();
        let point = point?;
        let Some(mut nonce) = nonce else { continue };
        let r = number::<C>(point.get(1..=curve.field_size())?);
        let s = *nonce.invert() * (number::<C>(hash) + r * scalar.as_ref());
        nonce.zeroize();
        // Neither may be zero.
        if let Ok(signature) = Signature::from_scalars(r, s) {
            return Some(signature);
        }
    }
}

/// Whether r and s are a signature of a hash, told by the private key: `(e·w)·G + (r·w)·Q` is `((e + r·d)·w)·G`, one
/// multiple of the generator in place of two (FIPS 186-5 §6.4.2).
pub(super) fn verify<C>(scalar: &NonZeroScalar<C>, hash: &[u8], signature: &[u8]) -> bool
where
    C: EcdsaCurve + CurveArithmetic,
    SignatureSize<C>: ArraySize,
{
    let size = usize::try_from(C::ORDER.bits().div_ceil(8)).unwrap_or(usize::MAX);
    let signature = verify::ecdsa::read(signature, size).and_then(|(r, s)| {
        // Zero and what is not below the order are refused.
        Signature::<C>::from_slice(&[r, s].concat()).ok()
    });
    let Some(signature) = signature else { return false };
    let (r, s) = signature.split_scalars();
    let mut multiple = *s.invert_vartime() * (number::<C>(hash) + *r * scalar.as_ref());
    let point = ProjectivePoint::<C>::mul_by_generator(&multiple).to_affine();
    multiple.zeroize();
    number::<C>(&point.x()) == *r
}

/// The leftmost bits of a hash, or a coordinate, modulo the order (FIPS 186-5 §6.4.1 steps 2 and 7). The order of these
/// curves is of whole bytes.
fn number<C: EcdsaCurve + CurveArithmetic>(bytes: &[u8]) -> Scalar<C> {
    let bits = C::ORDER.bits();
    let bytes = bytes.get(..usize::try_from(bits.div_ceil(8)).unwrap_or(usize::MAX)).unwrap_or(bytes);
    <Scalar<C> as Reduce<C::Uint>>::reduce(&C::Uint::from_be_slice_truncated(bytes, bits))
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::Digest as _;

    /// With the signatures that the crates make, which have the vectors of RFC 6979 behind them.
    fn agree<C>(curve: Curve)
    where
        C: EcdsaCurve + CurveArithmetic,
        SignatureSize<C>: ArraySize,
    {
        for seed in 0..20u8 {
            let mut bytes = FieldBytes::<C>::default();
            bytes.copy_from_slice(&sha2::Sha512::digest([seed])[..curve.field_size()]);
            let scalar = NonZeroScalar::<C>::from_repr(bytes).unwrap();
            for digest in [Digest::Sha256, Digest::Sha384, Digest::Sha512] {
                let message = [seed, 7];
                let hash = digest.hash().digest(&message);
                let expected = match digest {
                    Digest::Sha256 => sign_prehashed_rfc6979::<C, sha2::Sha256>(&scalar, &hash, &[]).0,
                    Digest::Sha384 => sign_prehashed_rfc6979::<C, sha2::Sha384>(&scalar, &hash, &[]).0,
                    Digest::Sha512 => sign_prehashed_rfc6979::<C, sha2::Sha512>(&scalar, &hash, &[]).0,
                };
                let (r, s) = expected.split_bytes();
                let written = verify::ecdsa::write(&r, &s);
                assert_eq!(sign(curve, &scalar, digest, &message), written);
                assert!(super::verify(&scalar, &hash, &written));
                assert!(!super::verify(&scalar, &digest.hash().digest(b"another"), &written));
                assert!(!super::verify(&scalar, &hash, &verify::ecdsa::write(&s, &r)));
            }
        }
    }

    #[test]
    fn signs_as_the_crates_do() {
        agree::<p256::NistP256>(Curve::P256);
        agree::<p384::NistP384>(Curve::P384);
    }
}
