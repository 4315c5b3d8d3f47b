//! The discipline of the headers, and of the reader.

// A test says what it expects.
#![allow(clippy::expect_used)]

use std::fs;
use std::panic::catch_unwind;
use std::path::Path;

use keybundle_testdata::{Vector, vectors, vectors_in};

const GROUPS: &[&str] = &[
    "cms",
    "hostile",
    "json",
    "key",
    "mime",
    "openssl-pem",
    "pem",
    "pkcs12",
    "pkcs8",
    "sample",
    "smime",
    "unsupported",
    "zip",
];
const ERRORS: &[&str] = &[
    "unknown-format",
    "not-base64",
    "malformed-pem",
    "malformed-der",
    "truncated",
    "trailing-data",
    "empty-input",
    "unsupported-format",
    "password-required",
    "wrong-password",
    "file-altered",
    "recipient-required",
    "wrong-recipient",
    "key-certificate-mismatch",
    "decrypt-failed",
    "content-corrupt",
    "unsupported-algorithm",
    "limit-work",
    "limit-memory",
    "limit-size",
    "limit-depth",
    "limit-entries",
    "limit-ratio",
    "limit-recipients",
    "invalid-value",
    "request-pending",
    "service-error",
];
const WARNINGS: &[&str] = &[
    "legacy-encryption",
    "weak-key",
    "unauthenticated",
    "lenient-pem",
    "lenient-base64",
    "not-der",
    "password-trimmed",
    "password-reencoded",
    "chain-incomplete",
    "chain-reordered",
    "certificate-missing",
    "key-missing",
    "unknown-algorithm",
    "odd-certificate",
    "odd-request",
    "member-unreadable",
    "expired",
    "trailing-data",
    "leading-data",
];
const STAGES: &[&str] = &["detect", "parse", "unlock", "extract", "pair"];
const LAYERS: &[&str] = &[
    "json",
    "base64",
    "hex",
    "pem",
    "smime",
    "mime",
    "zip",
    "pkcs12",
    "pkcs8-encrypted",
    "openssl-encrypted-pem",
    "cms-data",
    "cms-signed-data",
    "cms-enveloped-data",
    "cms-auth-enveloped-data",
    "cms-encrypted-data",
    "cms-compressed-data",
    "jwk",
];

