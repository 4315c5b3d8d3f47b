//! Headers inside a block (RFC 1421 §4.6, RFC 4716 §3.3, RFC 4880 §6.2), on lines of their own or run together.

use crate::{DeviationKind, deviation::Notes};
use alloc::{format, string::String, vec::Vec};

/// The longest name of a header.
const LONGEST_NAME: usize = 64;
/// The most headers of a block.
const MOST: usize = 64;

/// Reads the headers that stand at `at`, and gives where the body starts.
pub(super) fn read(text: &[u8], at: usize, notes: &mut Notes) -> (Vec<(String, String)>, usize) {
    let mut headers = Vec::new();
    let mut at = at;
    loop {
        let start = skip(text, at);
        let Some((name, value_at)) = name(text, start).filter(|_| headers.len() < MOST) else { return (headers, at) };
        let known = if name.eq_ignore_ascii_case(b"proc-type") {
            proc_type(text, value_at)
        } else if name.eq_ignore_ascii_case(b"dek-info") {
            dek_info(text, value_at)
        } else {
            None
        };
        let (value, end) = known.unwrap_or_else(|| line(text, start, value_at));
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
    at + rest
        .iter()
        .take_while(|byte| {
            byte.is_ascii_whitespace() || matches!(byte, b'>' | b'#' | b'|' | b'"' | b'\'' | b'+' | b',')
        })
        .count()
}

/// A header's name and where its value starts. Base64 has no colon, so that a short word before one is no body.
fn name(text: &[u8], at: usize) -> Option<(&[u8], usize)> {
    let rest = text.get(at..text.len().min(at + LONGEST_NAME))?;
    let size = rest.iter().position(|byte| !byte.is_ascii_alphanumeric() && !matches!(byte, b'-' | b'_'))?;
    let name = rest.get(..size).filter(|name| name.first().is_some_and(u8::is_ascii_alphabetic))?;
    if rest.get(size) == Some(&b':') {
        return Some((name, at + size + 1));
    }
    // The two that matter, their letters spread over lines.
    [b"Proc-Type:".as_slice(), b"DEK-Info:"].into_iter().find_map(|known| {
        let end = spread(text, at, known)?;
        Some((known.strip_suffix(b":")?, end))
    })
}

/// Where `word` ends that stands at `at` in any case, with white space between its letters.
fn spread(text: &[u8], at: usize, word: &[u8]) -> Option<usize> {
    word.iter().try_fold(at, |at, letter| {
        let here = skip_white(text, at);
        text.get(here).is_some_and(|byte| byte.eq_ignore_ascii_case(letter)).then_some(here + 1)
    })
}

/// `4,ENCRYPTED`: ends with the word, whatever follows.
fn proc_type(text: &[u8], at: usize) -> Option<(String, usize)> {
    let version = skip_white(text, at);
    let digit = *text.get(version).filter(|byte| byte.is_ascii_digit())?;
    let end = spread(text, version + 1, b",ENCRYPTED")?;
    Some((format!("{},ENCRYPTED", char::from(digit)), end))
}

/// `AES-256-CBC,0123…`: as many hexadecimal digits as the cipher's block needs, over folded lines too.
fn dek_info(text: &[u8], at: usize) -> Option<(String, usize)> {
    let start = skip_white(text, at);
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
    let word = text.get(start..)?.iter().take(LONGEST_NAME).take_while(|byte| is_name(byte)).count();
    let mut value: String = text.get(start..start + word)?.iter().map(|&byte| char::from(byte)).collect();
    let mut at = start + word;
    if text.get(skip_white(text, at)) != Some(&b',') {
        if word > 3 {
            // ECB needs no vector.
            return Some((value, at));
        }
        // A few letters a line.
        while value.len() < LONGEST_NAME {
            at = skip_white(text, at);
            let byte = *text.get(at)?;
            if byte == b',' {
                break;
            }
            if !is_name(&byte) {
                return None;
            }
            value.push(char::from(byte));
            at += 1;
        }
    }
    let due = vector_digits(&value);
    value.push(',');
    at = skip_white(text, skip_white(text, at) + 1);
    let digits = |at: usize| text.get(at..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_hexdigit());
    let Some(due) = due else {
        let size = digits(at).take(LONGEST_NAME).count();
        value.extend(digits(at).take(size).map(|&byte| char::from(byte)));
        return Some((value, at + size));
    };
    let mut count = 0;
    while count < due {
        let here = skip_white(text, at);
        let size = digits(here).take(due - count).count();
        if size == 0 {
            break;
        }
        value.extend(digits(here).take(size).map(|&byte| char::from(byte)));
        (at, count) = (here + size, count + size);
    }
    Some((value, at))
}

/// How many hexadecimal digits the initialization vector of a known cipher has.
fn vector_digits(cipher: &str) -> Option<usize> {
    let cipher = cipher.to_ascii_uppercase();
    let is = |names: &[&str]| names.iter().any(|name| cipher.starts_with(name));
    if is(&["AES", "ID-AES", "CAMELLIA", "ARIA", "SEED", "SM4", "CHACHA20"]) {
        Some(32)
    } else if is(&["DES", "RC2", "BF", "BLOWFISH", "CAST", "IDEA", "RC5"]) {
        Some(16)
    } else {
        None
    }
}

fn skip_white(text: &[u8], at: usize) -> usize {
    at + text.get(at..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_whitespace()).count()
}

/// The rest of the line, and following lines that are indented more than the header or that a backslash announces.
fn line(text: &[u8], start: usize, value_at: usize) -> (String, usize) {
    let own_indent = indent_before(text, start);
    let mut value = String::new();
    let mut at = value_at;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        // No further than to the next armour line: looked for beyond it, the end of a text of one line took quadratic
        // time.
        let is_end =
            |at: usize| matches!(rest.get(at..), Some([b'\n' | b'\r', ..] | [b'-', b'-', b'-', b'-', b'-', ..]));
        let mut size = (0..rest.len()).find(|&at| is_end(at)).unwrap_or(rest.len());
        let is_run_together = rest.get(size) == Some(&b'-');
        if is_run_together {
            // No line breaks: the value is one word, what follows it is the body.
            let blank = rest.iter().take_while(|&&byte| byte == b' ').count();
            let word = rest.get(blank..).unwrap_or_default();
            size = blank + word.iter().take_while(|byte| !byte.is_ascii_whitespace()).count();
        }
        let piece = rest.get(..size).unwrap_or_default().trim_ascii();
        let more = piece.strip_suffix(b"\\");
        value.push_str(&String::from_utf8_lossy(more.unwrap_or(piece)));
        at += size;
        if is_run_together {
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
