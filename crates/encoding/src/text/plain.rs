//! Escapes, invisible characters and odd dashes undone: the second try for text that can't be read as it stands.

use crate::{Deviation, DeviationKind, Error, deviation::Notes};
use alloc::vec::Vec;
use zeroize::Zeroizing;

/// Text with its escapes undone and every line break a line feed, and where each part of it stood.
#[derive(Debug)]
pub(crate) struct Plain {
    bytes: Zeroizing<Vec<u8>>,
    /// Position here and position in the original, wherever their distance changes.
    map: Vec<(usize, usize)>,
    notes: Vec<Deviation>,
}

impl Plain {
    /// The plain form of `text`; `None` when it is plain already.
    pub(crate) fn of(text: &[u8]) -> Option<Self> {
        text.iter().any(|&byte| byte >= 0x80 || matches!(byte, b'\\' | b'%' | b'&' | b'<')).then(|| Writer::run(text))
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Where the byte at `position` stood.
    pub(crate) fn original_position(&self, position: usize) -> usize {
        let after = self.map.partition_point(|&(here, _)| here <= position);
        match after.checked_sub(1).and_then(|index| self.map.get(index)) {
            Some(&(here, there)) => there.saturating_add(position - here),
            None => position,
        }
    }

    /// Makes an error that was found in the plain text tell its position in the original.
    pub(crate) fn relocate(&self, error: Error) -> Error {
        match error {
            Error::NotBase64 { position, reason } => {
                Error::NotBase64 { position: self.original_position(position), reason }
            }
            Error::MalformedPem { position, reason } => {
                Error::MalformedPem { position: self.original_position(position), reason }
            }
            other => other,
        }
    }

    /// The same for deviations, and adds what was undone.
    pub(crate) fn relocate_deviations(&self, deviations: &mut Vec<Deviation>) {
        for deviation in deviations.iter_mut() {
            deviation.position = self.original_position(deviation.position);
        }
        deviations.extend(&self.notes);
    }
}

/// What stands for an escape.
enum Piece {
    /// These bytes.
    Put(&'static [u8]),
    /// This byte.
    Byte(u8),
}

struct Writer<'a> {
    text: &'a [u8],
    at: usize,
    bytes: Zeroizing<Vec<u8>>,
    map: Vec<(usize, usize)>,
    notes: Notes,
    /// In a form-encoded text a plus stands for a space.
    form: bool,
}

impl<'a> Writer<'a> {
    fn run(text: &'a [u8]) -> Plain {
        let head = text.get(..text.len().min(4096)).unwrap_or_default();
        let mut writer = Self {
            text,
            at: 0,
            // Nothing grows by being undone.
            bytes: Zeroizing::new(Vec::with_capacity(text.len())),
            map: Vec::new(),
            notes: Notes::default(),
            form: head.windows(6).any(|part| part == b"BEGIN+"),
        };
        while writer.step().is_some() {}
        Plain { bytes: writer.bytes, map: writer.map, notes: writer.notes.into_vec() }
    }

