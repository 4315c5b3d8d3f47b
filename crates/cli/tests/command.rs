//! The command as people use it: what it writes, where, and with which exit code.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde_json::Value;
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

fn keybundle(arguments: &[&str]) -> Output {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    Command::new(env!("CARGO_BIN_EXE_keybundle"))
        .args(arguments)
        .current_dir(root)
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap()
}

const SAMPLE: &[&str] = &[
    "decode",
    "testdata/vectors/sample/response-cert-encrypted.json",
    "--recipient-key",
    "testdata/keys/rsa2048.key.pem",
];

fn sample<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [SAMPLE, more].concat()
}

#[test]
fn the_first_command_of_the_readme_opens_the_sample() {
    let readme = include_str!("../../../README.md");
    let line = readme.lines().find(|line| line.starts_with("cargo run ")).unwrap();
    let arguments: Vec<&str> = line.split_once(" -- ").unwrap().1.split(' ').collect();
    assert_eq!(arguments, SAMPLE);
    let output = keybundle(&arguments);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success());
    assert!(text.starts_with("json > base64 > cms-enveloped-data > zip > pem\n"), "{text}");
    assert!(text.contains("matches the key"), "{text}");
    assert!(text.contains("ends in a self-signed root"), "{text}");
}

#[test]
fn no_secret_is_printed_unless_it_is_asked_for() {
    let plain = keybundle(&sample(&["--json"]));
    assert!(!String::from_utf8_lossy(&plain.stdout).contains("PRIVATE KEY"));
    let words = keybundle(&sample(&[]));
    assert!(!String::from_utf8_lossy(&words.stdout).contains("PRIVATE KEY"));
    let asked = json(&keybundle(&sample(&["--json", "--include-secrets"])));
    let pem = asked["bundles"][0]["private_key"]["pem"].as_str().unwrap();
    assert!(pem.starts_with("-----BEGIN PRIVATE KEY-----\n"));
    let pem = String::from_utf8(keybundle(&sample(&["--pem"])).stdout).unwrap();
    assert_eq!(pem.matches("-----BEGIN ").count(), 4);
}

#[test]
fn files_are_written_once_and_the_key_for_its_owner_alone() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("new").to_str().unwrap().to_owned();
    let first = keybundle(&sample(&["--json", "--out", &out]));
    assert!(first.status.success(), "{}", String::from_utf8_lossy(&first.stderr));
    let written: Vec<PathBuf> =
        json(&first)["written"].as_array().unwrap().iter().map(|path| path.as_str().unwrap().into()).collect();
    let names: Vec<_> = written.iter().map(|path| path.file_name().unwrap().to_str().unwrap()).collect();
    let expected = ["key.pem", "cert.pem", "chain.pem", "fullchain.pem"].map(|end| format!("device-rsa2048.{end}"));
    assert_eq!(names, expected);
    assert_eq!(mode(&written[0]), 0o600);
    let key = fs::read(&written[0]).unwrap();

    let again = keybundle(&sample(&["--json", "--out", &out]));
    assert_eq!(again.status.code(), Some(2));
    assert_eq!(json(&again)["error"]["code"], "usage");
    assert!(keybundle(&sample(&["--json", "--out", &out, "--force"])).status.success());
    assert_eq!(fs::read(&written[0]).unwrap(), key);
    // Nothing is left beside them.
    assert_eq!(fs::read_dir(&out).unwrap().count(), 4);
    let der = folder.path().join("der").to_str().unwrap().to_owned();
    assert!(keybundle(&sample(&["--out", &der, "--form", "der"])).status.success());
    assert_eq!(fs::read_dir(&der).unwrap().count(), 4);
}

#[cfg(unix)]
fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[cfg(not(unix))]
fn mode(_: &Path) -> u32 {
    0o600
}

