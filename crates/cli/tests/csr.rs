//! `keybundle csr new`, read and signed by tools of others.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use serde_json::{Value, json};
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};
use tempfile::TempDir;

fn root() -> PathBuf {
    keybundle_testdata::root().to_owned()
}

/// A folder in which commands run; `keys` there are those of the test data.
fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("keys")).unwrap();
    for entry in fs::read_dir(root().join("keys")).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, folder.path().join("keys").join(path.file_name().unwrap())).unwrap();
    }
    folder
}

fn run(folder: &Path, program: &str, arguments: &[&str]) -> Output {
    Command::new(program).args(arguments).current_dir(folder).stdin(Stdio::null()).output().unwrap()
}

fn keybundle(folder: &Path, arguments: &[&str]) -> Output {
    run(folder, env!("CARGO_BIN_EXE_keybundle"), arguments)
}

/// Runs a tool that must succeed, and gives what it said.
fn tool(folder: &Path, line: &str) -> String {
    let words: Vec<&str> = line.split(' ').collect();
    let output = run(folder, words[0], &words[1..]);
    let said = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    let said = String::from_utf8_lossy(&said).into_owned();
    assert!(output.status.success(), "{line}\n{said}");
    said
}

const EVERYTHING: &[&str] = &[
    "--subject",
    "CN=device-1,OU=b,OU=a,STREET=S 1,O=Example\\, Inc.,L=M,ST=BY,C=DE",
    "--san",
    "DNS:bücher.example",
    "--san",
    "192.0.2.7",
    "--san",
    "email:a@b.example",
    "--san",
    "UPN:a@b.example",
    "--key-usage",
    "digitalSignature,keyEncipherment",
    "--extended-key-usage",
    "serverAuth,clientAuth",
    "--ca",
    "false",
    "--policy",
    "1.2.3.4",
    "--extension",
    "1.3.6.1.5.5.7.1.24=3003020105",
    "--attribute",
    "1.3.6.1.4.1.99999.4=text",
    "--unstructured-name",
    "a name",
    "--challenge-password-file",
    "challenge",
];

