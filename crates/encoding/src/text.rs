//! Text in whatever encoding it came: UTF-8, UTF-16 or an old 8-bit one, with or without a byte order mark.

mod plain;

pub(crate) use plain::Plain;

use crate::{Deviation, DeviationKind, Error};
use alloc::{borrow::Cow, vec::Vec};
use core::fmt;
use zeroize::Zeroize;

/// How many bytes decide whether something is text.
const HEAD: usize = 4096;

/// Text as bytes that extend ASCII (UTF-8, or what an 8-bit encoding has), without a byte order mark.
///
/// Text that had to be converted is wiped on drop: it may hold a key, and `Debug` shows its size alone.
pub struct Decoded<'a> {
    /// The text.
    pub text: Cow<'a, [u8]>,
    /// What was undone.
    pub deviation: Option<DeviationKind>,
    encoding: Encoding,
    /// Bytes of the byte order mark.
    skipped: usize,
}

impl fmt::Debug for Decoded<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Decoded")
            .field("size", &self.text.len())
            .field("deviation", &self.deviation)
            .finish_non_exhaustive()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encoding {
    Bytes,
    Utf16Le,
    Utf16Be,
}

impl Decoded<'_> {
    /// The byte offset in the original input of what stands at `position` of the text.
    #[must_use]
    pub fn original_position(&self, position: usize) -> usize {
        self.original_position_from(position, &mut (0, 0))
    }

    /// The same, for positions in their order: `last` are the position that was asked before and what it was from the
    /// first byte of the original text on, both 0 at first.
    pub(crate) fn original_position_from(&self, position: usize, last: &mut (usize, usize)) -> usize {
        let (from, before) = if last.0 <= position { *last } else { (0, 0) };
        let between = self.text.get(from..position.min(self.text.len())).unwrap_or_default();
        let inside = match self.encoding {
            Encoding::Bytes => position,
            // Two bytes a unit: one unit for each sequence of UTF-8, two for those of four bytes.
            _ => between.iter().fold(before, |sum, &byte| match byte {
                0x80..=0xbf => sum,
                0xf0.. => sum.saturating_add(4),
                _ => sum.saturating_add(2),
            }),
        };
        *last = (position, inside);
        self.skipped.saturating_add(inside)
    }

    /// Makes an error and deviations that were found in the text tell positions in the original.
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

    /// The same for deviations, and adds what the encoding itself deviates by.
    pub(crate) fn relocate_deviations(&self, deviations: &mut Vec<Deviation>) {
        for deviation in deviations.iter_mut() {
            deviation.position = self.original_position(deviation.position);
        }
        if let Some(kind) = self.deviation {
            let position = if kind == DeviationKind::TrailingNul { self.original_position(self.text.len()) } else { 0 };
            deviations.push(Deviation { kind, position });
        }
    }
}

impl Drop for Decoded<'_> {
    fn drop(&mut self) {
        if let Cow::Owned(bytes) = &mut self.text {
            bytes.zeroize();
        }
    }
}

/// Takes `bytes` for text, if they are any: `None` for binary data.
///
/// The first four kilobytes decide: few control characters, or every second byte zero (UTF-16). Zero bytes at the end
/// are dropped, as programs in C write them. Nothing is copied but UTF-16.
///
/// ```
/// use keybundle_encoding::text;
/// assert_eq!(text::decode(b"\xef\xbb\xbfabc").unwrap().text.as_ref(), b"abc");
/// assert_eq!(text::decode(b"\xff\xfea\0b\0").unwrap().text.as_ref(), b"ab");
/// assert!(text::decode(b"\x30\x82\x01\x02\x02\x01\x00").is_none());
/// ```
#[must_use]
pub fn decode(bytes: &[u8]) -> Option<Decoded<'_>> {
    if let Some((encoding, skipped)) = utf16(bytes) {
        let units = bytes.get(skipped..).unwrap_or_default();
        let text = from_utf16(units, encoding);
        if !is_text(&text) {
            return None;
        }
        return Some(Decoded { text: Cow::Owned(text), deviation: Some(DeviationKind::Utf16), encoding, skipped });
    }
    let mut rest = bytes;
    while let Some(after) = rest.strip_prefix(b"\xef\xbb\xbf") {
        rest = after;
    }
    let skipped = bytes.len() - rest.len();
    let zeros = rest.iter().rev().take_while(|&&byte| byte == 0).count();
    let text = rest.get(..rest.len() - zeros).unwrap_or_default();
    if !is_text(text) || (text.is_empty() && zeros > 0) {
        return None;
    }
    let deviation = match (skipped, zeros) {
        (0, 0) => None,
        (0, _) => Some(DeviationKind::TrailingNul),
        _ => Some(DeviationKind::ByteOrderMark),
    };
    Some(Decoded { text: Cow::Borrowed(text), deviation, encoding: Encoding::Bytes, skipped })
}

