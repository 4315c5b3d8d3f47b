//! The grammar.

use super::Json;
use crate::Error;
use alloc::{borrow::ToOwned, string::String, vec::Vec};
use zeroize::Zeroizing;

/// As deep as `serde_json` goes, which most services are read with.
const DEEPEST: usize = 127;
/// Values in all, whole numbers in arrays aside: each takes some thirty times the two bytes that it may be
/// spelled in.
const MOST: usize = 4_000_000;

/// Why there is no value.
#[derive(Clone, Copy)]
pub(super) enum Stop {
    /// The text ends inside one.
    End,
    /// Something else stands there.
    Wrong,
    /// It is nested deeper than is read.
    Deep,
    /// There are more values than are read.
    Many,
}

impl Stop {
    pub(super) const fn told(self, text: &str) -> Error {
        match self {
            Self::End => Error::Truncated { have: text.len(), need: text.len().saturating_add(1) },
            Self::Wrong => Error::UnknownFormat,
            Self::Deep => Error::Depth { limit: DEEPEST },
            Self::Many => {
                Error::UnsupportedFormat { name: "JSON of more than four million values", hint: "give it in parts" }
            }
        }
    }
}

type Result<T> = core::result::Result<T, Stop>;

pub(super) struct Reader<'a> {
    text: &'a str,
    at: usize,
    deep: usize,
    values: usize,
}

impl<'a> Reader<'a> {
    pub(super) const fn new(text: &'a str) -> Self {
        Self { text, at: 0, deep: 0, values: 0 }
    }

    /// The byte behind the last value.
    pub(super) const fn position(&self) -> usize {
        self.at
    }

    /// The next of several values, `None` where the text ends before one.
    pub(super) fn next_value(&mut self) -> Result<Option<Json>> {
        if self.skip().is_none() { Ok(None) } else { self.value().map(Some) }
    }

    /// The first byte of the next token.
    fn skip(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\n' | b'\t' | b'\r') = self.peek() {
            self.at += 1;
        }
        self.peek()
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn value(&mut self) -> Result<Json> {
        self.count(1)?;
        match self.skip().ok_or(Stop::End)? {
            b'"' => Ok(Json::Text(self.string()?)),
            b'{' => self.inside(Self::object),
            b'[' => self.inside(Self::array),
            b'n' => self.word("null", Json::Null),
            b't' => self.word("true", Json::Bool(true)),
            b'f' => self.word("false", Json::Bool(false)),
            b'-' | b'0'..=b'9' => self.number(),
            _ => Err(Stop::Wrong),
        }
    }

    fn count(&mut self, more: usize) -> Result<()> {
        self.values += more;
        if self.values > MOST { Err(Stop::Many) } else { Ok(()) }
    }

    /// Reads what stands behind an opening bracket.
    fn inside(&mut self, read: fn(&mut Self) -> Result<Json>) -> Result<Json> {
        if self.deep == DEEPEST {
            return Err(Stop::Deep);
        }
        self.deep += 1;
        self.at += 1;
        let value = read(self);
        self.deep -= 1;
        value
    }

    fn object(&mut self) -> Result<Json> {
        let mut members = Vec::new();
        while self.another(b'}', members.is_empty())? {
            if self.skip().ok_or(Stop::End)? != b'"' {
                return Err(Stop::Wrong);
            }
            let name = self.string()?;
            if self.skip().ok_or(Stop::End)? != b':' {
                return Err(Stop::Wrong);
            }
            self.at += 1;
            members.push((name.as_str().to_owned(), self.value()?));
        }
        // Room for four is made for the first: millions of small ones would take it.
        members.shrink_to_fit();
        Ok(Json::Object(members))
    }

    fn array(&mut self) -> Result<Json> {
        let mut integers = Zeroizing::new(Vec::new());
        let mut values = Vec::new();
        while self.another(b']', integers.is_empty() && values.is_empty())? {
            match self.value()? {
                Json::Integer(integer) if values.is_empty() => {
                    self.values -= 1;
                    push(&mut integers, integer);
                }
                value => {
                    self.count(integers.len())?;
                    values.extend(integers.drain(..).map(Json::Integer));
                    values.push(value);
                }
            }
        }
        values.shrink_to_fit();
        Ok(if integers.is_empty() { Json::Array(values) } else { Json::Integers(integers) })
    }

    /// Whether another member or element follows; otherwise the closing bracket was passed.
    fn another(&mut self, closing: u8, is_first: bool) -> Result<bool> {
        match self.skip().ok_or(Stop::End)? {
            byte if byte == closing => {
                self.at += 1;
                Ok(false)
            }
            b',' if !is_first => {
                self.at += 1;
                // No comma before a closing bracket.
                if self.skip().ok_or(Stop::End)? == closing { Err(Stop::Wrong) } else { Ok(true) }
            }
            _ if is_first => Ok(true),
            _ => Err(Stop::Wrong),
        }
    }

