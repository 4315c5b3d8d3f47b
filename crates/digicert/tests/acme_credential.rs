//! The answer that hands out a key for External Account Binding.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use keybundle_acme::Error;
use keybundle_digicert::AcmeCredential;
use keybundle_encoding::Warnings;

/// The members of a reply that the vendor published.
const ANSWER: &str = r#"{
    "id": "9b71331a-bf8d-4da2-8786-cad5744b24f5",
    "hmac_key": "qfzrHUyEYCqyrQPMfSLR9i7zEYhnERy4jbqO4y0yQ2PUo7J8JRzuwKCCi9FJW63ytu58JN9oQK0WovAZULu74Q",
    "external_account_binding": true,
    "account_bind": false
}"#;

fn refusal(json: &str, kid: Option<&str>) -> Error {
    AcmeCredential::read(json.as_bytes()).unwrap().credential(kid, &mut Warnings::new()).unwrap_err()
}

#[test]
fn the_published_answer_gives_kid_and_key() {
    assert!(AcmeCredential::looks_like(ANSWER.as_bytes()));
    let answer = AcmeCredential::read(ANSWER.as_bytes()).unwrap();
    let mut warnings = Warnings::new();
    let credential = answer.credential(None, &mut warnings).unwrap();
    assert_eq!(credential.kid(), "9b71331a-bf8d-4da2-8786-cad5744b24f5");
    assert_eq!(credential.key().size(), 64);
    assert!(warnings.as_slice().is_empty());
    assert!(!format!("{answer:?}").contains("qfzrHUyE"));
}

#[test]
fn a_kid_that_is_given_must_be_that_of_the_answer() {
    let answer = AcmeCredential::read(ANSWER.as_bytes()).unwrap();
    assert!(answer.credential(Some(" 9b71331a-bf8d-4da2-8786-cad5744b24f5\n"), &mut Warnings::new()).is_ok());
    assert!(matches!(refusal(ANSWER, Some("kid-1")), Error::InvalidValue { .. }));
    assert!(matches!(refusal(r#"{"hmac_key":"AAAA"}"#, None), Error::InvalidValue { .. }));
}

#[test]
fn an_answer_in_a_list_or_another_object_is_the_same() {
    for json in
        [format!("[{ANSWER}]"), format!(r#"{{"data":{ANSWER}}}"#), format!(r#"{{"items":[{{"id":"x"}},{ANSWER}]}}"#)]
    {
        assert!(AcmeCredential::looks_like(json.as_bytes()));
        let answer = AcmeCredential::read(json.as_bytes()).unwrap();
        assert_eq!(answer.id.as_deref(), Some("9b71331a-bf8d-4da2-8786-cad5744b24f5"));
        assert_eq!(answer.credential(None, &mut Warnings::new()).unwrap().key().size(), 64);
    }
    assert!(AcmeCredential::read(format!("[{ANSWER},{ANSWER}]").as_bytes()).is_err());
}

#[test]
fn an_answer_without_key_says_so() {
    let shown = include_str!("../../../testdata/vectors/sample/acme-credential-201.json");
    assert!(refusal(shown, None).to_string().contains("without external account binding"));
    assert!(refusal(r#"{"id":"kid"}"#, None).to_string().contains("shows it once"));
    assert!(AcmeCredential::read(b"[]").is_err());
    assert!(AcmeCredential::read(br#"{"id":"kid","hmac_key":1}"#).is_err());
    assert!(!AcmeCredential::looks_like(b"AAECAwQFBgc"));
}
