//! What is found wrong with requests: everything, at once.
#![allow(clippy::unwrap_used)]

use keybundle_digicert::request::{CheckContext, Draft, EnrollmentProfile, Kind, Problem, ProblemCode, Severity};

/// `field code` of each error, and of each warning.
fn found(json: &str, context: &CheckContext<'_>) -> (Vec<String>, Vec<String>) {
    let problems = Draft::read(json.as_bytes(), None).unwrap().check(context);
    let of = |severity| {
        let these = problems.iter().filter(|one: &&Problem| one.severity == severity);
        these.map(|one| format!("{} {}", one.field, one.code)).collect()
    };
    (of(Severity::Error), of(Severity::Warning))
}

fn errors(json: &str) -> Vec<String> {
    found(json, &CheckContext::default()).0
}

fn warnings(json: &str) -> Vec<String> {
    found(json, &CheckContext::default()).1
}

const PROFILE: &str = "IOT_3b7a0c12-4d6e-4f80-9a1b-2c3d4e5f6071";

#[test]
fn a_plain_request_has_no_problem() {
    let json = format!(
        r#"{{"enrollment_profile_id":"{PROFILE}","server_side_key_gen":true,"private_key_format":"pem",
        "certificate_profile_attributes":[{{"id":"subject.common_name","value":"device-1"}}]}}"#
    );
    assert_eq!(found(&json, &CheckContext::default()), (vec![], vec![]));
}

#[test]
fn everything_is_told_at_once() {
    let json = r#"{"enrollment_profile_id":"3b7a0c12-4d6e-4f80-9a1b-2c3d4e5f6071-0000000","server_side_key_gen":"true",
        "private_key_format":"pkcs_12","pkcs12_password":"a-b","key_type":"rsa_1024","include_certificate_chain":1,
        "certificate_profile_attributes":[{"id":"subject.common_name"},{"id":"","value":"x"}],"Key_Format":1}"#;
    let (errors, warnings) = found(json, &CheckContext::default());
    assert_eq!(
        errors,
        [
            "server_side_key_gen wrong-type",
            "include_certificate_chain wrong-type",
            "enrollment_profile_id too-long",
            "enrollment_profile_id malformed",
            "certificate_profile_attributes[0].value missing",
            "certificate_profile_attributes[1].id missing",
            "pkcs12_password out-of-range",
            "pkcs12_password malformed",
        ]
    );
    assert_eq!(warnings, ["Key_Format unknown-field", "key_type unknown-value"]);
}

