//! `keybundle credential`

mod check;

use crate::{
    arguments::{Credential, ShowCredential},
    failure::Failure,
    output::{self, human},
};
use keybundle::report;
use std::process::ExitCode;

pub(crate) fn run(command: &Credential) -> Result<ExitCode, Failure> {
    match command {
        Credential::Show(arguments) => show(arguments).map(|()| ExitCode::SUCCESS),
        Credential::Check(arguments) => check::run(arguments),
    }
}

fn show(arguments: &ShowCredential) -> Result<(), Failure> {
    let limits = arguments.input.limits()?;
    let bytes = arguments.input.read(&limits)?;
    let (object, warnings) = report::shown_credential(&bytes, &limits).map_err(Failure::coded)?;
    if arguments.json {
        return output::stdout(format!("{object}\n").as_bytes());
    }
    human::warnings(&warnings);
    output::styled(&human::credential(&object))
}