fn each(check: impl Fn(&Vector) -> Result<(), String>) {
    let failures: Vec<String> = vectors()
        .iter()
        .filter_map(|vector| check(vector).err().map(|why| format!("{}: {why}", vector.name)))
        .collect();
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn known(what: &str, value: &str, list: &[&str]) -> Result<(), String> {
    if list.contains(&value) { Ok(()) } else { Err(format!("unknown {what} `{value}`")) }
}

#[test]
fn every_vector_says_who_made_it_and_who_knows_the_answer() {
    each(|vector| {
        let header = &vector.header;
        let fields = [&header.about, &header.made_by, &header.command, &header.oracle];
        if fields.iter().any(|field| field.trim().is_empty()) {
            return Err("about, made_by, command and oracle must say something".into());
        }
        if header.about.contains('\n') {
            return Err("about is one line".into());
        }
        if header.oracle.contains("keybundle") {
            return Err("we are not our own oracle".into());
        }
        known("group", &vector.group, GROUPS)
    });
}

#[test]
fn hashes_are_64_digits_of_lower_case_hex() {
    let is_hash = |text: &&String| {
        text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
    };
    each(|vector| {
        let expect = &vector.header.expect;
        let mut hashes: Vec<&String> = Vec::new();
        hashes.extend(expect.certificates.iter().chain(&expect.public_keys).chain(&expect.files));
        hashes.extend(&expect.content_sha256);
        for bundle in &expect.bundles {
            hashes.extend(bundle.spki_sha256.iter().chain(&bundle.certificate).chain(&bundle.chain));
        }
        hashes.iter().find(|hash| !is_hash(hash)).map_or(Ok(()), |hash| Err(format!("not a SHA-256: `{hash}`")))
    });
}

#[test]
fn codes_stages_and_layers_are_on_the_list() {
    each(|vector| {
        let expect = &vector.header.expect;
        expect.code.iter().try_for_each(|code| known("error", code, ERRORS))?;
        expect.stage.iter().try_for_each(|stage| known("stage", stage, STAGES))?;
        let mut warnings = expect.warnings.iter().chain(&expect.no_warnings);
        warnings.try_for_each(|code| known("warning", code, WARNINGS))?;
        expect.layers.iter().flatten().try_for_each(|layer| known("layer", layer, LAYERS))
    });
}

#[test]
fn a_vector_expects_an_error_or_a_result() {
    each(|vector| {
        let expect = &vector.header.expect;
        let nothing = expect.bundles.is_empty()
            && expect.certificates.is_empty()
            && expect.public_keys.is_empty()
            && expect.files.is_empty()
            && expect.content_sha256.is_none();
        let warned = expect.warnings.iter().chain(&expect.no_warnings).next().is_some();
        match (&expect.code, nothing) {
            (Some(_), false) => Err("an error delivers nothing".into()),
            (Some(_), true) if warned => Err("an error has no warnings".into()),
            (None, true) if !warned && expect.layers.is_none() => Err("nothing is expected".into()),
            (None, _) if expect.stage.is_some() => Err("a stage is the stage of an error".into()),
            _ => Ok(()),
        }
    });
}

#[test]
fn what_unlocks_a_vector_is_there() {
    for vector in vectors() {
        let keys = vector.unlock_recipient_keys();
        let certificates = vector.unlock_recipient_certificates();
        assert!(keys.iter().chain(&certificates).all(|file| !file.is_empty()), "{}: an empty recipient", vector.name);
        assert_eq!(vector.unlock_kek().is_some(), vector.header.unlock.kek.is_some(), "{}", vector.name);
        vector.unlock_kek_id();
    }
}

const HEADER: &str = "about='a'\nmade_by='b'\ncommand='c'\noracle='d'\n[expect]\ncode='truncated'\n";

/// What the reader says of a group `key` with these files.
fn verdict(files: &[(&str, &str)]) -> Result<usize, String> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let group = folder.path().join("key");
    fs::create_dir(&group).expect("a group");
    for (name, content) in files {
        fs::write(group.join(name), content).expect("a file");
    }
    read(folder.path())
}

fn read(folder: &Path) -> Result<usize, String> {
    catch_unwind(|| vectors_in(folder).len())
        .map_err(|panic| panic.downcast_ref::<String>().expect("a message").clone())
}

#[test]
fn the_reader_takes_a_file_with_its_header() {
    assert_eq!(verdict(&[("a.der", "x"), ("a.der.toml", HEADER)]), Ok(1));
}

#[test]
fn the_reader_refuses_an_unknown_key() {
    let header = format!("{HEADER}wanrings=['legacy-encryption']\n");
    let message = verdict(&[("a.der", "x"), ("a.der.toml", &header)]).unwrap_err();
    assert!(message.contains("a.der.toml") && message.contains("wanrings"), "{message}");
}

#[test]
fn the_reader_refuses_a_file_without_header() {
    let message = verdict(&[("a.der", "x"), ("a.der.toml", HEADER), ("b.der", "x")]).unwrap_err();
    assert!(message.contains("b.der: a file without header"), "{message}");
}

#[test]
fn the_reader_refuses_a_header_without_file() {
    let message = verdict(&[("a.der.toml", HEADER)]).unwrap_err();
    assert!(message.contains("a.der.toml: a header without file"), "{message}");
}

#[test]
fn the_reader_refuses_an_empty_folder() {
    let message = verdict(&[]).unwrap_err();
    assert!(message.contains("an empty folder"), "{message}");
}
