//! Input that wants to cost more than it is worth.

use keybundle_digicert::credential::{Credential, RequestFields, registered_values};
use keybundle_encoding::Coded as _;
use keybundle_open::Limits;
use serde_json::json;

/// A PKCS#12 whose derivation takes long, in thousands of members: each would be tried with the empty password.
#[test]
fn nothing_that_is_encrypted_is_opened() {
    let store = keybundle_testdata::group("pkcs12").into_iter().find(|vector| vector.name.contains("600000")).unwrap();
    let text = keybundle_encoding::base64::encode(&store.bytes);
    let members: serde_json::Map<_, _> =
        (0..1_000).map(|number| (format!("m{number}"), json!(text.as_str()))).collect();
    let mut credential = json!({ "status": "ACTIVE" });
    credential.as_object_mut().unwrap().extend(members);
    let credentials = Credential::read_all(credential.to_string().as_bytes(), &Limits::default()).unwrap();
    assert!(credentials[0].certificate.is_none());
    let request = json!({ "csr": text.as_str() }).to_string();
    assert_eq!(RequestFields::read(request.as_bytes(), &Limits::default()).unwrap_err().code().as_str(), "limit-work");
}

#[test]
fn thousands_of_certificates_are_too_many() {
    let pem = String::from_utf8(keybundle_testdata::file("keys/p256.cert.pem")).unwrap();
    let many: Vec<_> = (0..2_001).map(|_| pem.as_str()).collect();
    let policy = json!({ "certificates": many }).to_string();
    let refused = Credential::read_all(policy.as_bytes(), &Limits::default()).unwrap_err();
    assert_eq!(refused.code().as_str(), "limit-entries");
}

#[test]
fn deep_and_wide_json_is_read_or_refused() {
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(registered_values(deep.as_bytes()).is_err());
    assert!(Credential::read_all(deep.as_bytes(), &Limits::default()).is_err());
    let deep = format!("{}\"x\"{}", "{\"a\":".repeat(100), "}".repeat(100));
    assert!(registered_values(deep.as_bytes()).is_err());
    assert!(RequestFields::read(deep.as_bytes(), &Limits::default()).is_err());
    let wide: Vec<_> = (0..100_000).map(|number| json!({ "certificate_field": "CN", "value": number })).collect();
    assert_eq!(registered_values(json!(wide).to_string().as_bytes()).unwrap().len(), 100_000);
}
