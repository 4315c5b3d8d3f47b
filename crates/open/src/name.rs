//! Distinguished names as text.

use keybundle_encoding::{
    Result,
    ber::{Element, Reader},
};
use std::fmt::Write as _;

/// Short names of RFC 4514 §3, and of those that OpenSSL and Java write in its manner; content bytes of the OID.
const ATTRIBUTES: &[(&[u8], &str)] = &[
    (&[0x55, 4, 3], "CN"),
    (&[0x55, 4, 4], "SN"),
    (&[0x55, 4, 5], "serialNumber"),
    (&[0x55, 4, 6], "C"),
    (&[0x55, 4, 7], "L"),
    (&[0x55, 4, 8], "ST"),
    (&[0x55, 4, 9], "STREET"),
    (&[0x55, 4, 10], "O"),
    (&[0x55, 4, 11], "OU"),
    (&[0x55, 4, 12], "title"),
    (&[0x55, 4, 13], "description"),
    (&[0x55, 4, 15], "businessCategory"),
    (&[0x55, 4, 17], "postalCode"),
    (&[0x55, 4, 42], "GN"),
    (&[0x55, 4, 43], "initials"),
    (&[0x55, 4, 44], "generationQualifier"),
    (&[0x55, 4, 46], "dnQualifier"),
    (&[0x55, 4, 65], "pseudonym"),
    (&[0x55, 4, 97], "organizationIdentifier"),
    (&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 1], "emailAddress"),
    (&[0x09, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 1, 1], "UID"),
    (&[0x09, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 1, 25], "DC"),
    (&[0x2b, 6, 1, 4, 1, 0x82, 0x37, 0x3c, 2, 1, 1], "jurisdictionL"),
    (&[0x2b, 6, 1, 4, 1, 0x82, 0x37, 0x3c, 2, 1, 2], "jurisdictionST"),
    (&[0x2b, 6, 1, 4, 1, 0x82, 0x37, 0x3c, 2, 1, 3], "jurisdictionC"),
];

/// The text of a Name (RFC 5280 §4.1.2.4) as RFC 4514 has it: the last RDN first. `der` is the whole Name.
///
/// # Errors
/// `malformed-der`, `truncated` when it is no Name.
pub(crate) fn to_text(der: &[u8]) -> Result<String> {
    let mut relative_names = Vec::new();
    let mut rest = Element::parse(der)?.sequence()?;
    while let Some(set) = rest.next_element()? {
        relative_names.push(relative_name(set.set()?)?);
    }
    relative_names.reverse();
    Ok(relative_names.join(","))
}

/// The first value of an attribute, by the content bytes of its OID: for instance the common name.
pub(crate) fn first_value(der: &[u8], attribute: &[u8]) -> Option<String> {
    let mut rest = Element::parse(der).ok()?.sequence().ok()?;
    let mut found = None;
    while let Some(set) = rest.next_element().ok()? {
        let mut members = set.set().ok()?;
        while let Some(member) = members.next_element().ok()? {
            let mut fields = member.sequence().ok()?;
            if fields.oid().ok()?.as_bytes() == attribute {
                found = fields.any().ok()?.text();
            }
        }
    }
    found
}

fn relative_name(mut members: Reader<'_>) -> Result<String> {
    let mut text = String::new();
    while let Some(member) = members.next_element()? {
        let mut fields = member.sequence()?;
        let oid = fields.oid()?;
        let value = fields.any()?;
        if !text.is_empty() {
            text.push('+');
        }
        match ATTRIBUTES.iter().find(|(known, _)| *known == oid.as_bytes()) {
            Some((_, name)) => text.push_str(name),
            None => {
                let _ = write!(text, "{oid}");
            }
        }
        text.push('=');
        match value.text() {
            Some(string) => escape(&string, &mut text),
            None => {
                text.push('#');
                for byte in value.raw() {
                    let _ = write!(text, "{byte:02x}");
                }
            }
        }
    }
    Ok(text)
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
