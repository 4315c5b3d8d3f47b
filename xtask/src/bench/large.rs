//! Messages of 100 MB through the command: `benches/src/bin/large.rs` does the work.

use super::machine;
use crate::run::{self, Result, cargo, root, say};
use std::{fs, process::Stdio};

const ABOUT: &str = "\
Written by `cargo xtask bench --large`. Messages of 100 MB (DER, AES-256-CBC, to P-256) around a ZIP, through the command,
beside `openssl cms -decrypt` into a file and, for `decode`, `unzip -p` to nowhere: times are medians, the ratio's with the
least and the most of 5 rounds in which both ran in turn; peaks are those of the largest process. The members: bytes that
don't deflate, and a table of text that inflates to 280 MB. Then batches of 1 GB, written into a folder, as ZIP and as
messages in BER by `openssl cms -encrypt -stream`, as they are and in text, beside `openssl cms -decrypt` and `unzip`, one
round each. Below, memory of a stream that grows.
";

/// Builds the command for release, runs both in turn, and writes `benches/LARGE.md`.
pub(crate) fn run() -> Result {
    let release = ["build", "--locked", "--release", "--package", "keybundle-cli"];
    let target = root().join("target");
    run::run("building the command", cargo(&release).env("CARGO_TARGET_DIR", &target))?;
    let folder = root().join("target/bench/large");
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    say("xtask: messages of 100 MB");
    let mut large = cargo(&["run", "--locked", "--profile", "bench", "--bin", "large", "--"]);
    large.arg(target.join("release/keybundle")).arg(&folder).stderr(Stdio::inherit());
    large.current_dir(root().join("benches")).env("CARGO_TARGET_DIR", root().join("target/benches"));
    let output = large.output().map_err(|error| format!("can't start cargo: {error}"))?;
    if !output.status.success() {
        return Err("the large messages failed".to_owned());
    }
    let table = String::from_utf8_lossy(&output.stdout);
    let text = format!("# Large files\n\n{ABOUT}\n{}\n{table}", machine::describe()?);
    fs::write(root().join("benches/LARGE.md"), text).map_err(|error| error.to_string())?;
    say("xtask: written to benches/LARGE.md");
    Ok(())
}
