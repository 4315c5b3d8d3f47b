//! ACME: HMAC keys, and bindings of any client.

use crate::check;
use keybundle::{
    PublicKey, Warnings,
    crates::{
        acme::{AccountPublicKey, CheckName, Credential, MacAlgorithm, Verification, verify},
        encoding::{base64::encode_url, json::Json},
    },
};

const KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
const URL: &str = "https://acme.example/new-account";

/// The input as a key, as a kid, as a URL, as a request, and as the binding in a request.
pub fn eab(data: &[u8]) {
    let mut warnings = Warnings::new();
    let known = Credential::from_text("kid-1", KEY.as_bytes(), &mut warnings).expect("a key");
    made(&known, URL);
    match Credential::from_text("kid-1", data, &mut warnings) {
        Ok(credential) => made(&credential, URL),
        Err(error) => check::error(&error, data),
    }
    if let Ok(text) = str::from_utf8(data) {
        made(&known, text);
        if let Ok(credential) = Credential::from_text(text, KEY.as_bytes(), &mut warnings) {
            made(&credential, URL);
        }
    }
    read(&known, data);
    let payload = [br#"{"externalAccountBinding":"#, data, b"}"].concat();
    let payload = encode_url(&payload);
    let header = encode_url(br#"{"alg":"ES256","jwk":{},"nonce":"n","url":"https://acme.example/new-account"}"#);
    let request = format!(r#"{{"protected":"{}","payload":"{}","signature":""}}"#, *header, *payload);
    if let Some(found) = read(&known, request.as_bytes()) {
        assert!(!found.is_valid(), "a request without signature is taken");
    }
    let [header, payload] = [encode_url(data), encode_url(data)];
    let binding = format!(r#"{{"protected":"{}","payload":"{}","signature":""}}"#, *header, *payload);
    let found = read(&known, binding.as_bytes()).expect("a JWS");
    assert!(!found.is_valid(), "a binding without MAC is taken");
}

/// What we make, we take; altered, we don't.
fn made(credential: &Credential, url: &str) {
    let account = account();
    let public = AccountPublicKey::new(&account).expect("an Ed25519 key");
    let mut warnings = Warnings::new();
    for algorithm in MacAlgorithm::ALL {
        let Ok(binding) = credential.bind(*algorithm, url, &public, &mut warnings) else { return };
        let found = verify(binding.to_string().as_bytes(), credential, url, Some(&account), &mut warnings);
        assert!(found.is_ok_and(|found| found.is_valid()), "our own binding is refused");
        let other = Credential::from_text(credential.kid(), b"b3RoZXI", &mut warnings).expect("a key");
        let found = verify(binding.to_string().as_bytes(), &other, url, None, &mut warnings).expect("a binding");
        assert!(
            found.check(CheckName::Signature).is_some_and(|check| !check.passed)
                || credential.key().secret_bytes().starts_with(b"other")
        );
    }
}

/// An answer for everything: each check once, and none tells the key.
fn read(credential: &Credential, data: &[u8]) -> Option<Verification> {
    let mut warnings = Warnings::new();
    let found = match verify(data, credential, URL, Some(&account()), &mut warnings) {
        Ok(found) => found,
        Err(error) => {
            check::error(&error, data);
            return None;
        }
    };
    assert!(found.checks.len() == 7 || found.checks.len() == CheckName::ALL.len());
    assert!(found.checks.is_sorted_by_key(|check| check.name));
    for check in &found.checks {
        assert!(!check.detail.contains(KEY), "the key is told");
    }
    Some(found)
}

/// RFC 8037 appendix A.2.
fn account() -> PublicKey {
    let jwk = br#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
    PublicKey::from_jwk(&Json::read(jwk).expect("JSON"), &mut Warnings::new()).expect("an Ed25519 key")
}
