//! `keybundle key`: what it writes, as OpenSSL reads it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use keybundle_testdata::root;
use openssl::pkey::{PKey, Private};
use serde_json::Value;
use std::{
    fs,
    path::Path,
    process::{Command, Output, Stdio},
};

fn keybundle(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_keybundle"))
        .arg("key")
        .args(arguments)
        .env("NEW_PASSWORD", "from the environment")
        .current_dir(root())
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn done(arguments: &[&str]) -> Vec<u8> {
    let output = keybundle(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

fn refused(arguments: &[&str]) -> (Option<i32>, Value) {
    let output = keybundle(arguments);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(!text.contains("PRIVATE KEY"), "{text}");
    (output.status.code(), Value::String(String::from_utf8(output.stderr).unwrap()))
}

/// A folder with a password file in it.
struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("password"), "secret\n").unwrap();
        fs::write(folder.path().join("empty"), "").unwrap();
        Self(folder)
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }
}

/// A pipe is written to and stays one; so does a device such as `/dev/null`, which must not become a file with a key.
#[cfg(unix)]
#[test]
fn a_pipe_stays_a_pipe() {
    use std::os::unix::fs::FileTypeExt as _;
    for force in [&[][..], &["--force"]] {
        let folder = Folder::new();
        let pipe = folder.path("pipe");
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let reader = std::thread::spawn({
            let pipe = pipe.clone();
            move || fs::read(pipe).unwrap()
        });
        done(&[&["new", "--type", "p-256", "--out", &pipe], force].concat());
        assert!(fs::symlink_metadata(&pipe).unwrap().file_type().is_fifo());
        assert_eq!(PKey::private_key_from_pem(&reader.join().unwrap()).unwrap().bits(), 256);
    }
}

#[test]
fn new_keys() {
    for (name, bits) in [("rsa-2048", 2048), ("RSA 3072", 3072), ("P_256", 256), ("p-384", 384)] {
        let pem = done(&["new", "--type", name]);
        assert_eq!(PKey::private_key_from_pem(&pem).unwrap().bits(), bits, "{name}");
        let der = done(&["new", "--type", name, "--form", "der"]);
        assert_eq!(PKey::private_key_from_der(&der).unwrap().bits(), bits, "{name}");
    }
    let key = PKey::private_key_from_pem(&done(&["new", "--type", "ed_25519"])).unwrap();
    assert_eq!(key.id(), openssl::pkey::Id::ED25519);
    let traditional = done(&["new", "--type", "rsa-2048", "--encoding", "pkcs1"]);
    assert!(traditional.starts_with(b"-----BEGIN RSA PRIVATE KEY-----"));
    assert!(PKey::private_key_from_pem(&traditional).unwrap().rsa().unwrap().check_key().unwrap());
    let traditional = done(&["new", "--type", "p-521", "--encoding", "sec1"]);
    assert!(traditional.starts_with(b"-----BEGIN EC PRIVATE KEY-----"));
    PKey::private_key_from_pem(&traditional).unwrap().ec_key().unwrap().check_key().unwrap();
    let jwk: Value = serde_json::from_slice(&done(&["new", "--type", "ml-dsa-44", "--encoding", "jwk"])).unwrap();
    assert_eq!((&jwk["kty"], &jwk["alg"]), (&Value::from("AKP"), &Value::from("ML-DSA-44")));
    // Two runs, two keys.
    assert_ne!(done(&["new", "--type", "p-256"]), done(&["new", "--type", "p-256"]));
}

#[test]
fn encrypted_keys() {
    let folder = Folder::new();
    let (password, out) = (folder.path("password"), folder.path("key.pem"));
    for encrypt in ["pbkdf2", "scrypt"] {
        let arguments = [
            "new",
            "--type",
            "p-256",
            "--encrypt",
            encrypt,
            "--password-file",
            &password,
            "--out",
            &out,
            "--json",
            "--force",
        ];
        let object: Value = serde_json::from_slice(&done(&arguments)).unwrap();
        assert_eq!((&object["encoding"], &object["written"][0]), (&"pkcs8-encrypted".into(), &out.as_str().into()));
        let pem = fs::read(&out).unwrap();
        assert!(PKey::private_key_from_pem_passphrase(&pem, b"other").is_err());
        let key = PKey::private_key_from_pem_passphrase(&pem, b"secret").unwrap();
        assert_eq!(object["spki_sha256"], spki_sha256(&key));
        let shown = done(&["show", &out, "--password-file", &password, "--json"]);
        let shown: Value = serde_json::from_slice(&shown).unwrap();
        assert_eq!((&shown["spki_sha256"], &shown["encoding"]), (&object["spki_sha256"], &object["encoding"]));
    }
    // A password without --encrypt encrypts too, and so do iterations.
    let der =
        done(&["new", "--type", "ed25519", "--password-env", "NEW_PASSWORD", "--form", "der", "--iterations", "1000"]);
    assert!(PKey::private_key_from_pkcs8_passphrase(&der, b"from the environment").is_ok());
    assert!(PKey::private_key_from_der(&der).is_err());
}

