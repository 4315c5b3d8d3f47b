//! The oldest Rust that compiles us.

use crate::run::{Result, command, output, run, say, succeeds};
use serde_json::Value;

/// Checks that no dependency states a newer Rust than the workspace does (what the standard library has is clippy's
/// `incompatible_msrv`), and compiles with that very version, which rustup installs where it can.
pub(crate) fn check(_: &[String]) -> Result {
    let metadata = output("cargo", &["metadata", "--locked", "--format-version", "1"])?;
    let metadata: Value = serde_json::from_str(&metadata).map_err(|error| error.to_string())?;
    let packages = metadata["packages"].as_array().map(Vec::as_slice).unwrap_or_default();
    let ours = packages
        .iter()
        .find(|package| package["name"] == "keybundle")
        .and_then(|package| package["rust_version"].as_str())
        .ok_or("the workspace states no rust-version")?;
    let newer: Vec<String> = packages
        .iter()
        .filter_map(|package| Some((package["name"].as_str()?, package["rust_version"].as_str()?)))
        .filter(|(_, theirs)| parts(theirs) > parts(ours))
        .map(|(name, theirs)| format!("{name} needs {theirs}"))
        .collect();
    if !newer.is_empty() {
        return Err(format!("rust-version says {ours}, but {}", newer.join(", ")));
    }
    say(&format!("xtask: no dependency needs a newer Rust than {ours}"));
    let toolchain = format!("+{ours}");
    let is_there = || succeeds("cargo", &[&toolchain, "--version"]);
    if !is_there() {
        say(&format!("xtask: installing Rust {ours}"));
        // Where rustup reaches no server, the statements above are all there is; that is said below.
        let install = ["180", "rustup", "toolchain", "install", ours, "--profile", "minimal", "--no-self-update"];
        succeeds("timeout", &install);
    }
    if is_there() {
        // By rustup's proxy: the cargo of a toolchain knows no other.
        run(
            &format!("compiling with Rust {ours}"),
            &mut command("cargo", &[&toolchain, "check", "--profile", "oldest", "--locked", "--workspace"]),
        )?;
    } else {
        say(&format!("xtask: Rust {ours} can't be installed: not compiled with it"));
    }
    Ok(())
}

fn parts(version: &str) -> Vec<u64> {
    let mut parts: Vec<u64> = version.split('.').map(|part| part.parse().unwrap_or(0)).collect();
    parts.resize(3, 0);
    parts
}
