//! JSON (RFC 8259) as a tree whose strings are wiped.
//!
//! What is read here is what services and tools hand out with keys inside: no copy of a string is left behind, repeated
//! names are kept, and what takes memory out of proportion is refused.

mod pieces;
mod reader;

use crate::{Error, Result};
use alloc::{string::String, vec::Vec};
use core::fmt;
pub use pieces::{Piece, Pieces};
use reader::{Reader, Stop};
use zeroize::Zeroizing;

/// One value.
#[derive(Clone, PartialEq, Eq)]
pub enum Json {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number of at most 64 bits.
    Integer(i64),
    /// Any other number, as it is spelled.
    Number(String),
    /// A string.
    Text(Zeroizing<String>),
    /// An array of nothing but such whole numbers, one at least: as Node.js and Java spell binary data.
    Integers(Zeroizing<Vec<i64>>),
    /// Any other array.
    Array(Vec<Self>),
    /// The members of an object as they stand, also where a name stands twice.
    Object(Vec<(String, Self)>),
}

/// Values that stand one after another.
#[derive(Debug)]
#[non_exhaustive]
pub struct Values {
    /// In their order, one at least.
    pub values: Vec<Json>,
    /// Where they end, in bytes of the text: all of it, or less where something else stands behind.
    pub end: usize,
}

impl Json {
    /// Reads the one value that `text` (UTF-8) is. A lone half of a surrogate pair becomes U+FFFD.
    ///
    /// # Errors
    /// `empty-input`; `truncated` when the text ends inside a value; `unknown-format` when it is no JSON; `limit-depth`
    /// when values are nested deeper than 127; `unsupported-format` when there are more than four million of them.
    ///
    /// ```
    /// use keybundle_encoding::json::Json;
    /// let json = Json::read(br#"{"id": "01", "id": "02"}"#)?;
    /// assert_eq!(json.member("id").and_then(Json::text), Some("02"));
    /// # Ok::<(), keybundle_encoding::Error>(())
    /// ```
    pub fn read(text: &[u8]) -> Result<Self> {
        let text = core::str::from_utf8(text).map_err(|_| Error::UnknownFormat)?;
        if text.trim_ascii().is_empty() {
            return Err(Error::Empty);
        }
        let mut reader = Reader::new(text);
        let value = reader.next_value().map_err(|stop| stop.told(text))?;
        match reader.next_value() {
            Ok(None) => value.ok_or(Error::UnknownFormat),
            _ => Err(Error::UnknownFormat),
        }
    }

    /// Reads every value that stands in `text`, one after another (one for a response, many for NDJSON), until something
    /// else stands there, or one that is cut off.
    ///
    /// # Errors
    /// As [`Json::read`] for the first; but blank text is `unknown-format`. `limit-depth` and `unsupported-format` for
    /// any of them.
    ///
    /// ```
    /// use keybundle_encoding::json::Json;
    /// let read = Json::read_all("{\"id\": 1}\n{\"id\": 2} and so on")?;
    /// assert_eq!((read.values.len(), read.end), (2, 19));
    /// # Ok::<(), keybundle_encoding::Error>(())
    /// ```
    pub fn read_all(text: &str) -> Result<Values> {
        let mut reader = Reader::new(text);
        let mut values = Vec::new();
        let end = loop {
            let at = reader.position();
            match reader.next_value() {
                Ok(Some(value)) => values.push(value),
                Ok(None) if values.is_empty() => return Err(Error::UnknownFormat),
                Ok(None) => break text.len(),
                Err(Stop::Wrong | Stop::End) if !values.is_empty() => break at,
                Err(stop) => return Err(stop.told(text)),
            }
        };
        Ok(Values { values, end })
    }

    /// The member of an object; of repeated ones the last, as most readers take it.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<&Self> {
        self.members().iter().rev().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// The members of an object, none of anything else.
    #[must_use]
    pub fn members(&self) -> &[(String, Self)] {
        match self {
            Self::Object(members) => members,
            _ => &[],
        }
    }

    /// The text of a string.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Whether a name stands twice in this object.
    #[must_use]
    pub fn repeats_a_name(&self) -> bool {
        let mut names: Vec<&str> = self.members().iter().map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        names.windows(2).any(|pair| pair.first() == pair.last())
    }
}

/// Text of JSON, in which what is no UTF-8 was replaced: characters of an old encoding, in a name perhaps. It may hold
/// secrets, and leaves no copies behind.
pub struct Text<'a>(Inside<'a>);

enum Inside<'a> {
    Given(&'a str),
    Replaced(Zeroizing<String>),
}

impl<'a> Text<'a> {
    /// The text that `bytes` are.
    ///
    /// ```
    /// use keybundle_encoding::json::Text;
    /// assert_eq!(&*Text::new(b"caf\xe9"), "caf\u{fffd}");
    /// ```
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(core::str::from_utf8(bytes).map_or_else(|_| Inside::Replaced(replaced(bytes)), Inside::Given))
    }
}

impl core::ops::Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        match &self.0 {
            Inside::Given(text) => text,
            Inside::Replaced(text) => text,
        }
    }
}

impl fmt::Debug for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Text").field("size", &self.len()).finish_non_exhaustive()
    }
}

/// In room that is made once: what grows leaves copies behind.
fn replaced(text: &[u8]) -> Zeroizing<String> {
    const REPLACEMENT: char = char::REPLACEMENT_CHARACTER;
    let room = text.utf8_chunks().map(|chunk| chunk.valid().len() + REPLACEMENT.len_utf8()).sum();
    let mut replaced = Zeroizing::new(String::with_capacity(room));
    for chunk in text.utf8_chunks() {
        replaced.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            replaced.push(REPLACEMENT);
        }
    }
    replaced
}

impl fmt::Debug for Json {
    /// What kind of value it is: what it says may be a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Null => "Null",
            Self::Bool(_) => "Bool",
            Self::Integer(_) | Self::Number(_) => "Number",
            Self::Text(_) => "Text",
            Self::Integers(_) | Self::Array(_) => "Array",
            Self::Object(_) => "Object",
        })
    }
}

#[cfg(test)]
mod tests;
