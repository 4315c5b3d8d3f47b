//! HMAC keys as people have them.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use keybundle_acme::{Credential, Error, HmacKey};
use keybundle_encoding::{Coded as _, Warnings, hex};

/// A published key of the service: `../digicert` knows the answer that it stands in.
const KEY: &str = "qfzrHUyEYCqyrQPMfSLR9i7zEYhnERy4jbqO4y0yQ2PUo7J8JRzuwKCCi9FJW63ytu58JN9oQK0WovAZULu74Q";
const KID: &str = "9b71331a-bf8d-4da2-8786-cad5744b24f5";

fn codes(kid: &str, key: &str) -> Vec<&'static str> {
    let mut warnings = Warnings::new();
    Credential::from_text(kid, key.as_bytes(), &mut warnings).unwrap();
    warnings.as_slice().iter().map(|warning| warning.code.as_str()).collect()
}

#[test]
fn what_the_service_shows_is_taken_without_a_word() {
    assert_eq!(codes(KID, KEY), [""; 0]);
    assert_eq!(codes(&format!(" {KID}\n"), &format!("{KEY}==\r\n")), [""; 0]);
    assert_eq!(HmacKey::from_text(KEY.as_bytes(), &mut Warnings::new()).unwrap().size(), 64);
}

#[test]
fn junk_and_lost_characters_are_refused_by_position() {
    let refused = |key: &str| match Credential::from_text(KID, key.as_bytes(), &mut Warnings::new()) {
        Err(Error::HmacKey { error: keybundle_encoding::Error::NotBase64 { position, .. }, swapped: false }) => {
            position
        }
        other => unreachable!("{other:?}"),
    };
    assert_eq!(refused(&format!("{}!{}", &KEY[..20], &KEY[20..])), 20);
    assert_eq!(refused(&format!("\u{feff}{}é{}", &KEY[..7], &KEY[7..])), 10);
    // One page of the vendor prints a key without its last character.
    assert_eq!(refused(&KEY[..85]), 85);
    let error = Credential::from_text(KID, b" \n", &mut Warnings::new()).unwrap_err();
    assert_eq!((error.code().as_str(), error.to_string().as_str()), ("empty-input", "the HMAC key is empty"));
    // Padding alone is a key of no bytes, under which anybody signs.
    for padding in ["==", "===="] {
        let error = Credential::from_text(KID, padding.as_bytes(), &mut Warnings::new()).unwrap_err();
        assert_eq!(error.code().as_str(), "empty-input", "{padding}");
    }
}

#[test]
fn kid_and_key_in_each_others_place_are_named() {
    assert_eq!(codes(KEY, KID), ["kid-key-swapped"]);
    assert_eq!(codes(KEY, KEY), ["kid-key-swapped"]);
    let error = Credential::from_text(KEY, b"device kid 1!", &mut Warnings::new()).unwrap_err();
    assert!(matches!(error, Error::HmacKey { swapped: true, .. }));
    // A kid of the sister product has 43 characters of base64url, and is no key.
    assert_eq!(codes("Oi6tLw0mGEz-T7YZ1QwK3rXbUa5cNsDh2eVjP9fA4kM", KEY), [""; 0]);
}

#[test]
fn no_text_about_a_key_tells_the_key() {
    let mut warnings = Warnings::new();
    let credential = Credential::from_text(KID, KEY.as_bytes(), &mut warnings).unwrap();
    let told = format!("{credential:?} {:?}", credential.key());
    assert!(!KEY.as_bytes().windows(8).any(|window| told.contains(str::from_utf8(window).unwrap())), "{told}");
}

#[test]
fn the_fingerprint_is_the_hash_of_the_bytes() {
    let credential = Credential::from_text(KID, KEY.as_bytes(), &mut Warnings::new()).unwrap();
    // printf %s== KEY | tr _- /+ | base64 -d | sha256sum
    let hash = "79cd402209694b939047166e68ae823e235e439a17c5c0784b7e8807e818c9eb";
    assert_eq!(hex::encode(&credential.key().fingerprint()), hash);
}
