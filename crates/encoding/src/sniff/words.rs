//! Text: JSON, MIME, PEM, base64, and what is known of others.

use super::{DerKind, Format, foreign, pem, sniff_within};
use crate::text::Plain;
use alloc::vec::Vec;
use zeroize::Zeroizing;

/// How much of a text is looked at for the boundaries of a message.
const HEAD: usize = 4096;
/// How much of a text that begins with headers is looked at for those that describe content: mail servers put many
/// before them.
const HEADERS: usize = 1 << 16;
/// How many characters of base64 are decoded to see what is inside.
const SAMPLE: usize = 2048;
/// No header has a longer name.
const LONGEST_NAME: usize = 128;
/// So many characters of base64 that spell readable text are meant to be base64.
const LONGEST_WORDS: usize = 1024;
/// Less than this many characters of base64 are a word.
const SHORTEST: usize = 12;

/// Text as `text::decode` gives it, with `layers` of base64 to look through.
pub(super) fn sniff(text: &[u8], layers: usize) -> Format {
    let start = text.iter().position(|byte| !byte.is_ascii_whitespace() && *byte != 0);
    let Some(trimmed) = start.and_then(|start| text.get(start..)) else { return Format::Empty };
    if is_json(trimmed) {
        return Format::Json;
    }
    if let Some((name, hint)) = foreign::words(trimmed) {
        // A page that shows PEM is read; a page that does not is named.
        if !pem::looks_like(text) {
            return Format::Unsupported { name, hint };
        }
        return Format::Pem;
    }
    let proved = !trimmed.starts_with(b"-----") && is_base64(trimmed, layers);
    // Behind a beginning that is base64 only the end is looked at: an END line whose BEGIN was lost.
    let tail = text.get(text.len().saturating_sub(256)..).unwrap_or_default();
    if pem::looks_like(if proved { tail } else { text }) {
        return match pem::all_unsupported(text) {
            Some((name, hint)) => Format::Unsupported { name, hint },
            None => Format::Pem,
        };
    }
    if is_hex(trimmed) {
        if crate::hex::decode(trimmed).is_some() {
            return Format::Hex;
        }
        let (name, hint) = foreign::HEX;
        return Format::Unsupported { name, hint };
    }
    if proved { Format::Base64 } else { Format::Unknown }
}

/// JSON: an object or array by what follows its bracket, a string by its closing quote with nothing behind.
fn is_json(text: &[u8]) -> bool {
    let Some((&first, rest)) = text.split_first() else { return false };
    let next = rest.iter().copied().find(|byte| !byte.is_ascii_whitespace());
    match first {
        b'{' => matches!(next, None | Some(b'"' | b'}')),
        // `[tls]` begins a section of a settings file.
        b'[' => match next {
            Some(b't' | b'f' | b'n') => {
                let rest = rest.trim_ascii_start();
                [&b"true"[..], b"false", b"null"].iter().any(|word| rest.starts_with(word))
            }
            next => matches!(next, None | Some(b'"' | b'{' | b'[' | b']' | b'-' | b'0'..=b'9')),
        },
        b'"' => {
            let mut escaped = false;
            let end = rest.iter().position(|&byte| {
                let ends = (byte == b'"' && !escaped) || byte < 0x20;
                escaped = byte == b'\\' && !escaped;
                ends
            });
            end.is_some_and(|end| {
                rest.get(end) == Some(&b'"') && rest.get(end + 1..).unwrap_or_default().trim_ascii().is_empty()
            })
        }
        _ => false,
    }
}

/// A MIME entity: by the headers that describe content (RFC 2045 §3), after a status line of HTTP or a boundary.
pub(super) fn mime(bytes: &[u8]) -> Option<Format> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let lines = |most: usize| {
        let head = bytes.get(..bytes.len().min(most)).unwrap_or_default();
        let lines = head.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii_end).skip_while(|line| line.is_empty());
        // What separates the mails of an mbox (RFC 4155), and what stands in its place in some.
        lines.skip_while(|line| line.starts_with(b"From ") || line.starts_with(b">From "))
    };
    let mut head = lines(HEAD);
    let first = head.next()?;
    let http = [b"HTTP/".as_slice(), b"POST ", b"GET "].iter().any(|word| first.starts_with(word));
    if http || is_header(first) {
        let mut found = None;
        let headers = lines(HEADERS).skip(usize::from(http)).take_while(|line| !line.is_empty());
        for line in headers.take_while(|line| is_header(line) || matches!(line.first(), Some(b' ' | b'\t'))) {
            note_header(line, &mut found);
        }
        match found {
            Some(true) => return Some(Format::Smime),
            Some(false) => return Some(Format::Mime),
            None if http => return Some(Format::Mime),
            None => {}
        }
    }
    multipart(core::iter::once(first).chain(head))
}

/// A multipart body by itself: a boundary, perhaps behind a preamble (RFC 2046 §5.1.1), with headers below it. A stray
/// blank line may stand between them.
fn multipart<'a>(lines: impl Iterator<Item = &'a [u8]>) -> Option<Format> {
    let mut since_boundary = None;
    for line in lines {
        if is_boundary(line) {
            since_boundary = Some(0);
        } else if let Some(blank) = since_boundary {
            let mut found = None;
            note_header(line, &mut found);
            if found.is_some() {
                return Some(Format::Mime);
            }
            since_boundary = match line {
                [] if blank < 2 => Some(blank + 1),
                _ if is_header(line) => Some(blank),
                _ => None,
            };
        }
    }
    None
}

