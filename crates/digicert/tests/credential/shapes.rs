//! Credentials in the shapes in which services and people keep them.

use keybundle_digicert::credential::{
    Attempt, Credential, Error, Kind, Protocol, RequestFields, judge, registered_values,
};
use keybundle_encoding::Coded as _;
use keybundle_match::{Matcher, Rules};
use keybundle_open::Limits;
use serde_json::{Value, json};

fn all(value: &Value) -> Vec<Credential> {
    Credential::read_all(value.to_string().as_bytes(), &Limits::default()).unwrap()
}

fn pem(name: &str) -> String {
    String::from_utf8(keybundle_testdata::file(&format!("keys/{name}.cert.pem"))).unwrap()
}

#[test]
fn the_kind_is_told_by_word_by_members_or_by_the_certificate() {
    for (value, kind) in [
        (json!({ "type": "Passcode", "status": "ACTIVE" }), Kind::Passcode),
        (json!({ "passcode_length": 12 }), Kind::Passcode),
        (json!({ "id": "k", "hmac_key": "AAAA" }), Kind::Acme),
        (json!({ "external_account_binding": false, "authentication_pem": pem("p256") }), Kind::Acme),
        (json!({ "status": "ACTIVE", "certificate": pem("p256") }), Kind::Certificate),
        (json!({ "status": "ACTIVE", "certificate": pem("intermediate") }), Kind::CertificateAuthority),
        (json!({ "credential_type": "AUTHENTICATION_CA", "status": "ACTIVE" }), Kind::CertificateAuthority),
        (json!({ "authenticationCertificates": [pem("p256")] }), Kind::Certificate),
    ] {
        let credentials = all(&value);
        assert_eq!(credentials.iter().map(|one| one.kind).collect::<Vec<_>>(), [kind], "{value}");
    }
}

#[test]
fn a_policy_holds_several_and_is_none_itself() {
    let policy = json!({
        "id": "policy", "name": "line 3", "status": "ACTIVE",
        "passcodes": [{ "id": "1", "status": "ACTIVE" }, { "id": "2", "status": "DELETED" }],
        "acme_credentials": { "items": [{ "id": "3", "usage_limit": 1, "protocols": ["ACME", "REST", "carrier pigeon"] }] },
        "authentication_cas": [pem("intermediate")],
    });
    let credentials = all(&policy);
    let mut told: Vec<_> = credentials.iter().map(|one| (one.kind.as_str(), one.id.as_deref())).collect();
    told.sort();
    assert_eq!(
        told,
        [("acme", Some("3")), ("certificate_authority", None), ("passcode", Some("1")), ("passcode", Some("2"))]
    );
    let acme = credentials.iter().find(|one| one.kind == Kind::Acme).unwrap();
    assert_eq!(acme.protocols, [Protocol::Acme, Protocol::Rest]);
}

#[test]
fn secrets_are_neither_shown_nor_masked_ones_kept() {
    let credential = all(&json!({ "passcode": "hunter2hunter2", "name": "x" })).pop().unwrap();
    assert_eq!(credential.secret_passcode(), Some("hunter2hunter2"));
    assert!(!format!("{credential:?}").contains("hunter2"));
    assert_eq!(all(&json!({ "passcode": "********" }))[0].secret_passcode(), None);
}

#[test]
fn registered_values_in_every_shape() {
    let read = |value: Value| registered_values(value.to_string().as_bytes()).unwrap();
    for value in [
        json!([{ "certificate_field": "subject.organization_unit", "matcher": "equals", "value": "a" }]),
        json!({ "certificate_field": "subject.organization_unit", "value": ["a"], "multiple": true }),
        json!({ "registered_values": [{ "certificate_field": "subject.organization_unit", "value": "a", "matcher": null }] }),
        json!({ "registeredValues": { "subject.organization_unit": "a" } }),
        json!([{ "id": "1", "registered_values": [] }, { "data": { "registered_values": { "subject.organization_unit": ["a"] } } }]),
        json!({ "registered_values": { "certificateField": "OU", "value": "a" } }),
    ] {
        let values = read(value.clone());
        assert_eq!(values.len(), 1, "{value}");
        assert_eq!((values[0].values.as_slice(), &values[0].matcher), (&["a".to_owned()][..], &Matcher::Equals));
        assert!(values[0].is_array, "{value}");
    }
    assert!(read(json!({ "usage_limit": 3 })).is_empty());
    assert!(read(json!([])).is_empty());
    let number = read(json!([{ "certificate_field": "subject.postal_code", "value": 12345 }]));
    assert_eq!(number[0].values, ["12345"]);
    let alternatives = read(json!([{ "certificate_field": "CN", "value": ["a", "b"] }]));
    assert!(!alternatives[0].is_array);
}

#[test]
fn what_holds_no_registered_values_is_refused() {
    for (text, code) in [
        ("", "empty-input"),
        ("[", "truncated"),
        ("no JSON", "unknown-format"),
        ("{\"csr\": \"x\"}", "unknown-format"),
        ("[1]", "unknown-format"),
        ("[{\"certificate_field\": \"\", \"value\": \"a\"}]", "invalid-value"),
        ("[{\"certificate_field\": \"CN\", \"value\": [[\"a\"]]}]", "invalid-value"),
    ] {
        assert_eq!(registered_values(text.as_bytes()).unwrap_err().code().as_str(), code, "{text}");
    }
}

#[test]
fn several_requests_are_not_one() {
    let one = json!({ "attributes": [{ "name": "CN", "value": "a" }] });
    let read = |value: Value| RequestFields::read(value.to_string().as_bytes(), &Limits::default());
    assert!(read(json!([one])).is_ok());
    assert!(matches!(read(json!([one, one])).unwrap_err(), Error::SeveralRequests));
}

/// What can't be read is no reason to let a request through.
#[test]
fn limits_that_are_none_are_not_met() {
    for (member, value, name) in [
        ("usage_limit", json!("abc"), "usage_limit"),
        ("usage_limit", json!(-1), "usage_limit"),
        ("usage_count", json!("many"), "usage_limit"),
        ("usage_count", json!({}), "usage_limit"),
        ("status", json!(5), "status"),
    ] {
        let mut object = json!({ "passcode": "p", "usage_limit": 3 });
        object[member] = value;
        let text = object.to_string();
        let credentials = Credential::read_all(text.as_bytes(), &Limits::default()).unwrap();
        let judged = judge(&credentials, &Attempt::new(0, Rules::default()));
        let check = judged[0].checks.iter().find(|check| check.name == name).unwrap();
        assert_eq!(check.passed, Some(false), "{text}");
    }
}
