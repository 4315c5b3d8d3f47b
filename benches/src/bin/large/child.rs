//! Running programs, and what they took.

use nix::sys::resource::{UsageWho, getrusage};
use std::{
    process::{Command, Stdio},
    time::Instant,
};

/// Time and peak memory of one program.
#[derive(Clone, Copy)]
pub(crate) struct Usage {
    pub(crate) seconds: f64,
    /// Bytes of the largest process.
    pub(crate) peak: u64,
}

/// Runs one program, and prints nanoseconds and peak bytes. This process is small: what a child's peak is counted from
/// starts with its parent's.
pub(crate) fn measure(program: &str, arguments: &[&str]) {
    let start = Instant::now();
    let status =
        Command::new(program).args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status().expect("a program");
    let elapsed = start.elapsed().as_nanos();
    assert!(status.success(), "{program} {arguments:?}: {status}");
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the usage of children");
    println!("{elapsed} {}", usage.max_rss() * 1024);
}

/// Runs a program through [`measure`] in a process of its own.
pub(crate) fn run(words: &[&str]) -> Usage {
    let own = std::env::current_exe().expect("this program");
    let output = Command::new(own).arg("measure").args(words).stderr(Stdio::inherit()).output().expect("this program");
    assert!(output.status.success(), "{words:?}: {}", output.status);
    let printed = String::from_utf8(output.stdout).expect("numbers");
    let (time, peak) = printed.trim().split_once(' ').expect("two numbers");
    Usage { seconds: time.parse::<f64>().expect("nanoseconds") / 1e9, peak: peak.parse().expect("bytes") }
}