#[test]
fn nothing_is_written_into_a_file_of_the_name_of_a_stream() {
    let folder = tempfile::tempdir().unwrap();
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let [sample, recipient, key, message] =
        [SAMPLE[1], SAMPLE[3], "testdata/keys/p256.key.pem", "testdata/vectors/cms/enveloped-aes256-cbc.p7m"]
            .map(|path| root.join(path).display().to_string());
    let run = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_keybundle"));
        command.args(arguments).current_dir(folder.path()).stdin(Stdio::null()).output().unwrap()
    };
    for arguments in [
        &["decode", &sample, "--recipient-key", &recipient, "--out"][..],
        &["decrypt", &message, "--recipient-key", &recipient, "--out"],
        &["key", "new", "--type", "p-256", "--out"],
        &["key", "convert", &key, "--out"],
        &["csr", "new", "--subject", "CN=a", "--key", &key, "--out"],
        &["csr", "new", "--subject", "CN=a", "--new-key", "p-256", "--key-out"],
    ] {
        let output = run(&[arguments, &["-"]].concat());
        let words = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {words}");
        assert!(words.contains("write ./-"), "{words}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "{arguments:?}");
    }
    assert!(run(&["key", "convert", &key, "--out", "./-"]).status.success());
    assert!(fs::read_to_string(folder.path().join("-")).unwrap().starts_with("-----BEGIN PRIVATE KEY-----"));
}

#[test]
fn refusals_and_wrong_usage_are_one_json_object_and_words() {
    let file = "testdata/vectors/sample/response-cert-encrypted.json";
    let refused = keybundle(&["decode", file, "--json"]);
    assert_eq!(refused.status.code(), Some(1));
    let error = &json(&refused)["error"];
    assert_eq!((error["code"].as_str(), error["stage"].as_str()), (Some("recipient-required"), Some("unlock")));
    assert!(error["recipients"][0]["serial"].is_string());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("keybundle: hint: "));

    let wrong = keybundle(&["decode", file, "--recipient-key", "testdata/keys/p256.key.pem", "--json"]);
    let error = &json(&wrong)["error"];
    assert_eq!(error["code"], "wrong-recipient");
    assert!(error["given"][0].is_object());

    // Decrypting opens a message alone, and says what came instead.
    let no_message = keybundle(&["decrypt", "testdata/vectors/pkcs12/openssl3-default.p12", "--json"]);
    assert_eq!(no_message.status.code(), Some(1));
    let error = &json(&no_message)["error"];
    assert_eq!((error["code"].as_str(), error["stage"].as_str()), (Some("unknown-format"), Some("detect")));
    assert_eq!(error["message"], "there is no CMS message here, but PKCS#12");

    for arguments in [&["decode", "--json", "--no-such-flag"][..], &["decode", "--json", "no/such/file"]] {
        let output = keybundle(arguments);
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(json(&output)["error"]["code"], "usage");
    }
    assert_eq!(keybundle(&["--version"]).status.code(), Some(0));
}

#[test]
fn an_inspection_needs_no_secret_and_names_what_is_needed() {
    let seen = json(&keybundle(&["inspect", "testdata/vectors/pkcs12/openssl3-default.p12", "--json"]));
    assert_eq!(seen["layers"], serde_json::json!(["pkcs12"]));
    assert_eq!(seen["needs"], serde_json::json!(["password"]));
    // As `openssl pkcs12 -info -noout` prints them.
    let store = &seen["encrypted"][0];
    assert_eq!((store["mac"]["hash"].as_str(), store["mac"]["iterations"].as_u64()), (Some("sha-256"), Some(2048)));
    assert_eq!(store["safes"][0]["encryption"]["cipher"], "aes-256-cbc");

    let seen = json(&keybundle(&["inspect", "testdata/vectors/sample/response-cert-encrypted.json", "--json"]));
    assert_eq!(seen["layers"], serde_json::json!(["json", "base64", "cms-enveloped-data"]));
    assert_eq!(seen["needs"], serde_json::json!(["recipient-key"]));
    assert_eq!(seen["encrypted"][0]["content_algorithm"], "aes-256-cbc");
    assert_eq!(seen["encrypted"][0]["recipients"][0]["type"], "ktri");
}

#[test]
fn limits_can_be_raised_by_the_name_that_the_refusal_tells() {
    let file = "testdata/vectors/pkcs12/openssl3-default.p12";
    let folder = tempfile::tempdir().unwrap();
    let password = folder.path().join("password");
    fs::write(&password, "secret\n").unwrap();
    let arguments = ["decode", file, "--json", "--password-file", password.to_str().unwrap()];
    let refused = json(&keybundle(&[&arguments[..], &["--limit", "derivation_work=1000"]].concat()));
    assert_eq!(refused["error"]["code"], "limit-work");
    assert_eq!(refused["error"]["limit"]["name"], "derivation_work");
    assert!(keybundle(&[&arguments[..], &["--limit", "derivation_work=100000"]].concat()).status.success());
}

