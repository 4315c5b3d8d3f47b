//! Messages of 100 MB, beside `openssl cms -decrypt` and `unzip`.

use crate::child;
use keybundle_benches::{archive, device_archive, envelope};
use openssl::sha::sha256;
use std::{
    fs,
    path::{Path, PathBuf},
};

const ROUNDS: usize = 5;
const MESSAGE: usize = 100_000_000;
const RECIPIENT: &str = "p256";

/// What a member holds, by its number and size.
type Content = fn(usize, usize) -> Vec<u8>;

/// Prints a row for each case.
pub(crate) fn compare(keybundle: &str, folder: &Path) {
    let keys = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../testdata/keys");
    let key = keys.join(format!("{RECIPIENT}.key.pem")).display().to_string();
    let certificate = keys.join(format!("{RECIPIENT}.cert.pem")).display().to_string();
    println!("| case | keybundle | openssl, unzip | time | rounds | peak | peak / input | peak of openssl |");
    println!("|---|---|---|---|---|---|---|---|");
    let cases: [(&str, usize, Content); 3] =
        [("members of 10 MB", 10, random), ("one member", 1, random), ("one table", 1, table)];
    for (case, members, content) in cases {
        let message = message(&(0..members).map(|member| content(member, MESSAGE / members)).collect::<Vec<_>>());
        let size = message.len();
        let [input, zip] = ["message.p7m", "message.zip"].map(|name| folder.join(name).display().to_string());
        fs::write(&input, message).expect("a message");
        let decrypt = format!(
            "openssl cms -decrypt -binary -inform DER -in {input} -inkey {key} -recip {certificate} -out {zip}"
        );
        let ours = ["--recipient-key", &key, "--recipient-cert", &certificate, &input];
        let decode = [&[keybundle, "decode", "--json"], &ours[..]].concat();
        report(&format!("decode, {case}"), size, &decode, &["sh", "-c", &format!("{decrypt} && unzip -p {zip}")]);
        let out = [keybundle, "decrypt", "--force", "--out", &zip];
        report(&format!("decrypt, {case}"), size, &[&out, &ours[..]].concat(), &["sh", "-c", &decrypt]);
        for file in [input, zip] {
            fs::remove_file(file).expect("a file that was written");
        }
    }
}

/// A P7M in DER, AES-256-CBC, of a ZIP with key, chain, and these members.
fn message(contents: &[Vec<u8>]) -> Vec<u8> {
    let names: Vec<String> = (0..contents.len()).map(|member| format!("{member}.bin")).collect();
    let mut all: Vec<(&str, &[u8])> =
        names.iter().zip(contents).map(|(name, content)| (name.as_str(), content.as_slice())).collect();
    let device = device_archive();
    all.push(("device.zip", &device));
    envelope(RECIPIENT, &archive(&all))
}

/// Bytes that do not deflate.
fn random(member: usize, size: usize) -> Vec<u8> {
    (0..size / 32).flat_map(|block| sha256(format!("{member} {block}").as_bytes())).collect()
}

/// Lines of text that deflate to about so many bytes.
fn table(member: usize, size: usize) -> Vec<u8> {
    let line = |row: usize| format!("device-{row},{:02x?},\n", sha256(format!("{member} {row}").as_bytes()));
    (0..size / 51).flat_map(|row| line(row).into_bytes()).collect()
}

/// Runs both in turn and prints one row.
fn report(case: &str, input: usize, ours: &[&str], theirs: &[&str]) {
    let mut rounds: Vec<_> = (0..ROUNDS).map(|_| (child::run(ours), child::run(theirs))).collect();
    let ratio = |(ours, theirs): &(child::Usage, child::Usage)| ours.seconds / theirs.seconds;
    rounds.sort_by(|a, b| ratio(a).total_cmp(&ratio(b)));
    let middle = rounds[ROUNDS / 2];
    let (least, most) = (ratio(&rounds[0]), ratio(&rounds[ROUNDS - 1]));
    let our_peak = rounds.iter().map(|(ours, _)| ours.peak).max().unwrap_or_default();
    let their_peak = rounds.iter().map(|(_, theirs)| theirs.peak).max().unwrap_or_default();
    println!(
        "| {case} | {:.2} s | {:.2} s | **{:.2}** | {least:.2} to {most:.2} | {} MB | **{:.2}** | {} MB |",
        middle.0.seconds,
        middle.1.seconds,
        ratio(&middle),
        our_peak / 1_000_000,
        our_peak as f64 / input as f64,
        their_peak / 1_000_000
    );
}