#[test]
fn openssl_verifies_reads_and_signs_what_every_key_makes() {
    let folder = folder();
    let folder = folder.path();
    fs::write(folder.join("challenge"), "se-cret\n").unwrap();
    for key in ["rsa2048", "rsa3072", "p256", "p384", "p521", "ed25519"] {
        let file = format!("keys/{key}.key.pem");
        let arguments = [&["csr", "new", "--key", &file, "--out", "r", "--force"], EVERYTHING].concat();
        let output = keybundle(folder, &arguments);
        assert!(output.status.success(), "{key}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(!String::from_utf8_lossy(&output.stdout).contains("se-cret"), "a secret is shown without being asked");
        assert!(tool(folder, "openssl req -in r -noout -verify").contains("verify OK"), "{key}");
        let text = tool(folder, "openssl req -in r -noout -text -nameopt RFC2253");
        for part in [
            "CN=device-1,OU=b,OU=a,street=S 1,O=Example\\, Inc.,L=M,ST=BY,C=DE",
            "DNS:xn--bcher-kva.example, IP Address:192.0.2.7, email:a@b.example, othername: UPN::a@b.example",
            "Digital Signature, Key Encipherment",
            "TLS Web Server Authentication, TLS Web Client Authentication",
            "CA:FALSE",
            "Policy: 1.2.3.4",
            "status_request",
            "challengePassword        :se-cret",
            "unstructuredName         :a name",
            "1.3.6.1.4.1.99999.4      :text",
        ] {
            assert!(text.contains(part), "{key}: {part} is not in\n{text}");
        }
        tool(
            folder,
            "openssl x509 -req -in r -CA keys/root.cert.pem -CAkey keys/root.key.pem -days 1 -copy_extensions copy -out c",
        );
        // And renewed: the same subject, names and uses.
        let renewal = ["csr", "new", "--key", &file, "--from-certificate", "c", "--json"];
        let renewed: Value = serde_json::from_slice(&keybundle(folder, &renewal).stdout).unwrap();
        let first: Value = serde_json::from_slice(&keybundle(folder, &["csr", "show", "r", "--json"]).stdout).unwrap();
        assert_eq!((&renewed["subject"], &renewed["san"]), (&first["subject"], &first["san"]), "{key}");
        assert_eq!(renewed["extensions"].as_array().unwrap().len(), 5, "{key}");
    }
    for algorithm in ["sha512WithRSAEncryption", "rsassa-pss-sha256", "rsassa-pss-sha384"] {
        let name = ["--subject", "CN=a", "--signature-algorithm", algorithm, "--out", "r", "--force"];
        let arguments = [&["csr", "new", "--key", "keys/rsa2048.key.pem"], &name[..]].concat();
        assert!(keybundle(folder, &arguments).status.success());
        assert!(tool(folder, "openssl req -in r -noout -verify").contains("verify OK"), "{algorithm}");
    }
}

#[test]
fn keys_come_from_anywhere_and_new_ones_are_their_owners_alone() {
    let folder = folder();
    let folder = folder.path();
    fs::write(folder.join("password"), "recipient\n").unwrap();
    for (key, more) in [
        ("keys/rsa2048.p12", &["--key-password-file", "password"][..]),
        ("keys/rsa2048.encrypted.pem", &["--key-password-file", "password"]),
        ("keys/rsa2048.key.der", &[]),
        ("keys/p256.sec1.pem", &[]),
    ] {
        let arguments = [&["csr", "new", "--key", key, "--subject", "CN=a", "--json"], more].concat();
        let made: Value = serde_json::from_slice(&keybundle(folder, &arguments).stdout).unwrap();
        assert_eq!(made["signature_valid"], true, "{key}: {made}");
    }
    let new =
        ["csr", "new", "--new-key", "p-256", "--key-out", "k", "--subject", "CN=a", "--form", "der", "--out", "r"];
    assert!(keybundle(folder, &new).status.success());
    assert!(tool(folder, "openssl req -inform DER -in r -noout -verify").contains("verify OK"));
    assert_eq!(
        tool(folder, "openssl pkey -in k -pubout"),
        tool(folder, "openssl req -inform DER -in r -noout -pubkey")
    );
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(folder.join("k")).unwrap().permissions().mode() & 0o777, 0o600);
    }
    // Never over a key that is there.
    let key = fs::read(folder.join("k")).unwrap();
    assert_eq!(keybundle(folder, &new).status.code(), Some(2));
    assert_eq!(fs::read(folder.join("k")).unwrap(), key);
}

#[test]
fn descriptions_are_json_or_toml_and_flags_go_over_them() {
    let folder = folder();
    let folder = folder.path();
    let description = json!({
        "subject": { "common_name": "device-1", "organization_unit": ["a", "b"], "country": "DE" },
        "san": ["DNS:a.example"],
        "challenge_password": "secret",
    });
    fs::write(folder.join("d.json"), description.to_string()).unwrap();
    let toml = "san = ['DNS:a.example']\nchallenge_password = 'secret'\n[subject]\ncommon_name = 'device-1'\n\
                organization_unit = ['a', 'b']\ncountry = 'DE'\n";
    fs::write(folder.join("d.toml"), toml).unwrap();
    let make = |file: &str, more: &[&str]| -> Value {
        let new = ["csr", "new", "--key", "keys/p256.key.pem", "--json", "--description", file];
        serde_json::from_slice(&keybundle(folder, &[&new[..], more].concat()).stdout).unwrap()
    };
    // As editors on Windows write them.
    fs::write(folder.join("bom.json"), format!("\u{feff}{description}")).unwrap();
    let wide = format!("\u{feff}{toml}").encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
    fs::write(folder.join("wide.toml"), wide).unwrap();
    for file in ["d.json", "d.toml", "bom.json", "wide.toml"] {
        let made = make(file, &["--san", "DNS:b.example"]);
        assert_eq!(made["subject"], "CN=device-1,OU=b,OU=a,C=DE");
        assert_eq!(made["san"], json!(["DNS:a.example", "DNS:b.example"]));
        assert_eq!(made["challenge_password"], "secret");
        assert_eq!(make(file, &["--subject", "CN=other"])["subject"], "CN=other");
    }
    fs::write(folder.join("wrong.json"), "{\"challenge_password\": {\"a\": \"hunter2\"}}").unwrap();
    let refused = make("wrong.json", &[]);
    assert_eq!(refused["error"]["code"], "usage");
    assert!(!refused.to_string().contains("hunter2"));

    // The same again from the request, with another name.
    let text = make("d.json", &[])["pem"].as_str().unwrap().to_owned();
    fs::write(folder.join("r"), text).unwrap();
    let new = ["csr", "new", "--key", "keys/rsa2048.key.pem", "--json", "--from-request", "r", "--san", "IP:192.0.2.7"];
    let again: Value = serde_json::from_slice(&keybundle(folder, &new).stdout).unwrap();
    assert_eq!(again["subject"], "CN=device-1,OU=b,OU=a,C=DE");
    assert_eq!(again["san"], json!(["DNS:a.example", "IP:192.0.2.7"]));
    assert_eq!((&again["algorithm"], &again["challenge_password"]), (&json!("RSA 2048"), &json!("secret")));
}

