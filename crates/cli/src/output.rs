//! Results on standard output, words for people on standard error.

pub(crate) mod files;
pub(crate) mod human;
pub(crate) mod refusal;

use crate::failure::Failure;
use keybundle::report;
use serde_json::Value;
use std::{
    fmt::{self, Write as _},
    io::{self, Write as _},
};
use zeroize::Zeroizing;

/// The exit code of a comparison that found differences, and of a signature that does not verify.
pub(crate) const DIFFERENCES: u8 = 3;

/// Writes a result, byte for byte.
pub(crate) fn stdout(bytes: &[u8]) -> Result<(), Failure> {
    write(&mut io::stdout().lock(), bytes)
}

/// Writes a result as one line of JSON; its text is wiped afterwards.
pub(crate) fn json(object: &Value) -> Result<(), Failure> {
    stdout(line(object).as_bytes())
}

/// The same of a result whose strings may be private keys: they are wiped too.
pub(crate) fn secret_json(mut object: Value) -> Result<(), Failure> {
    let written = json(&object);
    report::wipe(&mut object);
    written
}

/// A result as one line of JSON.
pub(crate) fn line(object: &Value) -> Zeroizing<String> {
    // Measured first: a text that grows leaves pieces of itself in memory.
    let mut length = Length(0);
    let _ = writeln!(length, "{object}");
    let mut line = Zeroizing::new(String::with_capacity(length.0));
    let _ = writeln!(line, "{object}");
    line
}

struct Length(usize);

impl fmt::Write for Length {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0 += text.len();
        Ok(())
    }
}

/// Writes a result for people, coloured where that is wanted.
pub(crate) fn styled(text: &str) -> Result<(), Failure> {
    write(&mut anstream::stdout().lock(), text.as_bytes())
}

/// Writes a long result piece by piece; `people`: for people, coloured where that is wanted.
pub(crate) fn pieces(people: bool, work: impl FnOnce(&mut dyn io::Write) -> io::Result<()>) -> Result<(), Failure> {
    let flushed = |mut out: &mut dyn io::Write| work(&mut out).and_then(|()| out.flush());
    ended(if people {
        flushed(&mut anstream::stdout().lock())
    } else {
        flushed(&mut io::BufWriter::new(io::stdout().lock()))
    })
}

fn write(out: &mut dyn io::Write, bytes: &[u8]) -> Result<(), Failure> {
    ended(out.write_all(bytes).and_then(|()| out.flush()))
}

/// A reader that closed its end is no error of ours.
fn ended(written: io::Result<()>) -> Result<(), Failure> {
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::write("standard output", &error)),
        _ => Ok(()),
    }
}

/// Says something to a person.
pub(crate) fn words(line: &str) {
    let _ = writeln!(anstream::stderr().lock(), "{line}");
}