#[test]
fn completions_and_the_manual_come_from_the_same_definitions() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = String::from_utf8(keybundle(&["completions", shell]).stdout).unwrap();
        assert!(script.contains("recipient-key"), "{shell}");
    }
    let page = String::from_utf8(keybundle(&["man"]).stdout).unwrap();
    assert!(page.starts_with(".ie"), "{page}");
    // The options of every subcommand, and the exit codes.
    for part in ["KEYBUNDLE CSR NEW", "new\\-key", "recipient\\-key", "KEYBUNDLE DECRYPT", "EXIT STATUS"] {
        assert!(page.contains(part), "{part}");
    }
    #[cfg(target_os = "linux")]
    {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), &page).unwrap();
        if let Ok(shown) =
            Command::new("man").args(["-l", "--warnings=mac"]).arg(file.path()).env("MANPAGER", "cat").output()
        {
            // How well a line fills is a matter of words that can't be broken.
            let words = String::from_utf8(shown.stderr).unwrap();
            let faults: Vec<_> =
                words.lines().filter(|line| !line.is_empty() && !line.contains("cannot adjust line")).collect();
            assert!(faults.is_empty(), "{faults:?}");
        }
    }
}

/// What is no JSON at all would otherwise be said of one that was cut at the limit.
#[test]
fn an_input_beyond_its_limit_is_refused_as_such_by_every_command() {
    let hmac = "testdata/requests/inputs/eab/hmac-key.txt";
    let eab = ["eab", "verify", "--kid", "a", "--hmac-key-file", hmac, "--url", "https://a.example"];
    for command in [&["csr", "show"][..], &["request", "check"], &eab, &["key", "show"], &["credential", "show"]] {
        let more = ["testdata/vectors/sample/acme-credential-201.json", "--limit", "input_bytes=10", "--json"];
        let refused = json(&keybundle(&[command, &more].concat()));
        assert_eq!(refused["error"]["code"], "limit-size", "{command:?}");
    }
    for command in ["request check", "eab verify"] {
        let words: Vec<_> = command.split(' ').chain(["--help"]).collect();
        let help = String::from_utf8(keybundle(&words).stdout).unwrap();
        assert!(help.contains("the JSON of a") && !help.contains("PKCS#12, CMS, ZIP or MIME"), "{help}");
    }
}

/// An option that does nothing beside another one is told.
#[test]
fn secrets_are_no_part_of_pem() {
    let output = keybundle(&sample(&["--pem", "--include-secrets"]));
    assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stdout));
}

/// Both may be a private key that nobody else has.
#[test]
fn no_secret_that_is_read_is_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let key = folder.path().join("key");
    fs::copy(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../testdata/keys/rsa2048.key.pem"), &key).unwrap();
    let (key, before) = (key.to_str().unwrap(), fs::read(&key).unwrap());
    let message = "testdata/vectors/sample/response-cert-encrypted.json";
    let output = keybundle(&["decrypt", message, "--recipient-key", key, "--out", key, "--force"]);
    assert_eq!((output.status.code(), fs::read(key).unwrap()), (Some(2), before));
}

/// One HMAC key is no newAccount request.
#[test]
fn no_secret_in_the_directory_of_results_is_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let sample = "testdata/vectors/sample/response-cert-encrypted.json";
    let decode = |key: &str| {
        keybundle(&["decode", sample, "--recipient-key", key, "--json", "--force", "--out", out.to_str().unwrap()])
    };
    let written = json(&decode("testdata/keys/rsa2048.key.pem"));
    let place = Path::new(written["written"][0].as_str().unwrap());
    let key = fs::read("../../testdata/keys/rsa2048.key.pem").unwrap();
    fs::write(place, &key).unwrap();
    let refused = decode(place.to_str().unwrap());
    assert_eq!((refused.status.code(), json(&refused)["error"]["code"].as_str()), (Some(2), Some("usage")));
    assert_eq!(fs::read(place).unwrap(), key);
}

#[test]
fn a_credential_that_is_none_is_told_as_one() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let path = file.path().to_str().unwrap();
    for text in [r#"{"id":7,"hmac_key":"AAAA"}"#, r#"{"id":"a","hmac_key":7}"#, "[]"] {
        fs::write(path, text).unwrap();
        let key = ["--account-key", "testdata/keys/p256.key.pem", "--url", "https://a.example", "--json"];
        let refused = json(&keybundle(&[&["eab", "sign", "--credential", path], &key[..]].concat()));
        assert_eq!(refused["error"]["code"], "unknown-format");
        assert!(!refused["error"]["hint"].as_str().unwrap().contains("newAccount"), "{refused}");
    }
}

