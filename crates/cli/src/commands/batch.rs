//! `keybundle batch`

mod references;
mod worker;

use crate::{
    arguments::Batch,
    failure::Failure,
    output,
    stream::{self, Ended, Lines, Output},
    terminal,
};
use keybundle::{Limit, Limits};
use std::{num::NonZeroUsize, process::ExitCode, sync::Arc, thread};
use worker::{Common, Worker};

/// Bytes of one line, unless another limit is asked for: what is held in memory for each core is a multiple of it.
const LINE: u64 = 64 << 20;

/// Bytes that one line may unpack to.
const UNPACKED: u64 = 256 << 20;

pub(crate) fn run(arguments: &Batch) -> Result<ExitCode, Failure> {
    let mut limits = Limits::default();
    limits.set(Limit::InputBytes, LINE);
    limits.set(Limit::UnpackedBytes, UNPACKED);
    let limits = arguments.input.limits_from(limits)?;
    let recipients = arguments.secrets.recipients(&limits)?;
    let common = Common {
        symmetric: arguments.secrets.symmetric()?,
        secrets_from_lines: arguments.secrets_from_lines,
        include_secrets: arguments.include_secrets,
        limits,
        provider: arguments.secrets.provider,
        checked_issuers: Arc::default(),
    };
    let jobs = arguments.jobs.or_else(|| thread::available_parallelism().ok()).map_or(1, NonZeroUsize::get);
    // A recipient of its own for each thread: it holds the generator that blinds it under a lock.
    let workers = (0..jobs)
        .map(|_| {
            let recipients = recipients.ready()?;
            let common = &common;
            Ok(move || {
                let mut worker = Worker::new(common, recipients);
                move |line: &stream::Line| worker.answer(line)
            })
        })
        .collect::<Result<Vec<_>, Failure>>()?;

    let (source, size) = arguments.input.stream()?;
    let mut lines = Lines::new(source, common.limits.input_bytes);
    let output = Output::after(arguments.resume, terminal::progress(size));
    output.end_on_interrupt();
    pass_over(&mut lines, arguments)?;
    let ended = stream::run(lines, workers, &output)?;
    let tally = output.finish();
    if arguments.summary {
        output::words(&format!("keybundle: {tally}"));
    }
    Ok(match ended {
        Ended::Complete => ExitCode::SUCCESS,
        Ended::Abandoned => ExitCode::FAILURE,
    })
}

fn pass_over<R: std::io::Read>(lines: &mut Lines<R>, arguments: &Batch) -> Result<(), Failure> {
    let there = lines.skip(arguments.resume).map_err(|error| Failure::read(&arguments.input.file, &error))?;
    if there < arguments.resume {
        return Err(Failure::Usage {
            message: format!("the input has {there} lines, and {} are to be passed over", arguments.resume),
            hint: Some("give the same input as before, and the number of the last line that is answered".to_owned()),
        });
    }
    Ok(())
}
