//! Headers inside a block (RFC 1421 §4.6, RFC 4716 §3.3, RFC 4880 §6.2), on lines of their own or run together.

use crate::{DeviationKind, deviation::Notes};
use alloc::{string::String, vec::Vec};

/// The longest name of a header.
const LONGEST_NAME: usize = 64;

/// Reads the headers that stand at `at`, and gives where the body starts.
pub(super) fn read(text: &[u8], at: usize, notes: &mut Notes) -> (Vec<(String, String)>, usize) {
    let mut headers = Vec::new();
    let mut at = at;
    loop {
        let start = skip(text, at);
        let Some((name, value_at)) = name(text, start) else { return (headers, at) };
        let (value, end) = if name.eq_ignore_ascii_case(b"proc-type") {
            proc_type(text, value_at)
        } else if name.eq_ignore_ascii_case(b"dek-info") {
            dek_info(text, value_at)
        } else {
            line(text, start, value_at)
        };
        headers.push((String::from_utf8_lossy(name).into_owned(), value));
        let rest = text.get(end..).unwrap_or_default();
        match rest.iter().find(|byte| !matches!(byte, b' ' | b'\t')) {
            Some(b'\n' | b'\r') | None => {}
            _ if rest.first().is_some_and(u8::is_ascii_whitespace) => {
                notes.note(DeviationKind::SpacesForLineBreaks, end);
            }
            _ => notes.note(DeviationKind::NoLineBreaks, end),
        }
        at = end;
    }
}

/// White space, and marks of quotation.
fn skip(text: &[u8], at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest.iter().take_while(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'"' | b',')).count()
}

/// A header's name and where its value starts. Base64 has no colon, so that a short word before one is no body.
fn name(text: &[u8], at: usize) -> Option<(&[u8], usize)> {
    let rest = text.get(at..text.len().min(at + LONGEST_NAME))?;
    let size = rest.iter().position(|byte| !byte.is_ascii_alphanumeric() && !matches!(byte, b'-' | b'_'))?;
    let name = rest.get(..size).filter(|name| name.first().is_some_and(u8::is_ascii_alphabetic))?;
    (rest.get(size) == Some(&b':')).then_some((name, at + size + 1))
}

/// `4,ENCRYPTED`: ends with the word, whatever follows.
fn proc_type(text: &[u8], at: usize) -> (String, usize) {
    let mut value = String::new();
    let mut at = take(text, at, &mut value, |byte| byte.is_ascii_digit());
    at = take_comma(text, at, &mut value);
    let start = skip_white(text, at);
    let word = text.get(start..).unwrap_or_default();
    if word.get(..9).is_some_and(|word| word.eq_ignore_ascii_case(b"ENCRYPTED")) {
        value.push_str("ENCRYPTED");
        return (value, start + 9);
    }
    at = take(text, at, &mut value, |byte| byte.is_ascii_alphabetic() || byte == b'-');
    (value, at)
}

/// `AES-256-CBC,0123…`: as many hexadecimal digits as the cipher's block needs, over folded lines too.
fn dek_info(text: &[u8], at: usize) -> (String, usize) {
    let mut value = String::new();
    let mut at = take(text, at, &mut value, |byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let due = match value.to_ascii_uppercase() {
        name if ["AES", "CAMELLIA", "ARIA", "SEED", "SM4", "ID-AES"].iter().any(|known| name.starts_with(known)) => 32,
        _ => 16,
    };
    let before_comma = at;
    at = take_comma(text, at, &mut value);
    if at == before_comma {
        return (value, at);
    }
    let mut count = 0;
    while count < due {
        let start = skip_white(text, at);
        let digits = text.get(start..).unwrap_or_default();
        let size = digits.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
        // What goes on beyond hexadecimal is the body, unless the digits due are all there.
        let whole = digits.get(size).is_none_or(u8::is_ascii_whitespace);
        let size = if count + size > due && !whole { due - count } else { size };
        let body = count > 0 && (!whole || count + size > due);
        if size == 0 || body {
            break;
        }
        value.extend(digits.iter().take(size).map(|&byte| char::from(byte)));
        (at, count) = (start + size, count + size);
    }
    (value, at)
}

fn skip_white(text: &[u8], at: usize) -> usize {
    at + text.get(at..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_whitespace()).count()
}

/// Takes bytes for which `test` holds, after white space.
fn take(text: &[u8], at: usize, value: &mut String, test: impl Fn(u8) -> bool) -> usize {
    let start = skip_white(text, at);
    let rest = text.get(start..).unwrap_or_default();
    let size = rest.iter().take(LONGEST_NAME).take_while(|&&byte| test(byte)).count();
    value.extend(rest.iter().take(size).map(|&byte| char::from(byte)));
    if size == 0 { at } else { start + size }
}

fn take_comma(text: &[u8], at: usize, value: &mut String) -> usize {
    let start = skip_white(text, at);
    if text.get(start) == Some(&b',') {
        value.push(',');
        start + 1
    } else {
        at
    }
}

/// The rest of the line, and following lines that are indented more than the header or that a backslash announces.
fn line(text: &[u8], start: usize, value_at: usize) -> (String, usize) {
    let own_indent = indent_before(text, start);
    let mut value = String::new();
    let mut at = value_at;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let mut size = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len());
        let dashes = rest.get(..size).unwrap_or_default().windows(5).position(|part| part == b"-----");
        if dashes.is_some() {
            // No line breaks: the value is one word, what follows it is the body.
            let blank = rest.iter().take_while(|&&byte| byte == b' ').count();
            let word = rest.get(blank..).unwrap_or_default();
            size = blank + word.iter().take_while(|byte| !byte.is_ascii_whitespace()).count();
        }
        let piece = rest.get(..size).unwrap_or_default().trim_ascii();
        let more = piece.strip_suffix(b"\\");
        value.push_str(&String::from_utf8_lossy(more.unwrap_or(piece)));
        at += size;
        if dashes.is_some() {
            return (value, at);
        }
        let next = at + line_break(text, at);
        let indent =
            text.get(next..).unwrap_or_default().iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let blank = matches!(text.get(next + indent), None | Some(b'\n' | b'\r'));
        let folded = indent > own_indent && !blank && name(text, next + indent).is_none();
        if next == at || !(folded || more.is_some()) {
            return (value, at);
        }
        at = next;
    }
}

fn line_break(text: &[u8], at: usize) -> usize {
    match text.get(at..).unwrap_or_default() {
        [b'\r', b'\n', ..] => 2,
        [b'\n' | b'\r', ..] => 1,
        _ => 0,
    }
}

fn indent_before(text: &[u8], at: usize) -> usize {
    text.get(..at).unwrap_or_default().iter().rev().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}
