//! New keys, seen by OpenSSL.

use crate::support::Counter;
use keybundle_key::{Encoding, KeyType, PrivateKey, SignatureAlgorithm, Signer, SoftwareSigner};
use openssl::{hash::MessageDigest, pkey::PKey, sign::Verifier};

#[test]
fn new_keys_sign_and_openssl_verifies() {
    let expected = [
        "RSA 2048",
        "RSA 3072",
        "RSA 4096",
        "EC P-256",
        "EC P-384",
        "EC P-521",
        "Ed25519",
        "ML-DSA-44",
        "ML-DSA-65",
        "ML-DSA-87",
    ];
    for (key_type, expected) in KeyType::ALL.into_iter().zip(expected) {
        let key = PrivateKey::generate(key_type, &mut Counter(5)).unwrap();
        assert_eq!(key.algorithm().to_string(), expected);
        assert_eq!(key.encoding(), Encoding::Pkcs8);
        let signer = SoftwareSigner::new(&key, Counter(6)).unwrap();
        let algorithm = SignatureAlgorithm::default_for(signer.public_key()).unwrap();
        let signature = signer.sign(algorithm, b"message").unwrap();
        if expected.starts_with("ML-DSA") {
            // OpenSSL knows them from 3.5 on; `signer.rs` has their signatures against Wycheproof's.
            continue;
        }
        let private = PKey::private_key_from_der(&key.secret_pkcs8_der()).unwrap();
        if let Ok(rsa) = private.rsa() {
            assert!(rsa.check_key().unwrap());
        }
        if let Ok(curve) = private.ec_key() {
            curve.check_key().unwrap();
        }
        let public = PKey::public_key_from_der(signer.public_key().spki_der()).unwrap();
        let digest = match key_type {
            KeyType::Ed25519 => None,
            KeyType::P384 => Some(MessageDigest::sha384()),
            KeyType::P521 => Some(MessageDigest::sha512()),
            _ => Some(MessageDigest::sha256()),
        };
        let mut verifier = match digest {
            Some(digest) => Verifier::new(digest, &public).unwrap(),
            None => Verifier::new_without_digest(&public).unwrap(),
        };
        assert!(verifier.verify_oneshot(&signature, b"message").unwrap(), "{expected}");
    }
}

#[test]
fn other_randomness_is_another_key() {
    for key_type in [KeyType::Rsa2048, KeyType::P256, KeyType::Ed25519, KeyType::MlDsa44] {
        let one = PrivateKey::generate(key_type, &mut Counter(1)).unwrap();
        let other = PrivateKey::generate(key_type, &mut Counter(2)).unwrap();
        assert_ne!(one.public_key(), other.public_key(), "{key_type}");
    }
}

#[test]
fn names() {
    for key_type in KeyType::ALL {
        assert_eq!(KeyType::from_name(key_type.name()), Some(key_type));
        assert_eq!(KeyType::from_name(&key_type.name().to_uppercase().replace('-', "_")), Some(key_type));
    }
    for (name, expected) in [
        ("rsa:2048", Some(KeyType::Rsa2048)),
        ("RSA 4096", Some(KeyType::Rsa4096)),
        ("EC P-521", Some(KeyType::P521)),
        ("ecdsa_p384", Some(KeyType::P384)),
        ("NIST P-256", Some(KeyType::P256)),
        ("secp256r1", Some(KeyType::P256)),
        ("Ed_25519", Some(KeyType::Ed25519)),
        ("MLDSA65", Some(KeyType::MlDsa65)),
        ("rsa", None),
        ("secp256k1", None),
        ("", None),
    ] {
        assert_eq!(KeyType::from_name(name), expected, "{name}");
    }
}
