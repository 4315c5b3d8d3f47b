//! `keybundle request` as people use it: what it prints, what it keeps to itself, and its exit codes.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use keybundle_testdata::root;
use serde_json::Value;
use std::{
    fs,
    process::{Command, Output, Stdio},
};

const PROFILE: &str = "IOT_3b7a0c12-4d6e-4f80-9a1b-2c3d4e5f6071";
const KEYGEN: &[&str] = &["request", "keygen", "--enrollment-profile", PROFILE];
const ANSWER: &str = "requests/request/openssl3-answer-pkcs12-by-its-request.json";

fn keybundle(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_keybundle"))
        .args(arguments)
        .current_dir(root())
        .env("KEYBUNDLE_API_KEY", "00_the_key")
        .env("PASSWORD", "Secret1234")
        .env_remove("KEYBUNDLE_PASSCODE")
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn keygen(more: &[&str]) -> Output {
    keybundle(&[KEYGEN, more].concat())
}

fn stdout(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

const PKCS12: &[&str] = &["--private-key-format", "pkcs_12", "--pkcs12-password-env", "PASSWORD"];

#[test]
fn secrets_are_printed_only_where_they_are_asked_for() {
    for print in ["curl", "http", "body", "json"] {
        let text = stdout(&keygen(&[PKCS12, &["--print", print]].concat()));
        assert!(!text.contains("Secret1234") && !text.contains("00_the_key"), "{text}");
        assert!(text.contains("PASSWORD"), "{text}");
        let asked = stdout(&keygen(&[PKCS12, &["--print", print, "--include-secrets"]].concat()));
        assert_eq!(asked.contains("Secret1234"), print != "curl", "{asked}");
        assert_eq!(asked.contains("00_the_key"), matches!(print, "http" | "json"), "{asked}");
    }
    // A variable that is not set can't be printed.
    let output = keygen(&[PKCS12, &["--auth", "passcode", "--print", "http", "--include-secrets"]].concat());
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn what_is_made_opens_its_answer() {
    let directory = tempfile::tempdir().unwrap();
    let asked = directory.path().join("asked.json");
    let asked_path = asked.to_str().unwrap();
    for print in [&["--json", "--include-secrets"][..], &["--print", "body", "--include-secrets"]] {
        fs::write(&asked, stdout(&keygen(&[PKCS12, print].concat()))).unwrap();
        let opened = json(&keybundle(&["decode", ANSWER, "--request", asked_path, "--json"]));
        assert_eq!(opened["layers"], serde_json::json!(["json", "base64", "pkcs12"]));
        let codes: Vec<_> =
            opened["warnings"].as_array().unwrap().iter().map(|one| one["code"].as_str().unwrap()).collect();
        assert!(!codes.contains(&"unexpected-answer"), "{codes:?}");
        assert_eq!(keybundle(&["request", "check", asked_path]).status.code(), Some(0));
    }
    // The password stayed in its variable: it is given another time.
    fs::write(&asked, stdout(&keygen(&[PKCS12, &["--json"]].concat()))).unwrap();
    let decode = ["decode", ANSWER, "--request", asked_path, "--json"];
    assert_eq!(json(&keybundle(&decode))["error"]["code"], "password-required");
    let opened = json(&keybundle(&[&decode[..], &["--password-env", "PASSWORD"]].concat()));
    assert_eq!(opened["bundles"].as_array().unwrap().len(), 1);
}

#[test]
fn what_was_asked_for_is_no_warning() {
    let directory = tempfile::tempdir().unwrap();
    let (asked, answer) = (directory.path().join("asked.json"), directory.path().join("answer.pem"));
    let codes = |request: Value, answered: &[&str]| {
        let files = answered.iter().map(|name| fs::read(root().join("keys").join(name)).unwrap());
        fs::write(&answer, files.collect::<Vec<_>>().concat()).unwrap();
        fs::write(&asked, request.to_string()).unwrap();
        let decode = ["decode", answer.to_str().unwrap(), "--request", asked.to_str().unwrap(), "--json"];
        let opened = json(&keybundle(&decode));
        opened["warnings"].as_array().unwrap().iter().map(|one| one["code"].clone()).collect::<Vec<_>>()
    };
    let csr = fs::read_to_string(root().join("requests/csr/openssl3-p256.pem")).unwrap();
    let of_csr = serde_json::json!({ "enrollment_profile_id": PROFILE, "csr": csr });
    assert_eq!(codes(of_csr, &["p256.cert.pem"]), [""; 0]);
    for (chain, told) in [(false, &[][..]), (true, &["chain-incomplete", "unexpected-answer"])] {
        let without_chain = serde_json::json!({
            "enrollment_profile_id": PROFILE, "server_side_key_gen": true, "private_key_format": "pem",
            "include_certificate_chain": chain,
        });
        assert_eq!(codes(without_chain.clone(), &["p256.key.pem", "p256.cert.pem"]), told);
        // A certificate that its issuer did not sign is told in any case.
        let altered = codes(without_chain, &["../vectors/pem/openssl3-altered.pem"]);
        assert!(altered.contains(&"chain-incomplete".into()), "{altered:?}");
    }
}

#[test]
fn an_answer_is_held_against_the_only_certificate_that_it_was_to_be_encrypted_to() {
    let directory = tempfile::tempdir().unwrap();
    let asked = directory.path().join("asked.json");
    let surprises = |certificates: &[&str]| {
        let pem: String =
            certificates.iter().map(|name| fs::read_to_string(root().join("keys").join(name)).unwrap()).collect();
        let request = serde_json::json!({
            "enrollment_profile_id": PROFILE, "server_side_key_gen": true,
            "private_key_format": "cert_encrypted", "encryption_certificate": pem,
        });
        fs::write(&asked, request.to_string()).unwrap();
        let decode = ["decode", "vectors/sample/response-cert-encrypted.json", "--json"];
        let opened = json(&keybundle(
            &[&decode[..], &["--recipient-key", "keys/rsa2048.key.pem", "--request", asked.to_str().unwrap()]].concat(),
        ));
        let warnings = opened["warnings"].as_array().unwrap().clone();
        let another = |one: &Value| one["message"].as_str().unwrap().contains("another recipient");
        warnings.iter().filter(|one| another(one)).count()
    };
    assert_eq!(surprises(&["rsa2048.cert.pem"]), 0);
    assert_eq!(surprises(&["p256.cert.pem"]), 1);
    // Of two, nobody knows which the service takes.
    assert_eq!(surprises(&["p256.cert.pem", "rsa2048.cert.pem"]), 0);
}

#[test]
fn what_is_invalid_is_refused_with_everything_that_is_wrong() {
    let output = keygen(&["--private-key-format", "cert_encrypted", "--attribute", "=x", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let problems = json(&output)["error"]["problems"].as_array().unwrap().len();
    assert_eq!(problems, 2);
    let words = keygen(&["--private-key-format", "cert_encrypted", "--attribute", "=x"]);
    let words = String::from_utf8(words.stderr).unwrap();
    assert!(
        words.contains("encryption_certificate") && words.contains("certificate_profile_attributes[0].id"),
        "{words}"
    );
}

#[test]
fn arguments_hold_no_secret_and_files_no_other_kind() {
    let passcode = ["request", "passcode", "--enrollment-profile", PROFILE, "--name", "a"];
    let secret = keybundle(&[&passcode[..], &["--registered-value", "challenge_password=x"]].concat());
    assert_eq!(secret.status.code(), Some(2));
    // What is no name of a shell's variable would be another one's in the command.
    for name in ["A-B", "", "X; id", "1A"] {
        let named = keybundle(&[&passcode[..], &["--api-key-env", name]].concat());
        assert_eq!(named.status.code(), Some(2), "{name:?}");
    }
    // Values that the service does not document are told, by flag as from a file.
    let told = json(&keygen(&[
        "--private-key-format",
        "pem",
        "--key-type",
        "p_512",
        "--attribute",
        "subject.common_name=a",
        "--json",
    ]));
    let codes: Vec<_> = told["warnings"].as_array().unwrap().iter().map(|one| (&one["field"], &one["code"])).collect();
    assert_eq!(codes, [(&Value::from("key_type"), &Value::from("unknown-value"))], "{told}");
    let whole = ["request", "device", "--from", "requests/request/jq-make-capitals.json"];
    assert_eq!(keybundle(&whole).status.code(), Some(1));
    assert_eq!(keybundle(&["request", "check", "keys/rsa2048.cert.pem"]).status.code(), Some(1));
}

#[test]
fn every_kind_is_made() {
    let url = |arguments: &[&str]| {
        let object = json(&keybundle(&[&["request"], arguments, &["--json"]].concat()));
        format!("{} {}", object["method"].as_str().unwrap(), object["url"].as_str().unwrap())
    };
    let host = "https://one.digicert.com";
    // A CSR out of the JSON in which it stands.
    let csr = "requests/inputs/request/asked-csr.json";
    assert_eq!(
        url(&["enroll", "--enrollment-profile", PROFILE, "--csr", csr]),
        format!("POST {host}/iot/api/v1/certificate")
    );
    let device = ["device", "--division-id", "d", "--device-identifier", "i", "--device-profile-id", "p"];
    assert_eq!(url(&device), format!("POST {host}/iot/api/v1/device"));
    let read = ["device-read", "--device-identifier", "a/b", "--division-id", "d", "--filter", "status=x y"];
    assert_eq!(url(&read), format!("GET {host}/iot/api/v1/device/a%2Fb?division_id=d&status=x%20y"));
    let register = ["register", "--certificate-policy-id", "p", "--key-type", "rsa_2048"];
    assert_eq!(url(&register), format!("POST {host}/devicetrustmanager/api/v4/device/registration"));
    let bundle = ["download-bundle", "d"];
    assert_eq!(url(&bundle), format!("GET {host}/devicetrustmanager/api/v4/bootstrap-config/download/d"));
    let batch = ["download-batch", "j"];
    assert_eq!(url(&batch), format!("GET {host}/iot/api/v1/batch-enroll/j/download-certificates"));
    let est = ["est", "simpleenroll", "--policy", "IOT_p", "--csr", csr, "--auth", "est-passcode", "--est-user", "u"];
    assert_eq!(url(&est), format!("POST {host}/.well-known/est/devicetrustmanager/IOT_p/simpleenroll"));
    let acme = ["acme-credential", "--name", "n", "--account-id", "a", "--authentication-key", "keys/p256.key.pem"];
    let made = json(&keybundle(&[&["request"], &acme[..], &["--json"]].concat()));
    let pem = made["body"]["authentication_pem"].as_str().unwrap();
    // The public half alone, which `openssl pkey -pubout` gives as well.
    let mut openssl = Command::new("openssl");
    let public = openssl.args(["pkey", "-in", "keys/p256.key.pem", "-pubout"]).current_dir(root()).output().unwrap();
    assert_eq!(pem, stdout(&public));
}