#[test]
fn each_format_takes_its_own_members() {
    let with = |rest: &str| {
        format!(r#"{{"enrollment_profile_id":"{PROFILE}","server_side_key_gen":true,"private_key_format":{rest}}}"#)
    };
    assert_eq!(errors(&with(r#""pkcs_12""#)), ["pkcs12_password missing"]);
    assert_eq!(errors(&with(r#""cert_encrypted""#)), ["encryption_certificate missing"]);
    assert_eq!(errors(&with(r#""cert_encrypted_key_only""#)), ["encryption_certificate missing"]);
    assert_eq!(errors(&with(r#""der""#)), [""; 0]);
    assert_eq!(warnings(&with(r#""pem","pkcs12_password":"secret1""#)), ["pkcs12_password ignored"]);
    assert_eq!(warnings(&with(r#""PEM""#)), ["private_key_format spelling"]);
    assert_eq!(warnings(&with(r#""jks""#)), ["private_key_format unknown-value"]);
    assert_eq!(warnings(&with(r#""pem","private_key_syntax":"PKCS8""#)), ["private_key_syntax unknown-value"]);
    for good in ["secret", "Secret1234", "01234567890123456789"] {
        assert_eq!(errors(&with(&format!(r#""pkcs_12","pkcs12_password":"{good}""#))), [""; 0], "{good}");
    }
    for bad in ["short", "012345678901234567890"] {
        let expected = ["pkcs12_password out-of-range"];
        assert_eq!(errors(&with(&format!(r#""pkcs_12","pkcs12_password":"{bad}""#))), expected, "{bad}");
    }
    for bad in ["with space", "with-dash", "gehörtsich"] {
        let expected = ["pkcs12_password malformed"];
        assert_eq!(errors(&with(&format!(r#""pkcs_12","pkcs12_password":"{bad}""#))), expected, "{bad}");
    }
}

#[test]
fn an_encryption_certificate_is_checked_for_what_it_is() {
    let problems = |file: &str, now: Option<i64>| {
        let pem = String::from_utf8(std::fs::read(keybundle_testdata::root().join(file)).unwrap()).unwrap();
        let json = serde_json::json!({
            "enrollment_profile_id": PROFILE, "server_side_key_gen": true,
            "private_key_format": "cert_encrypted", "encryption_certificate": pem,
        });
        let (errors, warnings) = found(&json.to_string(), &CheckContext::default().at(now));
        [errors, warnings].concat()
    };
    let kinds = ["rsa2048", "rsa3072", "rsa4096", "p256", "p384", "p521", "x25519", "x448", "dhx2048", "mlkem768"];
    for good in kinds {
        assert_eq!(problems(&format!("keys/{good}.cert.pem"), None), [""; 0], "{good}");
    }
    assert_eq!(problems("keys/intermediate.cert.pem", None), ["encryption_certificate certificate"]);
    assert_eq!(problems("keys/ed25519.cert.pem", None), ["encryption_certificate certificate"]);
    assert_eq!(problems("keys/rsa1024.cert.pem", None), ["encryption_certificate certificate"]);
    assert_eq!(problems("keys/rsa2048.key.pem", None), ["encryption_certificate private-key"]);
    assert_eq!(problems("keys/rsa2048.cert.pem", Some(0)), ["encryption_certificate expired"]);
    assert_eq!(problems("keys/rsa2048.cert.pem", Some(40_000_000_000)), ["encryption_certificate expired"]);
}

#[test]
fn a_profile_decides() {
    let read = |json: &str| EnrollmentProfile::read(json.as_bytes(), Some(PROFILE)).unwrap();
    let by_service = format!(
        r#"{{"enrollment_profile_id":"{PROFILE}","server_side_key_gen":true,"private_key_format":"pem","key_type":"p_256"}}"#
    );
    let problems = |profile: &str, json: &str| {
        let profile = read(profile);
        let (errors, warnings) = found(json, &CheckContext::default().with_profile(Some(&profile)));
        [errors, warnings].concat()
    };
    let fine = format!(
        r#"{{"id":"{PROFILE}","enrollment_methods":["EST","API"],"key_generation_option":"CLIENT_OR_SERVER_SIDE",
        "allowed_key_types":["RSA_2048","P_256"]}}"#
    );
    assert_eq!(problems(&fine, &by_service), [""; 0]);
    let listed = format!(r#"{{"total":2,"records":[{{"id":"IOT_other"}},{fine}]}}"#);
    assert_eq!(problems(&listed, &by_service), [""; 0]);
    let refusing = r#"{"enrollment_methods":["EST"],"key_generation_option":"client_side","key_types":["rsa_2048"]}"#;
    assert_eq!(
        problems(refusing, &by_service),
        ["enrollment_profile_id profile", "server_side_key_gen profile", "key_type profile"]
    );
    assert_eq!(problems(r#"{"key_type":"rsa_2048"}"#, &by_service), ["key_type ignored"]);
    // A list without the profile, and files in which nothing is known of one: nothing would be checked.
    for json in [
        r#"[{"id":"IOT_other","key_type":"rsa_2048"}]"#,
        r#"[{"id":"IOT_other"}]"#,
        "[]",
        r#"{"id":"IOT_3b7a0c12-4d6e-4f80-9a1b-2c3d4e5f6071","name":"a"}"#,
    ] {
        assert!(EnrollmentProfile::read(json.as_bytes(), Some(PROFILE)).is_err(), "{json}");
    }
}

#[test]
fn passcodes_and_acme_credentials() {
    let passcode = r#"{"name":"line 1","description":"","passcode_length":0,"usage_limit":0,
        "validity_period":{"from":"2030-12-31","to":"2030-01-01"},
        "registered_values":[{"certificate_field":"subject.organization_unit","value":"a"},
            {"certificate_field":"subject.common_name","matcher":"starts_with","value":["a"]}]}"#;
    let (errors, warnings) = found(passcode, &CheckContext::default());
    assert_eq!(
        errors,
        [
            "passcode_length out-of-range",
            "validity_period.to conflict",
            "registered_values[1].matcher malformed",
            "registered_values[1].value wrong-type",
        ]
    );
    assert_eq!(warnings, ["usage_limit out-of-range", "registered_values[0].value spelling"]);

    let long = "x".repeat(256);
    let acme = format!(
        r#"{{"name":"{long}","description":"{long}","account_id":"{long}","enrollment_profile":"{long}",
        "start_date":"2030-02-30","end_date":"31.12.2030"}}"#
    );
    assert_eq!(
        self::errors(&acme),
        [
            "name too-long",
            "description too-long",
            "account_id too-long",
            "enrollment_profile too-long",
            "authentication_pem missing",
            "start_date malformed",
            "end_date malformed",
        ]
    );
    let eab = r#"{"name":"a","account_id":"b","external_account_binding":true,"end_date":"2024-02-29"}"#;
    assert_eq!(found(eab, &CheckContext::default()), (vec![], vec![]));
    // 2024-02-29 ends with the day.
    let at = |now| found(eab, &CheckContext::default().at(Some(now))).1;
    assert_eq!(at(1_709_251_199), [""; 0]);
    assert_eq!(at(1_709_251_200), ["end_date expired"]);
    let pem = String::from_utf8(std::fs::read(keybundle_testdata::root().join("keys/p256.key.pem")).unwrap()).unwrap();
    let key = serde_json::json!({"name": "a", "account_id": "b", "authentication_pem": pem});
    assert_eq!(self::errors(&key.to_string()), ["authentication_pem private-key"]);
}

#[test]
fn no_member_tells_more_than_its_place() {
    let draft = Draft::read(
        br#"{"server_side_key_gen":true,"pkcs12_password":"hunter2!","private_key_format":"pkcs_12"}"#,
        None,
    );
    let draft = draft.unwrap();
    let problems = draft.check(&CheckContext::default());
    assert!(problems.iter().any(|one| one.field == "pkcs12_password" && one.code == ProblemCode::Malformed));
    assert!(!format!("{draft:?} {problems:?}").contains("hunter2"));
}

#[test]
fn the_kind_is_told_or_given() {
    let kind = |json: &str| Draft::read(json.as_bytes(), None).map(|draft| draft.request.kind()).ok();
    assert_eq!(kind(r#"{"enrollment_profile_id":"x"}"#), Some(Kind::Certificate));
    assert_eq!(kind(r#"{"device_identifier":"x"}"#), Some(Kind::Device));
    assert_eq!(kind(r#"{"passcode_length":8}"#), Some(Kind::Passcode));
    assert_eq!(kind(r#"{"account_id":"x"}"#), Some(Kind::AcmeCredential));
    assert_eq!(kind(r#"{"certificate_policy_id":"x"}"#), Some(Kind::Registration));
    assert_eq!(kind(r#"{"anything":"x"}"#), None);
    assert_eq!(kind("[]"), None);
    assert_eq!(kind("{"), None);
    let renewal = Draft::read(br#"{"server_side_key_gen":true}"#, Some(Kind::Renewal)).unwrap();
    assert_eq!(renewal.request.kind(), Kind::Renewal);
}
