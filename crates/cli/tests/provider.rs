//! `--provider openssl`: what comes out is what the command itself finds. Built with the feature `openssl`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use base64ct::{Base64, Encoding as _};
use keybundle_testdata::{root, vectors};
use serde_json::Value;
use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

fn keybundle(folder: &Path, arguments: &[&str]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_keybundle"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{arguments:?}: {}", String::from_utf8_lossy(&output.stderr)))
}

#[test]
fn messages_to_a_recipient_open_the_same_way() {
    let mut opened = 0;
    for vector in vectors() {
        let unlock = &vector.header.unlock;
        let ([key], true) = (&unlock.recipient_keys[..], unlock.recipient_key_passwords.is_empty()) else { continue };
        let (group, name) = vector.name.split_once('/').unwrap();
        let file = format!("vectors/{group}/{name}");
        let arguments = ["decode", "--json", "--recipient-key", key, &file];
        let ours = keybundle(root(), &arguments);
        let theirs = keybundle(root(), &[&arguments[..], &["--provider", "openssl"]].concat());
        // What libcrypto is not asked for is refused by name.
        let refusal = theirs["error"]["message"].as_str().unwrap_or_default();
        if ["DH ", "ML-KEM-"].iter().any(|kind| refusal.starts_with(&format!("this is not supported for {kind}"))) {
            assert_eq!(theirs["error"]["code"], "unsupported-algorithm", "{}", vector.name);
            continue;
        }
        assert_eq!(ours, theirs, "{}", vector.name);
        opened += usize::from(theirs["error"].is_null());
    }
    assert!(opened > 50, "{opened}");
}

#[test]
fn a_batch_opens_the_same_way() {
    let folder = tempfile::tempdir().unwrap();
    let lines = folder.path().join("lines");
    let message = fs::read(root().join("vectors/cms/bc-rsa-aes256.p7m")).unwrap();
    fs::write(&lines, format!("{}\n", Base64::encode_string(&message))).unwrap();
    let lines = lines.display().to_string();
    let arguments = ["batch", "--recipient-key", "keys/rsa2048.key.pem", &lines];
    let ours = keybundle(root(), &arguments);
    assert!(ours["error"].is_null(), "{ours}");
    assert_eq!(ours, keybundle(root(), &[&arguments[..], &["--provider", "openssl"]].concat()));
}

#[test]
fn requests_are_signed_by_libcrypto() {
    for key in ["rsa2048", "p256", "p384", "p521", "ed25519"] {
        let key = format!("keys/{key}.key.pem");
        let made = keybundle(
            root(),
            &["csr", "new", "--json", "--key", &key, "--subject", "CN=device-1", "--provider", "openssl"],
        );
        assert_eq!(made["signature_valid"], true, "{key}: {made}");
    }
}
