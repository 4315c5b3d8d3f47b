//! `keybundle key`

mod convert;
mod new;
mod show;
mod write;

use crate::{arguments::Key, failure::Failure};

pub(crate) fn run(command: &Key) -> Result<(), Failure> {
    match command {
        Key::New(arguments) => new::run(arguments),
        Key::Show(arguments) => show::run(arguments),
        Key::Convert(arguments) => convert::run(arguments),
    }
}
