//! The example for Apache Spark, run and checked.

use crate::run::{Result, cargo, command, output, root, run};
use std::{env, fs, path::PathBuf};

/// The version that the example was written with.
const PYSPARK: &str = "pyspark==4.3.0";

/// Rows that the gate sends through.
const FEW: &str = "2000";

/// Sends answers (default: 20,000) through local clusters of one and of two workers, and tells their throughput.
pub(crate) fn check(words: &[String]) -> Result {
    run("building the command", &mut cargo(&["build", "--locked", "--release", "--package", "keybundle-cli"]))?;
    let rows = words.first().map_or("20000", String::as_str);
    through_spark("release", &[rows])
}

/// Sends some through a cluster of two workers, with the command that the tests have built.
pub(crate) fn gate() -> Result {
    through_spark("debug", &[FEW, "--once"])
}

/// Installs PySpark into a folder of its own where it is missing, and runs the example.
fn through_spark(profile: &str, words: &[&str]) -> Result {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from);
    let folder = target.join("spark");
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let environment = folder.join("python").display().to_string();
    let program = |name: &str| format!("{environment}/bin/{name}");
    let version = ["-c", "import pyspark; print('pyspark==' + pyspark.__version__)"];
    if output(&program("python"), &version).map_or(true, |found| found.trim() != PYSPARK) {
        run("a Python environment", &mut command("python3", &["-m", "venv", "--clear", &environment]))?;
        let install = ["install", "--quiet", "--disable-pip-version-check", PYSPARK];
        run("installing PySpark", &mut command(&program("pip"), &install))?;
    }
    let keybundle = target.join(profile).join("keybundle");
    let mut check = command(&program("python"), &["examples/spark/check.py"]);
    let path = env::var("PATH").unwrap_or_default();
    check
        .args([&keybundle, &folder, &root().join("testdata")])
        .args(words)
        .env("PATH", format!("{environment}/bin:{path}"));
    run("answers through Spark", &mut check)
}
