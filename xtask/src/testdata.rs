//! The test vectors, made again.

use crate::run::{Result, command, run};

/// Runs the generators; names of groups may follow.
pub(crate) fn make(groups: &[String]) -> Result {
    let mut make = command("python3", &["testdata/make/make.py"]);
    run("making test vectors", make.args(groups))
}
