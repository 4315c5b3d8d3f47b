//! Servers and tools of others, before which we hold what keybundle makes.

use crate::run::{Result, cargo, command, root, run, succeeds};
use std::{env, fs, path::PathBuf};

/// Packages of PyPI and npm; those of Debian are in `setup`.
const PYPI: &[&str] = &["acme2certifier==0.46.3", "cryptography==50.0.2", "josepy==2.2.0", "jwcrypto==1.6.1"];
const NPM: &[&str] = &["jose@6.2.18"];

/// Installs the packages where they are missing, and runs the tests of `interop/`.
pub(crate) fn run_all(_: &[String]) -> Result {
    let folder = env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from).join("interop");
    fs::create_dir_all(&folder).map_err(|error| error.to_string())?;
    let python = folder.join("venv/bin/python").display().to_string();
    if !succeeds(
        &python,
        &["-c", "import acme2certifier, josepy, jwcrypto; from cryptography.hazmat.primitives.asymmetric import mldsa"],
    ) {
        run("an environment for Python", command("python3", &["-m", "venv", "--clear"]).arg(folder.join("venv")))?;
        let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
        run("packages of PyPI", command(&python, &pip).args(PYPI))?;
    }
    let modules = folder.join("node_modules");
    if !modules.join("jose").is_dir() {
        let npm = ["install", "--silent", "--no-audit", "--no-fund", "--no-save", "--prefix"];
        run("packages of npm", command("npm", &npm).arg(&folder).args(NPM))?;
    }
    let features = ["--locked", "--package", "keybundle-interop", "--features", "tools"];
    let lints = ["--all-targets", "--", "-D", "warnings"];
    run("clippy of the tests with others", cargo(&["clippy"]).args(features).args(lints))?;
    let mut tests = cargo(&["test"]);
    tests.args(features).env("INTEROP_PYTHON", &python).env("INTEROP_NODE_PATH", &modules);
    run("servers and tools of others", &mut tests)
}
