//! JSON as a tree whose strings are wiped.

pub(crate) mod lines;

use crate::{Error, Result};
use keybundle_encoding::{WarningCode, Warnings};
use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use std::fmt;
use zeroize::Zeroizing;

/// One value. Numbers and the like are of no interest here, but for those of an array that spells bytes.
pub(crate) enum Node {
    Text(Zeroizing<String>),
    /// An array of nothing but numbers from 0 to 255, or from -128 to 127: as Node.js and Java write binary data.
    Bytes(Zeroizing<Vec<u8>>),
    /// Such a number.
    Byte(u8),
    Array(Vec<Self>),
    Object(Vec<(String, Self)>),
    Other,
}

impl Node {
    /// Reads every JSON value that stands in `text`, one after another (one for a response, many for NDJSON), until
    /// something else stands there. Characters of an old encoding, in a name perhaps, are replaced.
    ///
    /// # Errors
    /// `truncated` when the text ends inside a value, `unknown-format` when it is no JSON.
    pub(crate) fn read_all(text: &[u8], warnings: &mut Warnings) -> Result<Vec<Self>> {
        let replaced = Zeroizing::new(match core::str::from_utf8(text) {
            Ok(_) => String::new(),
            Err(_) => String::from_utf8_lossy(text).into_owned(),
        });
        let text = if replaced.is_empty() { text } else { replaced.as_bytes() };
        let mut values = Vec::new();
        let mut stream = serde_json::Deserializer::from_slice(text).into_iter::<Self>();
        while let Some(value) = stream.next() {
            match value {
                Ok(value) => values.push(value),
                Err(error) if error.is_eof() => {
                    return Err(keybundle_encoding::Error::Truncated { have: text.len(), need: text.len() + 1 }.into());
                }
                Err(_) if !values.is_empty() => {
                    let at = stream.byte_offset();
                    warnings.push(
                        WarningCode::TrailingData,
                        format!("what follows the JSON, from byte {at} on, was ignored"),
                    );
                    break;
                }
                Err(_) => return Err(keybundle_encoding::Error::UnknownFormat.into()),
            }
        }
        if values.is_empty() {
            return Err(Error::Encoding(keybundle_encoding::Error::UnknownFormat));
        }
        Ok(values)
    }

    /// The member of an object.
    pub(crate) fn member(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => members.iter().find(|(known, _)| known == name).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text of a string.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The same as the type that `serde_json` has, for a key that stands as an object.
    pub(crate) fn to_value(&self) -> serde_json::Value {
        match self {
            Self::Text(text) => serde_json::Value::String(text.as_str().to_owned()),
            Self::Array(values) => values.iter().map(Self::to_value).collect(),
            Self::Object(members) => serde_json::Value::Object(
                members.iter().map(|(name, value)| (name.clone(), value.to_value())).collect(),
            ),
            Self::Bytes(_) | Self::Byte(_) | Self::Other => serde_json::Value::Null,
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NodeVisitor)
    }
}

struct NodeVisitor;

impl<'de> Visitor<'de> for NodeVisitor {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Node, E> {
        Ok(Node::Other)
    }

    fn visit_i64<E>(self, number: i64) -> Result<Node, E> {
        Ok(i8::try_from(number).map_or(Node::Other, |byte| Node::Byte(byte.cast_unsigned())))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Node, E> {
        Ok(u8::try_from(number).map_or(Node::Other, Node::Byte))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Node, E> {
        Ok(Node::Other)
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Other)
    }

    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(Zeroizing::new(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Node, A::Error> {
        let mut values = Vec::new();
        let mut bytes = Some(Zeroizing::new(Vec::new()));
        while let Some(value) = sequence.next_element()? {
            match (value, &mut bytes) {
                (Node::Byte(byte), Some(bytes)) => bytes.push(byte),
                // Numbers by the million would cost fifty times their own size.
                (Node::Byte(_), None) => {}
                (Node::Other, _) => bytes = None,
                (value, _) => {
                    bytes = None;
                    values.push(value);
                }
            }
        }
        Ok(match bytes {
            Some(bytes) if !bytes.is_empty() => Node::Bytes(bytes),
            _ => Node::Array(values),
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
            if members.len() > 1_000_000 {
                return Err(A::Error::custom("too many members"));
            }
        }
        Ok(Node::Object(members))
    }
}
