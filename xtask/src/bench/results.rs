//! `benches/RESULTS.md`, and a plot for each operation beside it.

use super::{
    machine,
    measured::{Comparison, Measured},
    plot,
};
use crate::run::{Result, root, say};
use std::fs;

const ABOUT: &str = "\
Written by `cargo xtask bench`; what each case does is told in [README.md](README.md). A ratio is keybundle's time divided
by the rival's: below 1, keybundle takes less time. Each is the median of ROUNDS rounds, in which both sides ran one after
the other (medians of criterion within a round), with the least and the most of them: the machine does other things too.
";

/// Writes both. `others` are versions of rivals that are no crates, `sections` what follows the comparisons.
pub(crate) fn write(measured: &Measured, rounds: usize, others: &[String], sections: &str) -> Result {
    let plots = root().join("benches/plots");
    fs::create_dir_all(&plots).map_err(|error| error.to_string())?;
    let comparisons = measured.comparisons();
    let about = ABOUT.replace("ROUNDS", &rounds.to_string());
    let mut text = format!("# Results\n\n{about}\n{}", machine::describe()?);
    if !others.is_empty() {
        text += &format!("{}.\n", others.join(", "));
    }
    for operation in comparisons.chunk_by(|a, b| a.operation == b.operation) {
        let Some(name) = operation.first().map(|one| one.operation) else { continue };
        text += &format!("\n## {name}\n\n{}", rows(operation));
        if operation.iter().any(Comparison::has_rival) {
            let file = format!("{name}.svg");
            fs::write(plots.join(&file), plot::svg(operation)).map_err(|error| error.to_string())?;
            text += &format!("\n![{name}](plots/{file})\n");
        }
    }
    text += sections;
    fs::write(root().join("benches/RESULTS.md"), text).map_err(|error| error.to_string())?;
    say("xtask: written to benches/RESULTS.md");
    Ok(())
}

/// All of it, for a terminal.
pub(crate) fn table(measured: &Measured) -> String {
    rows(&measured.comparisons())
}

fn rows(comparisons: &[Comparison<'_>]) -> String {
    let mut text = "| case | rival | keybundle | rival's | ratio | rounds |\n|---|---|---|---|---|---|\n".to_owned();
    for one in comparisons {
        if !one.has_rival() {
            text += &format!("| {}/{} | none | {} | | | |\n", one.operation, one.case, time(one.ours));
            continue;
        }
        let (ours, theirs) = (time(one.ours), time(one.theirs));
        text += &format!(
            "| {}/{} | {} | {ours} | {theirs} | **{:.2}** | {:.2} to {:.2} |\n",
            one.operation, one.case, one.rival, one.ratio, one.least, one.most
        );
    }
    text
}

/// Nanoseconds with a unit and three digits.
fn time(nanoseconds: f64) -> String {
    let (value, unit) = match nanoseconds {
        small if small < 1e3 => (small, "ns"),
        small if small < 1e6 => (small / 1e3, "µs"),
        middle if middle < 1e9 => (middle / 1e6, "ms"),
        large => (large / 1e9, "s"),
    };
    let decimals = if value < 10.0 { 2 } else { usize::from(value < 100.0) };
    format!("{value:.decimals$} {unit}")
}
