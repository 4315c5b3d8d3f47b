//! What went wrong, for people and as JSON.

use crate::output::{self, json};
use keybundle::{Coded, Error, RecipientId};
use serde_json::{Map, Value, json};
use std::{path::Path, process::ExitCode};

/// A refusal, or wrong usage.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The library refused.
    Refused(Error),
    /// The arguments are wrong, or a file they name can't be used.
    Usage { message: String, hint: Option<String> },
}

impl Failure {
    pub(crate) fn usage(error: &clap::Error) -> Self {
        let rendered = error.render().to_string();
        let message = rendered.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned();
        Self::Usage { message, hint: Some("see `keybundle --help`".to_owned()) }
    }

    pub(crate) fn read(path: impl AsRef<Path>, error: &std::io::Error) -> Self {
        Self::file("read", path.as_ref(), error)
    }

    pub(crate) fn write(path: impl AsRef<Path>, error: &std::io::Error) -> Self {
        Self::file("write", path.as_ref(), error)
    }

    fn file(verb: &str, path: &Path, error: &std::io::Error) -> Self {
        Self::Usage { message: format!("can't {verb} {}: {}", path.display(), error.kind()), hint: None }
    }

    /// The library's own error.
    pub(crate) const fn refusal(&self) -> Option<&Error> {
        match self {
            Self::Refused(error) => Some(error),
            Self::Usage { .. } => None,
        }
    }

    /// Tells it and gives the exit code.
    pub(crate) fn report(&self, as_json: bool) -> ExitCode {
        if as_json {
            let _ = output::stdout(format!("{}\n", self.to_json()).as_bytes());
        }
        let (message, hint) = match self {
            Self::Refused(error) => (format!("{error} ({})", error.code()), error.hint()),
            Self::Usage { message, hint } => (message.clone(), hint.clone()),
        };
        output::words(&format!("keybundle: {message}"));
        if let Some(hint) = hint {
            output::words(&format!("keybundle: hint: {hint}"));
        }
        ExitCode::from(match self {
            Self::Refused(_) => 1,
            Self::Usage { .. } => 2,
        })
    }

    fn to_json(&self) -> Value {
        let mut object = Map::new();
        match self {
            Self::Refused(error) => {
                object.insert("code".into(), json!(error.code().as_str()));
                object.insert("stage".into(), json!(error.stage().as_str()));
                object.insert("message".into(), json!(error.to_string()));
                object.insert("hint".into(), json!(error.hint()));
                match error {
                    Error::WrongRecipient { recipients, given } => {
                        object.insert("recipients".into(), list(recipients));
                        object.insert("given".into(), list(given));
                    }
                    Error::RecipientRequired { recipients } => {
                        object.insert("recipients".into(), list(recipients));
                    }
                    Error::ServiceError { codes } => {
                        object.insert("service_codes".into(), json!(codes));
                    }
                    Error::Limit { limit, allowed, needed } => {
                        object.insert(
                            "limit".into(),
                            json!({ "name": limit.field(), "allowed": allowed, "needed": needed }),
                        );
                    }
                    _ => {}
                }
            }
            Self::Usage { message, hint } => {
                object.insert("code".into(), json!("usage"));
                object.insert("stage".into(), json!("usage"));
                object.insert("message".into(), json!(message));
                object.insert("hint".into(), json!(hint));
            }
        }
        json!({ "error": object })
    }
}

fn list(recipients: &[RecipientId]) -> Value {
    recipients.iter().map(json::recipient_id).collect()
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Refused(error)
    }
}
