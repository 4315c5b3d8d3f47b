//! The `keybundle` command: read, one library call, write.
#![forbid(unsafe_code)]

mod arguments;
mod commands;
mod failure;
mod input;
mod manual;
mod naming;
mod output;
mod provider;
mod recipients;
mod secrets;
mod stream;
mod terminal;
mod token_uri;
#[cfg(feature = "pkcs11")]
mod tokens;

use arguments::{Arguments, Command};
use clap::{CommandFactory as _, Parser as _};
use failure::Failure;
use std::process::ExitCode;

fn main() -> ExitCode {
    let json = std::env::args_os().skip(1).take_while(|word| word != "--").any(|word| word == "--json");
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) if error.use_stderr() && json => return output::refusal::tell(&Failure::usage(&error), true),
        Err(error) => error.exit(),
    };
    match run(&arguments.command) {
        Ok(code) => code,
        Err(failure) => output::refusal::tell(&failure, json),
    }
}

fn run(command: &Command) -> Result<ExitCode, Failure> {
    let done = match command {
        Command::Inspect(arguments) => commands::inspect::run(arguments),
        Command::Decode(arguments) => commands::decode::run(arguments),
        Command::Decrypt(arguments) => commands::decrypt::run(arguments),
        Command::Eab(command) => return commands::eab::run(command),
        Command::Key(command) => commands::key::run(command),
        Command::Csr(command) => return commands::csr::run(command),
        Command::Credential(command) => return commands::credential::run(command),
        Command::Match(arguments) => return commands::matching::run(arguments),
        Command::Batch(arguments) => return commands::batch::run(arguments),
        Command::Request(command) => return commands::request::run(command),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(*shell, &mut Arguments::command(), "keybundle", &mut script);
            output::stdout(&script)
        }
        Command::Man => {
            let page = manual::page(Arguments::command()).map_err(|error| Failure::write("-", &error))?;
            output::stdout(&page)
        }
    };
    done.map(|()| ExitCode::SUCCESS)
}
