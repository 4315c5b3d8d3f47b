//! The executables of the benchmarks.

use crate::run::{Result, cargo, root, say};
use serde_json::Value;
use std::{
    path::{Path, PathBuf},
    process::Stdio,
};

/// A benchmark with the libraries that it was built with.
pub(crate) struct Executable {
    /// The name of the benchmark, which several executables share.
    pub(crate) name: String,
    /// What is in it: `system` or `vendored` OpenSSL, or another rival.
    pub(crate) library: &'static str,
    pub(crate) path: String,
}

/// On the system's libcrypto.
pub(crate) fn system() -> Result<Vec<Executable>> {
    build("benches", "system", &target(), &["--benches"])
}

/// The folder of all that is built with the same features, and needs the same tools.
pub(crate) fn target() -> PathBuf {
    root().join("target/benches")
}

/// The one whose instructions are counted.
pub(crate) fn counter() -> Result<Vec<Executable>> {
    build("benches", "system", &target(), &["--bench", "count"])
}

/// On OpenSSL's current release, built from source: what its age makes a difference to.
pub(crate) fn vendored() -> Result<Vec<Executable>> {
    let arguments =
        ["--features", "vendored", "--bench", "pkcs12", "--bench", "p7m", "--bench", "key", "--bench", "csr"];
    build("benches", "vendored", &root().join("target/benches-vendored"), &arguments)
}

/// The rivals with lock files of their own.
pub(crate) fn apart() -> Result<Vec<Executable>> {
    let mut executables = build("benches/p12-keystore", "p12-keystore", &target(), &["--benches"])?;
    executables.extend(build("benches/josekit", "josekit", &target(), &["--benches"])?);
    Ok(executables)
}

fn build(folder: &str, library: &'static str, target: &Path, arguments: &[&str]) -> Result<Vec<Executable>> {
    say(&format!("xtask: building {folder} ({library})"));
    let mut cargo = cargo(&["bench", "--locked", "--no-run", "--message-format", "json-render-diagnostics"]);
    cargo.args(arguments).current_dir(root().join(folder)).stderr(Stdio::inherit());
    // One folder for each set of features: they would replace each other's executables.
    cargo.env("CARGO_TARGET_DIR", target);
    let output = cargo.output().map_err(|error| format!("can't start cargo: {error}"))?;
    if !output.status.success() {
        return Err(format!("{folder} ({library}) does not build"));
    }
    let messages = String::from_utf8_lossy(&output.stdout);
    Ok(messages
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|message| message["target"]["kind"][0] == "bench")
        .filter_map(|message| {
            let (name, path) = (message["target"]["name"].as_str()?, message["executable"].as_str()?);
            Some(Executable { name: name.to_owned(), library, path: path.to_owned() })
        })
        .collect())
}
