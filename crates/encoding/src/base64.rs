//! Base64 as people send it: both alphabets, with or without padding and line breaks, escaped, in quotes.
//!
//! ```
//! use keybundle_encoding::base64;
//! let decoded = base64::decode(b"/-8\n")?;
//! assert_eq!(decoded.bytes.as_slice(), [0xff, 0xef]);
//! assert_eq!(decoded.deviations.len(), 2); // two alphabets, no padding
//! # Ok::<(), keybundle_encoding::Error>(())
//! ```

mod body;

pub(crate) use body::{Body, Flaw};

use crate::{
    Deviation, DeviationKind, Error, Result,
    ber::Element,
    deviation::Notes,
    text::{self, Plain},
};
use alloc::{string::String, vec::Vec};
use base64::{
    Engine,
    engine::{
        GeneralPurpose,
        general_purpose::{STANDARD, URL_SAFE_NO_PAD},
    },
};
use zeroize::Zeroizing;

/// What base64 text holds.
#[derive(Debug)]
#[non_exhaustive]
pub struct Decoded {
    /// The bytes; they may be a key.
    pub bytes: Zeroizing<Vec<u8>>,
    /// What was accepted though RFC 4648 does not have it, each kind once.
    pub deviations: Vec<Deviation>,
}

/// Decodes base64: the standard or the URL alphabet, white space anywhere, padding or not; escaped line breaks and
/// slashes (`\n`, `\/`), quotes around the text or its lines, a data URL, UTF-16.
///
/// # Errors
/// `empty-input` without any character; `not-base64` with the position of the first character that is none, of
/// characters after the padding, or of the end where a character was lost.
pub fn decode(text: &[u8]) -> Result<Decoded> {
    let Some(converted) = text::decode(text) else { return decode_text(text) };
    let mut decoded = decode_text(&converted.text).map_err(|error| converted.relocate(error))?;
    converted.relocate_deviations(&mut decoded.deviations);
    Ok(decoded)
}

fn decode_text(text: &[u8]) -> Result<Decoded> {
    if let Some(mut decoded) = with_plus_signs(text).and_then(|restored| decode_as_is(&restored).ok()) {
        let is_whole = |bytes: &[u8]| Element::parse_first(bytes).is_ok_and(|(_, rest)| rest.is_empty());
        // Without the spaces it may be whole as well: what it encodes decides.
        if is_whole(&decoded.bytes) && !decode_as_is(text).is_ok_and(|other| is_whole(&other.bytes)) {
            let position = text.iter().position(|&byte| byte == b' ').unwrap_or(0);
            decoded.deviations.push(Deviation { kind: DeviationKind::SpacesForPlusSigns, position });
            return Ok(decoded);
        }
    }
    let first = decode_as_is(text);
    if !matches!(first, Err(Error::NotBase64 { .. })) {
        return first;
    }
    let Some(plain) = Plain::of(text) else { return first };
    let mut decoded = decode_as_is(plain.as_bytes()).map_err(|error| plain.relocate(error))?;
    plain.relocate_deviations(&mut decoded.deviations);
    Ok(decoded)
}

/// One line of base64 whose plus signs may have become spaces, with plus signs again: it has none, and its length is
/// whole if the spaces count.
fn with_plus_signs(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let line = text.trim_ascii();
    let is_usual = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b' ' | b'=');
    let may_be = line.len().is_multiple_of(4) && line.iter().take(1024).any(|&byte| byte == b' ');
    (may_be && line.iter().all(is_usual))
        .then(|| Zeroizing::new(line.iter().map(|&byte| if byte == b' ' { b'+' } else { byte }).collect()))
}

fn decode_as_is(text: &[u8]) -> Result<Decoded> {
    let mut notes = Notes::default();
    let mut at = 0;
    if let Some(start) = data_url(text) {
        notes.note(DeviationKind::DataUrl, 0);
        at = start;
    }
    let mut body = Body::with_capacity(text.len() - at);
    let mut line_start = true;
    let mut slow_until = 0;
    while let Some(&byte) = text.get(at) {
        if at >= slow_until && byte.is_ascii_alphanumeric() {
            let rest = text.get(at..).unwrap_or_default();
            let clean = body.clean_line(rest);
            if clean > 0 {
                (at, line_start) = (at + clean, false);
                continue;
            }
            slow_until = at + 64;
        }
        match byte {
            b'\n' | b'\r' => line_start = true,
            b' ' | b'\t' | 0x0b | 0x0c => {
                let rest = text.get(at..).unwrap_or_default();
                let size = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | 0x0b | 0x0c)).count();
                if !line_start && !matches!(rest.get(size), None | Some(b'\n' | b'\r')) {
                    notes.note(DeviationKind::SpacesInBase64, at);
                }
                at += size;
                continue;
            }
            _ => {
                if !byte.is_ascii_alphanumeric()
                    && let Some(size) = punctuation(text, at, line_start)
                {
                    notes.note(DeviationKind::Punctuation, at);
                    at += size;
                    continue;
                }
                match body.character(byte, at) {
                    Ok(true) => line_start = false,
                    Ok(false) => {
                        return Err(Error::NotBase64 { position: at, reason: "a character that base64 does not have" });
                    }
                    Err(Flaw { position, reason }) => return Err(Error::NotBase64 { position, reason }),
                }
            }
        }
        at += 1;
    }
    if body.is_empty() {
        return Err(Error::Empty);
    }
    match body.finish(text.len(), &mut notes) {
        Ok(bytes) => Ok(Decoded { bytes, deviations: notes.into_vec() }),
        Err(Flaw { position, reason }) => Err(Error::NotBase64 { position, reason }),
    }
}

