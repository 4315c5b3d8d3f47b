//! On what, when, and with which versions.

use crate::run::{Result, output, root};
use std::fs;

/// The crates whose versions a reader of the results wants to know, by the lock file that fixes them.
const CRATES: &[(&str, &[&str])] = &[
    ("benches/Cargo.lock", &["criterion", "openssl", "openssl-src", "rcgen", "instant-acme", "ring", "zip"]),
    ("benches/p12-keystore/Cargo.lock", &["p12-keystore"]),
    ("benches/josekit/Cargo.lock", &["josekit"]),
];

/// A paragraph: machine, date, versions.
pub(crate) fn describe() -> Result<String> {
    let processor = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let field = |name: &str| {
        processor
            .lines()
            .find_map(|line| line.strip_prefix(name)?.split_once(':'))
            .map_or("", |(_, value)| value.trim())
    };
    let flags: Vec<&str> = ["sha_ni", "avx2", "avx512f", "avx512ifma"]
        .into_iter()
        .filter(|flag| field("flags").split_whitespace().any(|other| other == *flag))
        .collect();
    let (model, family) = (field("model name"), format!("family {} model {}", field("cpu family"), field("model\t")));
    let cores = cores();
    let system = format!("{} {}", std::env::consts::OS, std::env::consts::ARCH);
    let mut versions =
        vec![output("rustc", &["--version"])?.trim().to_owned(), output("openssl", &["version"])?.trim().to_owned()];
    for (file, names) in CRATES {
        let lock = fs::read_to_string(root().join(file)).map_err(|error| format!("{file}: {error}"))?;
        versions.extend(names.iter().filter_map(|name| Some(format!("{name} {}", locked(&lock, name)?))));
    }
    let date = output("date", &["-u", "+%Y-%m-%d"])?;
    Ok(format!(
        "{}, {model} ({family}; {}), {cores} cores, {system}.\n{}.\n",
        date.trim(),
        flags.join(", "),
        versions.join(", ")
    ))
}

/// How many processors there are.
pub(crate) fn cores() -> usize {
    std::thread::available_parallelism().map_or(0, usize::from)
}

/// The version of a crate in a lock file; the newest stands last.
fn locked<'a>(lock: &'a str, name: &str) -> Option<&'a str> {
    let line = format!("name = \"{name}\"");
    let mut lines = lock.lines();
    let mut found = None;
    while lines.by_ref().any(|other| other == line) {
        found = lines.next().and_then(|line| line.strip_prefix("version = \"")).map(|line| line.trim_end_matches('"'));
    }
    found
}
