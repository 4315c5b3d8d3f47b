//! The headers of a MIME entity (RFC 2045, RFC 2046), read leniently, and its body.

use keybundle_encoding::base64;
use zeroize::Zeroizing;

/// The headers above a body, unfolded.
#[derive(Debug, Default)]
pub(crate) struct Headers {
    /// Names in lower case, values without surrounding space.
    fields: Vec<(String, String)>,
}

/// How a body was made fit for transport (RFC 2045 §6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TransferEncoding {
    Base64,
    QuotedPrintable,
    /// 7bit, 8bit, binary, or not told.
    Identity,
}

/// More lines than any header has.
const MOST_LINES: usize = 1_000;

impl Headers {
    /// Reads the headers at the start of `entity` and gives the offset of what follows the blank line after them.
    ///
    /// Lines end in LF or CRLF. Blank lines before the headers, a status line of HTTP and an mbox separator are skipped.
    /// What is no header ends them; where there are none, the body begins at once.
    pub(crate) fn parse(entity: &[u8]) -> (Self, usize) {
        let mut headers = Self::default();
        let mut offset = entity.len() - without_mark(entity).len();
        for _ in 0..MOST_LINES {
            let rest = entity.get(offset..).unwrap_or_default();
            let Some((line, next)) = line(rest) else { break };
            if line.is_empty() {
                if headers.fields.is_empty() && !rest.is_empty() {
                    offset += next;
                    continue;
                }
                return (headers, offset + next);
            }
            let text = String::from_utf8_lossy(line);
            match (line.first(), headers.fields.last_mut()) {
                (Some(b' ' | b'\t'), Some((_, value))) => {
                    value.push(' ');
                    value.push_str(text.trim());
                }
                _ => match split_field(&text) {
                    Some((name, value)) => headers.fields.push((name, value)),
                    None if headers.fields.is_empty() && is_preface(line) => {}
                    None => break,
                },
            }
            offset += next;
        }
        (headers, offset)
    }

    /// Whether there are none.
    pub(crate) const fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// The value of the first header of this name (in lower case).
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The media type in lower case, without parameters: `application/pkcs7-mime`.
    pub(crate) fn media_type(&self) -> Option<String> {
        let value = self.value("content-type")?;
        Some(value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase())
    }

    /// A parameter of a header: `boundary` of `content-type`, `filename` of `content-disposition`.
    pub(crate) fn parameter(&self, header: &str, name: &str) -> Option<String> {
        parameter(self.value(header)?, name)
    }

    /// How the body is encoded.
    pub(crate) fn transfer_encoding(&self) -> TransferEncoding {
        match self.value("content-transfer-encoding").map(str::to_ascii_lowercase).as_deref() {
            Some("base64") => TransferEncoding::Base64,
            Some("quoted-printable") => TransferEncoding::QuotedPrintable,
            _ => TransferEncoding::Identity,
        }
    }
}

/// What a body holds. Where it is not encoded as the headers say, it is given as it stands: agents write PEM under
/// "base64", and sniffing tells what it is.
pub(crate) fn decode(body: &[u8], encoding: TransferEncoding) -> Zeroizing<Vec<u8>> {
    match encoding {
        TransferEncoding::Identity => Zeroizing::new(body.to_vec()),
        TransferEncoding::QuotedPrintable => quoted_printable(body),
        // Armour would pass for base64 in the alphabet of URLs.
        TransferEncoding::Base64 if body.trim_ascii_start().starts_with(b"-----") => Zeroizing::new(body.to_vec()),
        TransferEncoding::Base64 => match base64::decode(base64_lines(body)) {
            Ok(decoded) => decoded.bytes,
            Err(_) => Zeroizing::new(body.to_vec()),
        },
    }
}

