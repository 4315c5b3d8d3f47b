//! Results on standard output, words for people on standard error.

pub(crate) mod files;
pub(crate) mod human;

use crate::failure::Failure;
use serde_json::Value;
use std::io::{self, Write as _};
use zeroize::Zeroizing;

/// The exit code of a comparison that found differences, and of a signature that does not verify.
pub(crate) const DIFFERENCES: u8 = 3;

/// Writes a result, byte for byte.
pub(crate) fn stdout(bytes: &[u8]) -> Result<(), Failure> {
    write(&mut io::stdout().lock(), bytes)
}

/// Writes a result as one line of JSON; its text is wiped afterwards.
pub(crate) fn json(object: &Value) -> Result<(), Failure> {
    let mut line = Zeroizing::new(object.to_string());
    line.push('\n');
    stdout(line.as_bytes())
}

/// Writes a result for people, coloured where that is wanted.
pub(crate) fn styled(text: &str) -> Result<(), Failure> {
    write(&mut anstream::stdout().lock(), text.as_bytes())
}

/// A reader that closed its end is no error of ours.
fn write(out: &mut dyn io::Write, bytes: &[u8]) -> Result<(), Failure> {
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::write("standard output", &error)),
        _ => Ok(()),
    }
}

/// Says something to a person.
pub(crate) fn words(line: &str) {
    let _ = writeln!(anstream::stderr().lock(), "{line}");
}
