//! Benchmarks, beside the rivals.

use crate::run::{self, Result, cargo, root};

/// Runs all benchmarks; a filter of criterion may follow.
pub(crate) fn run(words: &[String]) -> Result {
    let mut bench = cargo(&["bench", "--locked"]);
    bench.current_dir(root().join("benches")).env("KEYBUNDLE_LARGE", "1");
    if !words.is_empty() {
        bench.arg("--").args(words);
    }
    run::run("benchmarks", &mut bench)
}
