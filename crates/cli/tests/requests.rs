//! Every vector of `testdata/requests/` through the command.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use keybundle_testdata::{RequestVector, report, requests, root};
use serde_json::Value;
use std::process::{Command, Stdio};

#[test]
fn every_request_vector_gives_what_its_header_says() {
    let vectors = requests();
    let mut differing = Vec::new();
    for vector in &vectors {
        let (exit, printed) = run(vector);
        differing.extend(
            vector.differences(exit, &printed).iter().map(|difference| format!("{}: {difference}", vector.name)),
        );
    }
    report(vectors.len(), &differing);
}

/// Runs the command in `testdata/`, so that arguments name files below it.
fn run(vector: &RequestVector) -> (Option<i32>, Value) {
    let output = Command::new(env!("CARGO_BIN_EXE_keybundle"))
        .args(vector.arguments())
        .current_dir(root())
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let printed = serde_json::from_slice(&output.stdout).unwrap_or_else(|error| {
        panic!("{}: {error}: {}", vector.name, String::from_utf8_lossy(&output.stderr));
    });
    (output.status.code(), printed)
}
