//! Every vector through the command: the same results and the same codes as through the library.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use keybundle_testdata::{Observed, ObservedBundle, Vector, report, vectors};
use serde_json::Value;
use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

#[test]
fn every_vector_decodes_as_its_header_says() {
    let vectors = vectors();
    let mut differing = Vec::new();
    for vector in &vectors {
        let result = run("decode", vector);
        if vector.header.expect.is_about_content_alone() {
            continue;
        }
        for difference in observe(&result).differences(&vector.header) {
            differing.push(format!("{}: {difference}", vector.name));
        }
    }
    report(vectors.len(), &differing);
}

#[test]
fn every_message_decrypts_to_the_content_that_its_header_names() {
    let mut differing = Vec::new();
    let mut count = 0;
    for vector in vectors() {
        let Some(wanted) = &vector.header.expect.content_sha256 else { continue };
        count += 1;
        let result = run("decrypt", &vector);
        if result["content"]["sha256"] != wanted.as_str() {
            differing.push(format!("{}: {}", vector.name, result["error"]["code"]));
        }
    }
    assert!(count > 50);
    report(count, &differing);
}

/// Runs the command with `--json`, and holds its exit code against what it printed.
fn run(name: &str, vector: &Vector) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_keybundle"));
    command.args([name, "--json"]).arg(&vector.path).stdin(Stdio::null());
    let secret = |name: String, content: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, content).unwrap();
        path
    };
    let unlock = &vector.header.unlock;
    for (index, password) in unlock.passwords.iter().enumerate() {
        // One line break at the end of the file is dropped; an empty file is the empty password.
        let line = if password.is_empty() { String::new() } else { format!("{password}\n") };
        command.arg("--password-file").arg(secret(format!("password-{index}"), line.as_bytes()));
    }
    for (index, password) in unlock.recipient_key_passwords.iter().enumerate() {
        let file = secret(format!("recipient-{index}"), password.as_bytes());
        command.arg("--recipient-key-password-file").arg(file);
    }
    if let Some(password) = &unlock.mac_password {
        command.arg("--mac-password-file").arg(secret("mac".to_owned(), password.as_bytes()));
    }
    if let Some(kek) = vector.unlock_kek() {
        command.arg("--kek-file").arg(secret("kek".to_owned(), &kek));
    }
    if let Some(identifier) = &unlock.kek_id {
        command.args(["--kek-id", identifier]);
    }
    add(&mut command, "--recipient-key", &vector.unlock_recipient_key_paths());
    add(&mut command, "--recipient-cert", &vector.unlock_recipient_certificate_paths());
    let output = command.output().unwrap();
    let result: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|error| {
        panic!("{}: {error}: {}", vector.name, String::from_utf8_lossy(&output.stderr));
    });
    let wanted = if result["error"].is_null() { 0 } else { 1 };
    assert_eq!(output.status.code(), Some(wanted), "{}", vector.name);
    result
}

fn add<P: AsRef<Path>>(command: &mut Command, flag: &str, paths: &[P]) {
    for path in paths {
        command.arg(flag).arg(path.as_ref());
    }
}

fn observe(result: &Value) -> Observed {
    let error = &result["error"];
    if !error.is_null() {
        return Observed { refusal: Some((text(&error["code"]), text(&error["stage"]))), ..Observed::default() };
    }
    let list = |name: &str, field: &str| array(&result[name]).map(|one| text(&one[field])).collect();
    Observed {
        refusal: None,
        bundles: array(&result["bundles"]).map(bundle).collect(),
        certificates: list("certificates", "sha256"),
        public_keys: list("public_keys", "spki_sha256"),
        files: list("files", "sha256"),
        warnings: list("warnings", "code"),
        layers: array(&result["layers"]).map(text).collect(),
    }
}

fn bundle(bundle: &Value) -> ObservedBundle {
    let optional = |value: &Value| value.as_str().map(ToOwned::to_owned);
    ObservedBundle {
        algorithm: text(&bundle["private_key"]["algorithm"]),
        spki_sha256: optional(&bundle["private_key"]["spki_sha256"]),
        certificate: optional(&bundle["certificate"]["sha256"]),
        chain: array(&bundle["chain"]).map(|one| text(&one["sha256"])).collect(),
        chain_complete: bundle["chain_complete"] == true,
    }
}

fn array(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().map(Vec::as_slice).unwrap_or_default().iter()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}