#[test]
fn files_are_written_once_and_a_private_key_for_its_owner_alone() {
    let folder = Folder::new();
    let out = folder.path("new.pem");
    done(&["new", "--type", "p-256", "--out", &out]);
    assert_eq!(mode(&out), 0o600);
    let first = fs::read(&out).unwrap();
    let (code, _) = refused(&["new", "--type", "p-256", "--out", &out]);
    assert_eq!((code, &fs::read(&out).unwrap()), (Some(2), &first));
    done(&["new", "--type", "p-256", "--out", &out, "--force"]);
    assert_ne!(fs::read(&out).unwrap(), first);
    let public = folder.path("public.pem");
    done(&["convert", &out, "--encoding", "spki", "--out", &public]);
    assert_eq!(mode(&public), 0o644);
}

/// Each of these holds the key of `keys/rsa2048.key.pem`.
#[test]
fn every_input_to_every_encoding() {
    let folder = Folder::new();
    let expected = spki_sha256(&PKey::private_key_from_pem(&keybundle_testdata::file("keys/rsa2048.key.pem")).unwrap());
    let plain = "keys/rsa2048.key.pem";
    let p12 = folder.path("key.p12");
    let mut store = openssl::pkcs12::Pkcs12::builder();
    store.pkey(&PKey::private_key_from_pem(&keybundle_testdata::file(plain)).unwrap());
    fs::write(&p12, store.build2("secret").unwrap().to_der().unwrap()).unwrap();
    let jwk = folder.path("key.jwk");
    done(&["convert", plain, "--encoding", "jwk", "--out", &jwk]);
    let json = folder.path("answer.json");
    let text = String::from_utf8(keybundle_testdata::file("keys/rsa2048.pkcs1.pem")).unwrap();
    fs::write(&json, serde_json::json!({ "certificate": { "private_key": text } }).to_string()).unwrap();
    let password = folder.path("password");

    for input in [plain, "keys/rsa2048.pkcs1.pem", "keys/rsa2048.key.der", &p12, &jwk, &json] {
        let convert = |more: &[&str]| done(&[&["convert", input, "--password-file", &password], more].concat());
        for encoding in ["pkcs8", "pkcs1"] {
            let key = PKey::private_key_from_der(&convert(&["--encoding", encoding, "--to", "der"])).unwrap();
            assert_eq!(spki_sha256(&key), expected, "{input} {encoding}");
            let key = PKey::private_key_from_pem(&convert(&["--encoding", encoding])).unwrap();
            assert_eq!(spki_sha256(&key), expected, "{input} {encoding}");
        }
        // The password that opened it, or another.
        let key = PKey::private_key_from_pem_passphrase(&convert(&["--encrypt", "scrypt"]), b"secret").unwrap();
        assert_eq!(spki_sha256(&key), expected, "{input}");
        let pem = convert(&["--new-password-env", "NEW_PASSWORD", "--iterations", "2048"]);
        let key = PKey::private_key_from_pem_passphrase(&pem, b"from the environment").unwrap();
        assert_eq!(spki_sha256(&key), expected, "{input}");
        let public = PKey::public_key_from_pem(&convert(&["--encoding", "spki"])).unwrap();
        assert_eq!(public.public_key_to_der().unwrap(), key.public_key_to_der().unwrap());
        let public =
            openssl::rsa::Rsa::public_key_from_der_pkcs1(&convert(&["--public", "--encoding", "pkcs1", "--to", "der"]));
        assert_eq!(public.unwrap().public_key_to_der().unwrap(), key.public_key_to_der().unwrap());
        let jwk: Value = serde_json::from_slice(&convert(&["--public", "--encoding", "jwk"])).unwrap();
        assert_eq!(jwk.as_object().unwrap().len(), 3, "{jwk}");
    }
    let public = PKey::public_key_from_pem(&done(&["convert", "keys/rsa2048.cert.pem"])).unwrap();
    let certificate = openssl::x509::X509::from_pem(&keybundle_testdata::file("keys/rsa2048.cert.pem")).unwrap();
    assert!(certificate.public_key().unwrap().public_eq(&public));
}

