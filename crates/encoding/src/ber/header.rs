//! Identifier and length octets (X.690 §8.1.2, §8.1.3).

use super::{Class, Tag};
use crate::{Error, Result};

/// What stands before the content of an element: for inputs that are not in memory as a whole. [`super::Element`] reads
/// those that are.
///
/// ```
/// use keybundle_encoding::ber::{Header, Tag};
/// let header = Header::read(&[0x30, 0x82, 0x12, 0x34, 0x02], 0)?;
/// assert_eq!((header.tag, header.size, header.length), (Tag::SEQUENCE, 4, Some(0x1234)));
/// # Ok::<(), keybundle_encoding::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Header {
    /// Class and number.
    pub tag: Tag,
    /// Whether the content is a series of elements.
    pub constructed: bool,
    /// Bytes of identifier and length.
    pub size: usize,
    /// Bytes of content; `None`: indefinite, closed by end-of-contents.
    pub length: Option<usize>,
    /// Whether DER would have written identifier and length this way.
    pub minimal: bool,
}

impl Header {
    /// Whether these are the two zero bytes that close an indefinite length (§8.1.5).
    #[must_use]
    pub fn is_end_of_contents(&self) -> bool {
        self.tag == Tag::universal(0) && !self.constructed && self.length == Some(0)
    }

    /// Reads the header at the start of `bytes`, which stands at `position` of the whole input.
    ///
    /// # Errors
    /// `truncated`, `malformed-der`.
    #[inline]
    pub fn read(bytes: &[u8], position: usize) -> Result<Self> {
        match *bytes {
            // Most are so: a tag of one byte, a length of one byte.
            [identifier, length @ 0..=0x7f, ..] if identifier & 0x1f != 0x1f => Ok(Self {
                tag: Tag { class: class(identifier), number: u32::from(identifier & 0x1f) },
                constructed: identifier & 0x20 != 0,
                size: 2,
                length: Some(usize::from(length)),
                minimal: true,
            }),
            _ => Self::read_any(bytes, position),
        }
    }

    fn read_any(bytes: &[u8], position: usize) -> Result<Self> {
        let malformed =
            |offset: usize, reason| Error::MalformedDer { position: position.saturating_add(offset), reason };
        let truncated = |more: usize| Error::Truncated {
            have: position.saturating_add(bytes.len()),
            need: position.saturating_add(bytes.len()).saturating_add(more),
        };
        let (&identifier, mut rest) = bytes.split_first().ok_or_else(|| truncated(2))?;
        let mut number = u32::from(identifier & 0x1f);
        let mut minimal = true;
        if number == 0x1f {
            number = 0;
            loop {
                let (&byte, tail) = rest.split_first().ok_or_else(|| truncated(1))?;
                rest = tail;
                if number >> 25 != 0 {
                    return Err(malformed(0, "a tag number beyond 32 bits"));
                }
                minimal &= number != 0 || byte != 0x80;
                number = number << 7 | u32::from(byte & 0x7f);
                if byte & 0x80 == 0 {
                    break;
                }
            }
            minimal &= number >= 0x1f;
        }
        let (&first, mut rest) = rest.split_first().ok_or_else(|| truncated(1))?;
        let length = match first {
            0..=0x7f => Some(usize::from(first)),
            0x80 => None,
            0xff => return Err(malformed(bytes.len() - rest.len() - 1, "a reserved length octet")),
            _ => {
                let count = usize::from(first & 0x7f);
                if rest.len() < count {
                    return Err(truncated(count - rest.len()));
                }
                let (octets, tail) = rest.split_at(count);
                rest = tail;
                let mut length = 0usize;
                for &octet in octets {
                    if length >> (usize::BITS - 8) != 0 {
                        return Err(malformed(1, "a length beyond what memory can hold"));
                    }
                    length = length << 8 | usize::from(octet);
                }
                minimal &= octets.first() != Some(&0) && length > 0x7f;
                Some(length)
            }
        };
        let constructed = identifier & 0x20 != 0;
        if length.is_none() && !constructed {
            return Err(malformed(0, "an indefinite length on a primitive element"));
        }
        minimal &= length.is_some();
        Ok(Self {
            tag: Tag { class: class(identifier), number },
            constructed,
            size: bytes.len() - rest.len(),
            length,
            minimal,
        })
    }
}

const fn class(identifier: u8) -> Class {
    match identifier >> 6 {
        0 => Class::Universal,
        1 => Class::Application,
        2 => Class::Context,
        _ => Class::Private,
    }
}
