//! `keybundle decode`

mod large;
mod spool;

use crate::{
    arguments::Decode,
    failure::Failure,
    input,
    output::{
        self,
        files::{self, Folder},
        human,
    },
    terminal,
};
use keybundle::{Error, Limits, Opened, UnixTime, Unlock, pem, report, request};
use serde_json::Value;
use std::{
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

pub(crate) fn run(arguments: &Decode) -> Result<(), Failure> {
    let limits = arguments.input.limits()?;
    let large = large::file(arguments);
    // Read here, so that a prompt does not ask for it again.
    let small = if large.is_none() { Some(arguments.input.read(&limits)?) } else { None };
    let draft = match &arguments.request {
        Some(path) => Some(request::Draft::read(&input::read(path, limits.input_bytes)?, None)?),
        None => None,
    };
    let recipients = arguments.secrets.recipients(&limits)?;
    let symmetric = arguments.secrets.symmetric()?;
    let opened = terminal::with_prompt(
        |typed| {
            let unlock = symmetric.unlock(&recipients, typed)?;
            if let Some(path) = large
                && large::run(arguments, path, &unlock, &limits)?
            {
                return Ok(None);
            }
            let read;
            let bytes = match &small {
                Some(bytes) => bytes,
                None => {
                    read = arguments.input.read(&limits)?;
                    &read
                }
            };
            terminal::with_sign_of_life("opening", || {
                Ok(Some(match &draft {
                    Some(draft) => {
                        let mut opened = request::open_answer(&draft.request, bytes, unlock, &limits)?;
                        check_today(&mut opened);
                        opened
                    }
                    None => open(bytes, &unlock, &limits)?,
                }))
            })
        },
        Failure::refusal,
    )?;
    let Some(opened) = opened else { return Ok(()) };
    let written = match &arguments.out {
        Some(directory) => files::write_all(&opened, folder(arguments, directory)?)?,
        None => Vec::new(),
    };
    if arguments.json {
        return output::secret_json(to_json(&opened, arguments.include_secrets, &written));
    }
    human::warnings(&opened.warnings);
    if arguments.pem {
        return output::stdout(pem::all(&opened).as_bytes());
    }
    output::styled(&human::opened(&opened, &written))
}

/// Where results go.
fn folder<'a>(arguments: &Decode, directory: &'a Path) -> Result<Folder<'a>, Failure> {
    Folder::new(directory, arguments.form, arguments.force, arguments.secrets.files())
}

/// Opens an input, and holds its certificates against today's date.
pub(crate) fn open(bytes: &[u8], unlock: &Unlock, limits: &Limits) -> Result<Opened, Error> {
    let mut opened = keybundle::open_within(bytes, unlock, limits)?;
    check_today(&mut opened);
    Ok(opened)
}

fn check_today(opened: &mut Opened) {
    if let Some(now) = now() {
        opened.check_validity(now);
    }
}

fn now() -> Option<UnixTime> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    Some(i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
}

/// What came out, and the files that it was written into.
pub(crate) fn to_json(opened: &Opened, with_secrets: bool, written: &[PathBuf]) -> Value {
    let mut object = report::opened(opened, with_secrets);
    object["written"] = written.iter().map(|path| path.display().to_string()).collect();
    object
}
