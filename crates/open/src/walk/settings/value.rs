//! Values and the names before them, as YAML, environment files and programs write them.

use super::base64_text::is_base64;
use keybundle_encoding::wiped;
use std::iter::Peekable;
use zeroize::Zeroizing;

/// Whether YAML says that the value follows below (YAML 1.2 §8.1.1), perhaps behind an anchor, before a comment.
fn is_block_header(value: &[u8]) -> bool {
    let mut words = value.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).peekable();
    words.next_if(|word| word.starts_with(b"&"));
    let is_header = words.next().and_then(<[u8]>::split_first).is_some_and(|(style, rest)| {
        matches!(style, b'|' | b'>') && rest.iter().all(|byte| matches!(byte, b'+' | b'-' | b'1'..=b'9'))
    });
    is_header && words.next().is_none_or(|word| word.starts_with(b"#"))
}

/// What stands behind the name of a line, without quotes and what ends a statement; nothing where YAML says that it
/// follows.
pub(super) fn value(line: &[u8]) -> Option<&[u8]> {
    let at = line.iter().take(128).position(|byte| matches!(byte, b':' | b'='))?;
    let (name, value) = line.split_at_checked(at)?;
    // LDIF has two colons before base64 (RFC 2849); YAML, a type (`!!binary`).
    let value = value.get(1..)?;
    let mut value = value.strip_prefix(b":").unwrap_or(value).trim_ascii();
    if value.starts_with(b"!") {
        let end = value.iter().position(u8::is_ascii_whitespace).unwrap_or(value.len());
        value = value.get(end..)?.trim_ascii();
    }
    if is_block_header(value) {
        return Some(b"");
    }
    let mut value = value.strip_suffix(b";").or_else(|| value.strip_suffix(b",")).unwrap_or(value);
    for quote in [b"\"".as_slice(), b"'", b"`"] {
        if let Some(inside) = value.strip_prefix(quote).and_then(|inside| inside.strip_suffix(quote)) {
            value = inside;
        }
    }
    (!name.trim_ascii().is_empty() && !value.is_empty()).then_some(value)
}

/// A value with the lines that it goes on in: as YAML folds it, up to its closing quote, in further literals of a
/// program, or as base64 stands by itself.
pub(super) fn continued<'a>(
    value: &[u8],
    is_paragraph: bool,
    lines: &mut Peekable<impl Iterator<Item = &'a [u8]>>,
) -> Zeroizing<Vec<u8>> {
    if let Some(first) = literal(value) {
        let mut joined = Zeroizing::new(first.to_vec());
        while let Some(more) = lines.next_if(|next| literal(next).is_some()).and_then(literal) {
            wiped::reserve(&mut joined, more.len());
            joined.extend_from_slice(more);
        }
        return joined;
    }
    let is_open = |inside: &[u8], quote: &u8| matches!(quote, b'"' | b'\'' | b'`') && !inside.contains(quote);
    let opened = value.split_first().filter(|(quote, inside)| is_open(inside, quote));
    let (quote, value) = opened.map_or((None, value), |(&quote, inside)| (Some(quote), inside));
    let width = value.len();
    let mut last = width;
    let mut value = Zeroizing::new(value.to_vec());
    while let Some(more) = lines.next_if(|next| {
        let text = next.trim_ascii();
        match quote {
            Some(quote) => is_base64(text.split(|&byte| byte == quote).next().unwrap_or_default()),
            None if is_paragraph => last == width && text.len() <= width && !value.ends_with(b"=") && is_base64(text),
            None => is_continued(next),
        }
    }) {
        let mut more = more.trim_ascii();
        last = more.len();
        let end = quote.and_then(|quote| more.iter().position(|&byte| byte == quote));
        more = more.get(..end.unwrap_or(last)).unwrap_or_default();
        wiped::reserve(&mut value, more.len());
        value.extend_from_slice(more);
        if end.is_some() {
            break;
        }
    }
    value
}

/// Base64 in quotes, where nothing else stands beside it than what joins such in programs.
fn literal(text: &[u8]) -> Option<&[u8]> {
    let is_joint = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'+' | b'(' | b')' | b';' | b'\\');
    let start = text.iter().position(|byte| !is_joint(byte))?;
    let end = text.iter().rposition(|byte| !is_joint(byte))?;
    let [quote @ (b'"' | b'\'' | b'`'), inside @ .., closing] = text.get(start..=end)? else { return None };
    (quote == closing && is_base64(inside)).then_some(inside)
}

/// Whether a line goes on with the value of the one before, as YAML folds it: indented base64.
fn is_continued(line: &[u8]) -> bool {
    line.first().is_some_and(|byte| matches!(byte, b' ' | b'\t')) && is_base64(line.trim_ascii())
}

#[cfg(test)]
mod tests {
    use super::{is_continued, value};

    #[test]
    fn values_without_what_is_around_them() {
        let long = "A".repeat(60);
        for line in [
            "key: {}",
            "  tls.key: \"{}\"",
            "export KEY='{}'",
            "const key = \"{}\";",
            "\"key\": `{}`,\r",
            "k;binary:: {}",
            "k: !!binary \"{}\"",
        ] {
            assert_eq!(value(line.replace("{}", &long).as_bytes()), Some(long.as_bytes()), "{line}");
        }
        assert_eq!(value(format!(": {long}").as_bytes()), None);
        assert_eq!(value(b"  tls.key: |"), Some(&b""[..]));
        assert_eq!(value(b"  tls.key: !!binary |-"), Some(&b""[..]));
        assert!(is_continued(format!("    {long}").as_bytes()) && !is_continued(long.as_bytes()));
        assert!(!is_continued(b"  tls.crt: MIIB"));
    }
}
