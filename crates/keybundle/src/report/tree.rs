//! The elements of an input, for people who look at it.

use super::{coded, hex};
use keybundle_encoding::{
    Error, Oid,
    ber::{Class, Element, Node, Tag, Tree},
    name, names,
};
use keybundle_key::Curve;
use serde_json::{Value, json};

/// Characters of a text, or bytes in hex, that are shown of a value.
const SHOWN: usize = 64;

/// The ASN.1 elements of `bytes` (BER or DER), at most `most` of them. `offset`, `header_length` and `length` (of the
/// content) are in bytes; `oid_name` and `text` are for reading, `text` cut after 64 characters or bytes. `cut` tells
/// that there were more elements, `damage` why they end early.
///
/// # Errors
/// `truncated`, `malformed-der`, `limit-depth` when there is no element at the start.
pub fn tree(bytes: &[u8], most: usize) -> Result<Value, Error> {
    let tree = Tree::read(bytes, most)?;
    Ok(json!({
        "size": bytes.len(),
        "nodes": tree.nodes.iter().map(node).collect::<Vec<_>>(),
        "cut": tree.is_cut,
        "damage": tree.damage.as_ref().map(|error| coded(error)),
    }))
}

fn node(node: &Node<'_>) -> Value {
    let element = &node.element;
    let tag = element.tag();
    let oid = element.oid().ok();
    json!({
        "class": match tag.class {
            Class::Universal => "universal",
            Class::Application => "application",
            Class::Context => "context",
            Class::Private => "private",
        },
        "tag": tag.number,
        "name": type_name(tag),
        "constructed": element.is_constructed(),
        "indefinite": element.is_indefinite(),
        "offset": element.position(),
        "header_length": element.header_length(),
        "length": element.content().len(),
        "oid": oid.map(Oid::to_dotted),
        "oid_name": oid.and_then(oid_name),
        "text": text(element),
        "encapsulating": node.is_encapsulating,
        "children": node.children.iter().map(self::node).collect::<Vec<_>>(),
        "damage": node.damage.as_ref().map(|error| coded(error)),
    })
}

/// The name of a universal type; of the others what ASN.1 writes.
fn type_name(tag: Tag) -> String {
    let number = tag.number;
    match tag.class {
        Class::Universal => tag.name().map_or_else(|| format!("[UNIVERSAL {number}]"), ToOwned::to_owned),
        Class::Application => format!("[APPLICATION {number}]"),
        Class::Context => format!("[{number}]"),
        Class::Private => format!("[PRIVATE {number}]"),
    }
}

/// The best-known name of an OID, if it is one that is met in keys, certificates, requests, PKCS #12 or CMS.
fn oid_name(oid: Oid<'_>) -> Option<&'static str> {
    names::name(oid)
        .or_else(|| name::short_name(oid))
        .or_else(|| names::structure(oid))
        .or_else(|| Curve::from_oid(oid).map(Curve::name))
        .or_else(|| keybundle_csr::extension_name(oid))
        .or_else(|| keybundle_csr::attribute_name(oid))
        .or_else(|| keybundle_csr::purpose_name(oid))
}

/// What a value says, in short.
fn text(element: &Element<'_>) -> Option<String> {
    if element.is_constructed() {
        return None;
    }
    let content = element.content();
    Some(match element.tag() {
        Tag::NULL => return None,
        Tag::BOOLEAN => element.boolean().ok()?.to_string(),
        Tag::INTEGER | Tag::ENUMERATED => integer(content),
        Tag::OID => element.oid().ok()?.to_dotted(),
        Tag::BIT_STRING => element.bits().map(|(_, bytes)| shown_hex(&bytes)).ok()?,
        Tag::UTC_TIME | Tag::GENERALIZED_TIME => shown(&String::from_utf8_lossy(content)),
        tag => match element.text() {
            Some(text) => shown(&text),
            // What an implicit tag stands for is not known here: most often it is text.
            None if tag.class != Class::Universal && is_text(content) => shown(&String::from_utf8_lossy(content)),
            None => shown_hex(content),
        },
    })
}

/// Decimal to 64 bits, beyond that hex.
fn integer(content: &[u8]) -> String {
    match content {
        [] => String::new(),
        [first, ..] if content.len() <= 8 => {
            let sign = if first & 0x80 == 0 { 0 } else { -1 };
            content.iter().fold(sign, |value: i64, &byte| value << 8 | i64::from(byte)).to_string()
        }
        _ => shown_hex(content),
    }
}

fn is_text(content: &[u8]) -> bool {
    !content.is_empty() && content.iter().all(|byte| byte.is_ascii_graphic() || *byte == b' ')
}

/// Without what would disturb a line.
fn shown(text: &str) -> String {
    let mut shown: String =
        text.chars().take(SHOWN).map(|one| if one.is_control() { char::REPLACEMENT_CHARACTER } else { one }).collect();
    if text.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}

fn shown_hex(bytes: &[u8]) -> String {
    let mut shown = hex(bytes.get(..SHOWN).unwrap_or(bytes));
    if bytes.len() > SHOWN {
        shown.push('…');
    }
    shown
}
