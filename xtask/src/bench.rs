//! Benchmarks, beside the rivals.
//!
//! The machine is never quiet, and criterion runs one implementation after the other. So each executable is run several
//! times, in turn with those of the other libraries, and what counts is the ratio within one round: its median, and how
//! far the rounds lie apart.

mod batch;
mod build;
mod command;
mod count;
mod foreign;
mod large;
mod machine;
mod measured;
mod options;
mod plot;
mod profile;
mod results;

pub(crate) use count::Checked;

use crate::run::{self, Result, cargo, command, root, say};
use build::Executable;
use foreign::Foreign;
use measured::Measured;
use options::{Options, What};
use std::{fs, path::Path, process};

/// A tenth of a second to warm up and a third of one to measure: drift between two implementations stays small, and
/// rounds make up for it.
const CRITERION: &[&str] =
    &["--bench", "--noplot", "--warm-up-time", "0.1", "--measurement-time", "0.3", "--nresamples", "5000"];
/// Pairs in the largest batch: of the first round, and of the others, which would take minutes each.
const PAIRS: [&str; 2] = ["10000", "3000"];
/// Executables that criterion does not time.
const COUNTED: &str = "count";
const INSPECTED: &str = "inspect";
/// What `bench --check` ends with when there is nothing to compare with.
const INCOMPARABLE: i32 = 3;

/// Runs what the words ask for: without any, everything that `benches/RESULTS.md` and `benches/JS.md` have.
pub(crate) fn run(words: &[String]) -> Result {
    let options = Options::parse(words)?;
    match &options.what {
        What::Everything => {
            timed(&options)?;
            js().map_err(|error| format!("benches/RESULTS.md is written, benches/JS.md not: {error}"))
        }
        What::Filter(_) => timed(&options),
        What::Js => js(),
        What::Large => large::run(),
        What::Batch(lines) => batch::run(*lines, options.rounds),
        What::Record => count::record(),
        What::Profile(filter) => count::profile(filter),
        What::Check => match count::check()? {
            Checked::Held => Ok(()),
            Checked::Incomparable(reason) => {
                say(&format!("xtask: not compared: {reason}"));
                process::exit(INCOMPARABLE)
            }
        },
    }
}

/// Runs each case of each benchmark once, as a part of the gate, and counts instructions again.
pub(crate) fn gate() -> Result {
    let tests: &[&str] = &["test", "--locked", "--release", "--all-targets"];
    for (folder, what, arguments, behind) in [
        ("benches", "one run of each benchmark", &["bench", "--locked"][..], &["--", "--test"][..]),
        ("benches/p12-keystore", "the rival p12-keystore", tests, &[]),
        ("benches/josekit", "the rival josekit", tests, &[]),
    ] {
        let mut once = cargo(arguments);
        once.args(behind);
        run::run(what, once.current_dir(root().join(folder)).env("CARGO_TARGET_DIR", build::target()))?;
    }
    if let Checked::Incomparable(reason) = count::check()? {
        say(&format!("xtask: instructions are not compared: {reason}"));
    }
    foreign::smoke()
}

fn timed(options: &Options) -> Result {
    let filter = match &options.what {
        What::Filter(filter) => Some(filter.as_str()),
        _ => None,
    };
    let mut executables = build::system()?;
    if !options.system_only {
        executables.extend(build::vendored()?);
    }
    executables.extend(build::apart()?);
    // Benchmarks of one name in turn.
    executables.sort_by(|a, b| a.name.cmp(&b.name));
    let inspecting = executables.iter().find(|one| one.name == INSPECTED).map(|one| one.path.clone());
    executables.retain(|one| one.name != INSPECTED && one.name != COUNTED);
    let foreign = if filter.is_none() { foreign::all() } else { Vec::new() };
    let rounds = root().join("target/bench/rounds");
    if rounds.exists() {
        fs::remove_dir_all(&rounds).map_err(|error| error.to_string())?;
    }
    let mut measured = Measured::default();
    for round in 0..options.rounds {
        let folder = rounds.join(round.to_string());
        let pairs = PAIRS[usize::from(round > 0)];
        run_round(&executables, &foreign, &folder, filter, pairs)?;
        say(&format!("xtask: round {} of {} is done", round + 1, options.rounds));
        measured.read(&folder)?;
    }
    if filter.is_some() {
        say(&results::table(&measured));
        return Ok(());
    }
    let inspected = run::output(&inspecting.ok_or("no benchmark of inspect")?, &["--bench"])?;
    let sections = format!("\n## inspect\n\n{inspected}{}", command::sections(options.is_compile_timed)?);
    let versions: Vec<String> = foreign.iter().map(|one| one.version.clone()).collect();
    results::write(&measured, options.rounds, &versions, &sections)
}

fn run_round(
    executables: &[Executable],
    foreign: &[Foreign],
    folder: &Path,
    filter: Option<&str>,
    pairs: &str,
) -> Result {
    for executable in executables {
        let Executable { name, library, path } = executable;
        say(&format!("xtask: {name} ({library})"));
        let mut command = command(path, CRITERION);
        command.args(filter).env("CRITERION_HOME", folder.join(library).join(name)).env("KEYBUNDLE_PAIRS", pairs);
        run::quietly(name, &mut command)?;
    }
    for one in foreign {
        say(&format!("xtask: {}", one.version));
        one.measure(folder)?;
    }
    Ok(())
}

/// Measures the npm package beside its rivals in Node.js and in Chromium, and writes `benches/JS.md`.
fn js() -> Result {
    crate::npm::build(&[])?;
    let folder = root().join("benches/js");
    let mut install = command("npm", &["ci", "--no-audit", "--no-fund"]);
    run::run("the rivals", install.current_dir(&folder))?;
    run::run("the benchmarks of the package", command("node", &["bench.mjs"]).current_dir(&folder))
}