#[test]
fn what_is_impossible_is_named() {
    let folder = Folder::new();
    for (arguments, code, words) in [
        (
            &["convert", "keys/rsa2048.key.pem", "--encoding", "sec1"][..],
            1,
            "a private key of RSA 2048 can't be written as sec1",
        ),
        (&["convert", "keys/p256.key.pem", "--encoding", "pkcs1"], 1, "can't be written as pkcs1"),
        (&["convert", "keys/p256.cert.pem", "--encoding", "pkcs8"], 2, "a public EC P-256 key is not written as pkcs8"),
        (&["convert", "keys/p256.key.pem", "--encoding", "jwk", "--to", "der"], 2, "no binary form"),
        (&["convert", "keys/p256.key.pem", "--encrypt", "pbkdf2"], 2, "no password"),
        (&["convert", "keys/p256.key.pem", "--encrypt", "pbkdf2", "--encoding", "sec1"], 2, "written as pkcs8"),
        (&["convert", "README.md"], 1, "unknown-format"),
        (&["new", "--type", "rsa-1024"], 2, "rsa-2048"),
        (&["new", "--type", "p-256", "--encoding", "spki"], 2, "a new key is written whole"),
        (&["new", "--type", "p-256", "--encoding", "pkcs1"], 1, "can't be written as pkcs1"),
        (&["new", "--type", "p-256", "--password-file", &folder.path("empty")], 2, "empty"),
        (&["new", "--type", "p-256", "--json"], 2, "not provided: --out <FILE>"),
        (&["new", "--type", "p-256", "--allow-empty-password"], 2, "nothing is encrypted"),
        (
            &[
                "new",
                "--type",
                "p-256",
                "--encrypt",
                "scrypt",
                "--iterations",
                "1000",
                "--password-env",
                "NEW_PASSWORD",
            ],
            1,
            "power of two",
        ),
        (
            &["new", "--type", "p-256", "--encrypt", "pbkdf2", "--iterations", "0", "--password-env", "NEW_PASSWORD"],
            1,
            "iterations",
        ),
    ] {
        let (found, message) = refused(arguments);
        assert_eq!(found, Some(code), "{arguments:?}: {message}");
        assert!(message.as_str().unwrap().contains(words), "{arguments:?}: {message}");
    }
    let empty = folder.path("empty");
    let pem = done(&["new", "--type", "p-256", "--password-file", &empty, "--allow-empty-password"]);
    assert!(pem.starts_with(b"-----BEGIN ENCRYPTED PRIVATE KEY-----"));
}

fn spki_sha256(key: &PKey<Private>) -> String {
    let hash = openssl::sha::sha256(&key.public_key_to_der().unwrap());
    keybundle::report::hex(&hash)
}

#[cfg(unix)]
fn mode(path: &str) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    Path::new(path).metadata().unwrap().permissions().mode() & 0o777
}

/// A key that nobody opens here, by default, is not written; and no cost ends the process.
#[test]
fn what_would_not_open_is_not_written() {
    let new = |kind: &str, iterations: &str| {
        let new = ["new", "--type", "p-256", "--encrypt", kind, "--iterations", iterations];
        keybundle(&[&new[..], &["--password-env", "NEW_PASSWORD", "--out", "/dev/null", "--json"]].concat())
    };
    for (kind, iterations, code) in [
        ("scrypt", "1073741824", "limit-memory"),
        ("scrypt", "1048576", "limit-memory"),
        ("scrypt", "131072", "limit-work"),
        ("pbkdf2", "100000000", "limit-work"),
        ("pbkdf2", "4294967295", "invalid-value"),
        ("scrypt", "1000", "invalid-value"),
    ] {
        let output = new(kind, iterations);
        let refused: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!((output.status.code(), &refused["error"]["code"]), (Some(1), &code.into()), "{kind} {iterations}");
        assert_eq!((&refused["error"]["stage"], &refused["error"]["field"]), (&"usage".into(), &"iterations".into()));
        assert!(!refused["error"]["hint"].as_str().unwrap().contains("damaged"), "{refused}");
    }
    // Just below the limits.
    let folder = Folder::new();
    for (kind, iterations) in [("scrypt", "32768"), ("pbkdf2", "2000000")] {
        let (out, password) = (folder.path(kind), folder.path("password"));
        let encrypt = ["--encrypt", kind, "--iterations", iterations, "--password-file", &password, "--out", &out];
        done(&[&["new", "--type", "p-256"], &encrypt[..]].concat());
        done(&["show", &out, "--password-file", &password]);
    }
}

