//! Credentials.

use crate::{
    answer::{Answer, Attachments, Refusal},
    options::Options,
    unlock,
};
use keybundle::report;

/// Describes a credential, a certificate or a public key as the service does.
pub(crate) fn credential_show(input: &[u8], options: &str, attachments: Vec<u8>) -> Result<Answer, Refusal> {
    let options = Options::read(options, attachments, &["limits"])?;
    let (shown, _) = report::shown_credential(input, &unlock::limits(&options)?).map_err(Refusal::of)?;
    Ok(Attachments::default().answer(shown))
}
