//! `keybundle match`: what the vectors can't say, which run one file with `--json`.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde_json::{Value, json};
use std::{
    io::Write as _,
    process::{Child, Command, Output, Stdio},
};

const CSR: &str = "testdata/requests/match/openssl3-alternative-names.pem";

fn start(arguments: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_keybundle"))
        .args(arguments)
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn keybundle(arguments: &[&str], stdin: &[u8]) -> Output {
    let mut child = start(arguments);
    let mut input = child.stdin.take().unwrap();
    let stdin = stdin.to_vec();
    // From a thread of its own: the answers of a stream come while it is still being written.
    let writer = std::thread::spawn(move || input.write_all(&stdin).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn registered(values: &Value) -> tempfile::NamedTempFile {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(values.to_string().as_bytes()).unwrap();
    file
}

fn lines(output: &Output) -> Vec<Value> {
    output
        .stdout
        .split(|&byte| byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice(line).unwrap())
        .collect()
}

#[test]
fn a_stream_answers_each_line_with_its_number() {
    let values = registered(&json!([{ "certificate_field": "subject.common_name", "value": "device-1" }]));
    let csr = std::fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../testdata/requests/match/openssl3-alternative-names.pem"
    ))
    .unwrap();
    let attribute = |value: &str| json!([{ "id": "subject.common_name", "value": value }]);
    let input = [
        json!(csr).to_string(),
        String::new(),
        json!({ "csr": csr.replace('\n', " ") }).to_string(),
        json!({ "certificate_profile_attributes": attribute("device-2") }).to_string(),
        json!({ "attributes": [{ "name": "CN", "value": ["device-1"] }] }).to_string(),
        json!({ "csr": csr, "certificate_profile_attributes": attribute("device-2") }).to_string(),
        "{\"csr\": ".to_owned(),
        json!({ "name": "nothing to compare" }).to_string(),
    ]
    .join("\n");
    let output =
        keybundle(&["match", "--registered-values", values.path().to_str().unwrap(), "--stream"], input.as_bytes());
    let answers: Vec<_> = lines(&output)
        .iter()
        .map(|line| {
            (
                line["line"].as_u64().unwrap(),
                line["matches"].as_bool(),
                line["error"]["code"].as_str().map(str::to_owned),
            )
        })
        .collect();
    let code = |code: &str| Some(code.to_owned());
    assert_eq!(
        answers,
        [
            (1, Some(true), None),
            (2, None, code("empty-input")),
            (3, Some(true), None),
            (4, Some(false), None),
            (5, Some(true), None),
            (6, Some(false), None),
            (7, None, code("truncated")),
            (8, None, code("unknown-format")),
        ]
    );
    assert_eq!(output.status.code(), Some(3));
}

#[test]
fn a_line_beyond_all_measure_is_refused_and_the_next_is_answered() {
    let values = registered(&json!({ "certificate_field": "CN", "value": "a" }));
    let mut input = vec![b' '; 17 << 20];
    input.extend_from_slice(b"{}\n{\"CN\": \"a\"}\n");
    let output = keybundle(&["match", "--registered-values", values.path().to_str().unwrap(), "--stream", "-"], &input);
    let answers = lines(&output);
    assert_eq!(answers[0]["error"]["code"], "limit-size");
    assert_eq!((&answers[1]["line"], &answers[1]["matches"]), (&json!(2), &json!(true)));
}

#[test]
fn people_see_the_difference_and_no_password() {
    let values = registered(&json!({ "id": "x", "usage_limit": 1, "registered_values": [
        { "certificate_field": "subject.common_name", "matcher": "equals", "value": "Device-1", "multiple": false },
        { "certificate_field": "challenge_password", "matcher": "equals", "value": "hunter2hunter2" },
    ] }));
    let output = keybundle(&["match", "--registered-values", values.path().to_str().unwrap(), "--csr", CSR], b"");
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(text.contains("differs in upper and lower case only"), "{text}");
    assert!(text.contains("would match with --case ignore"), "{text}");
    assert!(text.contains("(14 characters, not shown)") && !text.contains("hunter2"), "{text}");
}

#[test]
fn errors_hold_nothing_of_the_input() {
    for (values, code) in [
        (
            json!([{ "certificate_field": "challenge_password", "value": { "secret": "hunter2hunter2" } }]),
            "invalid-value",
        ),
        (
            json!([{ "certificate_field": "challenge_password", "value": "hunter2hunter2", "matcher": 7 }]),
            "invalid-value",
        ),
        (json!({ "hunter2hunter2": "hunter2hunter2" }), "unknown-format"),
        (
            json!([{ "registered_values": [{ "certificate_field": "CN", "value": "hunter2hunter2" }] },
                   { "registered_values": [{ "certificate_field": "CN", "value": "b" }] }]),
            "invalid-value",
        ),
    ] {
        let values = registered(&values);
        let arguments = ["match", "--registered-values", values.path().to_str().unwrap(), "--csr", CSR, "--json"];
        let output = keybundle(&arguments, b"");
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(serde_json::from_slice::<Value>(&output.stdout).unwrap()["error"]["code"], code);
        assert!(!String::from_utf8_lossy(&output.stdout).contains("hunter2"));
        assert!(!String::from_utf8_lossy(&output.stderr).contains("hunter2"));
    }
}

#[test]
fn one_of_the_inputs_is_required_and_no_second_is_taken() {
    let values = registered(&json!([]));
    let path = values.path().to_str().unwrap();
    for arguments in [
        &["match", "--registered-values", path, "--json"][..],
        &["match", "--registered-values", path, "--csr", CSR, "--request", CSR, "--json"],
        &["match", "--csr", CSR, "--json"],
        &["match", "--registered-values", path, "--csr", CSR, "--case", "sometimes", "--json"],
    ] {
        let output = keybundle(arguments, b"");
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(serde_json::from_slice::<Value>(&output.stdout).unwrap()["error"]["code"], "usage");
    }
}

/// As `batch`: nobody read every answer, so that it is no success.
#[test]
fn a_reader_that_goes_away_ends_a_stream_with_failure() {
    let values = registered(&json!([]));
    let mut child = start(&["match", "--registered-values", values.path().to_str().unwrap(), "--stream"]);
    let mut stdin = child.stdin.take().unwrap();
    drop(child.stdout.take());
    stdin.write_all(b"{\"CN\": \"a\"}\n{\"CN\": \"b\"}\n").unwrap();
    let _ = stdin.flush();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(1), &b""[..]));
}