/// A delimiter of parts; boundaries may begin with dashes of their own, as PEM's armour does.
fn is_boundary(line: &[u8]) -> bool {
    let dashes = line.iter().take_while(|&&byte| byte == b'-').count();
    let word = line.get(dashes..).unwrap_or_default();
    dashes >= 2 && !word.is_empty() && !word.starts_with(b"BEGIN ") && !word.starts_with(b"END ")
}

/// `Name: value` with a name that a header may have (RFC 5322 §3.6.8).
fn is_header(line: &[u8]) -> bool {
    let name = line.iter().take(LONGEST_NAME).take_while(|byte| byte.is_ascii_graphic() && **byte != b':').count();
    name > 0 && line.get(name) == Some(&b':')
}

/// Remembers whether a header of MIME is there, and whether it says PKCS#7.
fn note_header(line: &[u8], found: &mut Option<bool>) {
    let starts = |name: &[u8]| line.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name));
    if starts(b"content-type:") {
        let value = line.get(13..).unwrap_or_default().trim_ascii_start().to_ascii_lowercase();
        let pkcs7 =
            ["application/pkcs7-", "application/x-pkcs7-"].iter().any(|kind| value.starts_with(kind.as_bytes()));
        *found = Some(found.unwrap_or_default() || pkcs7);
    } else if starts(b"mime-version:") || starts(b"content-transfer-encoding:") || starts(b"content-disposition:") {
        found.get_or_insert(false);
    }
}

/// Hexadecimal of a DER structure, PEM or ZIP, with or without separators: what its beginning spells settles it.
fn is_hex(text: &[u8]) -> bool {
    let head = text.get(..text.len().min(SAMPLE)).unwrap_or_default();
    // As xxd and hexdump write it: offset, bytes, and perhaps the same as characters behind two spaces.
    let zeros = head.iter().take_while(|&&byte| byte == b'0').count();
    let head = match head.split_at_checked(zeros) {
        Some((_, rest)) if zeros >= 6 && matches!(rest.first(), Some(b':' | b' ')) => {
            let is_xxd = rest.first() == Some(&b':');
            let line = rest.get(1..).unwrap_or_default().trim_ascii_start();
            let is_end = |pair: &[u8]| matches!(pair, [b'|' | b'\n' | b'\r', _]) || (is_xxd && pair == b"  ");
            let end = line.windows(2).position(is_end);
            line.get(..end.unwrap_or(line.len())).unwrap_or_default()
        }
        _ => head,
    };
    // The sample may end within a pair.
    let whole = [0, 1, 2, 3].iter().find_map(|cut| crate::hex::digits(head.get(..head.len().checked_sub(*cut)?)?));
    let Some(bytes) = whole else { return false };
    bytes.len() >= 8
        && (bytes.starts_with(b"-----BEGIN ")
            || bytes.starts_with(b"PK\x03\x04")
            || is_json(&bytes) && bytes.is_ascii()
            || matches!(super::der::sniff(&bytes), Some(Format::Der(kind)) if kind != DerKind::OtherSequence))
}

/// Whether `text` is base64 of something known: what its beginning decodes to settles it.
pub(super) fn is_base64(text: &[u8], layers: usize) -> bool {
    if layers == 0 {
        return false;
    }
    let head = text.get(..text.len().min(SAMPLE)).unwrap_or_default();
    if proves_base64(head, layers) {
        return true;
    }
    Plain::of(head).is_some_and(|plain| proves_base64(plain.as_bytes(), layers))
}

fn proves_base64(head: &[u8], layers: usize) -> bool {
    let head = crate::base64::after_data_url(head);
    let mut bytes = Zeroizing::new(Vec::with_capacity(SAMPLE));
    let (mut group, mut held, mut characters) = (0u32, 0usize, 0usize);
    let mut clean = true;
    for &byte in head {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' | b'"' | b'\'' | b',' | b';' | b'`' => continue,
            _ if byte.is_ascii_whitespace() => continue,
            // Damage behind a beginning that is plain is for the decoder to report.
            _ => {
                clean = false;
                break;
            }
        };
        characters += 1;
        group = group << 6 | u32::from(value);
        held += 1;
        if held == 4 {
            bytes.extend_from_slice(&group.to_be_bytes()[1..]);
            (group, held) = (0, 0);
        }
    }
    let rest = (group.checked_shl(6 * (4 - held as u32)).unwrap_or_default()).to_be_bytes();
    bytes.extend_from_slice(rest.get(1..held.max(1)).unwrap_or_default());
    if characters < SHORTEST {
        return false;
    }
    match sniff_within(&bytes, layers - 1) {
        // Words before what is known, as tools print them: no words are spelled by so many letters.
        Format::Unknown => clean && characters >= LONGEST_WORDS && is_plain(&bytes),
        Format::Empty | Format::Hex => false,
        Format::Unsupported { name, .. } => clean && name != foreign::HEX.0 && name != foreign::OPENPGP.0,
        Format::Der(DerKind::OtherSequence) => characters >= 24,
        Format::Json | Format::Mime | Format::Smime => clean && characters >= 16,
        _ => true,
    }
}

/// Whether bytes are readable text, the last character perhaps cut off.
fn is_plain(bytes: &[u8]) -> bool {
    let whole = match core::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            core::str::from_utf8(bytes.get(..error.valid_up_to()).unwrap_or_default()).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !whole.is_empty() && !whole.chars().any(|letter| letter.is_control() && !letter.is_ascii_whitespace())
}
