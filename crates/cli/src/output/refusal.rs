//! What went wrong, told.

use super::human;
use crate::failure::Failure;
use keybundle::{Coded as _, request};
use std::process::ExitCode;

/// Tells it and gives the exit code.
pub(crate) fn tell(failure: &Failure, as_json: bool) -> ExitCode {
    if as_json {
        let _ = super::stdout(format!("{}\n", failure.to_json()).as_bytes());
    }
    let (message, hint) = match failure {
        Failure::Refused(error) => (format!("{error} ({})", error.code()), error.hint()),
        Failure::Coded(error) => (format!("{error} ({})", error.code()), error.hint()),
        Failure::Request(request::Error::Problems { problems }) => {
            human::problems(problems);
            ("the request is invalid (invalid-value)".to_owned(), None)
        }
        Failure::Request(error) => (format!("{error} ({})", error.code()), error.hint()),
        Failure::Usage { message, hint } => (message.clone(), hint.clone()),
    };
    super::words(&format!("keybundle: {message}"));
    if let Some(hint) = hint {
        super::words(&format!("keybundle: hint: {hint}"));
    }
    ExitCode::from(match failure {
        Failure::Refused(_) | Failure::Coded(_) | Failure::Request(_) => 1,
        Failure::Usage { .. } => 2,
    })
}
