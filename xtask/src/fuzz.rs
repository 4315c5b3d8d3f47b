//! Fuzzing, for as long as one likes.

use crate::run::{self, Result, command, output, root};
use std::fs;

/// Fuzzes every target for the number of seconds that is given, starting from the committed seeds and the test vectors.
pub(crate) fn run(words: &[String]) -> Result {
    let seconds = words.first().map_or("60", String::as_str);
    let targets = output("cargo", &["+nightly", "fuzz", "list", "--fuzz-dir", "fuzz"])
        .map_err(|error| format!("{error}; install it with `cargo install cargo-fuzz`"))?;
    for target in targets.lines() {
        let corpus = root().join("fuzz/corpus").join(target);
        fs::create_dir_all(&corpus).map_err(|error| error.to_string())?;
        let mut fuzz = command("cargo", &["+nightly", "fuzz", "run", "--fuzz-dir", "fuzz", target]);
        fuzz.arg(corpus);
        let seeds = root().join("fuzz/seeds").join(target);
        if seeds.is_dir() {
            fuzz.arg(seeds);
        }
        let vectors = fs::read_dir(root().join("testdata/vectors")).map_err(|error| error.to_string())?;
        fuzz.args(vectors.flatten().map(|group| group.path()));
        fuzz.args(["--", &format!("-max_total_time={seconds}"), "-timeout=10", "-rss_limit_mb=2048"]);
        run::run(&format!("fuzzing {target}"), &mut fuzz)?;
    }
    Ok(())
}
