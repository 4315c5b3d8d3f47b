//! `keybundle match --stream`: one request a line.

use super::verdict;
use crate::failure::Failure;
use keybundle::{
    Coded, Limits,
    crates::r#match::{RegisteredValue, Rules, check},
    credential::{Error, RequestFields},
    report,
};
use serde_json::{Value, json};
use std::{
    fs::File,
    io::{self, BufRead, BufReader, BufWriter, Read as _, Write as _},
    path::Path,
    process::ExitCode,
};

/// A longer line is refused by itself, so that memory stays what it is.
const LONGEST_LINE: u64 = 16 << 20;

/// One object for each line, blank ones too, so that input and output keep step. A line that can't be read gets an error of its own, and
/// counts as a difference.
pub(super) fn run(path: &Path, registered: &[RegisteredValue], rules: &Rules) -> Result<ExitCode, Failure> {
    let mut input: BufReader<Box<dyn io::Read>> = BufReader::with_capacity(1 << 16, open(path)?);
    let mut output = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let mut limits = Limits::default();
    limits.input_bytes = LONGEST_LINE;
    let mut bytes = Vec::new();
    let mut all_match = true;
    let mut line: u64 = 0;
    while let Some(is_whole) = next_line(&mut input, &mut bytes).map_err(|error| Failure::read(path, &error))? {
        line += 1;
        let (matches, mut object) = if is_whole {
            answer(&bytes, registered, rules, &limits)
        } else {
            (
                false,
                refusal(&keybundle::Error::Limit {
                    limit: keybundle::Limit::InputBytes,
                    allowed: LONGEST_LINE,
                    needed: LONGEST_LINE + 1,
                }),
            )
        };
        all_match &= matches;
        object["line"] = json!(line);
        match write(&mut output, &object, input.buffer().is_empty()) {
            // A reader that closed its end has seen enough.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(verdict(all_match)),
            other => other.map_err(|error| Failure::write("standard output", &error))?,
        }
    }
    output.flush().map_err(|error| Failure::write("standard output", &error))?;
    Ok(verdict(all_match))
}

fn open(path: &Path) -> Result<Box<dyn io::Read>, Failure> {
    if path.as_os_str() == "-" {
        return Ok(Box::new(io::stdin().lock()));
    }
    Ok(Box::new(File::open(path).map_err(|error| Failure::read(path, &error))?))
}

/// The next line, without what exceeds the longest; whether it is whole. `None` at the end.
fn next_line(input: &mut impl BufRead, bytes: &mut Vec<u8>) -> io::Result<Option<bool>> {
    bytes.clear();
    bytes.shrink_to(1 << 20);
    if input.by_ref().take(LONGEST_LINE).read_until(b'\n', bytes)? == 0 {
        return Ok(None);
    }
    if bytes.ends_with(b"\n") || (bytes.len() as u64) < LONGEST_LINE {
        return Ok(Some(true));
    }
    // The line goes on: what is left of it is skipped.
    let mut is_whole = true;
    loop {
        let rest = input.fill_buf()?;
        let (used, ends) = match rest.iter().position(|&byte| byte == b'\n') {
            Some(end) => (end + 1, true),
            None => (rest.len(), rest.is_empty()),
        };
        is_whole &= used <= 1;
        input.consume(used);
        if ends {
            return Ok(Some(is_whole));
        }
    }
}

fn answer(bytes: &[u8], registered: &[RegisteredValue], rules: &Rules, limits: &Limits) -> (bool, Value) {
    let answered = || -> Result<_, Error> {
        let fields = RequestFields::read(bytes, limits)?;
        let presented = fields.presented()?;
        let report = check(registered, &presented, rules);
        Ok((report.matches(), report::matching(&report)))
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
