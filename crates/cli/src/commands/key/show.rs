//! `keybundle key show`

use crate::{
    arguments::ShowKey,
    failure::Failure,
    output::{self, human},
};
use keybundle::{Error, report};

pub(crate) fn run(arguments: &ShowKey) -> Result<(), Failure> {
    let (opened, _) = super::open(&arguments.input, &arguments.secrets)?;
    let (requests, mut warnings) = report::requested_keys(&opened);
    let found = report::found_keys(&opened, &requests);
    if found.is_empty() {
        return Err(Error::InvalidValue { reason: "there is no key in it" }.into());
    }
    report::warn_of_weaknesses(&found, &mut warnings);
    if arguments.json {
        return output::json(&report::keys(&found, &warnings));
    }
    human::warnings(&warnings);
    output::styled(&human::keys(&found))
}
