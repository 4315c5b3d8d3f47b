//! Values and the names before them, as YAML, environment files and programs write them.

use super::{base64_text::is_base64, literal::Literal};
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

/// A value with the lines that it goes on in: in further literals of a program, up to its closing quote, as YAML folds
/// it, or as base64 stands by itself.
pub(super) fn continued<'a>(
    value: &[u8],
    is_paragraph: bool,
    lines: &mut Peekable<impl Iterator<Item = &'a [u8]> + Clone>,
) -> Zeroizing<Vec<u8>> {
    if let Some(joined) = joined(value, lines).or_else(|| quoted(value, lines)) {
        return joined;
    }
    let width = value.len();
    let mut last = width;
    let mut value = Zeroizing::new(value.to_vec());
    while let Some(more) = lines.next_if(|next| {
        let text = next.trim_ascii();
        let goes_on = last == width && text.len() <= width && !value.ends_with(b"=") && is_base64(text);
        if is_paragraph { goes_on } else { is_continued(next) }
    }) {
        let more = more.trim_ascii();
        last = more.len();
        add(&mut value, more);
    }
    value
}

fn add(value: &mut Zeroizing<Vec<u8>>, more: &[u8]) {
    wiped::reserve(value, more.len());
    value.extend_from_slice(more);
}

/// Several literals of a program that it joins.
fn joined<'a>(value: &[u8], lines: &mut Peekable<impl Iterator<Item = &'a [u8]>>) -> Option<Zeroizing<Vec<u8>>> {
    let mut literal = Literal::read(value)?;
    let mut joined = None;
    while let Some(next) = lines.next_if(|next| Literal::read(next).is_some_and(|next| literal.is_joined_with(&next))) {
        let all = joined.get_or_insert_with(|| Zeroizing::new(literal.inside.to_vec()));
        literal = Literal::read(next)?;
        add(all, literal.inside);
    }
    joined
}

/// Base64 behind a quote that is closed on a later line.
fn quoted<'a>(
    value: &[u8],
    lines: &mut Peekable<impl Iterator<Item = &'a [u8]> + Clone>,
) -> Option<Zeroizing<Vec<u8>>> {
    let (quote @ (b'"' | b'\'' | b'`'), first) = value.split_first()? else { return None };
    if first.contains(quote) {
        return None;
    }
    let mut joined = Zeroizing::new(first.to_vec());
    let mut ahead = lines.clone();
    loop {
        let line = ahead.next()?.trim_ascii();
        let mut parts = line.splitn(2, |byte| byte == quote);
        let more = parts.next().unwrap_or_default();
        let is_whole = is_base64(more) || (more.is_empty() && line.first() == Some(quote));
        if !is_whole || joined.ends_with(b"=") && !more.iter().all(|&byte| byte == b'=') {
            return None;
        }
        add(&mut joined, more);
        if let Some(behind) = parts.next() {
            let is_end = behind.trim_ascii().iter().all(|byte| matches!(byte, b';' | b',' | b')'));
            if !is_end || joined.iter().rev().skip_while(|&&byte| byte == b'=').any(|&byte| byte == b'=') {
                return None;
            }
            *lines = ahead;
            return Some(joined);
        }
    }
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
