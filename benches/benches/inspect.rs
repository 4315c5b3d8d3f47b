//! `inspect` of every vector of `testdata/vectors`: the slowest are printed, as rows of a table.
//!
//! Not by criterion: a second for each of more than a thousand files is too long, and what is wanted is the worst.

use keybundle::inspect;
use std::{
    fs,
    hint::black_box,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// How long one file is looked at, again and again; the least of all times is what is taken: nothing else disturbed it.
const LONG: Duration = Duration::from_millis(6);
const SHOWN: usize = 8;
/// What is linear in the size: hexadecimal digits, base64 and text are read more than once.
const NANOSECONDS_OF_BYTE: f64 = 10.0;

struct Looked {
    name: String,
    size: usize,
    nanoseconds: f64,
}

impl Looked {
    fn beyond_size(&self) -> f64 {
        self.nanoseconds - NANOSECONDS_OF_BYTE * self.size as f64
    }
}

fn main() {
    let is_test = std::env::args().any(|word| word == "--test");
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../testdata/vectors");
    let mut files = Vec::new();
    search(&root, &mut files);
    assert!(files.len() > 1_000, "vectors are missing");
    files.sort();
    let long = if is_test { Duration::ZERO } else { LONG };
    let mut all: Vec<_> = files.iter().map(|path| look(&root, path, long)).collect();
    if is_test {
        return;
    }
    all.sort_by(|a, b| b.beyond_size().total_cmp(&a.beyond_size()));
    println!("{} files, {NANOSECONDS_OF_BYTE} ns for each byte taken off:\n", all.len());
    println!("| vector | bytes | time | without its size |\n|---|---:|---:|---:|");
    for one in all.iter().take(SHOWN) {
        let (time, beyond) = (one.nanoseconds / 1e3, one.beyond_size() / 1e3);
        println!("| {} | {} | {time:.1} µs | {beyond:.1} µs |", one.name, one.size);
    }
    all.sort_by(|a, b| a.nanoseconds.total_cmp(&b.nanoseconds));
    println!("\nHalf of them take at most {:.1} µs.", all[all.len() / 2].nanoseconds / 1e3);
}

fn look(root: &Path, path: &Path, long: Duration) -> Looked {
    let bytes = fs::read(path).expect("a vector");
    let (start, mut least) = (Instant::now(), Duration::MAX);
    loop {
        let begin = Instant::now();
        // Hostile ones are refused.
        let _ = black_box(inspect(black_box(&bytes)));
        least = least.min(begin.elapsed());
        if start.elapsed() >= long {
            break;
        }
    }
    let name = path.strip_prefix(root).expect("below").display().to_string();
    Looked { name, size: bytes.len(), nanoseconds: least.as_nanos() as f64 }
}

fn search(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            search(&path, files);
        } else if path.extension().is_none_or(|extension| extension != "toml") {
            files.push(path);
        }
    }
}
