//! The package for JavaScript.

use crate::run::{self, Result, cargo, command, root, say, succeeds};
use std::{
    env,
    path::{Path, PathBuf},
};

const TARGET: &str = "wasm32-unknown-unknown";

/// Builds the WebAssembly modules and puts the package together in `web/npm`.
pub(crate) fn build(_: &[String]) -> Result {
    if !succeeds("node", &["--version"]) {
        return Err("the package needs Node.js 20 or newer (`node`)".to_owned());
    }
    let target = target_folder();
    let module = module("the WebAssembly module", &target, Instructions::Simd)?;
    let portable = module_for_all(&target)?;
    let (glue, portable_glue) = (target.join("npm"), target.join("npm-portable"));
    for (module, glue) in [(&module, &glue), (&portable, &portable_glue)] {
        let words = [module.display().to_string(), glue.display().to_string(), "keybundle".to_owned()];
        let mut bindgen = cargo(&["run", "--quiet", "--locked", "--package", "keybundle-bindgen", "--"]);
        run::run("its glue", bindgen.args(words))?;
    }
    run::run("the package", command("node", &["web/build.mjs"]).args([&module, &glue, &portable_glue]))?;
    run::run("the list of what is inside", &mut command("node", &["web/licences.mjs"]))?;
    say("xtask: the package is in web/npm");
    Ok(())
}

/// What a module asks of the engine that runs it.
#[derive(Clone, Copy)]
enum Instructions {
    /// simd128, which every engine has since 2023: derivation in lanes.
    Simd,
    /// Those of 2017 alone.
    Portable,
}

/// The module for engines without simd128. One with such instructions does not load there, so it is a file of its own.
fn module_for_all(target: &Path) -> Result<PathBuf> {
    module("the module for engines without SIMD", &target.join("portable"), Instructions::Portable)
}

/// Compiles the module below a target folder, and gives its path.
fn module(what: &str, target: &Path, instructions: Instructions) -> Result<PathBuf> {
    let mut build =
        cargo(&["build", "--locked", "--package", "keybundle-wasm", "--profile", "wasm", "--target", TARGET]);
    let mut flags = flags();
    if matches!(instructions, Instructions::Simd) {
        flags.push("-Ctarget-feature=+simd128".to_owned());
    }
    build.env("CARGO_TARGET_DIR", target).env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f"));
    run::run(what, &mut build)?;
    Ok(target.join(TARGET).join("wasm/keybundle_wasm.wasm"))
}

/// Compiles the module once more, elsewhere and from nothing: it must be the same.
fn reproduce() -> Result {
    let again = target_folder().join("again");
    // What is left of an earlier run would make this no second build.
    if again.exists() {
        std::fs::remove_dir_all(&again).map_err(|error| format!("{}: {error}", again.display()))?;
    }
    let read = |path: PathBuf| std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()));
    let second = read(module("the module a second time", &again, Instructions::Simd)?)?;
    let first = read(target_folder().join(TARGET).join("wasm/keybundle_wasm.wasm"))?;
    if first == second { Ok(()) } else { Err("two builds of the module are not the same".to_owned()) }
}

/// Packs the package, installs it as a user would, and runs its tests.
pub(crate) fn test(_: &[String]) -> Result {
    build(&[])?;
    reproduce()?;
    // As the tests build it: with the features of one package alone everything below it would be compiled anew.
    run::run(
        "keybundle, which the package is held against",
        &mut cargo(&["test", "--locked", "--workspace", "--no-run"]),
    )?;
    let npm = |folder: &str, arguments: &[&str]| {
        let mut npm = command("npm", arguments);
        npm.current_dir(root().join("web").join(folder));
        npm
    };
    let quiet = ["--no-audit", "--no-fund"];
    run::run("packing it", &mut npm("npm", &["pack", "--silent"]))?;
    // Not `npm ci`: it refuses a lock file that lacks the optional packages of other systems, which not every registry has.
    run::run("what its tests need", npm("test", &["install", "--no-save"]).args(quiet))?;
    let tarball = format!("../npm/keybundle-{}.tgz", env!("CARGO_PKG_VERSION"));
    let install = ["install", "--no-save", "--no-package-lock", &tarball];
    run::run("installing it", npm("test", &install).args(quiet))?;
    let keybundle = target_folder().join("debug").join("keybundle");
    let mut tests = npm("test", &["test"]);
    run::run("the package's tests", tests.env("KEYBUNDLE_COMMAND", keybundle))?;
    let benches = root().join("benches/js");
    run::run("its rivals", command("npm", &["ci", "--no-audit", "--no-fund"]).current_dir(&benches))?;
    run::run("one run of each of its benchmarks", command("node", &["bench.mjs", "--test"]).current_dir(&benches))
}

/// Two builds give the same bytes wherever they ran: no path of the machine gets into the module.
fn flags() -> Vec<String> {
    let home = |name: &str, below: &str| {
        env::var_os(name).map(PathBuf::from).or_else(|| env::home_dir().map(|home| home.join(below)))
    };
    let paths = [Some(root()), home("CARGO_HOME", ".cargo"), home("RUSTUP_HOME", ".rustup")];
    let names = ["/keybundle", "/cargo", "/rust"];
    paths
        .into_iter()
        .zip(names)
        .filter_map(|(path, name)| Some(format!("--remap-path-prefix={}={name}", path?.display())))
        .collect()
}

fn target_folder() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}
