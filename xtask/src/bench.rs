//! Benchmarks, beside the rivals.
//!
//! The machine is never quiet, and criterion runs one implementation after the other. So each executable is run several
//! times, in turn with those of the other libraries, and what counts is the ratio within one round: its median, and how
//! far the rounds lie apart.

mod batch;
mod build;
mod large;
mod machine;
mod measured;
mod plot;
mod results;

use crate::run::{self, Result, command, root, say};
use build::Executable;
use measured::Measured;
use std::{fs, path::Path};

const ROUNDS: usize = 5;
/// Half a second to warm up and one to measure: drift between two implementations stays small, and rounds make up for it.
const CRITERION: &[&str] = &["--bench", "--noplot", "--warm-up-time", "0.3", "--measurement-time", "1"];

/// Runs all benchmarks and writes `benches/RESULTS.md`; with a filter of criterion, only prints the table.
/// `--large` runs the large files in their place, `--batch LINES` a batch of lines, `--js` the npm package; `--system` leaves out the vendored
/// OpenSSL; `--rounds N` says how often.
pub(crate) fn run(words: &[String]) -> Result {
    let options = Options::parse(words)?;
    if options.js {
        return js();
    }
    if options.large {
        return large::run();
    }
    if let Some(lines) = options.batch {
        return batch::run(lines, options.rounds);
    }
    let mut executables = build::system()?;
    if !options.system_only {
        executables.extend(build::vendored()?);
    }
    executables.extend(build::apart()?);
    // Benchmarks of one name in turn.
    executables.sort_by(|a, b| a.name.cmp(&b.name));
    let rounds = root().join("target/bench/rounds");
    if rounds.exists() {
        fs::remove_dir_all(&rounds).map_err(|error| error.to_string())?;
    }
    let mut measured = Measured::default();
    for round in 0..options.rounds {
        for executable in &executables {
            say(&format!(
                "xtask: round {} of {}: {} ({})",
                round + 1,
                options.rounds,
                executable.name,
                executable.library
            ));
            let home = rounds.join(round.to_string()).join(executable.library).join(&executable.name);
            run_one(executable, &home, options.filter.as_deref())?;
        }
        measured.read(&rounds.join(round.to_string()))?;
    }
    let table = results::table(&measured);
    if options.filter.is_some() {
        say(&table);
        return Ok(());
    }
    results::write(&measured, options.rounds)
}

/// Measures the npm package beside its rivals in Node.js and in Chromium, and writes `benches/JS.md`.
fn js() -> Result {
    crate::npm::build(&[])?;
    let folder = root().join("benches/js");
    let mut install = command("npm", &["ci", "--no-audit", "--no-fund"]);
    run::run("the rivals", install.current_dir(&folder))?;
    run::run("the benchmarks of the package", command("node", &["bench.mjs"]).current_dir(&folder))
}

struct Options {
    large: bool,
    js: bool,
    batch: Option<u64>,
    system_only: bool,
    rounds: usize,
    filter: Option<String>,
}

impl Options {
    fn parse(words: &[String]) -> Result<Self> {
        let mut options =
            Self { large: false, js: false, batch: None, system_only: false, rounds: ROUNDS, filter: None };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--large" => options.large = true,
                "--js" => options.js = true,
                "--system" => options.system_only = true,
                "--batch" => {
                    let number = words.next().and_then(|number| number.parse().ok()).filter(|&number| number > 0);
                    options.batch = Some(number.ok_or("--batch needs a number of lines")?);
                }
                "--rounds" => {
                    let number = words.next().and_then(|number| number.parse().ok()).filter(|&number| number > 0);
                    options.rounds = number.ok_or("--rounds needs a number")?;
                }
                filter if !filter.starts_with('-') && options.filter.is_none() => {
                    options.filter = Some(filter.to_owned());
                }
                other => {
                    return Err(format!(
                        "what is {other}? (--large, --batch LINES, --js, --system, --rounds N, or a filter)"
                    ));
                }
            }
        }
        Ok(options)
    }
}

/// One executable, with its results in this folder.
fn run_one(executable: &Executable, home: &Path, filter: Option<&str>) -> Result {
    let mut command = command(&executable.path, CRITERION);
    command.args(filter).env("CRITERION_HOME", home).env("KEYBUNDLE_LARGE", "1");
    run::quietly(&executable.name, &mut command)
}