/// Of several passwords it is not known which one opened the input.
#[test]
fn the_password_to_encrypt_by_is_told_where_several_are_given() {
    let folder = Folder::new();
    fs::write(folder.path("other"), "recipient").unwrap();
    let (other, password) = (folder.path("other"), folder.path("password"));
    let convert = ["convert", "keys/rsa2048.encrypted.pem", "--encrypt", "pbkdf2", "--password-file", &password];
    let convert = [&convert[..], &["--password-file", &other]].concat();
    let (code, message) = refused(&convert);
    assert_eq!(code, Some(2));
    assert!(message.as_str().unwrap().contains("--new-password-file"), "{message}");
    let pem = done(&[&convert[..], &["--new-password-env", "NEW_PASSWORD"]].concat());
    assert!(PKey::private_key_from_pem_passphrase(&pem, b"from the environment").is_ok());
    // One that opened it is the one, and no password is read twice: a pipe gives it once.
    let script = format!(
        "printf recipient | {} key convert keys/rsa2048.encrypted.pem --encrypt pbkdf2 --password-file -",
        env!("CARGO_BIN_EXE_keybundle")
    );
    let output = Command::new("sh").args(["-c", &script]).current_dir(root()).output().unwrap();
    assert!(PKey::private_key_from_pem_passphrase(&output.stdout, b"recipient").is_ok());
}

/// In place while it stays a private key; its public half does not take its place.
#[test]
fn a_private_key_is_not_written_over_by_its_public_half() {
    let folder = Folder::new();
    let key = folder.path("key");
    fs::copy(root().join("keys/rsa2048.key.pem"), &key).unwrap();
    let before = fs::read(&key).unwrap();
    let (code, message) = refused(&["convert", &key, "--public", "--out", &key, "--force"]);
    assert_eq!((code, fs::read(&key).unwrap()), (Some(2), before));
    assert!(message.as_str().unwrap().contains("holds a secret"), "{message}");
    done(&["convert", &key, "--encoding", "pkcs1", "--out", &key, "--force"]);
    assert!(fs::read(&key).unwrap().starts_with(b"-----BEGIN RSA PRIVATE KEY-----"));
    // Neither is a file with a password.
    let password = folder.path("password");
    let new = ["new", "--type", "p-256", "--password-file", &password, "--out", &password, "--force"];
    assert_eq!(refused(&new).0, Some(2));
    assert_eq!(fs::read(&password).unwrap(), b"secret\n");
    // A certificate holds no secret.
    let certificate = folder.path("certificate");
    fs::copy(root().join("keys/rsa2048.cert.pem"), &certificate).unwrap();
    done(&["convert", &certificate, "--out", &certificate, "--force"]);
}

/// Typed at a terminal, which `script` (util-linux) makes.
#[cfg(target_os = "linux")]
#[test]
fn two_passwords_that_differ_are_told_as_such() {
    use std::io::Write as _;
    let command = format!("{} key new --type p-256 --encrypt pbkdf2", env!("CARGO_BIN_EXE_keybundle"));
    let script = Command::new("script")
        .args(["-qec", &command, "/dev/null"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut script) = script else { return };
    let mut stdin = script.stdin.take().unwrap();
    for line in ["one\n", "other\n"] {
        // After the question.
        std::thread::sleep(std::time::Duration::from_millis(500));
        stdin.write_all(line.as_bytes()).unwrap();
    }
    let output = script.wait_with_output().unwrap();
    let words = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(2), "{words}");
    assert!(words.contains("passwords that were typed differ"), "{words}");
}
