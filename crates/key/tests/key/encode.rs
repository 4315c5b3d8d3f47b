//! Private keys as written: each of every other tool's, in each encoding, read back by us and by OpenSSL.

use crate::support::private_keys;
use keybundle_encoding::{Coded, Warnings, json::Json, pem};
use keybundle_key::{Algorithm, Encoding, PrivateKey};
use openssl::pkey::PKey;

const ENCODINGS: [Encoding; 5] = [Encoding::Pkcs8, Encoding::Pkcs1, Encoding::Sec1, Encoding::Dsa, Encoding::Jwk];

fn read(encoding: Encoding, bytes: &[u8]) -> PrivateKey {
    let mut warnings = Warnings::new();
    match encoding {
        Encoding::Jwk => PrivateKey::from_jwk(&Json::read(bytes).unwrap(), &mut warnings).unwrap(),
        _ => PrivateKey::from_der(bytes, &mut warnings).unwrap(),
    }
}

#[test]
fn what_is_written_reads_back() {
    let mut written = 0;
    for (name, key) in private_keys() {
        for encoding in ENCODINGS {
            let expected = match (encoding, key.algorithm()) {
                (Encoding::Pkcs8, _)
                | (Encoding::Pkcs1, Algorithm::Rsa { .. } | Algorithm::RsaPss { .. } | Algorithm::RsaOaep { .. })
                | (Encoding::Sec1, Algorithm::Ec(_))
                | (Encoding::Dsa, Algorithm::Dsa { .. }) => true,
                (Encoding::Jwk, _) => key.public_key().is_some_and(|public| public.to_jwk().is_some()),
                // Of an unknown curve.
                (Encoding::Sec1, Algorithm::Unknown { .. }) => key.secret_encoded(encoding).is_ok(),
                _ => false,
            };
            match key.secret_encoded(encoding) {
                Ok(bytes) => {
                    assert!(expected, "{name} {encoding}");
                    let again = read(encoding, &bytes);
                    assert_eq!(again.encoding(), encoding, "{name}");
                    assert_eq!(again.public_key(), key.public_key(), "{name} {encoding}");
                    // The same private numbers; what restricts an RSA key stands in PKCS#8 alone.
                    if !matches!(key.algorithm(), Algorithm::RsaPss { .. } | Algorithm::RsaOaep { .. }) {
                        let same = again.secret_pkcs8_der() == key.secret_pkcs8_der();
                        // A JWK keeps an ML-DSA key's seed and drops the expanded form that stood beside it.
                        assert!(same || (encoding == Encoding::Jwk && is_ml_dsa(&key)), "{name} {encoding}");
                    }
                    written += 1;
                }
                Err(error) => {
                    assert_eq!(error.code().as_str(), "unsupported-algorithm");
                    // Without its seed, an ML-DSA key has no JWK.
                    assert!(!expected || (encoding == Encoding::Jwk && is_ml_dsa(&key)), "{name} {encoding}");
                }
            }
        }
    }
    assert!(written > 300, "{written}");
}

fn is_ml_dsa(key: &PrivateKey) -> bool {
    matches!(key.algorithm(), Algorithm::MlDsa44 | Algorithm::MlDsa65 | Algorithm::MlDsa87)
}

/// The system's OpenSSL reads each DER and PEM and sees the same public key.
#[test]
fn openssl_reads_what_is_written() {
    let mut read = 0;
    for (name, key) in private_keys() {
        for encoding in ENCODINGS {
            let (Ok(der), Some(label)) = (key.secret_encoded(encoding), encoding.pem_label()) else { continue };
            let pem = pem::encode(label, &der);
            let Ok(found) = PKey::private_key_from_der(&der) else {
                assert!(!openssl_knows(&key), "{name} {encoding}");
                continue;
            };
            let public = key.public_key().unwrap();
            if !matches!(key.algorithm(), Algorithm::RsaPss { .. } | Algorithm::RsaOaep { .. }) {
                assert_eq!(found.public_key_to_der().unwrap(), public.spki_der(), "{name} {encoding}");
            }
            assert!(PKey::private_key_from_pem(pem.as_bytes()).unwrap().public_eq(&found), "{name} {encoding}");
            read += 1;
        }
    }
    assert!(read > 150, "{read}");
}

/// What OpenSSL 3.0 reads at least.
fn openssl_knows(key: &PrivateKey) -> bool {
    match key.algorithm() {
        Algorithm::Rsa { .. } | Algorithm::RsaPss { .. } | Algorithm::Ed25519 | Algorithm::Ed448 => true,
        Algorithm::X25519 | Algorithm::X448 => true,
        Algorithm::Ec(curve) => ["P-256", "P-384", "P-521", "secp256k1", "brainpoolP256r1"].contains(&curve.name()),
        _ => false,
    }
}

/// The members that jwcrypto 1.6.1 gave a key are those that we give it.
#[test]
fn jwks_as_jwcrypto() {
    let mut compared = 0;
    for vector in keybundle_testdata::group("key") {
        if !vector.name.starts_with("key/jwcrypto-") {
            continue;
        }
        let theirs: serde_json::Value = serde_json::from_slice(&vector.bytes).unwrap();
        let Ok(key) = PrivateKey::from_jwk(&Json::read(&vector.bytes).unwrap(), &mut Warnings::new()) else { continue };
        let ours: serde_json::Value = serde_json::from_slice(&key.secret_encoded(Encoding::Jwk).unwrap()).unwrap();
        for (name, value) in theirs.as_object().unwrap() {
            if ["kty", "crv", "n", "e", "d", "p", "q", "dp", "dq", "qi", "x", "y"].contains(&name.as_str()) {
                assert_eq!(ours.get(name), Some(value), "{} {name}", vector.name);
                compared += 1;
            }
        }
    }
    assert!(compared > 40, "{compared}");
}

/// <https://www.rfc-editor.org/rfc/rfc7517#appendix-A.2>
#[test]
fn rfc_7517_private() {
    let text = r#"{"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM","d":"870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE"}"#;
    let key = PrivateKey::from_jwk(&Json::read(text.as_bytes()).unwrap(), &mut Warnings::new()).unwrap();
    assert_eq!(key.secret_encoded(Encoding::Jwk).unwrap().as_slice(), text.as_bytes());
}
