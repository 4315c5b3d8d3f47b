//! Object identifiers that are kept.

use alloc::{borrow::Cow, vec::Vec};
use core::{fmt, str::FromStr};
use keybundle_encoding::Oid;

/// An object identifier of any length, owned: the content bytes of its encoding.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ObjectId(Cow<'static, [u8]>);

impl ObjectId {
    /// One whose content bytes are known to be well-formed.
    pub(crate) const fn known(content: &'static [u8]) -> Self {
        Self(Cow::Borrowed(content))
    }

    /// The content bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }
}

impl From<Oid<'_>> for ObjectId {
    fn from(oid: Oid<'_>) -> Self {
        Self(Cow::Owned(oid.as_bytes().to_vec()))
    }
}

/// The text is not a dotted OID.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotDotted;

impl fmt::Display for NotDotted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("no dotted object identifier, such as 2.5.4.3")
    }
}

impl core::error::Error for NotDotted {}

impl FromStr for ObjectId {
    type Err = NotDotted;

    fn from_str(text: &str) -> Result<Self, NotDotted> {
        Oid::content_of(text).map(|content: Vec<u8>| Self(Cow::Owned(content))).ok_or(NotDotted)
    }
}

impl fmt::Display for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match Oid::from_content(&self.0) {
            Some(oid) => oid.fmt(f),
            None => f.write_str("?"),
        }
    }
}

impl fmt::Debug for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ObjectId({self})")
    }
}
