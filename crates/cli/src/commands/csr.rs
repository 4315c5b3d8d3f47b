//! `keybundle csr`

mod new;

use crate::{
    arguments::{Csr, ShowRequest},
    failure::Failure,
    output::{self, human},
};
use keybundle::{read_request, report};
use std::process::ExitCode;

pub(crate) fn run(command: &Csr) -> Result<ExitCode, Failure> {
    match command {
        Csr::New(arguments) => new::run(arguments).map(|()| ExitCode::SUCCESS),
        Csr::Show(arguments) => show(arguments).map(|_| ExitCode::SUCCESS),
        Csr::Verify(arguments) => show(arguments).map(|valid| match valid {
            Some(true) => ExitCode::SUCCESS,
            _ => ExitCode::from(output::DIFFERENCES),
        }),
    }
}

/// Prints a request, and gives whether its signature verifies.
fn show(arguments: &ShowRequest) -> Result<Option<bool>, Failure> {
    let limits = arguments.input.limits()?;
    let bytes = arguments.input.read(&limits)?;
    let (request, mut warnings) = read_request(&bytes, &limits)?;
    if let Some(key) = request.public_key() {
        report::warn_of_weak_key(key, &mut warnings);
    }
    let object = report::request(&request, &warnings);
    if arguments.json {
        output::json(&object)?;
    } else {
        human::warnings(&warnings);
        output::styled(&human::request(&object))?;
    }
    Ok(object["signature_valid"].as_bool())
}
