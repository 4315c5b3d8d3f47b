//! The package for JavaScript.

use crate::run::{self, Result, cargo, command, root, say, succeeds};
use std::{
    env,
    path::{Path, PathBuf},
};

const TARGET: &str = "wasm32-unknown-unknown";
const BINDGEN: &str = "web/bindgen/Cargo.toml";

/// Builds the WebAssembly modules and puts the package together in `web/npm`.
pub(crate) fn build(_: &[String]) -> Result {
    if !succeeds("node", &["--version"]) {
        return Err("the package needs Node.js 20 or newer (`node`)".to_owned());
    }
    let target = target_folder();
    let mut words = Vec::new();
    for kind in [Kind::Small, Kind::Full, Kind::Portable] {
        let module = module(kind, &target.join(kind.folder()))?;
        let glue = target.join("npm").join(kind.name());
        let arguments = [module.display().to_string(), glue.display().to_string(), "keybundle".to_owned()];
        let mut bindgen = cargo(&["run", "--quiet", "--locked", "--manifest-path", BINDGEN, "--"]);
        // Where the gate compiles it for clippy too.
        let place = target.join("web/bindgen");
        run::run("its glue", bindgen.args(arguments).env("CARGO_TARGET_DIR", place))?;
        words.push(glue.display().to_string());
        if matches!(kind, Kind::Small) {
            words.insert(0, module.display().to_string());
        }
    }
    run::run("the package", command("node", &["web/build.mjs"]).args(words))?;
    run::run("the list of what is inside", &mut command("node", &["web/licences.mjs"]))?;
    say("xtask: the package is in web/npm");
    Ok(())
}

/// The WebAssembly modules of the package.
#[derive(Clone, Copy)]
enum Kind {
    /// What is met every day, with simd128, which every engine has since 2023: derivation in lanes.
    Small,
    /// Everything.
    Full,
    /// Everything, for engines without simd128. A module with such instructions does not load there.
    Portable,
}

impl Kind {
    const fn name(self) -> &'static str {
        match self {
            Self::Small => "small",
            Self::Full => "full",
            Self::Portable => "portable",
        }
    }

    /// Below the target folder: the first two share what they are compiled from.
    const fn folder(self) -> &'static str {
        match self {
            Self::Small | Self::Full => "",
            Self::Portable => "portable",
        }
    }
}

/// Compiles a module below a target folder, and gives the path of a copy that the next one leaves alone.
fn module(kind: Kind, target: &Path) -> Result<PathBuf> {
    let mut build =
        cargo(&["build", "--locked", "--package", "keybundle-wasm", "--profile", "wasm", "--target", TARGET]);
    let mut flags = flags();
    if !matches!(kind, Kind::Portable) {
        flags.push("-Ctarget-feature=+simd128".to_owned());
    }
    if matches!(kind, Kind::Small) {
        build.arg("--no-default-features");
    } else {
        // What comes later may be larger: requests are signed with P-256, in two thirds of the time.
        for package in ["p256", "primeorder"] {
            build.args(["--config".to_owned(), format!("profile.wasm.package.{package}.opt-level=3")]);
        }
    }
    build.env("CARGO_TARGET_DIR", target).env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f"));
    run::run(&format!("the WebAssembly module ({})", kind.name()), &mut build)?;
    let folder = target.join(TARGET).join("wasm");
    let copy = folder.join(format!("{}.wasm", kind.name()));
    let copied = std::fs::copy(folder.join("keybundle_wasm.wasm"), &copy);
    copied.map_err(|error| format!("{}: {error}", copy.display()))?;
    Ok(copy)
}

/// Compiles the module that everyone loads once more, elsewhere and from nothing: it must be the same.
fn reproduce() -> Result {
    let target = target_folder();
    let again = target.join("again");
    // What is left of an earlier run would make this no second build.
    if again.exists() {
        std::fs::remove_dir_all(&again).map_err(|error| format!("{}: {error}", again.display()))?;
    }
    let read = |path: PathBuf| std::fs::read(&path).map_err(|error| format!("{}: {error}", path.display()));
    let second = read(module(Kind::Small, &again)?)?;
    let first = read(module(Kind::Small, &target)?)?;
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
    // Not `npm ci`: it refuses a lock file that lacks the optional packages of other systems, which not every registry
    // has.
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