    fn word(&mut self, word: &str, value: Json) -> Result<Json> {
        let rest = &self.text.as_bytes()[self.at..];
        if rest.starts_with(word.as_bytes()) {
            self.at += word.len();
            self.ends_here()?;
            return Ok(value);
        }
        Err(if word.as_bytes().starts_with(rest) { Stop::End } else { Stop::Wrong })
    }

    fn number(&mut self) -> Result<Json> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        let first = self.peek();
        let whole = self.digits()?;
        if whole > 1 && first == Some(b'0') {
            return Err(Stop::Wrong);
        }
        let mut is_whole = true;
        if self.peek() == Some(b'.') {
            (self.at, is_whole) = (self.at + 1, false);
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.peek() {
            (self.at, is_whole) = (self.at + 1, false);
            if let Some(b'+' | b'-') = self.peek() {
                self.at += 1;
            }
            self.digits()?;
        }
        self.ends_here()?;
        let spelled = self.text.get(start..self.at).unwrap_or_default();
        Ok(match spelled.parse() {
            Ok(integer) if is_whole => Json::Integer(integer),
            _ => Json::Number(spelled.to_owned()),
        })
    }

    /// How many digits stand here, one at least.
    fn digits(&mut self) -> Result<usize> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
        match (self.at - start, self.peek()) {
            (0, None) => Err(Stop::End),
            (0, Some(_)) => Err(Stop::Wrong),
            (digits, _) => Ok(digits),
        }
    }

    /// Words and numbers do not run into each other.
    fn ends_here(&self) -> Result<()> {
        match self.peek() {
            Some(byte) if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'+' | b'_') => Err(Stop::Wrong),
            _ => Ok(()),
        }
    }

    fn string(&mut self) -> Result<Zeroizing<String>> {
        self.at += 1;
        let start = self.at;
        let mut is_plain = true;
        loop {
            match self.peek().ok_or(Stop::End)? {
                b'"' => break,
                b'\\' => (self.at, is_plain) = (self.at + 2, false),
                0..=0x1f => return Err(Stop::Wrong),
                _ => self.at += 1,
            }
        }
        let spelled = self.text.get(start..self.at).ok_or(Stop::Wrong)?;
        self.at += 1;
        if is_plain { Ok(Zeroizing::new(spelled.to_owned())) } else { unescaped(spelled) }
    }
}

/// Adds a number, and leaves no copy of the others behind.
fn push(integers: &mut Zeroizing<Vec<i64>>, integer: i64) {
    if integers.len() == integers.capacity() {
        let mut larger = Zeroizing::new(Vec::with_capacity(integers.len().saturating_mul(2).max(2)));
        larger.extend_from_slice(integers);
        *integers = larger;
    }
    integers.push(integer);
}

/// The text that is spelled with escapes. It is never longer, so that it does not grow and leave copies behind.
fn unescaped(spelled: &str) -> Result<Zeroizing<String>> {
    let mut text = Zeroizing::new(String::with_capacity(spelled.len()));
    let mut rest = spelled;
    while let Some((plain, escaped)) = rest.split_once('\\') {
        text.push_str(plain);
        let mut characters = escaped.chars();
        text.push(match characters.next() {
            Some(own @ ('"' | '\\' | '/')) => own,
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('u') => {
                let (character, behind) = code_point(characters.as_str())?;
                characters = behind.chars();
                character
            }
            _ => return Err(Stop::Wrong),
        });
        rest = characters.as_str();
    }
    text.push_str(rest);
    Ok(text)
}

/// The character whose one or two UTF-16 units are spelled behind `\u`, and the text behind them.
fn code_point(text: &str) -> Result<(char, &str)> {
    let (first, rest) = unit(text)?;
    if let (0xd800..=0xdbff, Some(second)) = (first, rest.strip_prefix("\\u"))
        && let (low @ 0xdc00..=0xdfff, behind) = unit(second)?
    {
        let both = 0x1_0000 + ((first - 0xd800) << 10) + (low - 0xdc00);
        return Ok((char::from_u32(both).unwrap_or(char::REPLACEMENT_CHARACTER), behind));
    }
    Ok((char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER), rest))
}

/// Four hexadecimal digits, and the text behind them.
fn unit(text: &str) -> Result<(u32, &str)> {
    let (digits, rest) = text.split_at_checked(4).ok_or(Stop::Wrong)?;
    let is_unit = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    let unit = u32::from_str_radix(digits, 16).ok().filter(|_| is_unit);
    Ok((unit.ok_or(Stop::Wrong)?, rest))
}
