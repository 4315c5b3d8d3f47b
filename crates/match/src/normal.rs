//! The normal form of a text under the rules.

use crate::{Case, Rules, Unicode, WhiteSpace};
use alloc::{borrow::Cow, string::String};
use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick, is_nfkc_quick};

/// The text that is compared. Borrowed where the rules change nothing.
pub(crate) fn normal<'a>(text: &'a str, rules: &Rules) -> Cow<'a, str> {
    let text = composed(Cow::Borrowed(text), rules.unicode);
    let text = match rules.case {
        Case::Exact => text,
        // Folding may take a text out of its normal form.
        Case::Ignore => composed(caseless(text), rules.unicode),
    };
    match rules.white_space {
        WhiteSpace::Exact => text,
        WhiteSpace::Trim if text.trim().len() == text.len() => text,
        WhiteSpace::Trim => Cow::Owned(text.trim().into()),
        WhiteSpace::Collapse if is_collapsed(&text) => text,
        WhiteSpace::Collapse => Cow::Owned(collapsed(&text)),
    }
}

fn composed(text: Cow<'_, str>, form: Unicode) -> Cow<'_, str> {
    // ASCII is in every normal form (UAX #15).
    if text.is_ascii() {
        return text;
    }
    match form {
        Unicode::Exact => text,
        Unicode::Nfc if is_nfc_quick(text.chars()) == IsNormalized::Yes => text,
        Unicode::Nfkc if is_nfkc_quick(text.chars()) == IsNormalized::Yes => text,
        Unicode::Nfc => Cow::Owned(text.nfc().collect()),
        Unicode::Nfkc => Cow::Owned(text.nfkc().collect()),
    }
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
