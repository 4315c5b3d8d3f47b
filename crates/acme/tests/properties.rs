//! What holds for every key, kid and URL.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use keybundle_acme::{AccountPublicKey, Credential, HmacKey, MacAlgorithm, verify};
use keybundle_encoding::{Warnings, base64, json::Json};
use keybundle_key::PublicKey;
use proptest::{prelude::*, sample::select};

fn account() -> PublicKey {
    // RFC 8037 appendix A.2.
    let jwk = br#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
    PublicKey::from_jwk(&Json::read(jwk).unwrap(), &mut Warnings::new()).unwrap()
}

proptest! {
    #[test]
    fn what_is_bound_verifies_and_no_changed_byte_does(
        kid in "[^\\s].{0,40}[^\\s]",
        key in proptest::collection::vec(any::<u8>(), 1..100),
        url in "(https?|HTTPS|Http)://[a-z.]{1,20}/[!-~]{0,40}",
        algorithm in select(MacAlgorithm::ALL),
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
    ) {
        let mut warnings = Warnings::new();
        let credential = Credential::from_text(&kid, base64::encode(&key).as_bytes(), &mut warnings).unwrap();
        let public = AccountPublicKey::new(&account()).unwrap();
        let binding = credential.bind(algorithm, &url, &public, &mut warnings).unwrap().to_string();
        let check = |text: &[u8]| verify(text, &credential, &url, Some(&account()), &mut Warnings::new());
        let found = check(binding.as_bytes()).unwrap();
        prop_assert!(found.is_valid(), "{found:?}");
        let mut changed = binding.clone().into_bytes();
        let place = at.index(changed.len());
        if changed[place] != byte {
            changed[place] = byte;
            prop_assert!(check(&changed).map_or(true, |found| !found.is_valid()), "byte {place} of {binding}");
        }
    }

    #[test]
    fn a_key_is_the_same_in_every_form(key in proptest::collection::vec(any::<u8>(), 1..100), breaks in 1_usize..90) {
        let standard = base64::encode(&key).to_string();
        let url = base64::encode_url(&key).to_string();
        let lines: Vec<String> = url.as_bytes().chunks(breaks).map(|line| String::from_utf8(line.to_vec()).unwrap()).collect();
        let forms = [
            standard.trim_end_matches('=').to_owned(),
            format!("\t{standard}\r\n"),
            format!("\"{url}\""),
            lines.join("\n"),
            standard,
            url,
        ];
        for form in forms {
            let read = HmacKey::from_text(form.as_bytes(), &mut Warnings::new()).unwrap();
            prop_assert_eq!(read.secret_bytes(), key.as_slice());
        }
    }

    #[test]
    fn any_input_gets_an_answer(input in proptest::collection::vec(any::<u8>(), 0..200)) {
        let credential = Credential::from_text("kid", b"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", &mut Warnings::new()).unwrap();
        let found = verify(&input, &credential, "https://acme.example/", None, &mut Warnings::new());
        prop_assert!(found.map_or(true, |found| !found.is_valid()));
    }
}
