//! Batches of 1 GB, opened where they are: memory must not grow with them.

use crate::child;
use keybundle_benches::{Device, devices};
use openssl::sha::sha256;
use std::{
    fs::{self, File},
    io::{BufWriter, Write as _},
    path::{Path, PathBuf},
    process::Command,
};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

const SIZE: usize = 1_000_000_000;
const RECIPIENT: &str = "p256";

/// Devices, and members that are nothing of theirs.
struct Batch {
    case: &'static str,
    devices: u32,
    /// How many, each of so many bytes that don't deflate.
    others: (usize, usize),
}

const BATCHES: [Batch; 2] = [
    Batch { case: "18,000 devices with 50 kB each beside", devices: 18_000, others: (18_000, 50_000) },
    Batch { case: "100 devices, one member of 300 MB", devices: 100, others: (8, 0) },
];

/// What a batch is wrapped in: the name, the cipher (none: the archive itself), and how openssl writes it.
const KINDS: [(&str, &str, &str); 5] = [
    ("ZIP", "", ""),
    ("CBC in pieces", "-aes-256-cbc", "DER"),
    ("GCM in pieces", "-aes-256-gcm", "DER"),
    ("CBC in pieces, PEM", "-aes-256-cbc", "PEM"),
    ("CBC in pieces, S/MIME", "-aes-256-cbc", "SMIME"),
];

/// Prints a row for each case.
pub(crate) fn compare(keybundle: &str, folder: &Path) {
    println!(
        "\n| `decode --out`, 1 GB | keybundle | openssl, unzip | time | peak | largest member | peak of openssl |"
    );
    println!("|---|---|---|---|---|---|---|");
    let [zip, message, plain, out] =
        ["batch.zip", "batch.p7m", "plain.zip", "out"].map(|name| folder.join(name).display().to_string());
    for batch in BATCHES {
        let largest = write(&batch, Path::new(&zip));
        for (kind, cipher, form) in KINDS {
            let keys = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../testdata/keys");
            let [key, certificate] =
                ["key", "cert"].map(|part| keys.join(format!("{RECIPIENT}.{part}.pem")).display().to_string());
            let (input, theirs) = if cipher.is_empty() {
                (zip.clone(), format!("unzip -q -o {zip} -d {out}"))
            } else {
                encrypt(cipher, form, &zip, &message, &certificate);
                let decrypt = format!(
                    "openssl cms -decrypt -binary -inform {form} -in {message} -inkey {key} -recip {certificate} -out {plain}"
                );
                (message.clone(), format!("{decrypt} && unzip -q -o {plain} -d {out}"))
            };
            let decode = [keybundle, "decode", "--json", "--out", &out, "--recipient-key", &key, &input];
            let ours = child::run(&decode);
            remove(&out);
            let theirs = child::run(&["sh", "-c", &theirs]);
            remove(&out);
            println!(
                "| {kind}, {} | {:.1} s | {:.1} s | **{:.2}** | **{} MB** | {} MB | {} MB |",
                batch.case,
                ours.seconds,
                theirs.seconds,
                ours.seconds / theirs.seconds,
                ours.peak / 1_000_000,
                largest / 1_000_000,
                theirs.peak / 1_000_000,
            );
        }
    }
    [zip, message, plain].iter().for_each(|file| drop(fs::remove_file(file)));
}

/// Writes a batch, and gives the size of its largest member.
fn write(batch: &Batch, path: &Path) -> usize {
    let mut archive = ZipWriter::new(BufWriter::new(File::create(path).expect("a file")));
    let deflated = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut add = |name: &str, options, content: &[u8]| {
        archive.start_file(name, options).expect("a member");
        archive.write_all(content).expect("its content");
    };
    for Device { name, key, certificate } in devices(batch.devices) {
        add(&format!("{name}/{name}.key"), deflated, &key);
        add(&format!("{name}/{name}.crt"), deflated, &certificate);
    }
    let (count, size) = batch.others;
    let mut largest = 0;
    for member in 0..count {
        let size = match (size, member) {
            (0, 0) => 300_000_000,
            (0, _) => (SIZE - 300_000_000) / (count - 1),
            (size, _) => size,
        };
        let content: Vec<u8> =
            (0..size / 32).flat_map(|block| sha256(format!("{member} {block}").as_bytes())).collect();
        add(&format!("{member}.bin"), stored, &content);
        largest = largest.max(size);
    }
    archive.finish().expect("an archive").flush().expect("a file");
    largest
}

/// A P7M in BER, in pieces, to P-256.
fn encrypt(cipher: &str, form: &str, zip: &str, message: &str, certificate: &str) {
    let words = ["cms", "-encrypt", "-binary", "-stream", "-outform", form, cipher, "-in", zip, "-out", message];
    let status = Command::new("openssl").args(words).arg(certificate).status().expect("openssl");
    assert!(status.success(), "openssl cms -encrypt: {status}");
}

fn remove(folder: &str) {
    fs::remove_dir_all(folder).expect("a folder that was written");
}
