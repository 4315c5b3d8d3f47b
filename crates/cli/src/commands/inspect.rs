//! `keybundle inspect`

use crate::{
    arguments::Inspect,
    failure::Failure,
    output::{self, human, json},
};

pub(crate) fn run(arguments: &Inspect) -> Result<(), Failure> {
    let limits = arguments.input.limits()?;
    let bytes = arguments.input.read(&limits)?;
    let envelope = keybundle::inspect_within(&bytes, &limits)?;
    if arguments.json {
        output::stdout(format!("{}\n", json::envelope(&envelope)).as_bytes())
    } else {
        human::warnings(&envelope.warnings);
        output::styled(&human::envelope(&envelope))
    }
}
