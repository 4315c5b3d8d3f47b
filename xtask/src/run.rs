//! Running other programs.

use std::{io::Write as _, path::PathBuf, process::Command, time::Instant};

/// What a step gives: nothing, or what went wrong.
pub(crate) type Result<T = ()> = std::result::Result<T, String>;

/// The folder of the repository.
pub(crate) fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().map(PathBuf::from).unwrap_or(here)
}

/// A program, to be run in the repository's folder.
pub(crate) fn command(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root());
    command
}

/// Cargo itself, the one that runs us.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    command(&std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()), arguments)
}

/// Runs it, says how long it took, and fails if it failed.
pub(crate) fn run(what: &str, command: &mut Command) -> Result {
    say(&format!("xtask: {what}"));
    let start = Instant::now();
    let status =
        command.status().map_err(|error| format!("{what}: can't start {:?}: {error}", command.get_program()))?;
    let seconds = start.elapsed().as_secs();
    if status.success() {
        say(&format!("xtask: {what}: done in {seconds} s"));
        Ok(())
    } else {
        Err(format!("{what}: failed ({status}) after {seconds} s: {command:?}"))
    }
}

/// Runs it without a word unless it fails.
pub(crate) fn quietly(what: &str, command: &mut Command) -> Result {
    let output =
        command.output().map_err(|error| format!("{what}: can't start {:?}: {error}", command.get_program()))?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("{what}: failed ({}): {}", output.status, String::from_utf8_lossy(&output.stderr)))
}

/// Whether it can be started and ends well; its output is dropped.
pub(crate) fn succeeds(program: &str, arguments: &[&str]) -> bool {
    command(program, arguments).output().is_ok_and(|output| output.status.success())
}

/// What it prints.
pub(crate) fn output(program: &str, arguments: &[&str]) -> Result<String> {
    let output = command(program, arguments).output().map_err(|error| format!("can't start {program}: {error}"))?;
    if output.status.success() {
        String::from_utf8(output.stdout).map_err(|_| format!("{program} printed no UTF-8"))
    } else {
        Err(format!("{program} {}: {}", arguments.join(" "), output.status))
    }
}

/// Says something to a person.
pub(crate) fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}
