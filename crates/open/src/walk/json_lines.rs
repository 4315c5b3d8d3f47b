//! A text that JSON spells as an array of its lines.

use keybundle_encoding::{Error, base64, ber::Element, json::Json};
use zeroize::Zeroizing;

/// More characters than a line of base64 has.
const LONGEST: usize = 80;

/// The lines of an array put together, where they are those of one text: PEM whose armour and body are strings of their
/// own, or base64 whose first line is not all of what it begins.
pub(crate) fn joined(values: &[Json]) -> Option<Zeroizing<String>> {
    let [Json::Text(first), Json::Text(_), ..] = values else { return None };
    if !is_armor(first) && !is_cut(first) {
        return None;
    }
    let mut joined = Zeroizing::new(String::with_capacity(size(values)));
    for value in values {
        joined.push_str(value.text()?.trim_end());
        joined.push('\n');
    }
    Some(joined)
}

/// Whether this is a BEGIN line and nothing more.
fn is_armor(line: &str) -> bool {
    let line = line.trim();
    line.len() <= LONGEST && line.starts_with("-----BEGIN ") && line.ends_with("-----") && !line.contains("-----END ")
}

/// Whether a line of base64 begins a structure that it does not end.
fn is_cut(line: &str) -> bool {
    let line = line.trim();
    line.len() <= LONGEST
        && line.starts_with("MI")
        && base64::decode(line.as_bytes())
            .is_ok_and(|decoded| matches!(Element::parse_first(&decoded.bytes), Err(Error::Truncated { .. })))
}

/// Room for all, so that no copy of a key is left behind by growing.
fn size(values: &[Json]) -> usize {
    values.iter().filter_map(Json::text).map(|line| line.len() + 1).sum()
}