#[test]
fn alternative_names_stay_critical_where_they_were() {
    let folder = folder();
    let folder = folder.path();
    let request = "req -new -key keys/p256.key.pem -subj /CN=a -addext subjectAltName=critical,DNS:a.example -out r";
    tool(folder, &format!("openssl {request}"));
    for more in [&["--from-request", "r"][..], &["--from-request", "r", "--san", "DNS:b.example"]] {
        let new = ["csr", "new", "--key", "keys/p256.key.pem", "--out", "again", "--force"];
        assert!(keybundle(folder, &[&new[..], more].concat()).status.success());
        let text = tool(folder, "openssl req -in again -noout -text");
        assert!(text.contains("Subject Alternative Name: critical"), "{text}");
    }
}

#[test]
fn a_challenge_password_is_no_argument() {
    let folder = folder();
    let new = ["csr", "new", "--key", "keys/p256.key.pem", "--subject", "CN=a", "--json"];
    let secret = ["--attribute", "1.2.840.113549.1.9.7=hunter2"];
    let output = keybundle(folder.path(), &[new.as_slice(), &secret].concat());
    let refused: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((output.status.code(), &refused["error"]["code"]), (Some(2), &json!("usage")));
    assert!(!refused.to_string().contains("hunter2"));
}

/// The issuer first, as many tools write a chain.
#[test]
fn a_renewal_asks_for_what_the_leaf_has() {
    let folder = folder();
    let folder = folder.path();
    let read = |name: &str| keybundle_testdata::file(&format!("keys/{name}.cert.pem"));
    fs::write(folder.join("chain"), [read("intermediate"), read("rsa2048")].concat()).unwrap();
    let new = ["csr", "new", "--key", "keys/rsa2048.key.pem", "--json", "--from-certificate", "chain"];
    let renewed: Value = serde_json::from_slice(&keybundle(folder, &new).stdout).unwrap();
    assert_eq!(renewed["subject"], "CN=device-rsa2048,O=Example");
}

#[test]
fn what_no_authority_takes_is_refused_and_no_key_is_written() {
    let folder = folder();
    let folder = folder.path();
    for (more, message) in [
        (&["--subject", "C=DEU"][..], "C: "),
        (&[], "subject: "),
        (&["--subject", "CN"], "the subject at byte 2: "),
        (&["--subject", "CN=a", "--san", "DNS:a.*.example"], "subject alternative name 1: "),
    ] {
        let new = ["csr", "new", "--new-key", "p-256", "--key-out", "k", "--json"];
        let output = keybundle(folder, &[&new[..], more].concat());
        let refused: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!((output.status.code(), &refused["error"]["code"]), (Some(1), &json!("invalid-value")));
        assert!(refused["error"]["message"].as_str().unwrap().starts_with(message), "{refused}");
        assert!(!folder.join("k").exists());
    }
    // NULL is a value.
    let new = ["csr", "new", "--key", "keys/p256.key.pem", "--subject", "CN=a", "--san", "otherName:1.2.3;DER:0500"];
    assert!(keybundle(folder, &new).status.success());
    // It is told before a key is asked for: this one needs a password that nobody gives.
    let locked = ["csr", "new", "--key", "keys/rsa2048.encrypted.pem", "--json"];
    for (subject, code) in [("C=DEU", "invalid-value"), ("C=DE", "password-required")] {
        let output = keybundle(folder, &[&locked[..], &["--subject", subject]].concat());
        let refused: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(refused["error"]["code"], code, "{refused}");
    }
}

