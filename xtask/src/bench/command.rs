//! The command itself: how long it takes to start, how large it is, what it is made of.

use super::machine;
use crate::run::{self, Result, cargo, command, output, root};
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

const ROUNDS: usize = 100;

/// What is run in turn: the file, our words before it, openssl's.
const STARTS: &[(&str, &[&str], &[&str])] = &[
    ("keys/device-p256.key.pem", &["decode", "--pem"], &["pkey", "-in"]),
    ("keys/device-p256.cert.pem", &["decode", "--pem"], &["x509", "-in"]),
    ("vectors/json/pem-ec.json", &["decode", "--pem"], &[]),
    (
        "vectors/pkcs12/openssl3-default.p12",
        &["decode", "--pem", "--password-env=BENCH_PASSWORD"],
        &["pkcs12", "-nodes", "-passin=env:BENCH_PASSWORD", "-in"],
    ),
];

/// The packages that others get, and with what.
const PACKAGES: &[(&str, &[&str])] = &[
    ("keybundle-encoding", &[]),
    ("keybundle-key", &[]),
    ("keybundle-open", &[]),
    ("keybundle", &[]),
    ("keybundle-cli", &[]),
    ("keybundle-wasm", &["--target", "wasm32-unknown-unknown"]),
];

/// Builds the command for release and gives sections for `benches/RESULTS.md`.
pub(crate) fn sections(is_compile_timed: bool) -> Result<String> {
    let target = root().join("target");
    let release = ["build", "--locked", "--release", "--package", "keybundle-cli"];
    run::run("building the command", cargo(&release).env("CARGO_TARGET_DIR", &target))?;
    let keybundle = target.join("release/keybundle");
    let mut text = format!("\n## The command\n\n{}", starts(&keybundle)?);
    text += &format!("\n{}", size(&keybundle)?);
    text += &format!("\n{}", dependencies()?);
    if is_compile_timed {
        text += &format!("\n{}", compile()?);
    }
    Ok(text)
}

fn starts(keybundle: &Path) -> Result<String> {
    let mut text = format!(
        "From the start of the process to its end, {ROUNDS} times in turn with the `openssl` command, output to nowhere: medians.\n\n\
         | file | keybundle | openssl |\n|---|---|---|\n"
    );
    for (file, ours, theirs) in STARTS {
        let path = root().join("testdata").join(file);
        let (mut own, mut other) = (Vec::new(), Vec::new());
        for _ in 0..ROUNDS {
            own.push(time(Command::new(keybundle).args(*ours).arg(&path))?);
            if !theirs.is_empty() {
                other.push(time(Command::new("openssl").args(*theirs).arg(&path))?);
            }
        }
        let (own, other) = (median(own), median(other));
        text += &format!("| {file} | {own} | {other} |\n");
    }
    Ok(text)
}

fn time(command: &mut Command) -> Result<Duration> {
    command.env("BENCH_PASSWORD", "secret").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let start = Instant::now();
    let status = command.status().map_err(|error| format!("{command:?}: {error}"))?;
    let taken = start.elapsed();
    if status.success() { Ok(taken) } else { Err(format!("{command:?}: {status}")) }
}

fn median(mut times: Vec<Duration>) -> String {
    times.sort();
    times.get(times.len() / 2).map_or_else(String::new, |time| format!("{:.2} ms", time.as_secs_f64() * 1e3))
}

fn size(keybundle: &Path) -> Result<String> {
    let megabytes = |path: &Path| -> Result<String> {
        let size = fs::metadata(path).map_err(|error| format!("{}: {error}", path.display()))?.len();
        Ok(format!("{}.{:02} MB", size / 1_000_000, size % 1_000_000 / 10_000))
    };
    let stripped = root().join("target/bench/stripped");
    fs::create_dir_all(root().join("target/bench")).map_err(|error| error.to_string())?;
    run::quietly("strip", command("strip", &["-o"]).arg(&stripped).arg(keybundle))?;
    let (whole, small) = (megabytes(keybundle)?, megabytes(&stripped)?);
    fs::remove_file(&stripped).map_err(|error| error.to_string())?;
    Ok(format!("The executable, built for release, has {whole}; without its symbols {small}.\n"))
}

fn dependencies() -> Result<String> {
    let mut text = "Crates that are compiled into a package, of the registry and of our own:\n\n\
                    | package | of the registry | our own |\n|---|---:|---:|\n"
        .to_owned();
    for (package, target) in PACKAGES {
        let mut words = vec!["tree", "--locked", "--package", package, "--edges", "normal", "--prefix", "none"];
        words.extend(["--no-dedupe"]);
        words.extend(*target);
        let printed = output("cargo", &words)?;
        // `name version`, and a path behind those that are ours.
        let all: BTreeSet<&str> = printed.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let own = all.iter().filter(|line| line.contains(" (/")).count();
        text += &format!("| {package} | {} | {own} |\n", all.len() - own);
    }
    Ok(text)
}

/// Everything in the workspace, from nothing.
fn compile() -> Result<String> {
    let folder: PathBuf = root().join("target/bench/clean");
    let remove = || if folder.exists() { fs::remove_dir_all(&folder) } else { Ok(()) };
    remove().map_err(|error| error.to_string())?;
    let mut build = cargo(&["build", "--locked", "--release", "--workspace"]);
    let start = Instant::now();
    run::run("compiling the workspace from nothing", build.env("CARGO_TARGET_DIR", &folder))?;
    let seconds = start.elapsed().as_secs();
    remove().map_err(|error| error.to_string())?;
    let cores = machine::cores();
    Ok(format!(
        "`cargo build --release --workspace` from nothing, with what it depends on, takes {} min {} s on {cores} cores.\n",
        seconds / 60,
        seconds % 60
    ))
}
