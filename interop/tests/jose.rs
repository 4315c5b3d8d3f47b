//! What we sign, before three libraries of JOSE: josepy and jwcrypto (Python), jose (JavaScript).
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use common::{KEY_TYPES, randomness, signer, tool};
use keybundle::{
    Warnings,
    crates::acme::{AccountKey, Credential, MacAlgorithm, NewAccount},
};
use serde_json::{Value, json};
use std::{
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

const HMAC_KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0-Pw";

/// A request by each kind of account key with each algorithm of bindings, a line each.
fn lines() -> String {
    let url = "https://acme.example/new-account";
    let mut lines = String::new();
    for key_type in KEY_TYPES {
        let signer = signer(key_type, randomness());
        let key = AccountKey::new(&signer).unwrap();
        for algorithm in MacAlgorithm::ALL {
            let credential = Credential::from_text("kid-ü\"\\", HMAC_KEY.as_bytes(), &mut Warnings::new()).unwrap();
            let mut request = NewAccount::default();
            request.contact = vec!["mailto:a@example.com".to_owned()];
            let binding = credential.bind(*algorithm, url, key.public(), &mut Warnings::new()).unwrap();
            request.external_account_binding = Some(binding);
            let body = request.sign(&key, "oFvnlFP1wIhRlYS2jTaXbA", url).unwrap();
            let body: Value = serde_json::from_str(&body.to_string()).unwrap();
            let thumbprint = key.public().thumbprint_text();
            lines += &json!({ "body": body, "hmac_key": HMAC_KEY, "thumbprint": thumbprint }).to_string();
            lines.push('\n');
        }
    }
    lines
}

#[test]
fn josepy_and_jwcrypto_take_what_we_sign() {
    verified_by(&tool("INTEROP_PYTHON"), "verify_jws.py");
}

#[test]
fn jose_takes_what_we_sign() {
    verified_by("node", "verify_jws.js");
}

fn verified_by(program: &str, script: &str) {
    let lines = lines();
    let mut child = Command::new(program)
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tools").join(script))
        .env("NODE_PATH", tool("INTEROP_NODE_PATH"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    let expected = format!("ok {}\n", KEY_TYPES.len() * MacAlgorithm::ALL.len());
    assert_eq!(String::from_utf8(output.stdout).unwrap(), expected);
}
