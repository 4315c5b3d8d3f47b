//! Whatever JSON comes, nothing panics; whatever is made has no problem, and reads back as it was.
#![allow(clippy::unwrap_used)]

use keybundle_digicert::request::{
    Attribute, Authentication, Base, CertificateRequest, CheckContext, DeviceRegistration, Draft, KeyType, Kind,
    PrivateKeyFormat, Request, SecretText, Severity, curl, http_text,
};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// Member names that mean something, and others.
const NAMES: &[&str] = &[
    "enrollment_profile_id",
    "certificate_profile_attributes",
    "device_attributes",
    "server_side_key_gen",
    "csr",
    "key_type",
    "private_key_format",
    "private_key_syntax",
    "pkcs12_password",
    "encryption_certificate",
    "include_certificate_chain",
    "id",
    "value",
    "name",
    "description",
    "account_id",
    "external_account_binding",
    "authentication_pem",
    "usage_limit",
    "start_date",
    "end_date",
    "registered_values",
    "certificate_field",
    "matcher",
    "passcode_length",
    "validity_period",
    "from",
    "to",
    "certificate_policy_id",
    "key_format",
    "attributes",
    "device_identifier",
    "division_id",
    "device_profile_id",
    "method",
    "url",
    "body",
    "x",
];

/// Texts that mean something, and others.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "IOT_3b7a0c12-4d6e-4f80-9a1b-2c3d4e5f6071",
            "pkcs_12",
            "cert_encrypted",
            "RSA_2048",
            "2030-02-28",
            "true",
            "-----BEGIN CERTIFICATE-----\nMAA=\n-----END CERTIFICATE-----",
            "$SECRET",
            "$",
            "POST",
            "https://one.digicert.com/iot/api/v1/certificate/%41/renew",
            "https://a/iot/api/v1/device/%?a=%4&b&=c",
            "https://a/.well-known/est/devicetrustmanager/p/simpleenroll",
            "subject.common_name",
            "equals",
        ])
        .prop_map(ToOwned::to_owned),
        any::<String>(),
    ]
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        // Fractions that every reader of JSON reads alike.
        any::<i32>().prop_map(|number| Value::from(f64::from(number) / 2.0)),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 48, 8, |inner| {
        let name = prop_oneof![prop::sample::select(NAMES).prop_map(ToOwned::to_owned), any::<String>()];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((name, inner), 0..8)
                .prop_map(|members| members.into_iter().collect::<Map<_, _>>().into()),
        ]
    })
}

fn object() -> impl Strategy<Value = Value> {
    prop::collection::btree_map(prop::sample::select(NAMES).prop_map(ToOwned::to_owned), value(), 0..12)
        .prop_map(|members| members.into_iter().collect::<Map<_, _>>().into())
}

/// The password is put in before the closing bracket of the body, and of no object in it.
#[test]
fn a_password_stands_behind_an_object() {
    for id in ["{}", r#"{"a":{"b":1}}"#, r#""x""#] {
        let text = format!(r#"{{"id":{id},"pkcs12_password":"Secret123"}}"#);
        let draft = Draft::read(text.as_bytes(), Some(Kind::Certificate)).unwrap();
        let body = draft.request.body().and_then(|body| body.secret_text()).unwrap();
        let again = Draft::read(body.as_bytes(), Some(Kind::Certificate)).unwrap();
        assert_eq!(again.request, draft.request, "{id}");
    }
}

proptest! {
    #[test]
    fn no_json_panics(value in prop_oneof![object(), value()], kind in prop::sample::select(&Kind::WITH_JSON[..])) {
        let text = value.to_string();
        for kind in [None, Some(kind)] {
            let Ok(draft) = Draft::read(text.as_bytes(), kind) else { continue };
            let problems = draft.check(&CheckContext::default().at(Some(0)));
            let is_valid = problems.iter().all(|problem| problem.severity != Severity::Error);
            let made = draft.request.to_http(&Base::default(), &Authentication::ApiKey(SecretText::in_variable("K")));
            // What has no error can be made, but for what stands in a URL that was not given.
            prop_assert!(made.is_ok() || !is_valid || draft.body_only);
            if let Ok(http) = made {
                prop_assert!(!curl(&http).is_empty());
                prop_assert!(http_text(&http, false).is_some());
            }
        }
    }

    #[test]
    fn a_body_reads_back(value in object(), kind in prop::sample::select(&Kind::WITH_JSON[..])) {
        let Ok(draft) = Draft::read(value.to_string().as_bytes(), Some(kind)) else { return Ok(()) };
        if !draft.body_only || draft.problems.iter().any(|problem| problem.severity == Severity::Error) {
            return Ok(());
        }
        let Some(body) = draft.request.body().and_then(|body| body.secret_text()) else { return Ok(()) };
        let again = Draft::read(body.as_bytes(), Some(kind)).unwrap();
        prop_assert_eq!(again.request, draft.request);
    }

    #[test]
    fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = Draft::read(&bytes, Some(Kind::Certificate));
    }

    #[test]
    fn what_is_made_reads_back(
        name in "[a-zA-Z0-9 äöü\"\\\\$`']{1,64}",
        key_type in prop::sample::select(KeyType::KNOWN),
        password in "[A-Za-z0-9]{6,20}",
        chain in any::<Option<bool>>(),
    ) {
        let mut request = CertificateRequest::default();
        request.enrollment_profile_id = Some("IOT_3b7a0c12-4d6e-4f80-9a1b-2c3d4e5f6071".to_owned());
        request.certificate_profile_attributes = vec![Attribute::new("subject.common_name", name)];
        request.server_side_key_gen = Some(true);
        request.key_type = Some(KeyType::read(key_type));
        request.private_key_format = Some(PrivateKeyFormat::Pkcs12);
        request.include_certificate_chain = chain;
        let registration = Request::from(DeviceRegistration::of(&request, "policy"));
        request.pkcs12_password = Some(SecretText::new(password));
        let request = Request::from(request);
        prop_assert!(request.check(&CheckContext::default()).is_empty());
        for request in [request, registration] {
            let body = request.body().unwrap().secret_text().unwrap();
            let draft = Draft::read(body.as_bytes(), None).unwrap();
            prop_assert_eq!(draft.problems, []);
            prop_assert_eq!(draft.request, request);
        }
    }
}

#[test]
fn device_trust_manager_writes_its_own_names() {
    let mut request = CertificateRequest::default();
    request.certificate_profile_attributes = vec![Attribute::new("subject.common_name", "a")];
    request.key_type = Some(KeyType::Rsa2048);
    request.private_key_format = Some(PrivateKeyFormat::Pem);
    request.private_key_syntax = Some("PKCS8".to_owned());
    let request = Request::from(DeviceRegistration::of(&request, "p"));
    let body: Value = serde_json::from_str(&request.body().unwrap().public_text()).unwrap();
    let expected = json!({
        "certificate_policy_id": "p", "key_type": "RSA_2048", "key_format": "PEM", "key_syntax": "PKCS8",
        "attributes": [{ "name": "subject.common_name", "value": "a" }],
    });
    assert_eq!(body, expected);
    assert!(request.check(&CheckContext::default()).is_empty());
}
