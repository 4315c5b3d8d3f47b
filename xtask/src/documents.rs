//! The manual page and the completions, from the command's own definitions.

use crate::run::{Result, output, root, say};
use std::fs;

const SHELLS: &[&str] = &["bash", "zsh", "fish", "powershell", "elvish"];

/// Writes them into `target/documents`.
pub(crate) fn write(_: &[String]) -> Result {
    let folder = root().join("target/documents");
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let keybundle = ["run", "--quiet", "--locked", "--package", "keybundle-cli", "--"];
    let page = output("cargo", &[&keybundle[..], &["man"]].concat())?;
    fs::write(folder.join("keybundle.1"), page).map_err(|error| error.to_string())?;
    for shell in SHELLS {
        let script = output("cargo", &[&keybundle[..], &["completions", shell]].concat())?;
        fs::write(folder.join(format!("keybundle.{shell}")), script).map_err(|error| error.to_string())?;
    }
    say("xtask: written to target/documents");
    Ok(())
}