#[test]
fn other_tools_read_and_sign_our_requests() {
    let folder = folder();
    let folder = folder.path();
    fs::write(folder.join("challenge"), "se-cret\n").unwrap();
    for key in ["rsa2048", "p256"] {
        let file = format!("keys/{key}.key.pem");
        let new = ["csr", "new", "--key", &file, "--out", "r", "--force"];
        assert!(keybundle(folder, &[&new[..], EVERYTHING].concat()).status.success());
        let said = tool(folder, "certtool --crq-info --infile r");
        assert!(said.contains("Self signature: verified"), "{said}");
        fs::write(folder.join("template"), "honor_crq_extensions\nexpiration_days = 1\n").unwrap();
        tool(
            folder,
            "certtool --generate-certificate --load-request r --load-ca-certificate keys/root.cert.pem --load-ca-privkey keys/root.key.pem --template template --outfile c",
        );
        assert!(tool(folder, "openssl x509 -in c -noout -ext subjectAltName").contains("xn--bcher-kva.example"));
        assert!(tool(folder, "keytool -printcertreq -file r").contains("CN=device-1"));
        let signed = tool(folder, "cfssl sign -ca keys/root.cert.pem -ca-key keys/root.key.pem -hostname a.example r");
        assert!(signed.contains("BEGIN CERTIFICATE"), "{signed}");
    }
}

/// What people read is what `--json` tells, so that it can be copied: no backslash is doubled.
#[test]
fn people_see_the_subject_as_it_is() {
    let file = root().join("requests/csr/openssl36-escapes.pem");
    let folder = folder();
    let shown = keybundle(folder.path(), &["csr", "show", file.to_str().unwrap()]);
    let told = keybundle(folder.path(), &["csr", "show", file.to_str().unwrap(), "--json"]);
    let told: Value = serde_json::from_slice(&told.stdout).unwrap();
    let subject = told["subject"].as_str().unwrap();
    assert!(subject.contains("\\,"), "{subject}");
    assert!(String::from_utf8(shown.stdout).unwrap().contains(subject), "{subject}");
}

/// A key that is written while its request can't be is in the way of the next try; and no key is written over.
#[test]
fn nothing_is_written_where_one_place_is_taken() {
    let folder = folder();
    let make = |more: &[&str]| keybundle(folder.path(), &[&["csr", "new", "--subject", "CN=a"], more].concat());
    fs::write(folder.path().join("taken"), "").unwrap();
    let new = ["--new-key", "p-256", "--key-out", "new.key", "--out"];
    assert_eq!(make(&[&new[..], &["taken"]].concat()).status.code(), Some(2));
    assert!(!folder.path().join("new.key").exists());
    for same in ["new.key", "./new.key", "keys/../new.key"] {
        let output = make(&[&new[..], &[same, "--force"]].concat());
        assert_eq!(output.status.code(), Some(2), "{same}");
        assert!(!folder.path().join("new.key").exists());
    }
    assert!(make(&[&new[..], &["new.csr"]].concat()).status.success());
    tool(folder.path(), "openssl req -in new.csr -verify -noout");
}

