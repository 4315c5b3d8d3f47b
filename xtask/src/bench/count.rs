//! Instructions of the hot paths, counted by callgrind and held against what was counted before.
//!
//! A machine that does other things changes times by a third, and counts not at all: so this can be part of the gate.

use super::{build, profile};
use crate::run::{Result, command, output, root, say};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::{Mutex, PoisonError},
    thread,
};

const RECORDED: &str = "benches/INSTRUCTIONS.md";
/// A path that takes more than what was recorded, by more than this part of it, fails.
const BOUND: f64 = 0.05;
/// Functions in a profile.
const PROFILED: usize = 12;
/// Before what the counts hang on.
const WITH: &str = "Counted with ";

const ABOUT: &str = "\
# Instructions

Written by `cargo xtask bench --record`: what callgrind counts in one run of each path of `benches/benches/count/`, after
one to warm up. `cargo xtask bench --check` counts again, and fails where a path takes more than 5 % more. The gate does so too.

valgrind gives a program neither SHA extensions, nor ADX, nor AVX-512, whatever the machine has: what is counted for hashes, derivation of
keys and arithmetic is the portable path, or that of AVX2. Counts are no times: an instruction that waits counts like any other.

Randomness is the same each time (blinding, nonces, keys). What still varies, by less than 0.5 %: the tables of the standard
library's `HashMap`, whose seed is the system's, in what pairs keys with certificates.

Counts of another compiler, valgrind, C library or set of instructions are not compared, and `--check` says so.
";

/// What a comparison found.
pub(crate) enum Checked {
    /// No path takes more than it may.
    Held,
    /// What is recorded was counted with something else: nothing was compared.
    Incomparable(String),
}

type Counts = BTreeMap<String, u64>;

/// Counts, and writes `benches/INSTRUCTIONS.md`.
pub(crate) fn record() -> Result {
    let counter = Counter::build()?;
    let counts = counter.count_all()?;
    let rows: String = counts.iter().map(|(name, count)| format!("| {name} | {} |\n", grouped(*count))).collect();
    let text = format!("{ABOUT}\n{WITH}{}.\n\n| path | instructions |\n|---|---:|\n{rows}", counter.with);
    fs::write(root().join(RECORDED), text).map_err(|error| format!("{RECORDED}: {error}"))?;
    say(&format!("xtask: written to {RECORDED}"));
    Ok(())
}

/// Counts, and compares with what is recorded.
pub(crate) fn check() -> Result<Checked> {
    let text = fs::read_to_string(root().join(RECORDED)).map_err(|error| format!("{RECORDED}: {error}"))?;
    let with = text.lines().find_map(|line| line.strip_prefix(WITH)?.strip_suffix('.')).unwrap_or_default();
    let counter = Counter::build()?;
    if with != counter.with {
        return Ok(Checked::Incomparable(format!("recorded with {with}, and this is {}", counter.with)));
    }
    let (recorded, counted) = (read(&text), counter.count_all()?);
    if !recorded.keys().eq(counted.keys()) {
        return Err(format!(
            "{RECORDED} lists other paths than there are: write it anew (`cargo xtask bench --record`)"
        ));
    }
    let mut failed = Vec::new();
    for ((name, count), before) in counted.iter().zip(recorded.values()) {
        #[allow(clippy::cast_precision_loss, reason = "a ratio of two counts")]
        let change = *count as f64 / *before as f64 - 1.0;
        if change.abs() > BOUND {
            let line =
                format!("{name}: {} instructions, {:+.1} % ({})", grouped(*count), change * 100.0, grouped(*before));
            say(&format!("xtask: {line}"));
            failed.extend((change > BOUND).then_some(line));
        }
    }
    if failed.is_empty() {
        say(&format!("xtask: none of {} paths takes 5 % more instructions than recorded", counted.len()));
        return Ok(Checked::Held);
    }
    Err(format!("more instructions than recorded: {}", failed.join("; ")))
}

