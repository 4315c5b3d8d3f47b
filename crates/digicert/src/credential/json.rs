//! Reading the service's JSON as it comes.

use super::Error;
use keybundle_encoding::text;
use serde_json::{Map, Value};

/// One JSON value in any encoding of text, with or without a byte order mark.
pub(super) fn read(bytes: &[u8]) -> Result<Value, Error> {
    let decoded = text::decode(bytes);
    let text = decoded.as_ref().map_or(bytes, |decoded| decoded.text.as_ref());
    if text.iter().all(u8::is_ascii_whitespace) {
        return Err(keybundle_encoding::Error::Empty.into());
    }
    serde_json::from_slice(text).map_err(|error| {
        Error::Json(if error.is_eof() {
            keybundle_encoding::Error::Truncated { have: text.len(), need: text.len() + 1 }
        } else {
            keybundle_encoding::Error::UnknownFormat
        })
    })
}

/// A member by any of its names; case, `_` and `-` don't count, so that both dialects of the service are read.
pub(super) fn member<'a>(object: &'a Map<String, Value>, names: &[&str]) -> Option<&'a Value> {
    object.iter().find(|(name, _)| names.iter().any(|known| is_named(name, known))).map(|(_, value)| value)
}

/// Whether `name` is `known`, which is written in lower case without separators.
pub(super) fn is_named(name: &str, known: &str) -> bool {
    let letters = name.bytes().filter(|byte| !matches!(byte, b'_' | b'-' | b' '));
    letters.map(|byte| byte.to_ascii_lowercase()).eq(known.bytes())
}

/// A text or number as text. `None` for what is neither.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The texts of a value: one of a text, all of an array; null is none. Fails on an object.
pub(super) fn texts(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::Null => Some(Vec::new()),
        Value::Array(values) => values.iter().filter(|value| !value.is_null()).map(text).collect(),
        other => Some(vec![text(other)?]),
    }
}