/// A key that is thought to be encrypted and is not, and a file that is thought to be written, are told.
#[test]
fn options_that_would_do_nothing_are_refused() {
    let folder = folder();
    fs::write(folder.path().join("pw"), "secret\n").unwrap();
    let new = ["--new-key", "p-256", "--key-out", "n.key"];
    let old = ["--key", "keys/p256.key.pem"];
    for (key, more, hint) in [
        (&new[..], &["--key-password-file", "pw"][..], "key new --encrypt"),
        (&new, &["--key-password-env", "PATH"], "key new --encrypt"),
        (&old, &["--key-out", "n.key"], "--new-key"),
        (&old, &["--challenge-password-type", "utf8"], "--challenge-password-file"),
    ] {
        let output = keybundle(folder.path(), &[&["csr", "new", "--subject", "CN=a", "--json"], key, more].concat());
        let refused: Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!((output.status.code(), &refused["error"]["code"]), (Some(2), &json!("usage")), "{more:?}");
        assert!(refused["error"]["hint"].as_str().unwrap().contains(hint), "{refused}");
        assert!(!folder.path().join("n.key").exists());
    }
}

/// A private key that is written over is lost.
#[test]
fn a_request_is_not_written_over_its_own_key() {
    let folder = folder();
    let place = folder.path().join("keys/p256.key.pem");
    let key = fs::read(&place).unwrap();
    for out in ["keys/p256.key.pem", "keys/../keys/p256.key.pem"] {
        let new = ["csr", "new", "--subject", "CN=a", "--key", "keys/p256.key.pem", "--out", out, "--force"];
        let output = keybundle(folder.path(), &new);
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains("holds a secret"));
        assert_eq!(fs::read(&place).unwrap(), key);
    }
}

/// No key without its request is left behind.
#[test]
fn no_key_is_made_where_its_request_can_not_be_written() {
    let folder = folder();
    for out in ["nowhere/r", "keys"] {
        let new =
            ["csr", "new", "--subject", "CN=a", "--new-key", "p-256", "--key-out", "n.key", "--force", "--out", out];
        assert_eq!(keybundle(folder.path(), &new).status.code(), Some(2), "{out}");
        assert!(!folder.path().join("n.key").exists(), "{out}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

/// Of two attributes with extensions OpenSSL sees the first alone: the names would be lost.
#[test]
fn extensions_are_asked_for_once() {
    let folder = folder();
    let new = ["csr", "new", "--key", "keys/p256.key.pem", "--subject", "CN=a", "--json"];
    let twice = ["--attribute", "1.2.840.113549.1.9.14=#3000", "--san", "a.example"];
    let refused: Value =
        serde_json::from_slice(&keybundle(folder.path(), &[&new[..], &twice].concat()).stdout).unwrap();
    assert_eq!(refused["error"]["code"], "invalid-value");
    // One of another type, twice, is a warning, then and when it is read.
    let twice = ["--attribute", "1.3.6.1.4.1.99999.4=a", "--attribute", "1.3.6.1.4.1.99999.4=b"];
    let made: Value = serde_json::from_slice(&keybundle(folder.path(), &[&new[..], &twice].concat()).stdout).unwrap();
    assert_eq!(made["warnings"][0]["code"], "odd-request", "{made}");
    fs::write(folder.path().join("r"), made["pem"].as_str().unwrap()).unwrap();
    let shown = keybundle(folder.path(), &["csr", "show", "r", "--json"]);
    let shown: Value = serde_json::from_slice(&shown.stdout).unwrap();
    assert_eq!(shown["warnings"], made["warnings"]);
}

/// What `key show` says of a key, whoever takes it says too.
#[test]
fn a_weak_key_is_told_wherever_it_is_used() {
    let folder = folder();
    let folder = folder.path();
    tool(folder, "openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_keygen_pubexp:3 -out weak");
    tool(folder, "openssl req -new -key weak -subj /CN=a -out r");
    let told = |arguments: &[&str]| -> Vec<Value> {
        let told: Value = serde_json::from_slice(&keybundle(folder, arguments).stdout).unwrap();
        told["warnings"].as_array().unwrap().iter().filter(|one| one["code"] == "weak-key").cloned().collect()
    };
    let expected = told(&["key", "show", "weak", "--json"]);
    assert_eq!(expected.len(), 1);
    for arguments in [
        &["csr", "show", "r", "--json"][..],
        &["csr", "verify", "r", "--json"],
        &["csr", "new", "--key", "weak", "--subject", "CN=a", "--json"],
        &["key", "convert", "weak", "--out", "again", "--json"],
    ] {
        assert_eq!(told(arguments), expected, "{arguments:?}");
    }
}
