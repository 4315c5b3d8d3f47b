//! Against the curves' own crates, and the tables against themselves.

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
