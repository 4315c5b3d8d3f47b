//! The example for Apache Spark, run and checked.

use crate::run::{Result, cargo, command, root, run};
use std::{env, fs, path::PathBuf};

/// The version that the example was written with.
const PYSPARK: &str = "pyspark==4.3.0";

/// Installs PySpark into a folder of its own, and sends answers (default: 20,000) through local clusters.
pub(crate) fn check(words: &[String]) -> Result {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    let folder = target.join("spark");
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let environment = folder.join("python").display().to_string();
    let program = |name: &str| format!("{environment}/bin/{name}");
    run("a Python environment", &mut command("python3", &["-m", "venv", &environment]))?;
    run("installing PySpark", &mut command(&program("pip"), &["install", "--quiet", PYSPARK]))?;
    run("building the command", &mut cargo(&["build", "--locked", "--release", "--package", "keybundle-cli"]))?;
    let keybundle = target.join("release/keybundle").display().to_string();
    let mut check = command(&program("python"), &["examples/spark/check.py", &keybundle]);
    let path = env::var("PATH").unwrap_or_default();
    check.arg(&folder).arg("testdata").args(words.first()).env("PATH", format!("{environment}/bin:{path}"));
    run("answers through Spark", &mut check)
}