/// The lines of base64, without what a mailing list puts below them. A body that does not begin with such a line is
/// left as it is.
fn base64_lines(body: &[u8]) -> &[u8] {
    let mut offset = 0;
    let mut found = false;
    while let Some((text, next)) = line(body.get(offset..).unwrap_or_default()) {
        let text = text.trim_ascii();
        let is_rule = text.iter().all(|&byte| byte == b'-');
        if !text.is_empty() && (is_rule || !text.iter().all(|&byte| is_base64(byte))) {
            break;
        }
        found |= !text.is_empty();
        offset += next;
    }
    if found { body.get(..offset).unwrap_or_default() } else { body }
}

const fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=' | b'-' | b'_')
}

/// RFC 2045 §6.7. A broken escape stays as it is.
fn quoted_printable(body: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut out = Zeroizing::new(Vec::with_capacity(body.len()));
    let mut rest = body;
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        if byte != b'=' {
            out.push(byte);
            continue;
        }
        let hex = |digit: Option<&u8>| digit.and_then(|&digit| char::from(digit).to_digit(16));
        if let Some(after) = tail.strip_prefix(b"\r\n").or_else(|| tail.strip_prefix(b"\n")) {
            rest = after;
        } else if let (Some(high), Some(low)) = (hex(tail.first()), hex(tail.get(1))) {
            out.push((high * 16 + low) as u8);
            rest = tail.get(2..).unwrap_or_default();
        } else {
            out.push(byte);
        }
    }
    out
}

/// The bytes of a multipart body between its delimiters (RFC 2046 §5.1.1): the parts with their headers. The line break
/// before a delimiter belongs to it. A missing last delimiter ends the last part.
pub(crate) fn parts<'a>(body: &'a [u8], boundary: &str) -> Vec<&'a [u8]> {
    let mut parts = Vec::new();
    let mut start = None;
    let mut offset = 0;
    while let Some((text, next)) = line(body.get(offset..).unwrap_or_default()) {
        if let Some(closing) = delimiter(text, boundary) {
            if let Some(start) = start {
                parts.push(without_line_break(body.get(start..offset).unwrap_or_default()));
            }
            start = Some(offset + next);
            if closing {
                return parts;
            }
        }
        offset += next;
    }
    if let Some(rest) = start.and_then(|start| body.get(start..)) {
        parts.push(rest);
    }
    parts
}

/// Whether there is any delimiter.
pub(crate) fn has_part(mut body: &[u8], boundary: &str) -> bool {
    while let Some((text, next)) = line(body) {
        if delimiter(text, boundary).is_some() {
            return true;
        }
        body = body.get(next..).unwrap_or_default();
    }
    false
}

/// Whether a line is a delimiter, and whether it is the last one. Space may follow it.
fn delimiter(line: &[u8], boundary: &str) -> Option<bool> {
    let rest = line.strip_prefix(b"--")?.strip_prefix(boundary.as_bytes())?.trim_ascii_end();
    match rest {
        b"" => Some(false),
        b"--" => Some(true),
        _ => None,
    }
}

fn without_line_break(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    bytes.strip_suffix(b"\r").unwrap_or(bytes)
}

/// The first line without its break, and the offset of the next one.
fn line(bytes: &[u8]) -> Option<(&[u8], usize)> {
    if bytes.is_empty() {
        return None;
    }
    match bytes.iter().position(|&byte| byte == b'\n') {
        Some(end) => {
            let line = bytes.get(..end).unwrap_or_default();
            Some((line.strip_suffix(b"\r").unwrap_or(line), end + 1))
        }
        None => Some((bytes, bytes.len())),
    }
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// A status line of HTTP, or what separates mails in an mbox.
fn is_preface(line: &[u8]) -> bool {
    [&b"HTTP/"[..], b"From ", b">From ", b"POST ", b"GET "].iter().any(|start| line.starts_with(start))
}

/// `Name: value`. A name is visible ASCII without a colon (RFC 5322 §2.2).
fn split_field(line: &str) -> Option<(String, String)> {
    let (name, value) = line.split_once(':')?;
    let name = name.trim_end();
    if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_graphic()) {
        return None;
    }
    Some((name.to_ascii_lowercase(), value.trim().to_owned()))
}

