//! Opening an answer.

use crate::Answer;
use keybundle_encoding::{
    Coded as _, Stage,
    sniff::{Format, sniff},
};
use keybundle_open::{Envelope, Error, Limit, Limits, Opened, Part, Unlock};

/// Opens an answer of the service, or anything else that [`keybundle_open::open()`] opens.
///
/// # Errors
/// As [`keybundle_open::open()`]; `service-error` and `request-pending` for an answer without key and certificate, also
/// where the CSR comes back in it.
pub fn open(bytes: &[u8], unlock: &Unlock) -> Result<Opened, Error> {
    open_within(bytes, unlock, &Limits::default())
}

/// As [`open()`], within other limits.
///
/// # Errors
/// As [`open()`].
pub fn open_within(bytes: &[u8], unlock: &Unlock, limits: &Limits) -> Result<Opened, Error> {
    let opened = open_anything(bytes, unlock, limits)?;
    if opened.bundles.is_empty() && opened.certificates.is_empty() {
        without_certificate(bytes, limits)?;
    }
    Ok(opened)
}

/// As [`open_within`], where something else than a key is looked for: a CSR comes out, whatever is said of its request.
///
/// # Errors
/// As [`open_within`], where nothing can be read.
pub fn open_anything(bytes: &[u8], unlock: &Unlock, limits: &Limits) -> Result<Opened, Error> {
    keybundle_open::open_within(bytes, unlock, limits).map_err(|error| verdict(error, bytes, limits))
}

/// Looks at an answer without a secret, as [`keybundle_open::inspect_within`] does.
///
/// # Errors
/// As [`keybundle_open::inspect_within`]; `service-error` and `request-pending` as [`open()`] has them.
pub fn inspect_within<'a>(bytes: &'a [u8], limits: &Limits) -> Result<Envelope<'a>, Error> {
    let found = keybundle_open::inspect_within(bytes, limits).map_err(|error| verdict(error, bytes, limits))?;
    if found.locked.is_empty() && found.open.private_keys == 0 && found.open.certificates == 0 {
        without_certificate(bytes, limits)?;
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

/// Of an answer with neither key nor certificate, but perhaps with what the request sent.
fn without_certificate(bytes: &[u8], limits: &Limits) -> Result<(), Error> {
    let Some(statement) = Statement::of(bytes, limits) else { return Ok(()) };
    let codes = statement.codes(Answer::plain_codes);
    statement.verdict(codes, Answer::is_plainly_pending).map_or(Ok(()), Err)
}

/// Why there is nothing in it, where the service says why. Errors that it tells count more than a text which can't be
/// read and which they quote.
fn verdict(error: Error, bytes: &[u8], limits: &Limits) -> Error {
    if !matches!(error.stage(), Stage::Detect | Stage::Parse) || matches!(error, Error::Limit { .. }) {
        return error;
    }
    let Some(statement) = Statement::of(bytes, limits) else { return error };
    if matches!(error, Error::Encoding(keybundle_encoding::Error::UnknownFormat)) {
        let codes = statement.codes(Answer::codes);
        return statement.verdict(codes, Answer::is_pending).unwrap_or(error);
    }
    let codes = statement.codes(Answer::error_codes);
    if codes.is_empty() { error } else { Error::ServiceError { codes } }
}

/// More than any answer without a certificate has, also once it is unpacked.
const LARGEST_ANSWER: u64 = 1 << 20;

/// What the service says in place of a key.
struct Statement {
    /// In the answer itself, in a part of a message or in an archive.
    answers: Vec<Answer>,
    /// In the status line above it (RFC 9112 §4).
    status: Option<u16>,
}

impl Statement {
    /// `None` of an input that is none.
    fn of(bytes: &[u8], limits: &Limits) -> Option<Self> {
        let may_say = matches!(sniff(bytes), Format::Json | Format::Mime | Format::Zip | Format::Unknown);
        if bytes.len() as u64 > LARGEST_ANSWER || !may_say {
            return None;
        }
        let mut small = limits.clone();
        small.set(Limit::UnpackedBytes, limits.of(Limit::UnpackedBytes).min(LARGEST_ANSWER));
        let (parts, _) = keybundle_open::parts(bytes, &Unlock::new(), &small).ok()?;
        let texts = parts.iter().filter(|part| !part.is_der).map(Part::secret_bytes);
        let answers = texts.flat_map(|text| {
            let decoded = keybundle_encoding::text::decode(text);
            Answer::read_all(decoded.as_ref().map_or(text, |decoded| decoded.text.as_ref()))
        });
        Some(Self { answers: answers.collect(), status: status(bytes) })
    }

    /// The codes of errors, or the status that is one.
    fn codes(&self, of: impl Fn(&Answer) -> Vec<String>) -> Vec<String> {
        let codes: Vec<String> = self.answers.iter().flat_map(of).collect();
        match self.status {
            Some(status @ 400..) if codes.is_empty() => vec![format!("http-{status}")],
            _ => codes,
        }
    }

    fn verdict(&self, codes: Vec<String>, is_pending: impl Fn(&Answer) -> bool) -> Option<Error> {
        if !codes.is_empty() {
            return Some(Error::ServiceError { codes });
        }
        // RFC 7030 §4.2.3: 202 says to ask again.
        (self.answers.iter().any(is_pending) || self.status == Some(202)).then_some(Error::RequestPending)
    }
}

/// The status of an answer that was saved with its head; of several, which a proxy or authentication adds, the last.
fn status(bytes: &[u8]) -> Option<u16> {
    let mut rest = bytes;
    let mut last = None;
    while let Some(head) = rest.strip_prefix(b"HTTP/") {
        let line = head.split(|&byte| byte == b'\n').next()?;
        let word = core::str::from_utf8(line).ok()?.split(' ').nth(1)?;
        last = word.trim().parse().ok();
        let end =
            rest.windows(4).take(LONGEST_HEAD).position(|four| four == b"\r\n\r\n" || four.starts_with(b"\n\n"))?;
        rest = rest.get(end..)?.trim_ascii_start();
    }
    last
}

const LONGEST_HEAD: usize = 1 << 16;
