//! Messages of 100 MB through the command, beside `openssl cms -decrypt` and `unzip`: time and peak memory.
//!
//! `large KEYBUNDLE FOLDER` makes the messages in FOLDER, runs both in turn and prints rows of a Markdown table;
//! `large measure PROGRAM ARGUMENT...` runs one program and prints nanoseconds and peak bytes.

use keybundle_benches::{archive, device_archive, envelope};
use nix::sys::resource::{UsageWho, getrusage};
use openssl::{base64, sha::sha256};
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};

const ROUNDS: usize = 7;
const MESSAGE: usize = 100_000_000;
const RECIPIENT: &str = "p256";

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match words.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["measure", program, ref arguments @ ..] => measure(program, arguments),
        [keybundle, folder] => compare(keybundle, Path::new(folder)),
        _ => panic!("usage: large KEYBUNDLE FOLDER | large measure PROGRAM ARGUMENT..."),
    }
}

/// Runs one program from this small process: what a child's peak memory is counted from starts with its parent's.
fn measure(program: &str, arguments: &[&str]) {
    let start = Instant::now();
    let status = Command::new(program).args(arguments).stdout(Stdio::null()).status().expect("a program");
    let elapsed = start.elapsed().as_nanos();
    assert!(status.success(), "{program} {arguments:?}: {status}");
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the usage of children");
    println!("{elapsed} {}", usage.max_rss() * 1024);
}

fn compare(keybundle: &str, folder: &Path) {
    let keys = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../testdata/keys");
    let key = keys.join(format!("{RECIPIENT}.key.pem")).display().to_string();
    let certificate = keys.join(format!("{RECIPIENT}.cert.pem")).display().to_string();
    println!("| case | keybundle | openssl, unzip | time | rounds | peak | peak / input | peak of openssl |");
    println!("|---|---|---|---|---|---|---|---|");
    for (case, members) in [("10 MB members", 10), ("one member", 1)] {
        let message = message(members);
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

/// A P7M in DER, AES-256-CBC, of a ZIP with key, chain, and so many members of text that deflates to three quarters.
fn message(members: usize) -> Vec<u8> {
    let size = MESSAGE * 3 / 4 / members;
    let texts: Vec<(String, String)> = (0..members)
        .map(|member| {
            let random: Vec<u8> =
                (0..size as u64 / 32).flat_map(|block| sha256(format!("{member} {block}").as_bytes())).collect();
            (format!("{member}.txt"), base64::encode_block(&random))
        })
        .collect();
    let mut all: Vec<(&str, &[u8])> = texts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let device = device_archive();
    all.push(("device.zip", &device));
    envelope(RECIPIENT, &archive(&all))
}

/// Runs both in turn and prints one row.
fn report(case: &str, input: usize, ours: &[&str], theirs: &[&str]) {
    let (mut rounds, mut peaks) = (Vec::new(), (0, 0));
    for _ in 0..ROUNDS {
        let ((our_time, our_peak), (their_time, their_peak)) = (child(ours), child(theirs));
        rounds.push((our_time / their_time, our_time, their_time));
        peaks = (peaks.0.max(our_peak), peaks.1.max(their_peak));
    }
    rounds.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (ratio, our_time, their_time) = rounds[ROUNDS / 2];
    let (least, most) = (rounds[0].0, rounds[ROUNDS - 1].0);
    let of_input = peaks.0 as f64 / input as f64;
    let (ours, theirs) = (peaks.0 / 1_000_000, peaks.1 / 1_000_000);
    println!(
        "| {case} | {our_time:.2} s | {their_time:.2} s | **{ratio:.2}** | {least:.2} to {most:.2} | {ours} MB | **{of_input:.2}** | {theirs} MB |"
    );
}

/// Seconds and peak bytes of one program.
fn child(words: &[&str]) -> (f64, u64) {
    let own = std::env::current_exe().expect("this program");
    let output = Command::new(own).arg("measure").args(words).stderr(Stdio::inherit()).output().expect("this program");
    assert!(output.status.success(), "{words:?}: {}", output.status);
    let printed = String::from_utf8(output.stdout).expect("numbers");
    let (time, peak) = printed.trim().split_once(' ').expect("two numbers");
    (time.parse::<f64>().expect("nanoseconds") / 1e9, peak.parse().expect("bytes"))
}
