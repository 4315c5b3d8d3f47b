//! Thumbprints and what challenges are answered with.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use keybundle_acme::{AccountPublicKey, Error};
use keybundle_encoding::{Warnings, json::Json, pem};
use keybundle_key::{PrivateKey, PublicKey};
use serde_json::{Value, json};

fn account(jwk: &Value) -> AccountPublicKey {
    AccountPublicKey::new(
        &PublicKey::from_jwk(&Json::read(jwk.to_string().as_bytes()).unwrap(), &mut Warnings::new()).unwrap(),
    )
    .unwrap()
}

/// <https://www.rfc-editor.org/rfc/rfc7638#section-3.1>
#[test]
fn rfc_7638_3_1_thumbprint() {
    let jwk = json!({
        "kty": "RSA",
        "n": concat!(
            "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3",
            "oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdA",
            "ZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-",
            "kEgU8awapJzKnqDKgw",
        ),
        "e": "AQAB",
        "alg": "RS256",
        "kid": "2011-04-29",
    });
    let account = account(&jwk);
    assert_eq!(account.thumbprint_text(), "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs");
    assert!(account.jwk().starts_with(r#"{"e":"AQAB","kty":"RSA","n":"0vx7"#));
    assert_eq!(account.algorithm(), "RS256");
}

/// <https://www.rfc-editor.org/rfc/rfc8037#appendix-A.3>
#[test]
fn rfc_8037_a_3_thumbprint() {
    let account = account(&ed25519());
    assert_eq!(account.thumbprint_text(), "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    assert_eq!(account.jwk(), r#"{"crv":"Ed25519","kty":"OKP","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#);
    assert_eq!(account.algorithm(), "EdDSA");
}

/// <https://www.rfc-editor.org/rfc/rfc8555#section-8.3>
#[test]
fn rfc_8555_8_3_the_path_of_http_01() {
    let authorization = account(&ed25519()).key_authorization("LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0").unwrap();
    assert_eq!(authorization.http_01_path(), "/.well-known/acme-challenge/LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0");
    assert_eq!(
        authorization.to_string(),
        "LoqXcYV8q5ONbJQxbmR7SCTNo3tiAXDfowyjxAjEuX0.kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
    );
}

#[test]
fn a_token_that_leaves_its_folder_is_refused() {
    for token in ["", "../x", "a/b", "a b", "a=", "ä"] {
        assert!(matches!(account(&ed25519()).key_authorization(token), Err(Error::InvalidValue { .. })), "{token}");
    }
}

#[test]
fn keys_that_no_account_has_are_refused() {
    let x25519 = json!({ "kty": "OKP", "crv": "X25519", "x": "3p7bfXt9wbTTW2HC7OQ1Nz-DQ8hbeGdNrfx-FG-IK08" });
    let key = PublicKey::from_jwk(&Json::read(x25519.to_string().as_bytes()).unwrap(), &mut Warnings::new()).unwrap();
    assert!(matches!(AccountPublicKey::new(&key), Err(Error::UnsupportedKey { .. })));
    // RSA is no wrong kind of key; its restriction is what JWS has no algorithm for.
    let text = keybundle_testdata::file("vectors/key/openssl3-rsa-pss.pem");
    let der = &pem::scan(&text).unwrap().blocks[0].bytes;
    let key = PrivateKey::from_label("PRIVATE KEY", der, None, &mut Warnings::new()).unwrap();
    let refused = AccountPublicKey::new(key.public_key().unwrap()).unwrap_err();
    assert!(refused.to_string().contains("restricted to PSS"), "{refused}");
}

fn ed25519() -> Value {
    json!({ "kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" })
}
