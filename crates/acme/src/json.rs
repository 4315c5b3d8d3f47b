//! JSON as others wrote it.

pub(crate) use keybundle_encoding::json::Json;
use keybundle_encoding::{Error, text};

/// Reads one value, in whatever encoding the text is.
///
/// # Errors
/// `empty-input`, `truncated`, `unknown-format`.
pub(crate) fn read(bytes: &[u8]) -> Result<Json, Error> {
    let decoded = text::decode(bytes);
    Json::read(decoded.as_ref().map_or(bytes, |decoded| decoded.text.as_ref()))
}

/// The member of this name that is text.
pub(crate) fn text<'a>(json: &'a Json, name: &str) -> Option<&'a str> {
    json.member(name).and_then(Json::text)
}
