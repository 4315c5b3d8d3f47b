//! Archives that are opened where they are: what comes out is what standard input gives, which is read into memory.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use serde_json::Value;
use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{Cursor, Read as _, Write as _},
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};
use tempfile::TempDir;
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

/// Above the size from which on an archive stays where it is.
const PADDING: usize = 17 << 20;

fn testdata(path: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata").join(path).display().to_string()
}

fn keybundle(arguments: &[&str], input: Option<&Path>) -> Output {
    let input = input.map_or_else(Stdio::null, |path| File::open(path).unwrap().into());
    Command::new(env!("CARGO_BIN_EXE_keybundle")).args(arguments).stdin(input).output().unwrap()
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))
}

/// The members of a vector, and one of bytes that don't deflate.
fn archive(vector: &str) -> Vec<u8> {
    let mut from = ZipArchive::new(File::open(testdata(vector)).unwrap()).unwrap();
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..from.len() {
        to.raw_copy_file(from.by_index_raw(index).unwrap()).unwrap();
    }
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    to.start_file("firmware.bin", options).unwrap();
    let padding: Vec<u8> =
        (0..PADDING as u64 / 8).flat_map(|at| at.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes()).collect();
    to.write_all(&padding).unwrap();
    to.finish().unwrap().into_inner()
}

/// The archive in BER, in pieces, to P-256, in a form of openssl's.
fn message(folder: &TempDir, cipher: &str, form: &str, archive: &[u8]) -> PathBuf {
    let [plain, message] = ["plain.zip", "batch.p7m"].map(|name| folder.path().join(name));
    fs::write(&plain, archive).unwrap();
    let openssl = Command::new("openssl")
        .args(["cms", "-encrypt", "-binary", "-stream", "-outform", form, cipher, "-in"])
        .args([&plain, Path::new("-out"), &message, Path::new(&testdata("keys/p256.cert.pem"))])
        .status();
    assert!(openssl.unwrap().success());
    message
}

/// Name, content and mode of each file.
fn files(folder: &Path) -> BTreeMap<String, (Vec<u8>, u32)> {
    let file = |entry: fs::DirEntry| {
        let mut content = Vec::new();
        File::open(entry.path()).unwrap().read_to_end(&mut content).unwrap();
        (entry.file_name().into_string().unwrap(), (content, mode(&entry.path())))
    };
    fs::read_dir(folder).unwrap().map(|entry| file(entry.unwrap())).collect()
}

#[cfg(unix)]
fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

#[cfg(not(unix))]
fn mode(_path: &Path) -> u32 {
    0
}

/// Runs both ways into folders of their own, as JSON and as words, and compares all that comes out.
fn agree(input: &Path, secrets: &[&str]) -> Value {
    let folder = tempfile::tempdir().unwrap();
    let [there, memory] = ["there", "memory"].map(|name| folder.path().join(name));
    let run = |out: &Path, file: &str, input: Option<&Path>, form: &[&str]| {
        let output = keybundle(&[&["decode", file, "--out", out.to_str().unwrap()], form, secrets].concat(), input);
        let text = String::from_utf8(output.stdout.clone()).unwrap().replace(out.to_str().unwrap(), "OUT");
        let words = String::from_utf8(output.stderr).unwrap();
        (output.status.code(), text, words)
    };
    let file = input.to_str().unwrap();
    for form in [&["--json"][..], &["--force", "--form", "der"]] {
        assert_eq!(run(&there, file, None, form), run(&memory, "-", Some(input), form), "{form:?}");
        if there.exists() {
            assert_eq!(files(&there), files(&memory));
        }
    }
    let output = keybundle(&[&["decode", file, "--json"], secrets].concat(), None);
    assert!(!output.status.success() || json(&output)["written"] == Value::Array(Vec::new()));
    json(&output)
}

#[test]
fn a_large_archive_gives_what_a_small_one_gives() {
    let folder = tempfile::tempdir().unwrap();
    for vector in ["vectors/zip/batch-chains.zip", "vectors/zip/no-match.zip", "vectors/zip/certificates-only.zip"] {
        let path = folder.path().join("batch.zip");
        fs::write(&path, archive(vector)).unwrap();
        let told = agree(&path, &[]);
        assert!(told["files"].as_array().unwrap().iter().any(|file| file["size"] == PADDING), "{vector}");
    }
}