    fn step(&mut self) -> Option<()> {
        let rest = self.text.get(self.at..)?;
        let byte = *rest.first()?;
        let undone = match byte {
            b'\\' => backslash(rest),
            b'%' => percent(rest),
            b'&' => entity(rest),
            b'<' => markup(rest),
            b'+' if self.form => Some((1, Piece::Put(b" "), DeviationKind::Escapes)),
            0x80.. => symbol(rest),
            _ => None,
        };
        if let Some((size, piece, kind)) = undone {
            self.notes.note(kind, self.at);
            match piece {
                Piece::Put(bytes) => self.bytes.extend_from_slice(bytes),
                Piece::Byte(byte) => self.bytes.push(byte),
            }
            self.at += size;
            self.map.push((self.bytes.len(), self.at));
        } else {
            // Backslashes that escape nothing are passed over together: looked at again, they took quadratic time.
            let slashes = rest.iter().take_while(|&&next| next == b'\\').count();
            let size = if slashes > 0 {
                slashes
            } else {
                1 + rest.iter().skip(1).take_while(|next| !may_be_escape(**next)).count()
            };
            self.bytes.extend_from_slice(rest.get(..size)?);
            self.at += size;
        }
        Some(())
    }
}

/// Whether something else may stand for what begins with this byte.
fn may_be_escape(byte: u8) -> bool {
    byte >= 0x80 || matches!(byte, b'\\' | b'%' | b'&' | b'<' | b'+')
}

/// Backslashes, any number of them, and what they escape.
fn backslash(rest: &[u8]) -> Option<(usize, Piece, DeviationKind)> {
    let slashes = rest.iter().take_while(|&&byte| byte == b'\\').count();
    let after = rest.get(slashes..).unwrap_or_default();
    let escape = |size: usize, piece| Some((slashes + size, piece, DeviationKind::Escapes));
    match *after {
        [b'n', ..] => Some((slashes + 1, Piece::Put(b"\n"), DeviationKind::EscapedLineBreaks)),
        [b'r', ref tail @ ..] => {
            // `\r\n` is one line break.
            let more = tail.iter().take_while(|&&byte| byte == b'\\').count();
            let joined = more > 0 && tail.get(more) == Some(&b'n');
            let size = if joined { slashes + 1 + more + 1 } else { slashes + 1 };
            Some((size, Piece::Put(b"\n"), DeviationKind::EscapedLineBreaks))
        }
        [b't', ..] => escape(1, Piece::Put(b" ")),
        [b'u', ref tail @ ..] => code_point(tail.get(..4)?, 16).and_then(|piece| escape(5, piece)),
        [b'x', ref tail @ ..] => code_point(tail.get(..2)?, 16).and_then(|piece| escape(3, piece)),
        // A line that goes on: the line break does not count.
        [b'\r', b'\n', ..] => escape(2, Piece::Put(b"\n")),
        [b'\n', ..] => escape(1, Piece::Put(b"\n")),
        [byte @ (b'/' | b'"' | b'\'' | b' ' | b'=' | b'+' | b'-'), ..] => escape(1, Piece::Byte(byte)),
        _ => None,
    }
}

fn percent(rest: &[u8]) -> Option<(usize, Piece, DeviationKind)> {
    let piece = code_point(rest.get(1..3)?, 16)?;
    Some((3, piece, DeviationKind::Escapes))
}

/// A character reference of HTML or XML.
fn entity(rest: &[u8]) -> Option<(usize, Piece, DeviationKind)> {
    let end = rest.iter().take(10).position(|&byte| byte == b';')?;
    let piece = match rest.get(1..end)? {
        b"nbsp" => Piece::Put(b" "),
        b"quot" => Piece::Put(b"\""),
        b"apos" => Piece::Put(b"'"),
        b"plus" => Piece::Put(b"+"),
        b"sol" => Piece::Put(b"/"),
        b"equals" => Piece::Put(b"="),
        [b'#', b'x' | b'X', digits @ ..] => code_point(digits, 16)?,
        [b'#', digits @ ..] => code_point(digits, 10)?,
        _ => return None,
    };
    Some((end + 1, piece, DeviationKind::Escapes))
}

/// A tag of HTML or XML: it ends a line.
fn markup(rest: &[u8]) -> Option<(usize, Piece, DeviationKind)> {
    let name = rest.get(1..)?;
    let name = name.strip_prefix(b"/").unwrap_or(name);
    name.first().filter(|byte| byte.is_ascii_alphabetic())?;
    let end = rest.iter().take(100).position(|&byte| byte == b'>')?;
    Some((end + 1, Piece::Put(b"\n"), DeviationKind::Escapes))
}

/// Characters beyond ASCII that stand for a character of it, or for none.
fn symbol(rest: &[u8]) -> Option<(usize, Piece, DeviationKind)> {
    let invisible = DeviationKind::InvisibleCharacters;
    Some(match *rest {
        // No-break space, next line, soft hyphen.
        [0xc2, 0xa0, ..] => (2, Piece::Put(b" "), invisible),
        [0xc2, 0x85, ..] => (2, Piece::Put(b"\n"), invisible),
        [0xc2, 0xad, ..] => (2, Piece::Put(b""), invisible),
        // U+2000 to U+200A: spaces; to U+200F: zero width and directions.
        [0xe2, 0x80, 0x80..=0x8a | 0xaf, ..] => (3, Piece::Put(b" "), invisible),
        [0xe2, 0x80, 0x8b..=0x8f | 0xaa..=0xae, ..] => (3, Piece::Put(b""), invisible),
        // U+2010 to U+2012: hyphens; en dash, em dash and bar stand for two.
        [0xe2, 0x80, 0x90..=0x92, ..] => (3, Piece::Put(b"-"), DeviationKind::OtherDashes),
        [0xe2, 0x80, 0x93..=0x95, ..] => (3, Piece::Put(b"--"), DeviationKind::OtherDashes),
        [0xe2, 0x88, 0x92, ..] | [0xef, 0xbc, 0x8d, ..] => (3, Piece::Put(b"-"), DeviationKind::OtherDashes),
        // Quotation marks.
        [0xe2, 0x80, 0x98..=0x9f, ..] => (3, Piece::Put(b"\""), DeviationKind::Punctuation),
        [0xe2, 0x80, 0xa8 | 0xa9, ..] => (3, Piece::Put(b"\n"), invisible),
        // Word joiner and its like, byte order mark, ideographic space.
        [0xe2, 0x81, 0xa0..=0xa4, ..] | [0xef, 0xbb, 0xbf, ..] => (3, Piece::Put(b""), invisible),
        [0xe3, 0x80, 0x80, ..] => (3, Piece::Put(b" "), invisible),
        _ => return None,
    })
}

/// The ASCII character of this number; blanks beyond ASCII count as a space.
fn code_point(digits: &[u8], radix: u32) -> Option<Piece> {
    if digits.is_empty() || !digits.iter().all(|&byte| char::from(byte).is_digit(radix)) {
        return None;
    }
    let number = u32::from_str_radix(core::str::from_utf8(digits).ok()?, radix).ok()?;
    match number {
        0x0a => Some(Piece::Put(b"\n")),
        // A carriage return and its line feed: a space before a line break does no harm.
        0x0d => Some(Piece::Put(b"\n")),
        0x09 | 0xa0 => Some(Piece::Put(b" ")),
        0xad | 0x200b..=0x200f | 0xfeff => Some(Piece::Put(b"")),
        0x20..=0x7e => u8::try_from(number).ok().map(Piece::Byte),
        _ => None,
    }
}
