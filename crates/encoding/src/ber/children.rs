//! What stands inside an element.

use super::{Element, Reader, Tag};
use crate::Result;

impl<'a> Element<'a> {
    /// A reader of the elements inside.
    ///
    /// # Errors
    /// `malformed-der` when this element is primitive.
    #[inline]
    pub fn children(&self) -> Result<Reader<'a>> {
        if !self.is_constructed() {
            return Err(self.malformed("a primitive element where elements were expected"));
        }
        Ok(Reader::inside(
            self.content(),
            self.header_length() + self.position(),
            self.depth() + 1,
            self.ends().clone(),
        ))
    }

    /// A reader of the fields of this SEQUENCE.
    ///
    /// # Errors
    /// `malformed-der` when this is no SEQUENCE.
    #[inline]
    pub fn sequence(&self) -> Result<Reader<'a>> {
        self.expect(Tag::SEQUENCE, "a SEQUENCE was expected")?;
        self.children()
    }

    /// A reader of the members of this SET, in the order in which they stand.
    ///
    /// # Errors
    /// `malformed-der` when this is no SET.
    #[inline]
    pub fn set(&self) -> Result<Reader<'a>> {
        self.expect(Tag::SET, "a SET was expected")?;
        self.children()
    }

    /// The one element inside this explicit tag.
    ///
    /// # Errors
    /// `malformed-der` when there is not exactly one.
    pub fn explicit(&self) -> Result<Self> {
        let mut inside = self.children()?;
        let element = inside.any()?;
        inside.finish()?;
        Ok(element)
    }
}