/// Of several, one is taken, and that is said wherever it is. A chain is one certificate with its issuers.
#[test]
fn one_of_several_is_taken_with_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, parts: &[&str]| {
        let path = folder.path().join(name);
        let parts: Vec<_> = parts.iter().flat_map(|part| keybundle_testdata::file(part)).collect();
        std::fs::write(&path, parts).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let csr = "requests/match/openssl3-alternative-names.pem";
    let csrs = file("csrs", &[csr, "requests/csr/openssl3-p256.pem"]);
    let twice = file("twice", &[csr, csr]);
    let certificates = file("certificates", &["keys/rsa2048.cert.pem", "keys/p256.cert.pem"]);
    let chain = file("chain", &["keys/root.cert.pem", "keys/intermediate.cert.pem", "keys/rsa2048.cert.pem"]);
    let values = registered(&json!([]));
    let matches = ["match", "--registered-values", values.path().to_str().unwrap()];
    let new = ["csr", "new", "--key", "testdata/keys/p256.key.pem"];
    let enroll = ["request", "enroll", "--enrollment-profile", "IOT_3b7a0c12-4d6e-4f80-9a1b-2c3d4e5f6071"];
    for (command, option, several, one) in [
        (&matches[..], "--csr", &csrs, &twice),
        (&matches, "--certificate", &certificates, &chain),
        (&new, "--from-request", &csrs, &twice),
        (&new, "--from-certificate", &certificates, &chain),
        (&enroll, "--csr", &csrs, &twice),
        (&["credential", "check", "--policy", "testdata/requests/credential/passcode.json"], "--csr", &csrs, &twice),
        (&["credential", "show"], "--", &certificates, &chain),
    ] {
        for (path, is_told) in [(several, true), (one, false)] {
            let words = String::from_utf8(keybundle(&[command, &[option, path]].concat(), b"").stderr).unwrap();
            assert_eq!(words.contains("there are 2 certificate"), is_told, "{command:?} {option}: {words}");
            let told = keybundle(&[command, &["--json", option, path]].concat(), b"");
            let told: Value = serde_json::from_slice(&told.stdout).unwrap();
            let told = told["warnings"].as_array().unwrap().iter().filter_map(|one| one["message"].as_str());
            let told: Vec<_> = told.filter(|message| message.contains("there are 2 certificate")).collect();
            assert_eq!(told.len(), usize::from(is_told), "{command:?} {option}: {told:?}");
        }
    }
}
