//! Opening an answer.

use crate::Answer;
use keybundle_open::{Envelope, Error, Limits, Opened, Unlock};

/// Opens an answer of the service, or anything else that [`keybundle_open::open()`] opens.
///
/// # Errors
/// As [`keybundle_open::open()`]; `service-error` and `request-pending` for an answer without key and certificate.
pub fn open(bytes: &[u8], unlock: &Unlock) -> Result<Opened, Error> {
    open_within(bytes, unlock, &Limits::default())
}

/// As [`open()`], within other limits.
///
/// # Errors
/// As [`open()`].
pub fn open_within(bytes: &[u8], unlock: &Unlock, limits: &Limits) -> Result<Opened, Error> {
    match keybundle_open::open_within(bytes, unlock, limits) {
        Err(Error::Encoding(keybundle_encoding::Error::UnknownFormat)) => Err(verdict(bytes)),
        other => other,
    }
}

/// More than any answer without a certificate has.
const LARGEST_ANSWER: usize = 1 << 20;

/// Looks at an answer without a secret, as [`keybundle_open::inspect_within`] does.
///
/// # Errors
/// As [`keybundle_open::inspect_within`]; `service-error` and `request-pending` for an answer without key and certificate.
pub fn inspect_within<'a>(bytes: &'a [u8], limits: &Limits) -> Result<Envelope<'a>, Error> {
    match keybundle_open::inspect_within(bytes, limits) {
        Err(Error::Encoding(keybundle_encoding::Error::UnknownFormat)) => Err(verdict(bytes)),
        other => other,
    }
}

/// As [`inspect_within`], within the default limits.
///
/// # Errors
/// As [`inspect_within`].
pub fn inspect(bytes: &[u8]) -> Result<Envelope<'_>, Error> {
    inspect_within(bytes, &Limits::default())
}

/// Why there is nothing in it.
fn verdict(bytes: &[u8]) -> Error {
    if bytes.len() > LARGEST_ANSWER {
        return keybundle_encoding::Error::UnknownFormat.into();
    }
    let decoded = keybundle_encoding::text::decode(bytes);
    let answers = Answer::read_all(decoded.as_ref().map_or(bytes, |decoded| decoded.text.as_ref()));
    let codes: Vec<String> = answers.iter().flat_map(Answer::codes).collect();
    if !codes.is_empty() {
        Error::ServiceError { codes }
    } else if answers.iter().any(Answer::is_pending) {
        Error::RequestPending
    } else {
        keybundle_encoding::Error::UnknownFormat.into()
    }
}
