//! The text of a Name.

use super::{Attribute, attributes, short_name};
use crate::Result;
use alloc::{string::String, vec::Vec};
use core::fmt::Write as _;

/// The text of a Name as RFC 4514 has it: the last RDN first. `der` is the whole Name.
///
/// # Errors
/// `malformed-der`, `truncated` when it is no Name.
pub fn to_text(der: &[u8]) -> Result<String> {
    let attributes = attributes(der)?;
    let relative_names: Vec<_> = attributes.chunk_by(|left, right| left.relative_name == right.relative_name).collect();
    let mut text = String::new();
    for (place, relative_name) in relative_names.iter().rev().enumerate() {
        if place > 0 {
            text.push(',');
        }
        for (place, attribute) in relative_name.iter().enumerate() {
            if place > 0 {
                text.push('+');
            }
            write_attribute(attribute, &mut text);
        }
    }
    Ok(text)
}

fn write_attribute(attribute: &Attribute<'_>, text: &mut String) {
    let name = short_name(attribute.oid);
    match name {
        Some(name) => text.push_str(name),
        None => {
            let _ = write!(text, "{}", attribute.oid);
        }
    }
    text.push('=');
    // RFC 4514 §2.4: behind a dotted OID the value stands as its encoding, string or not.
    match name.and_then(|_| attribute.value.text()) {
        Some(value) => escape(&value, text),
        None => {
            text.push('#');
            for byte in attribute.value.raw() {
                let _ = write!(text, "{byte:02x}");
            }
        }
    }
}

/// RFC 4514 §2.4; control characters as hex pairs, so that a name can't break a line.
fn escape(value: &str, text: &mut String) {
    let last = value.chars().count().saturating_sub(1);
    for (index, character) in value.chars().enumerate() {
        match character {
            '"' | '+' | ',' | ';' | '<' | '>' | '\\' => text.extend(['\\', character]),
            '#' if index == 0 => text.push_str("\\#"),
            ' ' if index == 0 || index == last => text.push_str("\\ "),
            _ if character.is_control() => {
                for byte in character.encode_utf8(&mut [0; 4]).bytes() {
                    let _ = write!(text, "\\{byte:02X}");
                }
            }
            _ => text.push(character),
        }
    }
}
