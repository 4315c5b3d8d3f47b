//! The page for browsers.

use crate::{
    npm,
    run::{self, Result, command, root, say},
};
use std::process::Command;

/// Builds the package, and both forms of the page into `web/page/dist`.
pub(crate) fn build(_: &[String]) -> Result {
    npm::build(&[])?;
    build_around_package()
}

/// Builds the page and uses it in Chromium.
pub(crate) fn test(_: &[String]) -> Result {
    build(&[])?;
    tests()
}

/// The same after the package's own tests, which built the package.
pub(crate) fn gate() -> Result {
    build_around_package()?;
    tests()
}

fn build_around_package() -> Result {
    run::run("what the page is built with", &mut npm(&["ci", "--no-audit", "--no-fund"]))?;
    run::run("the page's types", &mut npm(&["run", "check"]))?;
    run::run("the page", &mut npm(&["run", "build"]))?;
    say("xtask: the page is in web/page/dist: site/ for a server, keybundle.html to open from a disk");
    Ok(())
}

fn tests() -> Result {
    run::run("the page's tests", &mut npm(&["test"]))
}

fn npm(arguments: &[&str]) -> Command {
    let mut npm = command("npm", arguments);
    npm.current_dir(root().join("web/page"));
    npm
}
