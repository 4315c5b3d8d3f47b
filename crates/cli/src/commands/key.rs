//! `keybundle key`

mod convert;
mod new;
mod show;
mod write;

use crate::{
    arguments::{Input, Key, Secrets},
    failure::Failure,
    secrets::Symmetric,
    terminal,
};
use keybundle::Opened;

pub(crate) fn run(command: &Key) -> Result<(), Failure> {
    match command {
        Key::New(arguments) => new::run(arguments),
        Key::Show(arguments) => show::run(arguments),
        Key::Convert(arguments) => convert::run(arguments),
    }
}

/// What the input holds, opened with the secrets that are given, or asked for; and those that were given.
fn open(input: &Input, secrets: &Secrets) -> Result<(Opened, Symmetric), Failure> {
    let limits = input.limits()?;
    let bytes = input.read(&limits)?;
    let recipients = secrets.recipients(&limits)?;
    let symmetric = secrets.symmetric()?;
    let opened = terminal::with_prompt(
        |typed| {
            let unlock = symmetric.unlock(&recipients, typed)?;
            terminal::with_sign_of_life("opening", || Ok(keybundle::open_within(&bytes, &unlock, &limits)?))
        },
        Failure::refusal,
    )?;
    Ok((opened, symmetric))
}
