//! P-256 and P-384 by arithmetic in assembly that is proven to compute what it says (s2n-bignum, by the crate
//! `graviola`), where the processor has the instructions that it takes.
//!
//! It gives what the curves' own crates give, in a third to a tenth of the time: those guard each subtraction against
//! optimizers that would branch on a secret, which assembly does not need. Where nothing is given (`None`) the caller
//! goes the other way: on another processor, for another curve, and for input that is refused there too.

use super::Curve;
use crate::hash::Hash;
use graviola::{
    hashing::{Sha256, Sha384, Sha512},
    key_agreement::{p256, p384},
    signing::ecdsa::{self, VerifyingKey},
    util::is_cpu_supported,
};
use zeroize::Zeroizing;

/// What is served, on a processor that it can be served on.
enum Served {
    P256,
    P384,
}

impl Served {
    fn of(curve: Curve) -> Option<Self> {
        let served = match curve {
            curve if curve == Curve::P256 => Self::P256,
            curve if curve == Curve::P384 => Self::P384,
            _ => return None,
        };
        is_cpu_supported().then_some(served)
    }
}

/// Whether anything is given for a curve.
pub(crate) fn serves(curve: Curve) -> bool {
    Served::of(curve).is_some()
}

/// The uncompressed public point of a scalar.
pub(crate) fn public(curve: Curve, scalar: &[u8]) -> Option<Vec<u8>> {
    Some(match Served::of(curve)? {
        Served::P256 => p256::StaticPrivateKey::from_bytes(scalar).ok()?.public_key_uncompressed().to_vec(),
        Served::P384 => p384::StaticPrivateKey::from_bytes(scalar).ok()?.public_key_uncompressed().to_vec(),
    })
}

/// The x coordinate of a scalar times an uncompressed point.
pub(crate) fn agree(curve: Curve, scalar: &[u8], point: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    Some(Zeroizing::new(match Served::of(curve)? {
        Served::P256 => {
            let peer = p256::PublicKey::from_x962_uncompressed(point).ok()?;
            p256::StaticPrivateKey::from_bytes(scalar).ok()?.diffie_hellman(&peer).ok()?.0.to_vec()
        }
        Served::P384 => {
            let peer = p384::PublicKey::from_x962_uncompressed(point).ok()?;
            p384::StaticPrivateKey::from_bytes(scalar).ok()?.diffie_hellman(&peer).ok()?.0.to_vec()
        }
    }))
}

/// Whether a signature verifies: r and s, each of the size of the order. The point is uncompressed.
pub(crate) fn verify(curve: Curve, point: &[u8], hash: Hash, message: &[u8], signature: &[u8]) -> Option<bool> {
    match Served::of(curve)? {
        Served::P256 => verify_on::<ecdsa::P256>(point, hash, message, signature),
        Served::P384 => verify_on::<ecdsa::P384>(point, hash, message, signature),
    }
}

fn verify_on<C: ecdsa::Curve>(point: &[u8], hash: Hash, message: &[u8], signature: &[u8]) -> Option<bool> {
    let key = VerifyingKey::<C>::from_x962_uncompressed(point).ok()?;
    let verified = match hash {
        Hash::Sha256 => key.verify::<Sha256>(&[message], signature),
        Hash::Sha384 => key.verify::<Sha384>(&[message], signature),
        Hash::Sha512 => key.verify::<Sha512>(&[message], signature),
        _ => return None,
    };
    Some(verified.is_ok())
}

#[cfg(test)]
mod tests {
    //! Against the curves' own crates. Wycheproof's vectors come in through the public interface, and in
    //! `verify::ecdsa` and `signer::ecdsa` for both ways.

    use super::*;
    use crate::curve::point;
    use sha2::Digest as _;

    /// Of the size of the order: one, the order less one, and some between.
    fn scalars(curve: Curve) -> Vec<Vec<u8>> {
        let size = curve.order().len();
        let mut one = vec![0; size];
        one[size - 1] = 1;
        let mut last = curve.order().to_vec();
        last[size - 1] -= 1;
        let some = (0..40u8).map(|seed| {
            let mut bytes = sha2::Sha512::digest([seed])[..size].to_vec();
            bytes[0] &= 0x7f;
            bytes
        });
        [one, last].into_iter().chain(some).collect()
    }

    #[test]
    fn gives_the_points_that_the_crates_give() {
        for curve in [Curve::P256, Curve::P384] {
            assert_eq!(serves(curve), is_cpu_supported());
            let peer = point::by_crates_public(curve, &scalars(curve)[7]).unwrap();
            for scalar in scalars(curve).iter().filter(|_| serves(curve)) {
                assert_eq!(public(curve, scalar), point::by_crates_public(curve, scalar));
                assert_eq!(agree(curve, scalar, &peer), point::by_crates_agree(curve, scalar, &peer));
                assert!(agree(curve, scalar, &peer).is_some());
            }
        }
    }

    #[test]
    fn gives_nothing_for_what_is_refused() {
        for curve in [Curve::P256, Curve::P384] {
            let (size, order) = (curve.field_size(), curve.order());
            for scalar in [&vec![0; size], &order.to_vec(), &vec![0xff; size]] {
                assert_eq!(public(curve, scalar), None);
            }
            let scalar = &scalars(curve)[2];
            let mut off = point::by_crates_public(curve, scalar).unwrap();
            *off.last_mut().unwrap() ^= 1;
            let outside = [vec![4], vec![0xff; 2 * size]].concat();
            for peer in [&off, &outside, &vec![0], &Vec::new()] {
                assert_eq!(agree(curve, scalar, peer), None);
            }
        }
        assert!(!serves(Curve::P521) && !serves(Curve::SECP256K1));
    }
}
