//! Every change of a key ends in a key or an error: no panic, and nothing that takes long.

use crate::support::{blocks, oid, tlv};
use keybundle_encoding::{AlgorithmIdentifier, Warnings, ber::Element};
use keybundle_key::{PrivateKey, PublicKey};

/// One small file of each kind that is read in its own way.
const FILES: &[&str] = &[
    "openssl36-rsa512.pem",
    "openssl36-rsa2048-3-primes-pkcs1.pem",
    "openssl3-rsa-pss-parameters.pem",
    "openssl3-p-256-compressed.pem",
    "openssl3-p-256-explicit.pem",
    "openssl36-p256-explicit-pkcs8.der",
    "openssl36-secp128r1.pem",
    "openssl3-sect163k1.pem",
    "openssl3-dsa1024.pem",
    "openssl3-dhx-rfc5114.pem",
    "bc-ed25519-pkcs8-v2.pem",
    "openssl3-x448.pem",
    "openssl36-slh-dsa-sha2-128s.pem",
];

fn change(der: &[u8], step: usize, mut try_it: impl FnMut(&[u8])) {
    for position in (0..der.len()).step_by(step) {
        for flip in [1, 0x80, 0xff] {
            let mut changed = der.to_vec();
            changed[position] ^= flip;
            try_it(&changed);
        }
        try_it(&der[..position]);
        let mut longer = der.to_vec();
        longer.insert(position, 0);
        try_it(&longer);
    }
}

#[test]
fn private_keys() {
    for vector in keybundle_testdata::group("key") {
        let name = vector.name.trim_start_matches("key/");
        let step = if FILES.contains(&name) { 1 } else { 97 };
        for (_, der) in blocks(&vector.bytes) {
            if vector.bytes.starts_with(b"{") || der.len() > 3_000 {
                continue;
            }
            change(&der, step, |changed| {
                if let Ok(key) = PrivateKey::from_der(changed, &mut Warnings::new()) {
                    let again = PrivateKey::from_der(&key.secret_pkcs8_der(), &mut Warnings::new());
                    assert_eq!(again.unwrap().public_key(), key.public_key(), "{name}");
                }
            });
        }
    }
}

/// The coefficients of an expanded ML-DSA key, on whose range the library panics, are looked at first.
#[test]
fn lattice_keys() {
    for name in ["openssl36-ml-dsa-44-priv-only.pem", "openssl36-ml-dsa-65-priv-only.pem", "openssl36-ml-kem-768.pem"] {
        let der = blocks(&keybundle_testdata::file(&format!("vectors/key/{name}"))).pop().unwrap().1;
        change(&der, 41, |changed| {
            let _ = PrivateKey::from_der(changed, &mut Warnings::new());
        });
    }
}

#[test]
fn public_keys_and_signatures() {
    let algorithms: Vec<_> =
        ["1.2.840.113549.1.1.11", "1.2.840.10045.4.3.2", "1.3.101.112", "1.3.101.113", "2.16.840.1.101.3.4.3.2"]
            .iter()
            .map(|dotted| tlv(0x30, &[&oid(dotted)]))
            .collect();
    for name in FILES {
        let der = blocks(&keybundle_testdata::file(&format!("vectors/key/{name}"))).pop().unwrap().1;
        let key = PrivateKey::from_der(&der, &mut Warnings::new()).unwrap();
        let Some(public) = key.public_key() else { continue };
        change(public.spki_der(), 1, |changed| {
            let Ok(key) = PublicKey::from_spki_der(changed, &mut Warnings::new()) else { return };
            for algorithm in &algorithms {
                let element = Element::parse(algorithm).unwrap();
                let identifier = AlgorithmIdentifier::from_element(&element).unwrap();
                let verdict = key.verify(&identifier, b"message", &[0x30, 6, 2, 1, 1, 2, 1, 1]);
                assert_ne!(verdict, Some(true), "{name}");
            }
        });
    }
}
