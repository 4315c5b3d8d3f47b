//! A CMS message without its encrypted content, which stays where it is.

use super::extents::Extents;
use crate::{
    Error,
    cms::{AUTH_ENVELOPED_DATA, ENVELOPED_DATA, tlv},
    source::{Bytes, Window, source_failed},
};
use keybundle_encoding::{
    Oid,
    ber::{Header, MAX_DEPTH, Tag},
};
use std::io::{self, Read as _, Seek as _, SeekFrom};

/// What was read of a message.
#[derive(Debug)]
pub(super) struct Outline {
    /// The message, its encrypted content empty. What holds it has definite lengths; all other fields are as they came.
    pub(super) message: Vec<u8>,
    /// Where the encrypted content is.
    pub(super) content: Extents,
    /// Where the message ends.
    pub(super) end: u64,
    /// Whether what was left out or written anew was no DER.
    pub(super) is_ber: bool,
}

/// Reads EnvelopedData or AuthEnvelopedData, in ContentInfo or bare, as it begins a source. `None`: it is something
/// else, or broken in a way that reading it as a whole tells.
///
/// # Errors
/// `truncated`; [`Error::Source`].
pub(super) fn read<B: Bytes>(source: &mut Window<B>) -> Result<Option<Outline>, Error> {
    let mut scanner = Scanner { source, content: Extents::default(), is_ber: false, copied: 0, is_whole: false };
    match scanner.message() {
        Ok((message, end)) => Ok(Some(Outline { message, end, content: scanner.content, is_ber: scanner.is_ber })),
        Err(Stop::Other) => Ok(None),
        Err(Stop::Error(error)) => Err(error),
    }
}

/// Why reading ended.
enum Stop {
    Other,
    Error(Error),
}

impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        match source_failed(&error) {
            Some(kind) => Self::Error(Error::Source { kind }),
            None => Self::Other,
        }
    }
}

/// Elements that stand side by side.
struct Level {
    next: u64,
    /// `None`: up to end-of-contents.
    end: Option<u64>,
    depth: usize,
}

/// A header and where it stands.
type Found = (u64, Header);

/// The fields around the content take no more than this: ten times what a thousand recipients take.
const MOST_COPIED: u64 = 8 << 20;
/// Headers are no longer: a tag of 32 bits, a length of 126 bytes.
const LONGEST_HEADER: usize = 136;

struct Scanner<'w, B> {
    source: &'w mut Window<B>,
    content: Extents,
    is_ber: bool,
    copied: u64,
    /// Whether an element around what is read is of definite length, and all there: then nothing was cut off.
    is_whole: bool,
}

