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
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

pub(crate) fn run(arguments: &Match) -> Result<ExitCode, Failure> {
    let limits = Limits::default();
    let rules = arguments.rules.rules();
    let registered = input::read(&arguments.registered_values, limits.input_bytes)?;
    let registered = registered_values(&registered).map_err(Failure::coded)?;
    if let Some(path) = &arguments.stream {
        return stream::run(path, &registered, &rules);
    }
    let named = [&arguments.csr, &arguments.certificate, &arguments.request];
    // The arguments require one of them.
    let fields = fields(named, &limits)?.unwrap_or_default();
    let presented = fields.presented().map_err(Failure::coded)?;
    let report = check(&registered, &presented, &rules);
    if arguments.json {
        let mut object = report::matching(&report);
        object["rules"] = report::rules(&rules);
        object["warnings"] = report::warnings(fields.warnings());
        output::stdout(format!("{object}\n").as_bytes())?;
    } else {
        human::warnings(fields.warnings());
        output::styled(&human::matching(&report))?;
    }
    Ok(verdict(report.matches()))
}

/// What the file holds that is named: a CSR, a certificate or a request.
pub(super) fn fields(named: [&Option<PathBuf>; 3], limits: &Limits) -> Result<Option<RequestFields>, Failure> {
    let read = |path: &Path| input::read(path, limits.input_bytes);
    let fields = match named {
        [Some(csr), ..] => RequestFields::read_csr(&read(csr)?, limits),
        [_, Some(certificate), _] => RequestFields::read_certificate(&read(certificate)?, limits),
        [_, _, Some(request)] => RequestFields::read(&read(request)?, limits),
        [None, None, None] => return Ok(None),
    };
    fields.map(Some).map_err(Failure::coded)
}

fn verdict(matches: bool) -> ExitCode {
    if matches { ExitCode::SUCCESS } else { ExitCode::from(output::DIFFERENCES) }
}
