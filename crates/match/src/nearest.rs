//! What comes nearest to a match.

use crate::{
    Case, Composer, Field, Matcher, Presented, RegisteredValue, Rules, Unicode, WhiteSpace,
    compare::{self, Comparison},
    normal::normal,
};
use alloc::{format, string::String, vec::Vec};
use core::fmt;

/// Pairs that are looked at: an honest request has a few.
const MOST_PAIRS: usize = 64;
/// Longer texts are not measured.
const MOST_CHARACTERS: usize = 128;
/// Fields with more pairs than this are not tried under other rules.
const MOST_TRIED: usize = 4_096;

/// The pair of a registered and a found value that differ least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Nearest<'a> {
    /// The registered value.
    pub expected: &'a str,
    /// The one found.
    pub found: &'a str,
    /// In what they differ.
    pub difference: Difference,
    /// How many characters must be inserted, removed or replaced to make one of the other. `None` for long texts.
    pub distance: Option<usize>,
}

/// In what two texts differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Difference {
    /// Not at all: what differs is how many values there are.
    None,
    /// In upper and lower case only.
    Case,
    /// In white space only.
    WhiteSpace,
    /// In the form of Unicode only.
    Unicode,
    /// In several of these, and in nothing else.
    Form,
    /// In their letters.
    Text,
}

impl Difference {
    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Case => "case",
            Self::WhiteSpace => "white_space",
            Self::Unicode => "unicode",
            Self::Form => "form",
            Self::Text => "text",
        }
    }

    fn between(left: &str, right: &str, composer: Composer) -> Self {
        let exact = Rules::composed_by(composer);
        let (case, white_space, unicode) = (Case::Ignore, WhiteSpace::Collapse, Unicode::Nfkc);
        let alike = |rules: Rules| normal(left, &rules) == normal(right, &rules);
        if left == right {
            Self::None
        } else if alike(Rules { case, ..exact }) {
            Self::Case
        } else if alike(Rules { white_space, ..exact }) {
            Self::WhiteSpace
        } else if alike(Rules { unicode, ..exact }) {
            Self::Unicode
        } else if alike(Rules { case, white_space, unicode, ..exact }) {
            Self::Form
        } else {
            Self::Text
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "one value is right",
            Self::Case => "differs in upper and lower case only",
            Self::WhiteSpace => "differs in white space only",
            Self::Unicode => "differs in the form of Unicode only",
            Self::Form => "differs in case, white space and form of Unicode only",
            Self::Text => "differs in its letters",
        })
    }
}

/// The pair that differs least, of the first values.
pub(crate) fn nearest<'a>(
    registered: &'a RegisteredValue,
    found: &[&'a str],
    composer: Composer,
) -> Option<Nearest<'a>> {
    let pairs =
        registered.values.iter().flat_map(|expected| found.iter().map(move |found| (expected.as_str(), *found)));
    let measured = pairs.take(MOST_PAIRS).map(|(expected, found)| {
        let compared = counterpart(&registered.matcher, expected, found);
        let is_short = |text: &str| text.len() <= MOST_CHARACTERS * 4;
        let measurable = is_short(expected) && is_short(compared);
        let difference = if measurable { Difference::between(expected, compared, composer) } else { Difference::Text };
        Nearest { expected, found, difference, distance: if measurable { distance(expected, compared) } else { None } }
    });
    // Of an array, a value that is right is not what the user asks about.
    let wrong = |one: &Nearest<'_>| one.difference == Difference::None;
    measured.min_by_key(|one| (wrong(one), one.difference, one.distance.unwrap_or(usize::MAX)))
}

/// The part of what was found that the registered text must be like.
fn counterpart<'a>(matcher: &Matcher, expected: &str, found: &'a str) -> &'a str {
    let length = expected.chars().count();
    match matcher {
        Matcher::StartsWith => found.char_indices().nth(length).map_or(found, |(end, _)| &found[..end]),
        Matcher::EndsWith => match length.checked_sub(1).and_then(|place| found.char_indices().nth_back(place)) {
            Some((start, _)) => &found[start..],
            None => found,
        },
        _ => found,
    }
}

/// Levenshtein's distance in characters; `None` for long texts.
fn distance(left: &str, right: &str) -> Option<usize> {
    let right: Vec<char> = right.chars().collect();
    if right.len() > MOST_CHARACTERS || left.chars().count() > MOST_CHARACTERS {
        return None;
    }
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (line, one) in left.chars().enumerate() {
        let mut diagonal = line;
        let mut before = line + 1;
        for (cell, other) in row.iter_mut().skip(1).zip(&right) {
            let replaced = diagonal + usize::from(one != *other);
            diagonal = *cell;
            *cell = replaced.min(*cell + 1).min(before + 1);
            before = *cell;
        }
        if let Some(first) = row.first_mut() {
            *first = line + 1;
        }
    }
    row.last().copied()
}

/// The choices under which the field would match: of each rule the strictest; of several together where one is not
/// enough.
pub(crate) fn choices(comparison: &Comparison<'_>, presented: &Presented<'_>) -> Vec<String> {
    if comparison.registered.field == Field::ChallengePassword || comparison.cost() > MOST_TRIED {
        return Vec::new();
    }
    let would = |rules: Rules| {
        let found = compare::found(comparison.registered, presented, &rules);
        Comparison { found: &found, rules, ..*comparison }.verdict().is_ok()
    };
    let mut choices: Vec<String> = Vec::new();
    for (name, words) in ALTERNATIVES {
        let would = |word: &&&str| comparison.rules.with(name, word).is_some_and(would);
        choices.extend(words.iter().find(would).map(|word| format!("{name}={word}")));
    }
    if choices.is_empty() {
        let mut rules = comparison.rules;
        let mut together = Vec::new();
        for (name, word) in LOOSEST {
            if let Some(changed) = rules.with(name, word).filter(|changed| *changed != rules) {
                rules = changed;
                together.push(format!("{name}={word}"));
            }
            if would(rules) {
                return [together.join(" ")].into();
            }
        }
    }
    choices
}

/// From strict to loose.
const ALTERNATIVES: [(&str, &[&str]); 9] = [
    ("case", &["ignore"]),
    ("white_space", &["trim", "collapse"]),
    ("unicode", &["nfc", "nfkc"]),
    ("order", &["any"]),
    ("duplicates", &["ignore"]),
    ("arrays", &["all", "any"]),
    ("repeated", &["first", "last", "any"]),
    ("multi_valued_names", &["count", "first"]),
    ("email", &["subject_or_alternative_name"]),
];

const LOOSEST: [(&str, &str); 6] = [
    ("case", "ignore"),
    ("white_space", "collapse"),
    ("unicode", "nfkc"),
    ("arrays", "all"),
    ("arrays", "any"),
    ("repeated", "any"),
];

/// A field that holds a value which was expected in another.
pub(crate) fn elsewhere<'a>(registered: &RegisteredValue, presented: &'a Presented<'a>) -> Option<&'a Field<'a>> {
    if registered.field == Field::ChallengePassword || registered.matcher != Matcher::Equals {
        return None;
    }
    let expected = registered.values.iter().take(MOST_PAIRS).filter(|value| !value.is_empty());
    let mut others = expected.flat_map(|value| {
        presented.values.iter().take(MOST_PAIRS).filter(move |one| one.text == *value && one.field != registered.field)
    });
    others.next().map(|value| &value.field)
}