impl<B: Bytes> Scanner<'_, B> {
    fn message(&mut self) -> Result<(Vec<u8>, u64), Stop> {
        let mut outer = Level { next: 0, end: Some(self.source.length()), depth: 0 };
        let message = self.required(&mut outer)?;
        let mut fields = self.enter(&message, Tag::SEQUENCE, 0)?;
        let first = self.required(&mut fields)?;
        if first.1.tag != Tag::OID {
            // Bare: its version was read.
            let version = self.copy(&first, &mut fields)?;
            let (body, end) = self.envelope(fields, version)?;
            return Ok((tlv(0x30, &[&body]), end));
        }
        let content_type = self.copy(&first, &mut fields)?;
        let oid = content_type.get(first.1.size..).and_then(Oid::from_content).ok_or(Stop::Other)?;
        if oid != ENVELOPED_DATA && oid != AUTH_ENVELOPED_DATA {
            return Err(Stop::Other);
        }
        let tagged = self.required(&mut fields)?;
        let mut inside = self.enter(&tagged, Tag::context(0), fields.depth)?;
        let sequence = self.required(&mut inside)?;
        let body = self.enter(&sequence, Tag::SEQUENCE, inside.depth)?;
        let (body, end) = self.envelope(body, Vec::new())?;
        inside.next = end;
        fields.next = self.close(&mut inside)?;
        let end = self.close(&mut fields)?;
        Ok((tlv(0x30, &[&content_type, &tlv(0xa0, &[&tlv(0x30, &[&body])])]), end))
    }

    /// The fields of EnvelopedData (RFC 5652 §6.1) or AuthEnvelopedData (RFC 5083 §2.1), and where they end.
    fn envelope(&mut self, mut fields: Level, mut copy: Vec<u8>) -> Result<(Vec<u8>, u64), Stop> {
        let mut recipients = false;
        let mut content = false;
        while let Some(field) = self.next(&mut fields)? {
            if recipients && !content && field.1.tag == Tag::SEQUENCE {
                content = true;
                let inside = self.enter(&field, Tag::SEQUENCE, fields.depth)?;
                let (info, end) = self.encrypted_content(inside)?;
                copy.extend(tlv(0x30, &[&info]));
                fields.next = end;
            } else {
                // Another field is for those to tell who read all of it: also where it ends beyond the source.
                let known: &[Tag] = match (recipients, content) {
                    (_, true) => &[Tag::OCTET_STRING, Tag::context(1), Tag::context(2)],
                    (true, false) => &[],
                    (false, false) => &[Tag::INTEGER, Tag::context(0), Tag::SET],
                };
                if !known.contains(&field.1.tag) {
                    return Err(Stop::Other);
                }
                recipients |= field.1.tag == Tag::SET;
                copy.extend(self.copy(&field, &mut fields)?);
            }
        }
        if content { Ok((copy, fields.next)) } else { Err(Stop::Other) }
    }

    /// EncryptedContentInfo (RFC 5652 §6.1).
    fn encrypted_content(&mut self, mut fields: Level) -> Result<(Vec<u8>, u64), Stop> {
        let mut copy = Vec::new();
        for tag in [Tag::OID, Tag::SEQUENCE] {
            let field = self.required(&mut fields)?;
            if field.1.tag != tag {
                return Err(Stop::Other);
            }
            copy.extend(self.copy(&field, &mut fields)?);
        }
        let content = self.required(&mut fields)?;
        // As `cms::encrypted_content` takes it.
        match content.1.tag {
            tag if tag == Tag::context(0) => copy.extend([0x80, 0]),
            Tag::OCTET_STRING => copy.extend([0x04, 0]),
            _ => return Err(Stop::Other),
        }
        self.is_ber |= content.1.constructed;
        fields.next = self.pieces(&content, fields.depth)?;
        Ok((copy, self.close(&mut fields)?))
    }

    /// Notes the pieces of a string, and gives where it ends.
    fn pieces(&mut self, string: &Found, depth: usize) -> Result<u64, Stop> {
        let (at, header) = string;
        if !header.constructed {
            let end = self.end(string, depth)?;
            self.is_ber |= !header.minimal;
            let content = at + header.size as u64;
            return if self.content.add(content, end - content) { Ok(end) } else { Err(Stop::Other) };
        }
        let mut inside = self.enter(string, header.tag, depth)?;
        while let Some(piece) = self.next(&mut inside)? {
            if piece.1.tag != Tag::OCTET_STRING {
                return Err(Stop::Other);
            }
            inside.next = self.pieces(&piece, inside.depth)?;
        }
        Ok(inside.next)
    }

    /// Goes into an element.
    fn enter(&mut self, (at, header): &Found, tag: Tag, depth: usize) -> Result<Level, Stop> {
        if header.tag != tag || !header.constructed || depth + 1 >= MAX_DEPTH {
            return Err(Stop::Other);
        }
        self.is_ber |= !header.minimal;
        let next = at + header.size as u64;
        let end = header.length.map(|length| next.saturating_add(length as u64));
        self.within(end.unwrap_or(next))?;
        self.is_whole |= end.is_some();
        Ok(Level { next, end, depth: depth + 1 })
    }

    /// The next element. Whoever takes one of indefinite length moves `level.next` to its end.
    fn next(&mut self, level: &mut Level) -> Result<Option<Found>, Stop> {
        if level.end == Some(level.next) {
            return Ok(None);
        }
        if level.end.is_some_and(|end| level.next > end) {
            return Err(Stop::Other);
        }
        let header = self.header(level.next)?;
        let found = (level.next, header);
        if level.end.is_none() && header.is_end_of_contents() {
            level.next += header.size as u64;
            level.end = Some(level.next);
            return Ok(None);
        }
        // Where an indefinite one ends is known to whoever has gone through it.
        if let Some(length) = header.length {
            level.next = (level.next + header.size as u64).saturating_add(length as u64);
        }
        Ok(Some(found))
    }

    fn required(&mut self, level: &mut Level) -> Result<Found, Stop> {
        self.next(level)?.ok_or(Stop::Other)
    }

    /// Where a level ends that has no more elements.
    fn close(&mut self, level: &mut Level) -> Result<u64, Stop> {
        match self.next(level)? {
            None => Ok(level.next),
            Some(_) => Err(Stop::Other),
        }
    }

    fn header(&mut self, at: u64) -> Result<Header, Stop> {
        let mut bytes = [0; LONGEST_HEADER];
        self.source.seek(SeekFrom::Start(at))?;
        let mut size = 0;
        while let Some(rest) = bytes.get_mut(size..).filter(|rest| !rest.is_empty()) {
            match self.source.read(rest)? {
                0 => break,
                read => size += read,
            }
        }
        let position = usize::try_from(at).map_err(|_| Stop::Other)?;
        match Header::read(bytes.get(..size).unwrap_or_default(), position) {
            Ok(header) => Ok(header),
            Err(error @ keybundle_encoding::Error::Truncated { .. }) if !self.is_whole => {
                Err(Stop::Error(error.into()))
            }
            Err(_) => Err(Stop::Other),
        }
    }

    /// Where an element ends.
    fn end(&mut self, (at, header): &Found, depth: usize) -> Result<u64, Stop> {
        let content = at + header.size as u64;
        let Some(length) = header.length else {
            if depth + 1 >= MAX_DEPTH {
                return Err(Stop::Other);
            }
            let mut inside = Level { next: content, end: None, depth: depth + 1 };
            while let Some(element) = self.next(&mut inside)? {
                inside.next = self.end(&element, inside.depth)?;
            }
            return Ok(inside.next);
        };
        self.within(content.saturating_add(length as u64))
    }

    /// An end that must be in the source.
    fn within(&self, end: u64) -> Result<u64, Stop> {
        let size = |size: u64| usize::try_from(size).unwrap_or(usize::MAX);
        let have = self.source.length();
        if end > have {
            if self.is_whole {
                return Err(Stop::Other);
            }
            let error = keybundle_encoding::Error::Truncated { have: size(have), need: size(end) };
            return Err(Stop::Error(error.into()));
        }
        Ok(end)
    }

    /// Takes the last element of a level as it stands.
    fn copy(&mut self, element: &Found, level: &mut Level) -> Result<Vec<u8>, Stop> {
        level.next = self.end(element, level.depth)?;
        let size = level.next - element.0;
        self.copied = self.copied.saturating_add(size);
        if self.copied > MOST_COPIED {
            return Err(Stop::Other);
        }
        Ok(self.source.peek(element.0, usize::try_from(size).unwrap_or(0))?.to_vec())
    }
}
