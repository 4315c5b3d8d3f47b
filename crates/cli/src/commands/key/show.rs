//! `keybundle key show`

use crate::{
    arguments::ShowKey,
    failure::Failure,
    output::{self, human},
    terminal,
};
use keybundle::{Error, report};

/// Of so many keys weaknesses are looked for: it takes a millisecond for each.
const LOOKED_AT: usize = 1_000;

pub(crate) fn run(arguments: &ShowKey) -> Result<(), Failure> {
    let limits = arguments.input.limits()?;
    let bytes = arguments.input.read(&limits)?;
    let opened = terminal::with_prompt(
        |typed| {
            let unlock = arguments.secrets.unlock(&limits, typed)?;
            terminal::with_sign_of_life("opening", || Ok(keybundle::open_within(&bytes, &unlock, &limits)?))
        },
        Failure::refusal,
    )?;
    let (requests, mut warnings) = report::requested_keys(&opened);
    let found = report::found_keys(&opened, &requests);
    if found.is_empty() {
        return Err(Error::InvalidValue { reason: "there is no key in it" }.into());
    }
    for key in found.iter().take(LOOKED_AT) {
        key.warn(&mut warnings);
    }
    if arguments.json {
        return output::json(&report::keys(&found, &warnings));
    }
    human::warnings(&warnings);
    output::styled(&human::keys(&found))
}
