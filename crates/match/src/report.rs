//! What came of the comparison.

use crate::{
    Field, Matcher, Nearest, Presented, RegisteredValue, Rules, Why,
    compare::{self, Comparison, Quantifier},
    nearest,
};
use alloc::{string::String, vec::Vec};
use core::fmt;

/// What one report may cost, in comparisons of texts: an honest one needs hundreds.
const MOST_WORK: usize = 4_000_000;

/// Every field for which values are registered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Report<'a> {
    /// One for each registered value, in their order.
    pub fields: Vec<FieldReport<'a>>,
}

impl Report<'_> {
    /// Whether every field matches; true when nothing is registered.
    #[must_use]
    pub fn matches(&self) -> bool {
        self.fields.iter().all(|field| field.matches)
    }
}

/// One field. `Debug` shows no challenge password.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FieldReport<'a> {
    /// The name as it was registered.
    pub certificate_field: &'a str,
    /// The field that it names.
    pub field: &'a Field<'static>,
    /// Whether what was found is what was asked for.
    pub matches: bool,
    /// Whether the comparison could be decided. If not, the field does not match.
    pub is_decided: bool,
    /// The registered values.
    pub expected: &'a [String],
    /// The values that the request holds, in the order of the encoding; what is not text as `#` and the hex of its DER.
    pub found: Vec<&'a str>,
    /// The rule that decided.
    pub rule: Rule<'a>,
    /// Why it does not match; `None` when it does.
    pub why: Option<Why>,
    /// The registered and the found value that differ least; `None` when the field matches or there is no such pair.
    pub nearest: Option<Nearest<'a>>,
    /// Choices of [`Rules`] under which it would match, such as `case=ignore`; several in one text are needed together.
    pub would_match_with: Vec<String>,
    /// Another field that holds a registered value which is missing here.
    pub found_elsewhere: Option<&'a Field<'a>>,
}

impl fmt::Debug for FieldReport<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FieldReport")
            .field("certificate_field", &self.certificate_field)
            .field("field", &self.field)
            .field("matches", &self.matches)
            .field("is_decided", &self.is_decided)
            .field("expected", self.field.shown(&self.expected))
            .field("found", self.field.shown(&self.found))
            .field("rule", &self.rule)
            .field("why", &self.why)
            .field("nearest", &self.nearest)
            .field("would_match_with", &self.would_match_with)
            .field("found_elsewhere", &self.found_elsewhere)
            .finish()
    }
}

/// The rule that decided about a field; its text names the matcher, how many values must match, and the choices that
/// took part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule<'a> {
    registered: &'a RegisteredValue,
    rules: Rules,
}

impl fmt::Display for Rule<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Rules { case, white_space, unicode, .. } = self.rules;
        let quantifier = Quantifier::of(self.registered, &self.rules);
        let is_equality = matches!(self.registered.matcher, Matcher::Equals | Matcher::DataSet);
        let sentence = match (quantifier, is_equality) {
            (Quantifier::Same, _) => "registered and found values are the same set",
            (Quantifier::All, _) => "every registered value is found",
            (Quantifier::Any, true) => "one found value is registered",
            (Quantifier::Each, true) => "every found value is registered",
            (Quantifier::Any, false) => "one found value meets the condition",
            (Quantifier::Each, false) => "every found value meets the condition",
        };
        write!(f, "{}: {sentence} (", self.registered.matcher.as_str())?;
        if self.registered.field == Field::ChallengePassword {
            f.write_str("byte for byte")?;
        } else {
            let (case, white_space, unicode) = (case.as_str(), white_space.as_str(), unicode.as_str());
            write!(f, "case={case}, white_space={white_space}, unicode={unicode}")?;
        }
        if self.registered.is_array {
            write!(f, ", arrays={}", self.rules.arrays.as_str())?;
        } else {
            write!(f, ", repeated={}", self.rules.repeated.as_str())?;
        }
        if matches!(quantifier, Quantifier::Same | Quantifier::All) {
            write!(f, ", order={}, duplicates={}", self.rules.order.as_str(), self.rules.duplicates.as_str())?;
        }
        f.write_str(")")
    }
}

/// Holds what a request presents against what is registered.
///
/// Values that are registered for one array in several pieces are taken together where nothing else may be found.
#[must_use]
pub fn check<'a>(registered: &'a [RegisteredValue], presented: &'a Presented<'a>, rules: &Rules) -> Report<'a> {
    let mut work_left = MOST_WORK;
    let fields = registered.iter().map(|one| field(one, registered, presented, *rules, &mut work_left)).collect();
    Report { fields }
}

fn field<'a>(
    one: &'a RegisteredValue,
    all: &'a [RegisteredValue],
    presented: &'a Presented<'a>,
    rules: Rules,
    work_left: &mut usize,
) -> FieldReport<'a> {
    let mut report = FieldReport {
        certificate_field: &one.certificate_field,
        field: &one.field,
        matches: false,
        is_decided: true,
        expected: &one.values,
        found: Vec::new(),
        rule: Rule { registered: one, rules },
        why: None,
        nearest: None,
        would_match_with: Vec::new(),
        found_elsewhere: None,
    };
    let looked_at = presented.values.len().saturating_add(if one.is_array { all.len() } else { 1 });
    let verdict = match work_left.checked_sub(looked_at) {
        None => Err(Why::TooMany),
        Some(left) => {
            *work_left = left;
            let found = compare::found(one, presented, &rules);
            report.found = found.iter().map(|value| value.text.as_ref()).collect();
            let siblings = siblings(one, all);
            let comparison = Comparison { registered: one, siblings: &siblings, found: &found, rules };
            let verdict = decide(&comparison, presented, work_left);
            if let Err(why) = verdict
                && why.is_decided()
            {
                report.nearest = nearest::nearest(one, &report.found, rules.composer);
                report.would_match_with = nearest::choices(&comparison, presented);
                report.found_elsewhere = nearest::elsewhere(one, presented);
            }
            verdict
        }
    };
    report.matches = verdict.is_ok();
    report.why = verdict.err();
    report.is_decided = report.why.is_none_or(Why::is_decided);
    report
}

/// All that is registered for the same array.
fn siblings<'a>(one: &'a RegisteredValue, all: &'a [RegisteredValue]) -> Vec<&'a RegisteredValue> {
    if !one.is_array || one.matcher != Matcher::Equals {
        return [one].into();
    }
    all.iter().filter(|other| other.is_array && other.matcher == Matcher::Equals && other.field == one.field).collect()
}

fn decide(comparison: &Comparison<'_>, presented: &Presented<'_>, work_left: &mut usize) -> Result<(), Why> {
    if matches!(comparison.registered.matcher, Matcher::Other(_)) {
        return Err(Why::UnknownMatcher);
    }
    if comparison.found.is_empty() && !comparison.registered.values.is_empty() {
        match comparison.registered.field {
            Field::ChallengePassword if presented.is_certificate => return Err(Why::NotInCertificate),
            Field::Other(_) => return Err(Why::UnknownField),
            _ => {}
        }
    }
    *work_left = work_left.checked_sub(comparison.cost()).ok_or(Why::TooMany)?;
    comparison.verdict()
}
