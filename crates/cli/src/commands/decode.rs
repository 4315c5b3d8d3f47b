//! `keybundle decode`

use crate::{
    arguments::Decode,
    failure::Failure,
    output::{self, files, human},
    terminal,
};
use keybundle::{pem, report};
use std::time::{SystemTime, UNIX_EPOCH};

pub(crate) fn run(arguments: &Decode) -> Result<(), Failure> {
    let limits = arguments.input.limits()?;
    let bytes = arguments.input.read(&limits)?;
    let mut opened = terminal::with_prompt(
        |typed| {
            let unlock = arguments.secrets.unlock(&limits, typed)?;
            terminal::with_sign_of_life("opening", || Ok(keybundle::open_within(&bytes, &unlock, &limits)?))
        },
        Failure::refusal,
    )?;
    if let Ok(now) = SystemTime::now().duration_since(UNIX_EPOCH) {
        opened.check_validity(i64::try_from(now.as_secs()).unwrap_or(i64::MAX));
    }
    let written = match &arguments.out {
        Some(directory) => files::write_all(&opened, directory, arguments.form, arguments.force)?,
        None => Vec::new(),
    };
    if arguments.json {
        let mut object = report::opened(&opened, arguments.include_secrets);
        object["written"] = written.iter().map(|path| path.display().to_string()).collect();
        return output::json(&object);
    }
    human::warnings(&opened.warnings);
    if arguments.pem {
        return output::stdout(pem::all(&opened).as_bytes());
    }
    output::styled(&human::opened(&opened, &written))
}
