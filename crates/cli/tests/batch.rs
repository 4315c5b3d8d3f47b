//! `keybundle batch`: a line in, a line out.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use keybundle_testdata::{Unlock, Vector, file, group, report, root};
use serde_json::{Value, json};
use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    path::Path,
    process::{Child, Command, Output, Stdio},
    thread,
};
use tempfile::TempDir;

const KEY: &[&str] = &["--recipient-key", "keys/rsa2048.key.pem"];

/// A response that opens with [`KEY`], one that needs nothing, one that the service refused, and no JSON.
fn some_lines() -> Vec<String> {
    let compact = |path: &str| serde_json::from_slice::<Value>(&file(path)).unwrap().to_string();
    vec![
        compact("vectors/sample/response-cert-encrypted.json"),
        compact("vectors/json/der-ec.json"),
        r#"{"result": "ERROR", "errors": [{"code": "quota_exceeded"}]}"#.to_owned(),
        "no JSON".to_owned(),
    ]
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_keybundle"));
    // Paths in arguments and lines are those below testdata/.
    command.args(arguments).current_dir(root()).env("PASSWORD", "secret");
    command
}

fn spawn(arguments: &[&str]) -> Child {
    let mut command = command(&[&["batch"], arguments].concat());
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn batch(arguments: &[&str], input: impl AsRef<[u8]>) -> Output {
    let mut child = spawn(arguments);
    let (mut stdin, input) = (child.stdin.take().unwrap(), input.as_ref().to_vec());
    let writer = thread::spawn(move || {
        // A command that refuses its arguments does not read.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn answers(output: &Output) -> Vec<Value> {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    assert!(text.is_empty() || text.ends_with('\n'));
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The answers, of which all must have been given.
fn answered(arguments: &[&str], input: impl AsRef<[u8]>) -> Vec<Value> {
    let output = batch(arguments, input);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    answers(&output)
}

/// `opened`, or the code of the refusal.
fn outcome(answer: &Value) -> &str {
    if answer["layers"].is_array() { "opened" } else { answer["error"]["code"].as_str().unwrap() }
}

fn outcomes(answers: &[Value]) -> Vec<&str> {
    answers.iter().map(outcome).collect()
}

#[test]
fn good_and_bad_lines_are_answered_in_order_on_any_number_of_threads() {
    let lines = some_lines();
    let input: String = (0..500).map(|number| lines[number * 7 % 4].clone() + "\n").collect();
    let expected = ["opened", "opened", "service-error", "unknown-format"];
    let one = answered(&[KEY, &["--jobs", "1"]].concat(), &input);
    assert_eq!(one.len(), 500);
    for (index, answer) in one.iter().enumerate() {
        assert_eq!(answer["line"], index + 1);
        assert_eq!(outcome(answer), expected[index * 7 % 4]);
    }
    assert_eq!(answered(&[KEY, &["--jobs", "7"]].concat(), &input), one);
    assert_eq!(answered(KEY, &input), one);
}

#[test]
fn a_line_is_whatever_decode_takes() {
    let p12 = group("pkcs12").into_iter().find(|vector| vector.name.ends_with("/openssl3-default.p12")).unwrap();
    let (base64, pem) = (base64(&p12.bytes), String::from_utf8(file("keys/p256.key.pem")).unwrap());
    let lines = [
        json!(base64).to_string(),
        json!(pem).to_string(),
        json!({ "deep": [{ "inside": base64 }] }).to_string(),
        json!([pem, base64]).to_string(),
        base64,
        "42".to_owned(),
        "null".to_owned(),
        r#"{"cut": "#.to_owned(),
    ];
    let got = answered(&["--password-env", "PASSWORD"], lines.join("\n"));
    let no = "unknown-format";
    assert_eq!(outcomes(&got), ["opened", "opened", "opened", "opened", "opened", no, no, "truncated"]);
    assert_eq!(got[0]["bundles"], got[2]["bundles"]);
    assert_eq!(got[3]["bundles"].as_array().unwrap().len(), 2);
}

#[test]
fn ends_of_lines_and_blank_lines() {
    let [sealed, plain] = [&some_lines()[0], &some_lines()[1]];
    assert!(answered(KEY, "").is_empty());
    let wanted = answered(KEY, format!("{sealed}\n{plain}\n"));
    assert_eq!(outcomes(&wanted), ["opened", "opened"]);
    assert_eq!(answered(KEY, format!("{sealed}\n{plain}")), wanted);
    assert_eq!(answered(KEY, format!("\u{feff}{sealed}\r\n{plain}\r\n")), wanted);
    // A blank line is a line: outputs and inputs keep step.
    let blank = answered(KEY, format!("\n{plain}\n  \t\r\n\r\n"));
    assert_eq!(outcomes(&blank), ["empty-input", "opened", "empty-input", "empty-input"]);
}

#[test]
fn a_line_that_is_too_long_is_refused_and_the_next_one_is_not() {
    let [sealed, plain] = [&some_lines()[0], &some_lines()[1]];
    let limit = format!("input_bytes={}", plain.len());
    let long = " ".repeat(300_000);
    let input = format!("{plain}\r\n{plain}{long}\n{plain}\n{plain} \n{sealed}{long}");
    let got = answered(&["--limit", &limit], &input);
    assert_eq!(outcomes(&got), ["opened", "limit-size", "opened", "limit-size", "limit-size"]);
    assert_eq!(got[1]["error"]["limit"]["name"], "input_bytes");
    assert_eq!(got[1]["error"]["limit"]["needed"], plain.len() + 300_000);
    // Lines of many pieces.
    let got = answered(KEY, input);
    assert_eq!(outcomes(&got), ["opened"; 5]);
}

#[test]
fn a_batch_goes_on_where_another_ended() {
    let input = some_lines().join("\n") + "\n";
    let all = answered(KEY, &input);
    for passed in 0..=4 {
        assert_eq!(answered(&[KEY, &["--resume", &passed.to_string()]].concat(), &input), all[passed..]);
    }
    let beyond = batch(&[KEY, &["--resume", "5", "--json"]].concat(), &input);
    assert_eq!(beyond.status.code(), Some(2));
    assert_eq!(answers(&beyond)[0]["error"]["code"], "usage");
}

#[test]
fn secrets_leave_only_when_they_are_asked_for() {
    let input = some_lines().join("\n");
    let plain = batch(KEY, &input);
    assert!(!String::from_utf8_lossy(&plain.stdout).contains("PRIVATE KEY"));
    let asked = answered(&[KEY, &["--include-secrets"]].concat(), &input);
    for answer in &asked[..2] {
        let pem = answer["bundles"][0]["private_key"]["pem"].as_str().unwrap();
        assert!(pem.starts_with("-----BEGIN PRIVATE KEY-----\n"));
    }
}

#[test]
fn the_summary_counts_lines_by_code() {
    let output = batch(&[KEY, &["--summary"]].concat(), some_lines().join("\n"));
    let words = String::from_utf8(output.stderr).unwrap();
    assert_eq!(words, "keybundle: 4 lines: 2 opened, 2 refused (service-error 1, unknown-format 1)\n");
}

#[test]
fn secrets_that_lines_name_are_read_only_when_that_is_allowed() {
    let sealed: Value = serde_json::from_str(&some_lines()[0]).unwrap();
    let with = |secrets: Value| {
        let mut line = sealed.clone();
        line["keybundle"] = secrets;
        line.to_string() + "\n"
    };
    let key = json!({ "recipient_key_file": "keys/rsa2048.key.pem" });
    let other = json!({ "recipient_key": ["keys/p256.key.pem"], "password_env": "PASSWORD" });
    let input = [
        with(key.clone()),
        with(other),
        with(json!({ "recipient_key_file": "keys/no-such-file" })),
        with(json!({ "password_env": "NO_SUCH_VARIABLE" })),
        with(json!({ "password": "hunter2" })),
        with(json!({ "recipient_key_file": "-" })),
        with(json!({ "kek_id": "hunter2" })),
        with(json!("hunter2")),
        with(Value::Null),
        sealed.to_string() + "\n",
        with(key),
    ]
    .concat();
    let (needed, wrong) = ("recipient-required", "wrong-recipient");
    let usage = "usage";
    let got = answered(&["--secrets-from-lines"], &input);
    let expected = ["opened", wrong, usage, usage, usage, usage, usage, usage, needed, needed, "opened"];
    assert_eq!(outcomes(&got), expected);
    // What was meant as a name may be the secret itself.
    let told = got.iter().map(|answer| answer["error"].to_string()).collect::<String>();
    for place in ["no-such-file", "NO_SUCH_VARIABLE", "hunter2"] {
        assert!(!told.contains(place), "{place}");
    }
    // Those for all lines are tried too.
    let both = answered(&[KEY, &["--secrets-from-lines"]].concat(), &input);
    assert_eq!(
        outcomes(&both),
        ["opened", "opened", usage, usage, usage, usage, usage, usage, "opened", "opened", "opened"]
    );
    assert_eq!(outcomes(&answered(&[], &input)), [needed; 11]);
}

/// The same as `decode --json`, for every vector of these formats, with the secrets of its header named in the line.
#[test]
fn every_line_is_answered_as_decode_answers() {
    let vectors: Vec<Vector> = ["pkcs12", "json", "smime"].into_iter().flat_map(group).collect();
    let folder = tempfile::tempdir().unwrap();
    let named: Vec<Vec<(&str, String)>> =
        vectors.iter().enumerate().map(|(index, vector)| secrets(vector, &folder, index)).collect();
    let lines: Vec<String> = vectors.iter().zip(&named).map(|(vector, named)| line(vector, named)).collect();
    let got = answered(&["--secrets-from-lines"], lines.join("\n"));
    assert_eq!(got.len(), vectors.len());
    let mut differing = Vec::new();
    for (((vector, named), line), mut answer) in vectors.iter().zip(&named).zip(&lines).zip(got) {
        let path = folder.path().join("line.json");
        fs::write(&path, line).unwrap();
        let mut decode = command(&["decode", "--json"]);
        decode.arg(&path).stdin(Stdio::null());
        for (member, value) in named {
            // Options say `--recipient-key` where lines say `recipient_key_file`.
            let name = member.replace("recipient_key_file", "recipient_key").replace("cert_file", "cert");
            decode.arg(format!("--{}", name.replace('_', "-"))).arg(value);
        }
        let wanted: Value = serde_json::from_slice(&decode.output().unwrap().stdout).unwrap();
        answer.as_object_mut().unwrap().remove("line").unwrap();
        if answer != wanted {
            differing.push(format!("{}: {answer}", vector.name));
        }
        let code = vector.header.expect.code.as_deref().unwrap_or("opened");
        if !vector.header.expect.is_about_content_alone() && outcome(&answer) != code {
            differing.push(format!("{}: {}", vector.name, outcome(&answer)));
        }
    }
    report(vectors.len(), &differing);
}

/// The members by which a line names what the vector's header says, in files of `folder`.
fn secrets(vector: &Vector, folder: &TempDir, index: usize) -> Vec<(&'static str, String)> {
    let mut named = Vec::new();
    let mut add = |member: &'static str, path: &Path| named.push((member, path.to_str().unwrap().to_owned()));
    let secret = |name: &str, content: &[u8]| {
        let path = folder.path().join(format!("{index}-{name}"));
        fs::write(&path, content).unwrap();
        path
    };
    let Unlock { passwords, mac_password, recipient_key_passwords, .. } = &vector.header.unlock;
    for (number, password) in passwords.iter().enumerate() {
        let line = if password.is_empty() { String::new() } else { format!("{password}\n") };
        add("password_file", &secret(&format!("password-{number}"), line.as_bytes()));
    }
    if let Some(password) = mac_password {
        add("mac_password_file", &secret("mac", password.as_bytes()));
    }
    vector.unlock_recipient_key_paths().iter().for_each(|path| add("recipient_key_file", path));
    for (number, password) in recipient_key_passwords.iter().enumerate() {
        add("recipient_key_password_file", &secret(&format!("key-{number}"), password.as_bytes()));
    }
    vector.unlock_recipient_certificate_paths().iter().for_each(|path| add("recipient_cert_file", path));
    if let Some(kek) = vector.unlock_kek() {
        add("kek_file", &secret("kek", &kek));
    }
    if let Some(identifier) = &vector.header.unlock.kek_id {
        named.push(("kek_id", identifier.clone()));
    }
    named
}

/// The vector as a line: itself where it is an object, else base64 in a member.
fn line(vector: &Vector, named: &[(&str, String)]) -> String {
    let mut members = serde_json::Map::new();
    for (member, value) in named {
        let list = members.entry((*member).to_owned()).or_insert(json!([]));
        list.as_array_mut().unwrap().push(json!(value));
    }
    let mut line = match serde_json::from_slice(&vector.bytes) {
        Ok(object @ Value::Object(_)) => object,
        _ => json!({ "content": base64(&vector.bytes) }),
    };
    line["keybundle"] = Value::Object(members);
    line.to_string()
}

#[test]
fn an_answer_comes_as_soon_as_it_can_and_an_interrupt_says_how_to_go_on() {
    let mut child = spawn(KEY);
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    for line in &some_lines()[..3] {
        stdin.write_all(line.as_bytes()).unwrap();
        stdin.write_all(b"\n").unwrap();
        let mut answer = String::new();
        stdout.read_line(&mut answer).unwrap();
        assert!(answer.ends_with('\n'));
    }
    // A line without end is not answered yet.
    stdin.write_all(b"\"half").unwrap();
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let (mut rest, mut words) = (String::new(), String::new());
    stdout.read_to_string(&mut rest).unwrap();
    child.stderr.take().unwrap().read_to_string(&mut words).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(rest, "");
    assert_eq!(words, "keybundle: interrupted after line 3; to go on: --resume 3\n");
}

/// As `docs/scale.md` has it.
#[test]
#[cfg(target_os = "linux")]
fn parts_of_a_batch_in_several_processes_give_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let lines = some_lines().join("\n").repeat(10) + "\n";
    fs::write(folder.path().join("answers.ndjson"), &lines).unwrap();
    fs::write(folder.path().join("my.key"), file("keys/rsa2048.key.pem")).unwrap();
    let documented = include_str!("../../../docs/scale.md").split_once("```sh\n").unwrap().1;
    let script = documented.split_once("\n\n").unwrap().0;
    assert!(script.contains("xargs"));
    let programs = Path::new(env!("CARGO_BIN_EXE_keybundle")).parent().unwrap().to_str().unwrap();
    let path = format!("{programs}:{}", std::env::var("PATH").unwrap());
    let status = Command::new("sh").args(["-e", "-c", script]).current_dir(folder.path()).env("PATH", path).status();
    assert!(status.unwrap().success());
    let parts = fs::read_to_string(folder.path().join("results.ndjson")).unwrap();
    let without_line = |mut answer: Value| {
        answer.as_object_mut().unwrap().remove("line");
        answer
    };
    let parts: Vec<_> = parts.lines().map(|line| without_line(serde_json::from_str(line).unwrap())).collect();
    let whole: Vec<_> = answered(KEY, &lines).into_iter().map(without_line).collect();
    assert_eq!(parts, whole);
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let mut child = spawn(&[]);
    let mut stdin = child.stdin.take().unwrap();
    drop(child.stdout.take());
    stdin.write_all(b"\"a\"\n\"b\"\n").unwrap();
    // The input goes on, and is not waited for.
    let status = child.wait().unwrap();
    let mut words = String::new();
    child.stderr.take().unwrap().read_to_string(&mut words).unwrap();
    assert_eq!((status.code(), words.as_str()), (Some(1), ""));
    drop(stdin);
}

#[test]
fn an_input_or_output_that_fails_is_told_with_how_to_go_on() {
    let output = command(&["batch", "keys"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let words = String::from_utf8(output.stderr).unwrap();
    assert!(words.starts_with("keybundle: can't read the input after line 0: "), "{words}");
    #[cfg(target_os = "linux")]
    {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = command(&["batch", "vectors/sample/acme-credential-201.json"]).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(2));
        let words = String::from_utf8(output.stderr).unwrap();
        assert!(words.starts_with("keybundle: can't write the answers after line 0: "), "{words}");
        assert!(words.ends_with("--resume 0\n"), "{words}");
    }
}

#[test]
fn wrong_usage_is_told_before_the_first_line() {
    for arguments in [
        &["--password-file", "-"][..],
        &["--jobs", "0"],
        &["--jobs", "1025"],
        &["--jobs", "100000000"],
        &["--limit", "no_such_limit=1"],
        &["--recipient-key", "keys/no-such-file"],
    ] {
        let output = batch(&[arguments, &["--json"]].concat(), some_lines().join("\n"));
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(outcomes(&answers(&output)), ["usage"], "{arguments:?}");
    }
    // A key that can't receive anything.
    let output = batch(&["--recipient-key", "keys/ed25519.key.pem", "--json"], some_lines().join("\n"));
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(outcomes(&answers(&output)), ["unsupported-algorithm"]);
}

fn base64(bytes: &[u8]) -> String {
    use base64ct::Encoding as _;
    base64ct::Base64::encode_string(bytes)
}