/// Quotes and commas around a line, as in program text or JSON: how many bytes to pass over at `at`.
pub(crate) fn punctuation(text: &[u8], at: usize, line_start: bool) -> Option<usize> {
    let is_mark = |byte: &u8| matches!(byte, b'"' | b'\'' | b'`' | b',' | b';');
    let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t');
    let rest = text.get(at..)?;
    let first = rest.first()?;
    let is_quote = |byte: &u8| matches!(byte, b'"' | b'\'' | b'`');
    let before = at.checked_sub(1).and_then(|before| text.get(before));
    // `+ "MIIB…` continues a string of program text: never at the very start, nor behind a quote.
    let next = || rest.iter().skip(1).take(16).find(|byte| !is_blank(byte));
    if line_start && *first == b'+' && before.is_some_and(|byte| !is_quote(byte)) && next().is_some_and(is_quote) {
        return Some(1);
    }
    if !is_mark(first) {
        return None;
    }
    let marks = rest.iter().take(16).take_while(|byte| is_mark(byte) || is_blank(byte)).count();
    // `MIIB…" +` goes on with the next line, `MIIB…")` ends a call.
    let joins = is_quote(first) && matches!(rest.get(marks), Some(b'+' | b'.' | b'&' | b')' | b']' | b'}'));
    let size = if joins {
        let behind = rest.iter().skip(marks + 1).take(16);
        marks + 1 + behind.take_while(|byte| matches!(byte, b' ' | b'\t' | b';' | b',')).count()
    } else {
        marks
    };
    // Nothing else on the line, or the next armour line; a mark at the start of a line stands alone.
    let closes = match rest.get(size) {
        None | Some(b'\n' | b'\r') => true,
        Some(b'-') => !line_start,
        Some(_) => false,
    };
    if closes { Some(size) } else { line_start.then_some(1) }
}

/// Where the base64 of a data URL (RFC 2397) starts.
fn data_url(text: &[u8]) -> Option<usize> {
    let start = text.iter().position(|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'"' | b'\''))?;
    let head = text.get(start..text.len().min(start + 256))?;
    if !head.get(..5)?.eq_ignore_ascii_case(b"data:") {
        return None;
    }
    let comma = head.iter().position(|&byte| byte == b',')?;
    head.get(..comma)?.ends_with(b";base64").then_some(start + comma + 1)
}

/// `text` without the beginning of a data URL.
pub(crate) fn after_data_url(text: &[u8]) -> &[u8] {
    text.get(data_url(text).unwrap_or(0)..).unwrap_or_default()
}

/// Base64url without padding, as JOSE has it (RFC 7515 §2).
#[must_use]
pub fn encode_url(bytes: &[u8]) -> Zeroizing<String> {
    written(&URL_SAFE_NO_PAD, bytes)
}

/// Base64 on one line: the standard alphabet with padding (RFC 4648 §4).
#[must_use]
pub fn encode(bytes: &[u8]) -> Zeroizing<String> {
    written(&STANDARD, bytes)
}

fn written(engine: &GeneralPurpose, bytes: &[u8]) -> Zeroizing<String> {
    let mut text = Vec::with_capacity(bytes.len().div_ceil(3).saturating_mul(4));
    append(engine, bytes, &mut text);
    Zeroizing::new(String::from_utf8(text).unwrap_or_default())
}

/// Writes base64 where it is to stand: `encode_string` leaves a copy on the stack, and growing would leave one too.
pub(crate) fn append(engine: &GeneralPurpose, bytes: &[u8], text: &mut Vec<u8>) {
    let start = text.len();
    text.resize(start + bytes.len().div_ceil(3).saturating_mul(4), 0);
    let size = text.get_mut(start..).and_then(|room| engine.encode_slice(bytes, room).ok());
    text.truncate(start + size.unwrap_or(0));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_are_plus_signs_where_that_makes_it_whole() {
        let content: Vec<u8> = (0..=199_u8).map(|byte| byte.wrapping_mul(151) | 0xb0).collect();
        let der = [&[0x04, 0x81, 200], content.as_slice()].concat();
        let text = encode(&der);
        assert!(text.matches('+').count() > 4);
        let decoded = decode(text.replace('+', " ").as_bytes()).unwrap();
        assert_eq!(decoded.bytes.as_slice(), der);
        assert_eq!(decoded.deviations[0].kind, DeviationKind::SpacesForPlusSigns);
        // Spaces that stand for nothing, also where their number is right.
        let der = [&[0x04, 45], [0x41; 45].as_slice()].concat();
        let text = encode(&der);
        assert!(!text.contains('+'));
        for spaced in
            [text.replace("QUFB", "QUFB "), text.replacen("QUFB", "  QUFB  ", 2), text.replacen("QUFB", "QUFB    ", 1)]
        {
            assert_eq!(decode(spaced.as_bytes()).unwrap().bytes.as_slice(), der, "{spaced}");
        }
    }
}
