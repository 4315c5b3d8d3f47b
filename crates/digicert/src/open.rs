//! Opening an answer.

use crate::Answer;
use keybundle_encoding::{
    Coded as _, Stage,
    sniff::{Format, sniff},
};
use keybundle_open::{Envelope, Error, Limits, Opened, Part, Unlock};

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
    let opened = keybundle_open::open_within(bytes, unlock, limits).map_err(|error| verdict(error, bytes, limits))?;
    if opened.bundles.is_empty() {
        without_key(!opened.certificates.is_empty(), bytes, limits)?;
    }
    Ok(opened)
}

/// Looks at an answer without a secret, as [`keybundle_open::inspect_within`] does.
///
/// # Errors
/// As [`keybundle_open::inspect_within`]; `service-error` and `request-pending` for an answer without key and certificate.
pub fn inspect_within<'a>(bytes: &'a [u8], limits: &Limits) -> Result<Envelope<'a>, Error> {
    let found = keybundle_open::inspect_within(bytes, limits).map_err(|error| verdict(error, bytes, limits))?;
    if found.locked.is_empty() && found.open.private_keys == 0 {
        without_key(found.open.certificates > 0, bytes, limits)?;
    }
    Ok(found)
}

/// As [`inspect_within`], within the default limits.
///
/// # Errors
/// As [`inspect_within`].
pub fn inspect(bytes: &[u8]) -> Result<Envelope<'_>, Error> {
    inspect_within(bytes, &Limits::default())
}

/// Of an answer without a key: beside what a request sent and gets back, a CSR or a certificate, an error says that nothing was
/// issued.
fn without_key(has_certificate: bool, bytes: &[u8], limits: &Limits) -> Result<(), Error> {
    match statement(bytes, limits) {
        Some(Error::RequestPending) if has_certificate => Ok(()),
        Some(statement) => Err(statement),
        None => Ok(()),
    }
}

/// Why there is nothing in it, where the service says why. What it says counts more than a text that quotes something
/// which can't be read.
fn verdict(error: Error, bytes: &[u8], limits: &Limits) -> Error {
    let is_unknown = matches!(error, Error::Encoding(keybundle_encoding::Error::UnknownFormat));
    if !matches!(error.stage(), Stage::Detect | Stage::Parse) || matches!(error, Error::Limit { .. }) {
        return error;
    }
    match statement(bytes, limits) {
        Some(Error::RequestPending) if !is_unknown => error,
        statement => statement.unwrap_or(error),
    }
}

/// More than any answer without a certificate has.
const LARGEST_ANSWER: usize = 1 << 20;

/// What the service says in place of a key: in the answer itself, in a part of a message or an archive, or by the status
/// line above it (RFC 9112 §4; RFC 7030 §4.2.3 of 202).
fn statement(bytes: &[u8], limits: &Limits) -> Option<Error> {
    let may_say = matches!(sniff(bytes), Format::Json | Format::Mime | Format::Zip | Format::Unknown);
    if bytes.len() > LARGEST_ANSWER || !may_say {
        return None;
    }
    let (parts, _) = keybundle_open::parts(bytes, &Unlock::new(), limits).ok()?;
    let texts = parts.iter().filter(|part| !part.is_der).map(Part::secret_bytes);
    let answers: Vec<Answer> = texts
        .flat_map(|text| {
            let decoded = keybundle_encoding::text::decode(text);
            Answer::read_all(decoded.as_ref().map_or(text, |decoded| decoded.text.as_ref()))
        })
        .collect();
    let mut codes: Vec<String> = answers.iter().flat_map(Answer::codes).collect();
    let status = status(bytes);
    if let (true, Some(status @ 400..)) = (codes.is_empty(), status) {
        codes.push(format!("http-{status}"));
    }
    if !codes.is_empty() {
        Some(Error::ServiceError { codes })
    } else if answers.iter().any(Answer::is_pending) || status == Some(202) {
        Some(Error::RequestPending)
    } else {
        None
    }
}

/// The status of an answer that was saved with its head.
fn status(bytes: &[u8]) -> Option<u16> {
    let line = bytes.strip_prefix(b"HTTP/")?.split(|&byte| byte == b'\n').next()?;
    let mut words = core::str::from_utf8(line).ok()?.split(' ');
    words.nth(1)?.trim().parse().ok()
}
