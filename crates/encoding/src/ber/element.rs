//! One element: tag, length and value.

use super::{MAX_DEPTH, Tag, ends::Ends, header::Header};
use crate::{Error, Result};
use core::fmt;

/// One element of BER, borrowed from the input. `Debug` shows nothing of its content, which may be a key's.
#[derive(Clone)]
pub struct Element<'a> {
    tag: Tag,
    constructed: bool,
    indefinite: bool,
    /// Header, content and, of an indefinite length, the end-of-contents.
    raw: &'a [u8],
    content: &'a [u8],
    /// Position of the header in the whole input.
    position: usize,
    /// How many elements this one stands in.
    depth: usize,
    ends: Ends,
}

impl fmt::Debug for Element<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Element")
            .field("tag", &self.tag)
            .field("position", &self.position)
            .field("size", &self.content.len())
            .finish_non_exhaustive()
    }
}

impl<'a> Element<'a> {
    /// Reads the one element that `bytes` hold.
    ///
    /// # Errors
    /// `truncated`, `malformed-der`, `limit-depth`; `trailing-data` when something follows.
    pub fn parse(bytes: &'a [u8]) -> Result<Self> {
        let (element, rest) = Self::parse_first(bytes)?;
        if rest.is_empty() {
            Ok(element)
        } else {
            Err(Error::TrailingData { position: bytes.len() - rest.len(), length: rest.len() })
        }
    }

    /// Reads the first element of `bytes` and gives what follows it.
    ///
    /// # Errors
    /// `truncated`, `malformed-der`, `limit-depth`.
    pub fn parse_first(bytes: &'a [u8]) -> Result<(Self, &'a [u8])> {
        Self::read(bytes, 0, 0, &Ends::default())
    }

    /// Reads the element at the start of `bytes`, which stand at `position`, inside `depth` others.
    pub(super) fn read(bytes: &'a [u8], position: usize, depth: usize, ends: &Ends) -> Result<(Self, &'a [u8])> {
        if depth >= MAX_DEPTH {
            return Err(Error::Depth { limit: MAX_DEPTH });
        }
        let header = Header::read(bytes, position)?;
        let start = position.saturating_add(header.size);
        let body = bytes.get(header.size..).unwrap_or_default();
        let mut ends = ends.clone();
        let length = match header.length {
            Some(length) => length,
            None => match ends.find(start) {
                Some(length) => length,
                None => {
                    ends = Ends::scan(body, start, depth)?;
                    ends.find(start).unwrap_or_default()
                }
            },
        };
        let closing = if header.length.is_none() { 2 } else { 0 };
        let total = header.size.saturating_add(length).saturating_add(closing);
        let (Some(raw), Some(content), Some(rest)) = (bytes.get(..total), body.get(..length), bytes.get(total..))
        else {
            return Err(Error::Truncated {
                have: position.saturating_add(bytes.len()),
                need: position.saturating_add(total),
            });
        };
        let element = Self {
            tag: header.tag,
            constructed: header.constructed,
            indefinite: header.length.is_none(),
            raw,
            content,
            position,
            depth,
            ends,
        };
        Ok((element, rest))
    }

    /// Class and number.
    #[must_use]
    pub const fn tag(&self) -> Tag {
        self.tag
    }

    /// Whether the content is a series of elements.
    #[must_use]
    pub const fn is_constructed(&self) -> bool {
        self.constructed
    }

    /// Whether the length was left open and closed by end-of-contents.
    #[must_use]
    pub const fn is_indefinite(&self) -> bool {
        self.indefinite
    }

    /// Everything: header, content, end-of-contents.
    #[must_use]
    pub const fn raw(&self) -> &'a [u8] {
        self.raw
    }

    /// The content as it stands (of a string in pieces: with the pieces' headers; see [`Element::octets`]).
    #[must_use]
    pub const fn content(&self) -> &'a [u8] {
        self.content
    }

    /// Byte offset of the header in the whole input.
    #[must_use]
    pub const fn position(&self) -> usize {
        self.position
    }

    /// Bytes of identifier and length.
    #[must_use]
    pub const fn header_length(&self) -> usize {
        self.raw.len() - self.closing() - self.content.len()
    }

    /// Where the ends of what stands inside are known from.
    pub(super) const fn ends(&self) -> &Ends {
        &self.ends
    }

    /// How many elements this one stands in.
    pub(super) const fn depth(&self) -> usize {
        self.depth
    }

    /// An error at this element.
    #[must_use]
    pub const fn malformed(&self, reason: &'static str) -> Error {
        Error::MalformedDer { position: self.position, reason }
    }

    /// Checks the tag.
    ///
    /// # Errors
    /// `malformed-der` with `reason` when it is another.
    #[inline]
    pub fn expect(&self, tag: Tag, reason: &'static str) -> Result<()> {
        if self.tag == tag { Ok(()) } else { Err(self.malformed(reason)) }
    }

    const fn closing(&self) -> usize {
        if self.indefinite { 2 } else { 0 }
    }
}
