//! JSON Web Keys as written: the examples of the RFCs, and what jwcrypto makes of the same keys.

use crate::support::blocks;
use keybundle_encoding::{Warnings, base64, json::Json};
use keybundle_key::{PrivateKey, PublicKey};

fn thumbprint(jwk: &str) -> String {
    let key = PublicKey::from_jwk(&Json::read(jwk.as_bytes()).unwrap(), &mut Warnings::new()).unwrap();
    base64::encode_url(&key.jwk_thumbprint_sha256().unwrap()).to_string()
}

/// <https://www.rfc-editor.org/rfc/rfc7638#section-3.1>
#[test]
fn rfc_7638() {
    let key = r#"{"kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw","e":"AQAB","alg":"RS256","kid":"2011-04-29"}"#;
    assert_eq!(thumbprint(key), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
}

/// <https://www.rfc-editor.org/rfc/rfc8037#appendix-A.3>
#[test]
fn rfc_8037() {
    let key = r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
    assert_eq!(thumbprint(key), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    let private = r#"{"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"}"#;
    let private = PrivateKey::from_jwk(&Json::read(private.as_bytes()).unwrap(), &mut Warnings::new()).unwrap();
    let expected = r#"{"crv":"Ed25519","kty":"OKP","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
    assert_eq!(private.public_key().unwrap().to_jwk().unwrap(), expected);
}

/// <https://www.rfc-editor.org/rfc/rfc7517#appendix-A.1>
#[test]
fn rfc_7517() {
    let text = r#"{"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM","use":"enc","kid":"1"}"#;
    let key = PublicKey::from_jwk(&Json::read(text.as_bytes()).unwrap(), &mut Warnings::new()).unwrap();
    assert_eq!(
        key.to_jwk().unwrap(),
        r#"{"crv":"P-256","kty":"EC","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}"#
    );
}

/// Keys of a seed of zeros, whose `kid` is the thumbprint. <https://www.rfc-editor.org/rfc/rfc9964#appendix-A>
#[test]
fn rfc_9964() {
    let seed = base64::encode_url(&[0; 32]);
    for (algorithm, expected) in [
        ("ML-DSA-44", "T4xl70S7MT6Zeq6r9V9fPJGVn76wfnXJ21-gyo0Gu6o"),
        ("ML-DSA-65", "Suiu29qbfuaBaR4Ats-c6XQBePB_OpAxAwcTR_0KXVM"),
        ("ML-DSA-87", "tRn1JNIkgMsABVQBlXeDHxAIcclh-2IX0UdDEzPt5XU"),
    ] {
        let json = format!(r#"{{"kty":"AKP","alg":"{algorithm}","priv":"{}"}}"#, seed.as_str());
        let key = PrivateKey::from_jwk(&Json::read(json.as_bytes()).unwrap(), &mut Warnings::new()).unwrap();
        let found = key.public_key().unwrap().jwk_thumbprint_sha256().unwrap();
        assert_eq!(base64::encode_url(&found).as_str(), expected, "{algorithm}");
    }
}

/// `jwcrypto.jwk.JWK.from_pem(open(file, "rb").read()).thumbprint()` (1.6.1) of `testdata/keys`.
#[test]
fn thumbprints_of_jwcrypto() {
    for (name, expected) in [
        ("rsa2048", "HoSKzGkz4z1pvbSlEfz-5DBsriehKeq2akrPrFpy_So"),
        ("rsa3072", "tRk3BSGWnkspbRjaw8yT0OiI9iU3AUaBhMBeI0DAQQQ"),
        ("p256", "mXXXf2cc4lq3ESIfq3nsvHN4EWt5TZMVGnRRd96PuM4"),
        ("p384", "FuX4arg1viIGtbTEJDmWkTOPwUCWGaD9LHnQnttLL4Q"),
        ("p521", "88nCUGZNs_3hJFccdyGe3bx71lEfBNekRa8QYEWoWv0"),
        ("ed25519", "VPSQlJh3qMvnMPDIXlQha5mAobPn0UiVJtiP9fJda7M"),
        ("ed448", "JfiFyszudbDunAFaUt8IGENRfYyqpFs1BUGfpB0pKG0"),
        ("x25519", "ApFcTi2U4h2GKhLqY-q3-AGXGRPhx0oY3YtKTaLZNG8"),
    ] {
        let der = blocks(&keybundle_testdata::file(&format!("keys/{name}.key.pem"))).pop().unwrap().1;
        let key = PrivateKey::from_der(&der, &mut Warnings::new()).unwrap();
        let public = key.public_key().unwrap();
        let found = public.jwk_thumbprint_sha256().unwrap();
        assert_eq!(base64::encode_url(&found).as_str(), expected, "{name}");
        // What is written reads back as the same key.
        assert_eq!(
            &PublicKey::from_jwk(&Json::read(public.to_jwk().unwrap().as_bytes()).unwrap(), &mut Warnings::new())
                .unwrap(),
            public
        );
    }
}

#[test]
fn keys_without_a_jwk() {
    let mut without = Vec::new();
    for vector in keybundle_testdata::group("key") {
        for (_, der) in blocks(&vector.bytes) {
            let Ok(key) = PrivateKey::from_der(&der, &mut Warnings::new()) else { continue };
            if key.public_key().is_some_and(|public| public.to_jwk().is_none()) {
                without.push(key.algorithm().to_string());
            }
        }
    }
    assert!(without.iter().any(|name| name.starts_with("DSA")));
    assert!(without.iter().any(|name| name.starts_with("EC brainpool")));
    let written = ["RSA", "EC P-256", "EC P-384", "EC P-521", "EC secp256k1", "Ed", "X25519", "X448", "ML-DSA"];
    for name in &without {
        assert!(!written.iter().any(|start| name.starts_with(start)), "{name}");
    }
}

/// The agreement of Alice and Bob, from both sides: Z as its octets stand there.
/// <https://www.rfc-editor.org/rfc/rfc7518#appendix-C>
#[test]
fn rfc_7518() {
    use crate::support::{NoRng, hex, public_bits};
    use keybundle_key::{Recipient as _, RecipientIdentity, SoftwareRecipient};
    let key = |jwk: &str| PrivateKey::from_jwk(&Json::read(jwk.as_bytes()).unwrap(), &mut Warnings::new()).unwrap();
    let alice = key(
        r#"{"kty":"EC","crv":"P-256","x":"gI0GAILBdu7T53akrFmMyGcsF3n5dO7MmwNBHKW5SV0","y":"SLW_xSffzlPWrHEVI30DHM_4egVwt3NQqeUD7nMFpps","d":"0_NxaRPUMQoAJt50Gz8YiTr8gRTwyEaCumd-MToTmIo"}"#,
    );
    let bob = key(
        r#"{"kty":"EC","crv":"P-256","x":"weNJy2HscCSM6AEDTDg04biOvhFhyyWvOHQfeF_PxMQ","y":"e8lnCO-AlStT-NJVX-crhB7QRYhiix03illJOVAOyck","d":"VEmDZpDXXK8p8N0Cndsxs924q6nS1RXFASRl6BfUqdw"}"#,
    );
    for (own, peer) in [(&alice, &bob), (&bob, &alice)] {
        let identity = RecipientIdentity::from_public_key(own.public_key().unwrap().clone());
        let recipient = SoftwareRecipient::new(own, identity, NoRng).unwrap();
        let shared = recipient.agree_raw(&public_bits(peer.public_key().unwrap().spki_der())).unwrap();
        assert_eq!(hex(&shared), "9e56d91d817135d372834283bf84269cfb316ea3da806a48f6daa7798cfe90c4");
    }
}
