//! The gate: everything that must pass before a change lands.

use crate::{
    bench, cycles, interop, msrv, npm, page,
    run::{Result, cargo, root, run},
    setup, spark,
};

/// Sets up, checks style, runs all tests, replays the fuzzing corpora, runs each benchmark once, and counts
/// instructions.
pub(crate) fn all(_: &[String]) -> Result {
    setup::all(&[])?;
    run("formatting", &mut cargo(&["fmt", "--all", "--check"]))?;
    for folder in ["fuzz", "benches", "benches/p12-keystore", "benches/josekit", "web/bindgen"] {
        run(&format!("formatting of {folder}"), cargo(&["fmt", "--check"]).current_dir(root().join(folder)))?;
    }
    msrv::check(&[])?;
    cycles::check(&[])?;
    locks()?;
    run(
        "clippy",
        &mut cargo(&[
            "clippy",
            "--locked",
            "--workspace",
            "--all-targets",
            "--features",
            PROVIDERS,
            "--",
            "-D",
            "warnings",
        ]),
    )?;
    run("building the tests", &mut cargo(&["test", "--locked", "--workspace", "--no-run"]))?;
    run("tests", &mut cargo(&["test", "--locked", "--workspace"]))?;
    let providers =
        ["test", "--locked", "--workspace", "--features", PROVIDERS, "--test", "provider", "--test", "pkcs11"];
    run("the command on libcrypto and on a token", &mut cargo(&providers))?;
    npm::test(&[])?;
    page::gate()?;
    interop::run_all(&[])?;
    spark::gate()?;
    let mut doc = cargo(&["doc", "--locked", "--workspace", "--no-deps"]);
    run("documentation", doc.env("RUSTDOCFLAGS", "-D warnings"))?;
    for (folder, what, arguments) in OTHER_WORKSPACES {
        let mut command = cargo(arguments);
        // Each has a target folder of its own below ours, so that one place is to be cleaned.
        let target = root().join("target").join(folder);
        run(what, command.current_dir(root().join(folder)).env("CARGO_TARGET_DIR", target))?;
    }
    bench::gate()
}

/// What the command takes by a feature: both at once, so that it is compiled once more and not twice.
const PROVIDERS: &str = "keybundle-cli/openssl,keybundle-cli/pkcs11";

/// A dependency that is new to a crate is to be locked in the other workspaces too: said before minutes are spent.
fn locks() -> Result {
    for (folder, ..) in OTHER_WORKSPACES {
        let metadata = ["metadata", "--locked", "--format-version", "1"];
        if cargo(&metadata).current_dir(root().join(folder)).output().is_ok_and(|output| !output.status.success()) {
            return Err(format!(
                "{folder}/Cargo.lock is not up to date: run `cargo metadata` in {folder} and commit it"
            ));
        }
    }
    Ok(())
}

const OTHER_WORKSPACES: &[(&str, &str, &[&str])] = &[
    ("fuzz", "clippy of the fuzz targets", &["clippy", "--locked", "--all-targets", "--", "-D", "warnings"]),
    ("fuzz", "replay of the fuzzing corpora", &["test", "--locked"]),
    ("web/bindgen", "clippy of the tool for the glue", &["clippy", "--locked", "--", "-D", "warnings"]),
    ("benches", "clippy of the benchmarks", &["clippy", "--locked", "--all-targets", "--", "-D", "warnings"]),
];
