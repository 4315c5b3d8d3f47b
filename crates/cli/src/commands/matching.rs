//! `keybundle match`

mod stream;

use crate::{
    arguments::Match,
    failure::Failure,
    input,
    output::{self, human},
};
use keybundle::{
    Limits,
    crates::r#match::check,
    credential::{RequestFields, registered_values},
    report,
};
use std::{path::Path, process::ExitCode};

pub(crate) fn run(arguments: &Match) -> Result<ExitCode, Failure> {
    let limits = Limits::default();
    let rules = arguments.rules.rules();
    let registered = input::read(&arguments.registered_values, limits.input_bytes)?;
    let registered = registered_values(&registered).map_err(Failure::coded)?;
    if let Some(path) = &arguments.stream {
        return stream::run(path, &registered, &rules);
    }
    let fields = fields(arguments, &limits)?;
    let presented = fields.presented().map_err(Failure::coded)?;
    let report = check(&registered, &presented, &rules);
    if arguments.json {
        let mut object = report::matching(&report);
        object["rules"] = report::rules(&rules);
        output::stdout(format!("{object}\n").as_bytes())?;
    } else {
        output::styled(&human::matching(&report))?;
    }
    Ok(verdict(report.matches()))
}

/// What the one file holds that is named.
fn fields(arguments: &Match, limits: &Limits) -> Result<RequestFields, Failure> {
    let read = |path: &Path| input::read(path, limits.input_bytes);
    let fields = if let Some(path) = &arguments.csr {
        RequestFields::read_csr(&read(path)?, limits)
    } else if let Some(path) = &arguments.certificate {
        RequestFields::read_certificate(&read(path)?, limits)
    } else if let Some(path) = &arguments.request {
        RequestFields::read(&read(path)?, limits)
    } else {
        // The arguments require one of them.
        Ok(RequestFields::default())
    };
    fields.map_err(Failure::coded)
}

fn verdict(matches: bool) -> ExitCode {
    if matches { ExitCode::SUCCESS } else { ExitCode::from(output::DIFFERENCES) }
}
