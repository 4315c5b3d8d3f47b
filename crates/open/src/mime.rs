//! MIME entities (RFC 2045, RFC 2046) taken apart: answers of EST servers (RFC 7030 §4.4.2) and device agents, saved
//! with or without the headers that came before them, and mails.

mod chunks;
pub(crate) mod headers;
pub(crate) mod smime;

use crate::{Limit, Result, context::Context};
use chunks::unchunked;
use headers::{Headers, TransferEncoding};
use zeroize::Zeroizing;

/// One body, decoded.
pub(crate) struct Part<'a> {
    /// The file name that its headers tell, or `part` with a number: for people, never for decisions.
    pub(crate) name: String,
    /// What it holds.
    pub(crate) content: Content<'a>,
}

/// What a body holds. What is not encoded is not copied: entities nest.
pub(crate) enum Content<'a> {
    AsItStands(&'a [u8]),
    Decoded(Zeroizing<Vec<u8>>),
}

impl core::ops::Deref for Content<'_> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::AsItStands(content) => content,
            Self::Decoded(content) => content,
        }
    }
}

impl Part<'_> {
    /// The same, whatever becomes of what it was taken from.
    fn into_owned<'b>(self) -> Part<'b> {
        let content = match self.content {
            Content::AsItStands(content) => Zeroizing::new(content.to_vec()),
            Content::Decoded(content) => content,
        };
        Part { name: self.name, content: Content::Decoded(content) }
    }
}

/// The bodies of an entity in their order: those of a multipart, whatever it nests, or the one below the headers; of an
/// mbox (RFC 4155), those of each mail. Empty ones are left out.
///
/// # Errors
/// `limit-entries`, `limit-depth`, `limit-size`.
pub(crate) fn parts<'a>(entity: &'a [u8], context: &mut Context<'_>) -> Result<Vec<Part<'a>>> {
    let mut found = Vec::new();
    let mut rest = entity;
    while let Some(next) = next_mail(rest) {
        let (mail, others) = rest.split_at_checked(next).unwrap_or((rest, &[]));
        parts_of_one(mail, &mut found, context)?;
        rest = others;
    }
    parts_of_one(rest, &mut found, context)?;
    Ok(found)
}

/// Where the next mail of an mbox begins: a line with `From ` behind a blank one, above a header.
fn next_mail(mbox: &[u8]) -> Option<usize> {
    mbox.strip_prefix(b"From ")?;
    let mut at = 0;
    let mut is_blank = false;
    for line in mbox.split_inclusive(|&byte| byte == b'\n') {
        let next = at + line.len();
        if is_blank && line.starts_with(b"From ") && has_header(mbox.get(next..)?) {
            return Some(at);
        }
        is_blank = line.trim_ascii().is_empty();
        at = next;
    }
    None
}

/// Whether a mail begins with a header: no text that happens to have such a line goes on like that.
fn has_header(mail: &[u8]) -> bool {
    let first = mail.split(|&byte| byte == b'\n').next().unwrap_or_default();
    !first.trim_ascii().is_empty() && !Headers::parse(first).0.is_empty()
}

fn parts_of_one<'a>(entity: &'a [u8], found: &mut Vec<Part<'a>>, context: &mut Context<'_>) -> Result<()> {
    // A body that was saved without its headers begins with its first delimiter, or with a preamble.
    let without_headers = Headers::parse(entity).0.is_empty();
    match first_delimiter(entity).or_else(|| without_headers.then(|| below_preamble(entity)).flatten()) {
        Some(boundary) => multipart(entity, &boundary, (1, 0), found, context),
        None => collect(entity, (1, 0), found, context),
    }
}

/// Takes an entity with headers, inside `depth - 1` multiparts, behind `first` bodies that are not in `found`.
fn collect<'a>(
    entity: &'a [u8],
    (depth, first): (u64, usize),
    found: &mut Vec<Part<'a>>,
    context: &mut Context<'_>,
) -> Result<()> {
    context.limits.check(Limit::Depth, depth)?;
    let (headers, offset) = Headers::parse(entity);
    let body = entity.get(offset..).unwrap_or_default();
    let Some(unchunked) = unchunked(&headers, body) else {
        return collect_body(&headers, body, (depth, first), found, context);
    };
    let mut within = Vec::new();
    collect_body(&headers, &unchunked, (depth, first + found.len()), &mut within, context)?;
    found.extend(within.into_iter().map(Part::into_owned));
    Ok(())
}

fn collect_body<'a>(
    headers: &Headers,
    body: &'a [u8],
    (depth, first): (u64, usize),
    found: &mut Vec<Part<'a>>,
    context: &mut Context<'_>,
) -> Result<()> {
    if headers.media_type().is_some_and(|media| media.starts_with("multipart/")) {
        let told = headers.parameter("content-type", "boundary");
        let boundary = told.filter(|boundary| has_delimiter(body, boundary)).or_else(|| below_preamble(body));
        if let Some(boundary) = boundary {
            return multipart(body, &boundary, (depth, first), found, context);
        }
    }
    if body.trim_ascii().is_empty() {
        return Ok(());
    }
    context.charge_entries(1)?;
    let name = headers
        .parameter("content-disposition", "filename")
        .or_else(|| headers.parameter("content-type", "name"))
        .unwrap_or_else(|| format!("part{}", first + found.len() + 1));
    let content = match headers.transfer_encoding() {
        TransferEncoding::Identity => Content::AsItStands(body),
        encoding => Content::Decoded(headers::decode(body, encoding)),
    };
    context.charge_unpacked(content.len() as u64)?;
    found.push(Part { name, content });
    Ok(())
}

