//! The normal form of a text under the rules.

use crate::{Case, Composer, Rules, Unicode, WhiteSpace};
use alloc::{borrow::Cow, string::String};

/// The text that is compared. Borrowed where the rules change nothing.
pub(crate) fn normal<'a>(text: &'a str, rules: &Rules) -> Cow<'a, str> {
    let text = composed(Cow::Borrowed(text), rules.unicode, rules.composer);
    let text = match rules.case {
        Case::Exact => text,
        // Folding may take a text out of its normal form.
        Case::Ignore => composed(caseless(text), rules.unicode, rules.composer),
    };
    match rules.white_space {
        WhiteSpace::Exact => text,
        WhiteSpace::Trim if text.trim().len() == text.len() => text,
        WhiteSpace::Trim => Cow::Owned(text.trim().into()),
        WhiteSpace::Collapse if is_collapsed(&text) => text,
        WhiteSpace::Collapse => Cow::Owned(collapsed(&text)),
    }
}

fn composed(text: Cow<'_, str>, form: Unicode, composer: Composer) -> Cow<'_, str> {
    // ASCII is in every normal form (UAX #15).
    if form == Unicode::Exact || text.is_ascii() { text } else { Cow::Owned(composer.compose(&text, form)) }
}

fn caseless(text: Cow<'_, str>) -> Cow<'_, str> {
    if !text.is_ascii() {
        return Cow::Owned(text.chars().flat_map(folded).collect());
    }
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) { Cow::Owned(text.to_ascii_lowercase()) } else { text }
}

/// Full case folding by way of the mappings that `core` has: lower, upper and lower again take ß, ẞ and ss together.
/// The dotless ı, whose capital is I, stays what it is, as in Unicode's CaseFolding.txt.
fn folded(character: char) -> impl Iterator<Item = char> {
    let keep = (character == 'ı').then_some(character);
    let fold =
        keep.is_none().then(|| character.to_lowercase().flat_map(char::to_uppercase).flat_map(char::to_lowercase));
    keep.into_iter().chain(fold.into_iter().flatten())
}

fn collapsed(text: &str) -> String {
    let mut collapsed = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !collapsed.is_empty() {
            collapsed.push(' ');
        }
        collapsed.push_str(word);
    }
    collapsed
}

/// Whether collapsing would change nothing: single spaces alone, and none at the ends.
fn is_collapsed(text: &str) -> bool {
    let is_single = |pair: &[u8]| pair != b"  ";
    text.is_ascii()
        && text.trim().len() == text.len()
        && text.bytes().all(|byte| byte == b' ' || !byte.is_ascii_whitespace() && byte != 0x0b)
        && text.as_bytes().windows(2).all(is_single)
}
