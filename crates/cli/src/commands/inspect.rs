//! `keybundle inspect`

use crate::{
    arguments::Inspect,
    failure::Failure,
    output::{self, human},
};
use keybundle::report;

pub(crate) fn run(arguments: &Inspect) -> Result<(), Failure> {
    let limits = arguments.input.limits()?;
    let bytes = arguments.input.read(&limits)?;
    let envelope = keybundle::inspect_within(&bytes, &limits)?;
    if arguments.json {
        output::json(&report::envelope(&envelope))
    } else {
        human::warnings(&envelope.warnings);
        output::styled(&human::envelope(&envelope))
    }
}