fn multipart<'a>(
    body: &'a [u8],
    boundary: &str,
    (depth, first): (u64, usize),
    found: &mut Vec<Part<'a>>,
    context: &mut Context<'_>,
) -> Result<()> {
    for part in headers::parts(body, boundary) {
        collect(part, (depth + 1, first), found, context)?;
    }
    Ok(())
}

/// Whether a line of the body is a delimiter of this boundary.
fn has_delimiter(body: &[u8], boundary: &str) -> bool {
    headers::has_part(body, boundary)
}

/// The boundary of a delimiter in the first line that is not blank.
fn first_delimiter(body: &[u8]) -> Option<String> {
    let start = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body).trim_ascii_start();
    boundary_of(start.split(|&byte| byte == b'\n').next()?)
}

/// The boundary of the first delimiter in the first lines.
fn below_preamble(body: &[u8]) -> Option<String> {
    body.split(|&byte| byte == b'\n').take(200).find_map(boundary_of)
}

/// The boundary, if this line is a delimiter. Five dashes and BEGIN are PEM armour.
fn boundary_of(line: &[u8]) -> Option<String> {
    let line = line.trim_ascii_end();
    let boundary = line.strip_prefix(b"--").filter(|rest| !rest.is_empty() && !rest.starts_with(b"---BEGIN"))?;
    std::str::from_utf8(boundary).ok().filter(|boundary| boundary.len() <= MOST_BOUNDARY).map(str::to_owned)
}

/// RFC 2046 §5.1.1 allows 70 characters; writers of longer ones exist.
const MOST_BOUNDARY: usize = 256;

#[cfg(test)]
mod tests {
    use super::parts;
    use crate::{Limits, Unlock, context::Context};
    use keybundle_encoding::Coded as _;

    fn contents(entity: &[u8], limits: &Limits) -> Result<Vec<(String, Vec<u8>)>, crate::Error> {
        let unlock = Unlock::new();
        let mut context = Context::new(&unlock, limits);
        let parts = parts(entity, &mut context)?;
        Ok(parts.into_iter().map(|part| (part.name, part.content.to_vec())).collect())
    }

    fn expected(parts: &[(&str, &str)]) -> Vec<(String, Vec<u8>)> {
        parts.iter().map(|&(name, content)| (name.to_owned(), content.as_bytes().to_vec())).collect()
    }

    #[test]
    fn a_body_with_and_without_its_headers() {
        let body = "--b\r\nContent-Type: a/b; name=k\r\n\r\none\r\n--b\r\n\r\nContent-Transfer-Encoding: base64\r\n\r\ndHdv\r\n--b--\r\n";
        let with = format!("Content-Type: multipart/mixed; boundary=b\r\n\r\n{body}");
        let wrong = format!("Content-Type: multipart/mixed; boundary=other\r\n\r\n{body}");
        let below = format!("A preamble.\r\n{body}");
        for entity in [body, &with, &wrong, &below] {
            let found = contents(entity.as_bytes(), &Limits::default()).unwrap();
            assert_eq!(found, expected(&[("k", "one"), ("part2", "two")]));
        }
    }

    #[test]
    fn an_mbox_holds_several_mails() {
        let mail =
            |content: &str| format!("From a@b.example Mon Nov 30 09:00:00 2026\nContent-Type: a/b\n\n{content}\n\n");
        let mbox = mail("one") + &mail("two\n\nFrom here on, nothing.") + &mail("three");
        let found = contents(mbox.as_bytes(), &Limits::default()).unwrap();
        let names: Vec<_> = found.iter().map(|(name, content)| (name.as_str(), content.trim_ascii())).collect();
        let two = b"two\n\nFrom here on, nothing.".as_slice();
        assert_eq!(names, [("part1", b"one".as_slice()), ("part2", two), ("part3", b"three")]);
    }

    #[test]
    fn multiparts_nest_to_a_limit() {
        let entity = "Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/mixed; boundary=c\n\n\
                      --c\n\none\n--c\n\n\n--c--\n--a\n\ntwo\n--a--\n";
        let found = contents(entity.as_bytes(), &Limits::default()).unwrap();
        assert_eq!(found, expected(&[("part1", "one"), ("part2", "two")]));

        let shallow = Limits { depth: 2, ..Limits::default() };
        assert_eq!(contents(entity.as_bytes(), &shallow).unwrap_err().code().as_str(), "limit-depth");
        let few = Limits { entries: 1, ..Limits::default() };
        assert_eq!(contents(entity.as_bytes(), &few).unwrap_err().code().as_str(), "limit-entries");
    }
}
