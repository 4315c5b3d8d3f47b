//! Elements that stand side by side.

use super::{Element, Tag, ends::Ends};
use crate::{Error, Oid, Result};
use alloc::borrow::Cow;

/// Reads elements one after another.
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    rest: &'a [u8],
    position: usize,
    depth: usize,
    ends: Ends,
}

impl<'a> Reader<'a> {
    /// Reads the elements that stand side by side in `bytes`.
    #[must_use]
    pub fn new(bytes: &'a [u8]) -> Self {
        Self::inside(bytes, 0, 0, Ends::default())
    }

    #[inline]
    pub(super) const fn inside(rest: &'a [u8], position: usize, depth: usize, ends: Ends) -> Self {
        Self { rest, position, depth, ends }
    }

    /// Whether nothing is left.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// What has not been read yet.
    #[must_use]
    pub const fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// Byte offset of what comes next, in the whole input.
    #[must_use]
    pub const fn position(&self) -> usize {
        self.position
    }

    /// The next element, or `None` at the end.
    ///
    /// # Errors
    /// `truncated`, `malformed-der`, `limit-depth`.
    #[inline]
    pub fn next_element(&mut self) -> Result<Option<Element<'a>>> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let (element, rest) = Element::read(self.rest, self.position, self.depth, &self.ends)?;
        self.position += self.rest.len() - rest.len();
        self.rest = rest;
        Ok(Some(element))
    }

    /// The next element, which must be there.
    ///
    /// # Errors
    /// As [`Reader::next_element`]; `malformed-der` at the end.
    #[inline]
    pub fn any(&mut self) -> Result<Element<'a>> {
        self.next_element()?.ok_or(Error::MalformedDer { position: self.position, reason: "a field is missing" })
    }

    /// The next element, which must have this tag.
    ///
    /// # Errors
    /// As [`Reader::any`]; `malformed-der` when it has another tag.
    #[inline]
    pub fn read(&mut self, tag: Tag) -> Result<Element<'a>> {
        let element = self.any()?;
        element.expect(tag, "a field of another type was expected")?;
        Ok(element)
    }

    /// The next element if it has this tag; otherwise nothing is read.
    ///
    /// # Errors
    /// As [`Reader::next_element`].
    #[inline]
    pub fn optional(&mut self, tag: Tag) -> Result<Option<Element<'a>>> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let (element, rest) = Element::read(self.rest, self.position, self.depth, &self.ends)?;
        if element.tag() != tag {
            return Ok(None);
        }
        self.position += self.rest.len() - rest.len();
        self.rest = rest;
        Ok(Some(element))
    }

    /// A SEQUENCE, as a reader of its fields.
    ///
    /// # Errors
    /// As [`Reader::read`].
    #[inline]
    pub fn sequence(&mut self) -> Result<Self> {
        self.any()?.sequence()
    }

    /// A SET, as a reader of its members.
    ///
    /// # Errors
    /// As [`Reader::read`].
    #[inline]
    pub fn set(&mut self) -> Result<Self> {
        self.any()?.set()
    }

    /// An OBJECT IDENTIFIER.
    ///
    /// # Errors
    /// As [`Reader::read`].
    #[inline]
    pub fn oid(&mut self) -> Result<Oid<'a>> {
        self.any()?.oid()
    }

    /// A non-negative INTEGER of at most 64 bits.
    ///
    /// # Errors
    /// As [`Reader::read`]; `malformed-der` when it is negative or larger.
    pub fn unsigned(&mut self) -> Result<u64> {
        self.any()?.unsigned()
    }

    /// An OCTET STRING, its pieces put together.
    ///
    /// # Errors
    /// As [`Reader::read`].
    pub fn octets(&mut self) -> Result<Cow<'a, [u8]>> {
        self.read(Tag::OCTET_STRING)?.octets()
    }

    /// Checks that nothing is left.
    ///
    /// # Errors
    /// `malformed-der` when fields follow that the type does not have.
    pub const fn finish(&self) -> Result<()> {
        if self.rest.is_empty() {
            Ok(())
        } else {
            Err(Error::MalformedDer { position: self.position, reason: "a field that the type does not have" })
        }
    }
}