/// UTF-16 by its byte order mark, or because every second byte of the beginning is zero.
fn utf16(bytes: &[u8]) -> Option<(Encoding, usize)> {
    match bytes {
        [0xff, 0xfe, ..] => return Some((Encoding::Utf16Le, 2)),
        [0xfe, 0xff, ..] => return Some((Encoding::Utf16Be, 2)),
        _ => {}
    }
    let head = bytes.get(..bytes.len().min(64) & !1).filter(|head| head.len() >= 8)?;
    let printable = |byte: u8| matches!(byte, b'\t' | b'\n' | b'\r' | b' '..=b'~');
    let all = |test: &dyn Fn(u8, u8) -> bool| head.chunks_exact(2).all(|pair| matches!(*pair, [a, b] if test(a, b)));
    if all(&|low, high| high == 0 && printable(low)) {
        Some((Encoding::Utf16Le, 0))
    } else if all(&|high, low| high == 0 && printable(low)) {
        Some((Encoding::Utf16Be, 0))
    } else {
        None
    }
}

/// UTF-8 of UTF-16; half a pair of surrogates or half a unit becomes U+FFFD.
fn from_utf16(bytes: &[u8], encoding: Encoding) -> Vec<u8> {
    let units = bytes.chunks(2).map(|pair| match (pair, encoding) {
        (&[low, high], Encoding::Utf16Le) => u16::from_le_bytes([low, high]),
        (&[high, low], _) => u16::from_be_bytes([high, low]),
        _ => 0xfffd,
    });
    // Three bytes of UTF-8 are the most that a unit becomes: no reallocation leaves a copy behind.
    let mut text = Vec::with_capacity(bytes.len().div_ceil(2).saturating_mul(3));
    let mut buffer = [0; 4];
    for character in char::decode_utf16(units) {
        let character = character.unwrap_or(char::REPLACEMENT_CHARACTER);
        text.extend_from_slice(character.encode_utf8(&mut buffer).as_bytes());
    }
    while text.last() == Some(&0) {
        text.pop();
    }
    text
}

/// Text has hardly any control characters, and none in its first bytes; every binary format here has one there.
fn is_text(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or_default();
    let control = |byte: &u8| *byte < 0x20 && !matches!(*byte, b'\t'..=b'\r' | 0x1a | 0x1b);
    let first = head.iter().position(control);
    first.is_none_or(|first| first >= 32 && head.iter().filter(|byte| control(byte)).count() * 64 <= head.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::string::String;

    fn utf16(text: &str, big: bool, mark: bool) -> Vec<u8> {
        let mark = if mark { "\u{feff}" } else { "" };
        let units = mark.encode_utf16().chain(text.encode_utf16());
        units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
    }

    #[test]
    fn utf16_in_all_four_forms() {
        let text = "-----BEGIN X-----\r\nAAAA\r\n-----END X-----\r\n";
        for big in [false, true] {
            for mark in [false, true] {
                let bytes = utf16(text, big, mark);
                let decoded = decode(&bytes).unwrap();
                assert_eq!(decoded.text.as_ref(), text.as_bytes());
                assert!(decoded.deviation.is_some());
                assert_eq!(decoded.original_position(5), if mark { 12 } else { 10 });
            }
        }
    }

    #[test]
    fn positions_count_units_of_utf16() {
        let bytes = utf16("a€😀b", false, true);
        let decoded = decode(&bytes).unwrap();
        let at = String::from_utf8_lossy(&decoded.text).find('b').unwrap();
        assert_eq!(decoded.original_position(at), bytes.len() - 2);
    }

    #[test]
    fn old_encodings_are_text_and_binary_is_not() {
        assert!(decode(b"f\xfcr alle\n-----BEGIN").is_some());
        assert!(decode(b"").is_some_and(|decoded| decoded.text.is_empty()));
        assert!(decode(b"abc\0").is_some_and(|decoded| decoded.text.as_ref() == b"abc"));
        assert!(decode(b"PK\x03\x04\x14\0").is_none());
        assert!(decode(&[0; 16]).is_none());
        assert!(decode(&[0x30, 0x80, 0x06, 0x09]).is_none());
    }
}
