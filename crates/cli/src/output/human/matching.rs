//! Registered values held against a request, for people.

use super::{CAUTION, GOOD, HEADING};
use keybundle::crates::r#match::{Field, FieldReport, Report};
use std::fmt::Write as _;

/// What `match` found. Values of a challenge password are not shown: `--json` has them.
pub(crate) fn matching(report: &Report<'_>) -> String {
    let mut text = String::new();
    for one in &report.fields {
        field(one, &mut text);
    }
    let verdict = match (report.matches(), report.fields.is_empty()) {
        (true, true) => format!("{GOOD}nothing is registered: any request fits{GOOD:#}"),
        (true, false) => format!("{GOOD}every field matches{GOOD:#}"),
        (false, _) => format!("{CAUTION}the request does not fit{CAUTION:#}"),
    };
    let _ = writeln!(text, "{verdict}");
    text
}

fn field(field: &FieldReport<'_>, text: &mut String) {
    let name = field.certificate_field.escape_debug();
    if field.matches {
        let _ = writeln!(text, "{HEADING}{name}{HEADING:#}  {GOOD}matches{GOOD:#}");
        return;
    }
    let verdict = if field.is_decided { "does not match" } else { "can't be decided" };
    let _ = writeln!(text, "{HEADING}{name}{HEADING:#}  {CAUTION}{verdict}{CAUTION:#}");
    let is_secret = *field.field == Field::ChallengePassword;
    let expected: Vec<_> = field.expected.iter().map(String::as_str).collect();
    let _ = writeln!(text, "  registered  {}", list(&expected, is_secret));
    let _ = writeln!(text, "  found       {}", list(&field.found, is_secret));
    if let Some(why) = field.why {
        let _ = writeln!(text, "  why         {why}");
    }
    let _ = writeln!(text, "  rule        {}", field.rule);
    if let Some(nearest) = field.nearest {
        let pair = [nearest.expected, nearest.found].map(|text| list(&[text], is_secret));
        let _ = writeln!(text, "  nearest     {} and {}: {}", pair[0], pair[1], nearest.difference);
    }
    if let Some(other) = field.found_elsewhere {
        let _ = writeln!(text, "  elsewhere   a registered value stands in {}", other.to_string().escape_debug());
    }
    for choices in &field.would_match_with {
        let options: Vec<_> = choices.split(' ').map(|choice| format!("--{}", option(choice))).collect();
        let _ = writeln!(text, "  would match with {}", options.join(" "));
    }
}

/// `white_space=trim` as an option of the command.
fn option(choice: &str) -> String {
    match choice.split_once('=') {
        Some((name, word)) => format!("{} {word}", name.replace('_', "-")),
        None => choice.to_owned(),
    }
}

/// At most twenty, so that a line stays a line.
fn list(values: &[&str], is_secret: bool) -> String {
    let shown = values.iter().take(20).map(|value| {
        if is_secret { format!("({} characters, not shown)", value.chars().count()) } else { format!("{value:?}") }
    });
    let mut text = shown.collect::<Vec<_>>().join(", ");
    match values.len() {
        0 => text.push_str("nothing"),
        more @ 21.. => {
            let _ = write!(text, " and {} more", more - 20);
        }
        _ => {}
    }
    text
}