/// Counts, and prints for each path in which crates and functions the instructions are.
pub(crate) fn profile(filter: &str) -> Result {
    let counter = Counter::build()?;
    for name in counter.names()?.lines().filter(|name| name.contains(filter)) {
        let count = counter.count(name)?;
        let file = counter.file(name).display().to_string();
        let table = output("callgrind_annotate", &["--auto=no", "--threshold=100", &file])?;
        // Behind its head, which has totals of its own.
        let rows = table.split_once("file:function").map_or("", |(_, rows)| rows);
        say(&format!("\n{name}: {} instructions\n{}", grouped(count), profile::summary(rows, PROFILED)));
    }
    Ok(())
}

/// The program that runs one path, and valgrind around it.
struct Counter {
    program: String,
    folder: PathBuf,
    /// What the counts hang on.
    with: String,
}

impl Counter {
    fn build() -> Result<Self> {
        let valgrind = output("valgrind", &["--version"])
            .map_err(|error| format!("{error}; it is the Debian package valgrind (`cargo xtask setup`)"))?;
        let executables = build::counter()?;
        let program = executables.into_iter().next().ok_or("no executable to count")?.path;
        let folder = root().join("target/bench/callgrind");
        fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
        let machine = output("valgrind", &["--tool=none", "--quiet", &program, "--machine"])?;
        let versions = [output("rustc", &["--version"])?, valgrind, output("getconf", &["GNU_LIBC_VERSION"])?, machine];
        let with = versions.iter().map(|version| version.trim()).collect::<Vec<_>>().join(", ");
        Ok(Self { program, folder, with })
    }

    fn names(&self) -> Result<String> {
        output(&self.program, &["--list"])
    }

    /// All paths, as many at once as there are processors: they don't disturb each other's counts.
    fn count_all(&self) -> Result<Counts> {
        let names = self.names()?;
        let (waiting, counts) = (Mutex::new(names.lines()), Mutex::new(Counts::new()));
        let work = || -> Result {
            loop {
                let Some(name) = waiting.lock().unwrap_or_else(PoisonError::into_inner).next() else { return Ok(()) };
                let count = self.count(name)?;
                counts.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), count);
            }
        };
        say("xtask: counting instructions");
        let workers = thread::available_parallelism().map_or(1, usize::from);
        thread::scope(|scope| {
            let workers: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
            workers.into_iter().try_for_each(|one| one.join().map_err(|_| "counting failed".to_owned())?)
        })?;
        Ok(counts.into_inner().unwrap_or_else(PoisonError::into_inner))
    }

    fn count(&self, name: &str) -> Result<u64> {
        let file = self.file(name);
        let mut valgrind = command("valgrind", &["--tool=callgrind", "--collect-atstart=no", "--quiet"]);
        valgrind.args(["--toggle-collect=*counted_path*", "--compress-strings=no"]);
        valgrind.arg(format!("--callgrind-out-file={}", file.display())).args([&self.program, name]);
        run_alone(name, &mut valgrind)?;
        let text = fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
        let total = text.lines().find_map(|line| line.strip_prefix("totals:")?.trim().parse().ok());
        total.filter(|count| *count > 0).ok_or_else(|| format!("{name}: callgrind counted nothing"))
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.join(Path::new(&name.replace('/', "-")).with_extension("out"))
    }
}

/// Without the environment, whose size moves the stack.
fn run_alone(name: &str, valgrind: &mut Command) -> Result {
    valgrind.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
    crate::run::quietly(name, valgrind)
}

fn read(text: &str) -> Counts {
    let row = |line: &str| {
        let (name, count) = line.strip_prefix("| ")?.strip_suffix(" |")?.split_once(" | ")?;
        Some((name.to_owned(), count.replace(',', "").parse().ok()?))
    };
    text.lines().filter_map(row).collect()
}

/// With a comma between thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|group| std::str::from_utf8(group).ok()).collect();
    groups.join(",")
}