/// `name=value` or `name="value"` after a semicolon (RFC 2045 §5.1).
fn parameter(value: &str, name: &str) -> Option<String> {
    let mut rest = value.split_once(';')?.1;
    loop {
        let (key, after) = rest.split_once('=')?;
        let key = key.trim_matches(|character: char| character == ';' || character.is_whitespace());
        let after = after.trim_start();
        let (found, tail) = match after.strip_prefix('"') {
            Some(quoted) => unquote(quoted),
            None => {
                let end = after.find([';', ' ', '\t']).unwrap_or(after.len());
                (after.get(..end)?.to_owned(), after.get(end..)?)
            }
        };
        if key.eq_ignore_ascii_case(name) {
            return Some(found);
        }
        rest = tail;
    }
}

/// A quoted string from behind its first quote, and what follows the last one.
fn unquote(quoted: &str) -> (String, &str) {
    let mut text = String::new();
    let mut characters = quoted.char_indices();
    while let Some((index, character)) = characters.next() {
        match character {
            '"' => return (text, quoted.get(index + 1..).unwrap_or_default()),
            '\\' => text.extend(characters.next().map(|(_, escaped)| escaped)),
            other => text.push(other),
        }
    }
    (text, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_unfolded_and_their_parameters_read() {
        let entity =
            b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed;\r\n\tcharset=utf-8; boundary=\"a;\\\"b\"\r\n\r\nbody";
        let (headers, body) = Headers::parse(entity);
        assert_eq!(headers.media_type().as_deref(), Some("multipart/mixed"));
        assert_eq!(headers.parameter("content-type", "boundary").as_deref(), Some("a;\"b"));
        assert_eq!(headers.parameter("content-type", "CHARSET").as_deref(), Some("utf-8"));
        assert_eq!(headers.parameter("content-type", "name"), None);
        assert_eq!(&entity[body..], b"body");
    }

    #[test]
    fn prefaces_and_stray_blank_lines_are_skipped() {
        let entity = b"HTTP/1.1 200 OK\nContent-Transfer-Encoding: BASE64\n\nbody";
        let (headers, body) = Headers::parse(entity);
        assert_eq!(headers.transfer_encoding(), TransferEncoding::Base64);
        assert_eq!(&entity[body..], b"body");
        let (headers, body) = Headers::parse(b"\r\n\r\nContent-Type: a/b\r\n\r\nx");
        assert_eq!((headers.media_type().as_deref(), body), (Some("a/b"), 25));
        let (headers, body) = Headers::parse(b"no header at all\nx");
        assert_eq!((headers.fields.len(), body), (0, 0));
    }

    #[test]
    fn bodies_are_decoded_as_they_really_are() {
        let decoded = |body: &[u8], encoding| decode(body, encoding).to_vec();
        assert_eq!(decoded(b"aGVs\r\nbG8=\r\n", TransferEncoding::Base64), b"hello");
        assert_eq!(decoded(b"aGVsbG8=\r\n\r\n-- \r\nsent from a phone\r\n", TransferEncoding::Base64), b"hello");
        let pem = b"-----BEGIN X-----\nAAAA\n-----END X-----\n";
        assert_eq!(decoded(pem, TransferEncoding::Base64), pem);
        assert_eq!(decoded(b"a=3D=\r\nb=zz", TransferEncoding::QuotedPrintable), b"a=b=zz");
        assert_eq!(decoded(b"\0\xff", TransferEncoding::Identity), b"\0\xff");
    }

    #[test]
    fn parts_lie_between_delimiters() {
        let body = b"preamble\r\n--b\r\nA: 1\r\n\r\none\r\n--b  \r\n\r\ntwo\r\n\r\n--b--\r\nepilogue";
        assert_eq!(parts(body, "b"), [&b"A: 1\r\n\r\none"[..], b"\r\ntwo\r\n"]);
        assert_eq!(parts(b"--b\none", "b"), [b"one"]);
        assert!(parts(b"no part", "b").is_empty());
    }
}
