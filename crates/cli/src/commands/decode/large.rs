//! Archives that are not read into memory: chosen by the input, never by an option. What comes out is the same.

use super::spool::Report;
use crate::{
    arguments::Decode,
    failure::Failure,
    output::{
        files::{Folder, Planned, Waiting},
        human,
    },
    terminal,
};
use keybundle::{Delivered, Limits, Streamed, Unlock, Warnings};
use std::{
    fs::{self, File},
    path::Path,
};

/// From this size on: below, reading it once is faster than reading it twice.
const LARGE: u64 = 16 << 20;

/// The input, where it may be read in place. What prints private keys holds them all in memory anyway; a request is held
/// against all that came out.
pub(super) fn file(arguments: &Decode) -> Option<&Path> {
    let Decode { input, pem, include_secrets, request, .. } = arguments;
    if input.is_stdin() || *pem || *include_secrets || request.is_some() {
        return None;
    }
    let metadata = fs::metadata(&input.file).ok()?;
    (metadata.is_file() && metadata.len() >= LARGE).then_some(input.file.as_path())
}

/// Opens an archive in place and writes what is in it; `false` where the input is none.
pub(super) fn run(arguments: &Decode, path: &Path, unlock: &Unlock, limits: &Limits) -> Result<bool, Failure> {
    let file = File::open(path).map_err(|error| Failure::read(path, &error))?;
    let opened = terminal::with_sign_of_life("opening", || Streamed::open(file, unlock, limits))?;
    let Some(mut archive) = opened else { return Ok(false) };
    let mut folder = match &arguments.out {
        Some(directory) => Some(super::folder(arguments, directory)?),
        None => None,
    };
    if let Some(folder) = &folder
        && folder.may_be_in_the_way()?
    {
        terminal::with_sign_of_life("looking what is there", || check(arguments, &mut archive))?;
    }
    let mut report = Report::new(arguments.json);
    let mut expired = Warnings::new();
    let now = super::now();
    let mut waiting = Waiting::default();
    terminal::with_sign_of_life("writing", || {
        archive.deliver(|found| {
            let planned = match &found {
                Delivered::Bundle(bundle) => {
                    if let Some(now) = now {
                        bundle.check_validity(now, &mut expired);
                    }
                    report.bundle(bundle)?;
                    folder.as_mut().map(|folder| folder.plan_bundle(bundle))
                }
                Delivered::Certificate(certificate) => {
                    report.certificate(certificate)?;
                    folder.as_mut().map(|folder| vec![folder.plan_certificate(certificate)])
                }
                _ => None,
            };
            planned.map_or(Ok(()), |planned| write(folder.as_ref(), waiting.add(planned), &mut report))
        })?;
        write(folder.as_ref(), waiting.take(), &mut report)
    })?;
    let mut rest = archive.into_rest();
    rest.warnings.extend(expired);
    if !arguments.json {
        human::warnings(&rest.warnings);
    }
    report.finish(&rest)?;
    Ok(true)
}

fn write(folder: Option<&Folder<'_>>, planned: Vec<Planned>, report: &mut Report) -> Result<(), Failure> {
    let Some(folder) = folder else { return Ok(()) };
    folder.write(planned)?.iter().try_for_each(|path| report.written(path))
}

/// Refuses when one of the files may not be written, before the first is.
fn check(arguments: &Decode, archive: &mut Streamed<'_>) -> Result<(), Failure> {
    let Some(directory) = &arguments.out else { return Ok(()) };
    let mut folder = super::folder(arguments, directory)?;
    archive.deliver(|found| {
        let planned = match &found {
            Delivered::Bundle(bundle) => folder.plan_bundle(bundle),
            Delivered::Certificate(certificate) => vec![folder.plan_certificate(certificate)],
            _ => Vec::new(),
        };
        folder.check(&planned)
    })
}
