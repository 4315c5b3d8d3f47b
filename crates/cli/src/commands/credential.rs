//! `keybundle credential`

mod check;

use crate::{
    arguments::{Credential, ShowCredential},
    failure::Failure,
    output::{self, human},
};
use keybundle::{
    Warnings,
    credential::{Credential as Model, Description},
    report,
};
use serde_json::{Value, json};
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
    let credential = Model::read_all(&bytes, &limits).ok().and_then(|mut all| all.pop().filter(|_| all.is_empty()));
    // A certificate that stands alone has no limits to tell.
    let credential = credential.filter(|one| one.id.is_some() || one.status.is_some() || one.certificate.is_none());
    let (mut object, warnings) = match Description::read(&bytes, &limits) {
        Ok((description, warnings)) => {
            let mut object = report::description(&description);
            object["differences"] = json!(description.differences(&bytes));
            (object, warnings)
        }
        // An ACME credential with external account binding holds no key, and neither does a passcode.
        Err(_) if credential.is_some() => (json!({}), Warnings::new()),
        Err(error) => return Err(Failure::coded(error)),
    };
    object["credential"] = credential.as_ref().map_or(Value::Null, report::credential);
    object["warnings"] = report::warnings(&warnings);
    if arguments.json {
        return output::stdout(format!("{object}\n").as_bytes());
    }
    human::warnings(&warnings);
    output::styled(&human::credential(&object))
}
