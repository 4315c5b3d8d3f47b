//! Distinguished names as text (RFC 4514, and what RFC 2253, RFC 1779 and OpenSSL write).

use super::{DistinguishedName, NameAttribute, NameValue, attribute_type};
use crate::{Error, Result};
use alloc::{string::String, vec::Vec};
use keybundle_encoding::ber::Element;

/// Of a value, in bytes: most fit, a larger one grows.
const USUAL_SIZE: usize = 32;

pub(super) fn name(text: &str) -> Result<DistinguishedName> {
    let slashes = text.starts_with('/');
    let mut parser = Parser { text: text.as_bytes(), position: usize::from(slashes), slashes };
    let mut attributes: Vec<NameAttribute> = Vec::new();
    parser.skip_spaces();
    if parser.is_at_end() {
        return Ok(DistinguishedName::default());
    }
    let mut joined = false;
    loop {
        let mut attribute = parser.attribute()?;
        attribute.joined = joined;
        attributes.push(attribute);
        match parser.next() {
            None => break,
            Some(b'+') => joined = true,
            Some(_) => joined = false,
        }
    }
    if !slashes {
        turn_around(&mut attributes);
    }
    Ok(DistinguishedName { attributes })
}

/// The last relative name first; the order within one stays.
fn turn_around(attributes: &mut Vec<NameAttribute>) {
    if !attributes.iter().any(|attribute| attribute.joined) {
        attributes.reverse();
        return;
    }
    let mut turned = Vec::with_capacity(attributes.len());
    while let Some(start) = attributes.iter().rposition(|attribute| !attribute.joined) {
        turned.extend(attributes.drain(start..));
    }
    *attributes = turned;
}

struct Parser<'a> {
    text: &'a [u8],
    position: usize,
    /// `/C=DE/CN=a` in place of `CN=a,C=DE`.
    slashes: bool,
}

impl Parser<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.get(self.position).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.position += 1;
        Some(byte)
    }

    fn is_at_end(&self) -> bool {
        self.position >= self.text.len()
    }

    fn skip_spaces(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\r' | b'\n')) {
            self.position += 1;
        }
    }

    const fn wrong(&self, reason: &'static str) -> Error {
        Error::Subject { position: self.position, reason }
    }

    const fn separates(&self, byte: u8) -> bool {
        match byte {
            b'+' => true,
            b'/' => self.slashes,
            b',' | b';' => !self.slashes,
            _ => false,
        }
    }

    /// `type=value`, up to the separator behind it.
    fn attribute(&mut self) -> Result<NameAttribute> {
        self.skip_spaces();
        let start = self.position;
        while self.peek().is_some_and(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte)) {
            self.position += 1;
        }
        let kind = self.text.get(start..self.position).unwrap_or_default();
        let kind = core::str::from_utf8(kind).unwrap_or_default();
        if kind.is_empty() {
            return Err(self.wrong("the type of an attribute is expected, such as CN"));
        }
        let Some(oid) = attribute_type(kind) else {
            self.position = start;
            return Err(self.wrong("an attribute of no known name: give its OID"));
        };
        self.skip_spaces();
        if self.peek() != Some(b'=') {
            return Err(self.wrong("an equals sign is expected behind the type of an attribute"));
        }
        self.position += 1;
        self.skip_spaces();
        let value = match self.peek() {
            Some(b'#') if !self.slashes => self.encoded()?,
            Some(b'"') if !self.slashes => self.quoted()?,
            _ => self.plain()?,
        };
        if self.peek().is_some_and(|byte| !self.separates(byte)) {
            return Err(self.wrong("a comma or the end is expected behind a value"));
        }
        Ok(NameAttribute { oid, value, joined: false })
    }

    /// `#` and the hex of the encoded value.
    fn encoded(&mut self) -> Result<NameValue> {
        let start = self.position;
        self.position += 1;
        let mut der = Vec::new();
        while self.peek().is_some_and(|byte| byte.is_ascii_hexdigit()) {
            der.push(self.hex_pair()?);
        }
        self.skip_spaces();
        if Element::parse(&der).is_err() {
            self.position = start;
            return Err(self.wrong("behind # the hex of an encoded value is expected (write \\# for the character)"));
        }
        Ok(NameValue::Encoded(der))
    }

    /// `"…"` (RFC 1779).
    fn quoted(&mut self) -> Result<NameValue> {
        let start = self.position;
        self.position += 1;
        let mut bytes = Vec::new();
        loop {
            match self.next() {
                Some(b'"') => break,
                Some(b'\\') => bytes.push(self.escaped()?),
                Some(byte) => bytes.push(byte),
                None => {
                    self.position = start;
                    return Err(self.wrong("a quotation mark that is not closed"));
                }
            }
        }
        self.skip_spaces();
        self.text_of(bytes)
    }

    fn plain(&mut self) -> Result<NameValue> {
        let mut bytes = Vec::with_capacity(USUAL_SIZE);
        // White space at the end does not count, unless it is escaped.
        let mut kept = 0;
        while let Some(byte) = self.peek() {
            if self.separates(byte) {
                break;
            }
            if !self.slashes && matches!(byte, b'"' | b'<' | b'>') {
                return Err(self.wrong("this character needs a backslash before it"));
            }
            self.position += 1;
            if byte == b'\\' {
                bytes.push(self.escaped()?);
                kept = bytes.len();
            } else {
                bytes.push(byte);
                if !matches!(byte, b' ' | b'\t' | b'\r' | b'\n') {
                    kept = bytes.len();
                }
            }
        }
        if !self.slashes {
            bytes.truncate(kept);
        }
        self.text_of(bytes)
    }

    /// What stands behind a backslash: two hex digits, or a character that would mean something else.
    fn escaped(&mut self) -> Result<u8> {
        let digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_hexdigit);
        if digit(self.text.get(self.position)) && digit(self.text.get(self.position + 1)) {
            return self.hex_pair();
        }
        match self.peek() {
            Some(byte) if byte.is_ascii_graphic() && !byte.is_ascii_alphanumeric() || byte == b' ' => {
                self.position += 1;
                Ok(byte)
            }
            _ => Err(self.wrong("behind a backslash two hex digits or a special character are expected")),
        }
    }

    fn hex_pair(&mut self) -> Result<u8> {
        let mut value = 0;
        for _ in 0..2 {
            let digit = self.peek().and_then(|byte| char::from(byte).to_digit(16));
            value = value << 4 | digit.ok_or_else(|| self.wrong("pairs of hex digits are expected"))? as u8;
            self.position += 1;
        }
        Ok(value)
    }

    fn text_of(&self, bytes: Vec<u8>) -> Result<NameValue> {
        match String::from_utf8(bytes) {
            Ok(text) => Ok(NameValue::Text(text)),
            Err(_) => Err(self.wrong("the hex pairs of this value are no UTF-8")),
        }
    }
}
