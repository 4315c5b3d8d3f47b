//! `keybundle match --stream`: one request a line.

use super::verdict;
use crate::{
    failure::Failure,
    input,
    stream::{Lines, Text},
};
use keybundle::{
    Coded, Limit, Limits,
    crates::r#match::{RegisteredValue, Rules, check},
    credential::{Error, RequestFields},
    report,
};
use serde_json::{Value, json};
use std::{
    fs::File,
    io::{self, BufWriter, Write as _},
    path::Path,
    process::ExitCode,
};

/// A longer line is refused by itself, so that memory stays what it is.
const LONGEST_LINE: u64 = 16 << 20;

/// One object for each line, blank ones too, so that input and output keep step. A line that can't be read gets an
/// error of its own, and counts as a difference.
pub(super) fn run(path: &Path, registered: &[RegisteredValue], rules: &Rules) -> Result<ExitCode, Failure> {
    let mut lines = Lines::new(open(path)?, LONGEST_LINE);
    let mut output = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let mut limits = Limits::default();
    limits.input_bytes = LONGEST_LINE;
    let mut all_match = true;
    while let Some(line) = lines.read().map_err(|error| Failure::read(path, &error))? {
        let (matches, mut object) = match &line.text {
            Text::Whole(text) => answer(text, registered, rules, &limits),
            Text::TooLong(needed) => {
                let (limit, allowed) = (Limit::InputBytes, LONGEST_LINE);
                let mut object = refusal(&keybundle::Error::Limit { limit, allowed, needed: *needed });
                object["error"]["hint"] = json!("a line of a stream has at most 16 MiB; give this one by itself");
                (false, object)
            }
        };
        all_match &= matches;
        object["line"] = json!(line.number);
        if !is_read(write(&mut output, &object, lines.is_drained()))? {
            return Ok(ExitCode::FAILURE);
        }
    }
    Ok(if is_read(output.flush())? { verdict(all_match) } else { ExitCode::FAILURE })
}

/// `false` where the reader closed its end: it knows what it wants, but not every line was answered.
fn is_read(written: io::Result<()>) -> Result<bool, Failure> {
    match written {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(Failure::write("standard output", &error)),
    }
}

fn open(path: &Path) -> Result<Box<dyn io::Read>, Failure> {
    if path.as_os_str() == "-" {
        return Ok(Box::new(input::stdin().map_err(|error| Failure::read(path, &error))?));
    }
    Ok(Box::new(File::open(path).map_err(|error| Failure::read(path, &error))?))
}

fn answer(bytes: &[u8], registered: &[RegisteredValue], rules: &Rules, limits: &Limits) -> (bool, Value) {
    let answered = || -> Result<_, Error> {
        let fields = RequestFields::read(bytes, limits)?;
        let presented = fields.presented()?;
        let report = check(registered, &presented, rules);
        let mut object = report::matching(&report);
        object["warnings"] = report::warnings(fields.warnings());
        Ok((report.matches(), object))
    };
    answered().unwrap_or_else(|error| (false, refusal(&error)))
}

fn refusal(error: &dyn Coded) -> Value {
    json!({ "error": report::coded(error) })
}

/// Lines go out when no more input is waiting, so that a program at the other end gets its answer.
fn write(output: &mut impl io::Write, object: &Value, flush: bool) -> io::Result<()> {
    serde_json::to_writer(&mut *output, object)?;
    output.write_all(b"\n")?;
    if flush { output.flush() } else { Ok(()) }
}