/// In memory is where people put keys: such a file is none of the devices that are written to as they are.
#[cfg(target_os = "linux")]
#[test]
fn a_file_below_dev_is_a_file() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir_in("/dev/shm").unwrap();
    let path = folder.path().join("my.key");
    fs::write(&path, "what was there").unwrap();
    let made = |more: &[&str]| {
        keybundle(&[&["key", "new", "--type", "p-256", "--out", path.to_str().unwrap()], more].concat()).status.code()
    };
    assert_eq!(made(&[]), Some(2));
    assert_eq!(fs::read(&path).unwrap(), b"what was there");
    assert_eq!(made(&["--force"]), Some(0));
    assert!(fs::read_to_string(&path).unwrap().starts_with("-----BEGIN PRIVATE KEY-----"));
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
}

/// What one takes of standard input, another can't have: said, rather than taken for an empty secret.
#[test]
fn standard_input_comes_once() {
    let store = "testdata/vectors/pkcs12/openssl3-default.p12";
    for arguments in [
        &["decode", "--password-file", "-"][..],
        &["decrypt", "--recipient-key", "-"],
        &["key", "show", "--password-file", "-"],
        &["decode", store, "--password-file", "-", "--mac-password-file", "-"],
        &["batch", "--password-file", "-"],
        &["decode", "--password-fd", "0"],
        &["decode", "/dev/stdin", "--password-file", "-"],
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_keybundle"))
            .args(arguments)
            .current_dir(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../.."))
            .stdin(fs::File::open(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(store)).unwrap())
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(said.contains(": it was read already"), "{arguments:?}: {said}");
    }
}

/// As `echo secret > FILE` leaves it in PowerShell 5, and editors of Windows.
#[test]
fn a_password_in_the_encoding_of_windows_is_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("password");
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    for content in
        [b"\xef\xbb\xbfsecret\r\n".to_vec(), utf16("\u{feff}secret\r\n"), utf16("secret\r\n"), b"secret".to_vec()]
    {
        fs::write(&file, &content).unwrap();
        let store = "testdata/vectors/pkcs12/openssl3-default.p12";
        let output = keybundle(&["decode", store, "--json", "--password-file", file.to_str().unwrap()]);
        let opened = json(&output);
        assert_eq!(opened["bundles"].as_array().map(Vec::len), Some(1), "{content:?}: {opened}");
        let warnings = opened["warnings"].as_array().unwrap();
        assert!(
            !warnings.iter().any(|warning| warning["code"].as_str().unwrap().starts_with("password-")),
            "{content:?}: {opened}"
        );
    }
}

/// A ring of keys opens what one of them opens; what is no key is told as that.
#[test]
fn keys_that_receive_nothing_stand_beside_the_recipients() {
    let vectors = ["openssl36-slh-dsa-sha2-128s.pem", "python-unknown-algorithm.der"];
    let others = vectors.map(|name| format!("testdata/vectors/key/{name}"));
    for other in ["testdata/keys/ed25519.key.pem", &others[0], &others[1]] {
        assert!(keybundle(&sample(&["--recipient-key", other])).status.success(), "{other}");
    }
    let message = |arguments: &[&str]| {
        let output = keybundle(&[&["decode", SAMPLE[1], "--json"], arguments].concat());
        json(&output)["error"]["message"].as_str().unwrap().to_owned()
    };
    let certificate = message(&["--recipient-key", "testdata/keys/rsa2048.cert.pem"]);
    assert_eq!(certificate, "there is no private key in what was given as the recipient's");
    let key = message(&[SAMPLE[2], SAMPLE[3], "--recipient-cert", SAMPLE[3]]);
    assert_eq!(key, "there is no certificate in what was given as the recipient's");
    // It is not the input that needs a password, or is unknown.
    let locked = message(&["--recipient-key", "testdata/keys/rsa2048.encrypted.pem"]);
    assert!(locked.starts_with("what was given as the recipient's: a password is required"), "{locked}");
    let readme = message(&["--recipient-key", "README.md"]);
    assert!(readme.starts_with("what was given as the recipient's: the input is no format"), "{readme}");
}