#[test]
fn a_large_message_gives_what_a_small_one_gives() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive("vectors/zip/batch.zip");
    let key = testdata("keys/p256.key.pem");
    for (cipher, form) in
        [("-aes-256-cbc", "DER"), ("-aes-256-gcm", "DER"), ("-aes-256-cbc", "PEM"), ("-aes-256-gcm", "SMIME")]
    {
        let message = message(&folder, cipher, form, &archive);
        let told = agree(&message, &["--recipient-key", &key]);
        assert!(told["bundles"].as_array().unwrap().len() > 1, "{told}");
        for (secrets, code) in [
            (vec!["--recipient-key", &*testdata("keys/rsa2048.key.pem")], "wrong-recipient"),
            (vec![], "recipient-required"),
        ] {
            assert_eq!(agree(&message, &secrets)["error"]["code"], code);
        }
    }
}

#[test]
fn nothing_is_written_of_a_large_message_that_was_altered_or_cut() {
    let folder = tempfile::tempdir().unwrap();
    let key = testdata("keys/p256.key.pem");
    let path = message(&folder, "-aes-256-gcm", "DER", &archive("vectors/zip/batch.zip"));
    let message = fs::read(&path).unwrap();
    let altered = |at: usize| {
        let mut altered = message.clone();
        altered[at] ^= 1;
        altered
    };
    let end = message.len();
    // In the padding that nobody looks at; in the tag.
    let cases = [
        (altered(end / 2), "content-corrupt"),
        (altered(end - 10), "content-corrupt"),
        (message[..end - 9].to_vec(), "truncated"),
    ];
    for (bytes, code) in cases {
        fs::write(&path, bytes).unwrap();
        let out = folder.path().join("out");
        let output = keybundle(
            &["decode", path.to_str().unwrap(), "--json", "--out", out.to_str().unwrap(), "--recipient-key", &key],
            None,
        );
        assert_eq!((json(&output)["error"]["code"].as_str(), output.status.code()), (Some(code), Some(1)));
        assert!(!out.exists());
    }
}

#[test]
fn one_file_that_is_there_keeps_a_large_archive_from_being_written() {
    let folder = tempfile::tempdir().unwrap();
    let (path, out) = (folder.path().join("batch.zip"), folder.path().join("out"));
    fs::write(&path, archive("vectors/zip/batch.zip")).unwrap();
    let run = |more: &[&str]| {
        keybundle(&[&["decode", path.to_str().unwrap(), "--json", "--out", out.to_str().unwrap()], more].concat(), None)
    };
    let written = json(&run(&[]))["written"].as_array().unwrap().clone();
    let last = PathBuf::from(written.last().unwrap().as_str().unwrap());
    fs::remove_dir_all(&out).unwrap();
    fs::create_dir(&out).unwrap();
    fs::write(out.join("other.txt"), "mine").unwrap();
    fs::write(&last, "mine").unwrap();
    let refused = run(&[]);
    assert_eq!((json(&refused)["error"]["code"].as_str(), refused.status.code()), (Some("usage"), Some(2)));
    assert_eq!(files(&out).len(), 2);
    let of_a_secret = run(&["--force", "--password-file", last.to_str().unwrap()]);
    assert_eq!((of_a_secret.status.code(), files(&out).len()), (Some(2), 2));
    assert!(run(&["--force"]).status.success());
    assert_eq!(files(&out).len(), written.len() + 1);
    assert_ne!(fs::read(&last).unwrap(), b"mine");
}

/// They reach the disk together, before the first gets its name.
#[cfg(target_os = "linux")]
#[test]
fn files_of_a_large_archive_get_their_names_together() {
    let folder = tempfile::tempdir().unwrap();
    let (path, out) = (folder.path().join("batch.zip"), folder.path().join("out"));
    fs::write(&path, archive("vectors/zip/batch.zip")).unwrap();
    let run =
        || keybundle(&["decode", path.to_str().unwrap(), "--json", "--force", "--out", out.to_str().unwrap()], None);
    let written = json(&run())["written"].as_array().unwrap().clone();
    assert!(written.len() > 2);
    fs::remove_dir_all(&out).unwrap();
    fs::create_dir(&out).unwrap();
    std::os::unix::fs::symlink("/dev/full", written.last().unwrap().as_str().unwrap()).unwrap();
    let refused = run();
    assert_eq!((json(&refused)["error"]["code"].as_str(), refused.status.code()), (Some("usage"), Some(2)));
    assert_eq!(fs::read_dir(&out).unwrap().count(), 1);
}

#[test]
fn a_large_file_that_is_no_archive_is_opened_in_memory() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("long.pem");
    let mut text = fs::read(testdata("keys/device-p256.key.pem")).unwrap();
    text.resize(PADDING, b'\n');
    fs::write(&path, text).unwrap();
    // A password that can be read once.
    let output = Command::new("sh")
        .args(["-c", "echo secret | \"$0\" decode \"$1\" --json --password-fd 0"])
        .args([env!("CARGO_BIN_EXE_keybundle"), path.to_str().unwrap()])
        .output()
        .unwrap();
    assert_eq!(json(&output)["bundles"].as_array().unwrap().len(), 1);
}
