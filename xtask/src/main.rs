//! Build and test steps as code: `cargo xtask help` lists them.
#![forbid(unsafe_code)]

mod bench;
mod cycles;
mod documents;
mod fuzz;
mod interop;
mod msrv;
mod npm;
mod page;
mod run;
mod setup;
mod spark;
mod test;
mod testdata;

use run::Result;
use std::process::ExitCode;

/// One command, what it does, and its code.
type Step = (&'static str, &'static str, fn(&[String]) -> Result);

const COMMANDS: &[Step] = &[
    ("test", "set up what the tests need, then run everything that the gate runs", test::all),
    ("setup", "install what the tests need, saying what", setup::all),
    ("msrv", "check that no dependency asks for a newer Rust than we state", msrv::check),
    ("cycles", "check that modules of a crate don't use each other", cycles::check),
    ("testdata", "make the test vectors again with the tools that made them", testdata::make),
    ("fuzz", "fuzz every target for a number of seconds each (default 60; needs nightly and cargo-fuzz)", fuzz::run),
    ("bench", "run the benchmarks beside the rivals", bench::run),
    ("npm", "build the WebAssembly module and put the package together in web/npm", npm::build),
    ("npm-test", "build the package, and test it as a user would have it", npm::test),
    ("page", "build the package and the page for browsers, into web/page/dist", page::build),
    ("page-test", "build the page, and use it in Chromium", page::test),
    (
        "spark",
        "run the example for Apache Spark on local clusters (default 20000 answers; needs Python and Java 17)",
        spark::check,
    ),
    ("interop", "hold what keybundle makes before servers and tools of others", interop::run_all),
    ("documents", "write the manual page and the completions into target/documents", documents::write),
];

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (name, rest) = words.split_first().map_or(("help", [].as_slice()), |(name, rest)| (name.as_str(), rest));
    let Some((_, _, step)) = COMMANDS.iter().find(|(known, ..)| *known == name) else {
        for (name, what, _) in COMMANDS {
            run::say(&format!("cargo xtask {name:<10} {what}"));
        }
        return if name == "help" { ExitCode::SUCCESS } else { ExitCode::from(2) };
    };
    match step(rest) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            run::say(&format!("xtask: {message}"));
            ExitCode::FAILURE
        }
    }
}
