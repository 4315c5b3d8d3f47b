//! Keys.

use crate::{
    answer::{Answer, Attachments, Refusal},
    options::Options,
    unlock,
};
use keybundle::{Error, report};

/// Describes the keys of an input.
pub(crate) fn key_show(input: &[u8], options: &str, attachments: Vec<u8>) -> Result<Answer, Refusal> {
    let options = Options::read(options, attachments, &unlock::NAMES)?;
    let limits = unlock::limits(&options)?;
    let opened = keybundle::open_within(input, &unlock::unlock(&options, &limits)?, &limits)?;
    let (requests, mut warnings) = report::requested_keys(&opened);
    let found = report::found_keys(&opened, &requests);
    if found.is_empty() {
        return Err(Error::InvalidValue { reason: "there is no key in it" }.into());
    }
    report::warn_of_weaknesses(&found, &mut warnings);
    Ok(Attachments::default().answer(report::keys(&found, &warnings)))
}
