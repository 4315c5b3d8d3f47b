//! Weak public keys. Those of `testdata/requests/key` are made by `testdata/make/weak_rsa.py`; roca-detect 1.2.12 sees
//! the fingerprint in those and only those that are named so.

use crate::support::{blocks, private_keys};
use keybundle_encoding::{WarningCode, Warnings, base64, json::Json};
use keybundle_key::{PublicKey, Weakness};

fn read(name: &str) -> (PublicKey, Warnings) {
    let mut warnings = Warnings::new();
    let der = blocks(&keybundle_testdata::file(&format!("requests/key/python-{name}.pem"))).pop().unwrap().1;
    (PublicKey::from_spki_der(&der, &mut warnings).unwrap(), warnings)
}

#[test]
fn roca() {
    for name in ["roca-512", "roca-1024", "roca-2048"] {
        let (key, warnings) = read(name);
        assert!(key.weaknesses().contains(&Weakness::Roca), "{name}");
        // Reading such a key warns already.
        assert!(warnings.contains(WarningCode::WeakKey), "{name}");
    }
}

#[test]
fn factors() {
    let (key, warnings) = read("close-2048");
    assert_eq!(key.weaknesses(), [Weakness::CloseFactors]);
    assert!(warnings.as_slice().is_empty());
    assert_eq!(read("small-factor-2048").0.weaknesses(), [Weakness::SmallFactor { factor: 65_521 }]);
    // A square of a prime is the closest that factors can be: Fermat's first round.
    let mersenne = [&[1][..], &[0xff; 65]].concat();
    let prime = crypto_bigint::BoxedUint::from_be_slice(&mersenne, 1088).unwrap();
    let key = rsa(&prime.wrapping_mul(&prime).to_be_bytes(), &[1, 0, 1]);
    assert!(key.weaknesses().contains(&Weakness::CloseFactors));
}

#[test]
fn exponents() {
    let modulus = base64_member(&keybundle_testdata::group("key"), "jwcrypto-rsa.jwk", "n");
    for (exponent, expected) in [
        (&[1, 0, 1][..], None),
        (&[3], Some(Weakness::SmallExponent)),
        (&[0xff, 0xff], Some(Weakness::SmallExponent)),
        (&[1], Some(Weakness::UselessExponent)),
        (&[1, 0, 0], Some(Weakness::UselessExponent)),
        (&[0xff; 33], Some(Weakness::LargeExponent { bits: 264 })),
        (&[0xff; 32], None),
    ] {
        let key = rsa(&modulus, exponent);
        assert_eq!(key.weaknesses(), expected.into_iter().collect::<Vec<_>>(), "{exponent:?}");
    }
}

/// No key of another tool is taken for one with factors to be found; the weak ones are weak by their kind.
#[test]
fn keys_of_other_tools() {
    for (name, key) in private_keys() {
        let Some(public) = key.public_key() else { continue };
        for weakness in public.weaknesses() {
            match weakness {
                Weakness::Algorithm { .. } => assert!(key.algorithm().weakness().is_some(), "{name}"),
                Weakness::SmallExponent => assert!(name.contains("e3") || name.contains("exponent"), "{name}"),
                other => panic!("{name}: {other}"),
            }
        }
    }
}

fn rsa(modulus: &[u8], exponent: &[u8]) -> PublicKey {
    let json = serde_json::json!({
        "kty": "RSA",
        "n": base64::encode_url(modulus).as_str(),
        "e": base64::encode_url(exponent).as_str(),
    });
    PublicKey::from_jwk(&Json::read(json.to_string().as_bytes()).unwrap(), &mut Warnings::new()).unwrap()
}

fn base64_member(vectors: &[keybundle_testdata::Vector], name: &str, member: &str) -> Vec<u8> {
    let vector = vectors.iter().find(|vector| vector.name.ends_with(name)).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&vector.bytes).unwrap();
    base64::decode(json[member].as_str().unwrap().as_bytes()).unwrap().bytes.to_vec()
}
