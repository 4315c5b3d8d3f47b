//! Values of primitive types.

use super::{Element, MAX_DEPTH, Tag};
use crate::{Error, Oid, Result};
use alloc::{borrow::Cow, string::String, vec::Vec};

impl<'a> Element<'a> {
    /// The bytes of a string, its pieces put together. For OCTET STRING and every implicitly tagged string; the
    /// caller has checked the tag. Borrowed when it came in one piece.
    ///
    /// # Errors
    /// `malformed-der` when a piece is no OCTET STRING, `limit-depth`.
    pub fn octets(&self) -> Result<Cow<'a, [u8]>> {
        if !self.is_constructed() {
            return Ok(Cow::Borrowed(self.content()));
        }
        let mut pieces = Vec::new();
        self.pieces(&mut |piece| pieces.push(piece))?;
        match pieces.as_slice() {
            [] => Ok(Cow::Borrowed(&[])),
            [one] => Ok(Cow::Borrowed(one)),
            many => Ok(Cow::Owned(many.concat())),
        }
    }

    /// Hands over the pieces of a string in order: one when it is primitive.
    ///
    /// # Errors
    /// `malformed-der` when a piece is no OCTET STRING, `limit-depth`.
    pub fn pieces(&self, take: &mut dyn FnMut(&'a [u8])) -> Result<()> {
        if !self.is_constructed() {
            take(self.content());
            return Ok(());
        }
        if self.depth() >= MAX_DEPTH {
            return Err(Error::Depth { limit: MAX_DEPTH });
        }
        let mut inside = self.children()?;
        while let Some(piece) = inside.next_element()? {
            piece.expect(Tag::OCTET_STRING, "a piece of a string that is no OCTET STRING")?;
            piece.pieces(take)?;
        }
        Ok(())
    }

    /// The content of a primitive element of this tag.
    fn primitive(&self, tag: Tag, reason: &'static str) -> Result<&'a [u8]> {
        self.expect(tag, reason)?;
        if self.is_constructed() { Err(self.malformed(reason)) } else { Ok(self.content()) }
    }

    /// An OBJECT IDENTIFIER.
    ///
    /// # Errors
    /// `malformed-der`.
    pub fn oid(&self) -> Result<Oid<'a>> {
        let content = self.primitive(Tag::OID, "an OBJECT IDENTIFIER was expected")?;
        Oid::from_content(content).ok_or_else(|| self.malformed("a broken OBJECT IDENTIFIER"))
    }

    /// A BOOLEAN: anything but zero is true (X.690 §8.2.2).
    ///
    /// # Errors
    /// `malformed-der`.
    pub fn boolean(&self) -> Result<bool> {
        match self.primitive(Tag::BOOLEAN, "a BOOLEAN was expected")? {
            [byte] => Ok(*byte != 0),
            _ => Err(self.malformed("a BOOLEAN of another size than one byte")),
        }
    }

    /// An INTEGER as two's complement, at least one byte.
    ///
    /// # Errors
    /// `malformed-der`.
    pub fn integer(&self) -> Result<&'a [u8]> {
        let content = self.primitive(Tag::INTEGER, "an INTEGER was expected")?;
        if content.is_empty() { Err(self.malformed("an INTEGER without content")) } else { Ok(content) }
    }

    /// A non-negative INTEGER, big-endian, without leading zeros (empty for zero).
    ///
    /// # Errors
    /// `malformed-der` when it is negative.
    pub fn unsigned_bytes(&self) -> Result<&'a [u8]> {
        let content = self.integer()?;
        if content.first().is_some_and(|byte| byte & 0x80 != 0) {
            return Err(self.malformed("a negative INTEGER where a positive one was expected"));
        }
        let zeros = content.iter().take_while(|&&byte| byte == 0).count();
        Ok(content.get(zeros..).unwrap_or_default())
    }

    /// A non-negative INTEGER of at most 64 bits.
    ///
    /// # Errors
    /// `malformed-der` when it is negative or larger.
    pub fn unsigned(&self) -> Result<u64> {
        let bytes = self.unsigned_bytes()?;
        if bytes.len() > 8 {
            return Err(self.malformed("an INTEGER beyond 64 bits"));
        }
        Ok(bytes.iter().fold(0, |value, &byte| value << 8 | u64::from(byte)))
    }

    /// A BIT STRING: the number of unused bits in the last byte, and the bytes.
    ///
    /// # Errors
    /// `malformed-der`.
    pub fn bit_string(&self) -> Result<(u8, Cow<'a, [u8]>)> {
        self.expect(Tag::BIT_STRING, "a BIT STRING was expected")?;
        self.bits()
    }

    /// As [`Element::bit_string`], for a BIT STRING under an implicit tag.
    ///
    /// # Errors
    /// `malformed-der`.
    pub fn bits(&self) -> Result<(u8, Cow<'a, [u8]>)> {
        if !self.is_constructed() {
            let (unused, bytes) = self.bit_piece()?;
            return Ok((unused, Cow::Borrowed(bytes)));
        }
        let mut joined = Vec::new();
        let unused = self.bit_pieces(&mut joined)?;
        Ok((unused, Cow::Owned(joined)))
    }

    fn bit_pieces(&self, joined: &mut Vec<u8>) -> Result<u8> {
        let mut unused = 0;
        let mut inside = self.children()?;
        while let Some(piece) = inside.next_element()? {
            piece.expect(Tag::BIT_STRING, "a piece of a BIT STRING that is none")?;
            if unused != 0 {
                return Err(piece.malformed("unused bits before the last piece of a BIT STRING"));
            }
            if piece.is_constructed() {
                unused = piece.bit_pieces(joined)?;
            } else {
                let (bits, bytes) = piece.bit_piece()?;
                unused = bits;
                joined.extend_from_slice(bytes);
            }
        }
        Ok(unused)
    }

    fn bit_piece(&self) -> Result<(u8, &'a [u8])> {
        match self.content().split_first() {
            Some((&unused, bytes)) if unused < 8 && (unused == 0 || !bytes.is_empty()) => Ok((unused, bytes)),
            _ => Err(self.malformed("a broken BIT STRING")),
        }
    }

    /// The text of a character string of any ASN.1 type. What is not valid in its type is replaced by U+FFFD, and
    /// TeletexString is taken for Latin-1, as every tool does. `None` when this is no character string.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        let bytes = self.octets().ok()?;
        Some(match self.tag() {
            Tag::UTF8_STRING => String::from_utf8_lossy(&bytes).into_owned(),
            Tag::BMP_STRING => {
                let units = bytes.chunks(2).map(|pair| match *pair {
                    [high, low] => u16::from_be_bytes([high, low]),
                    _ => 0xfffd,
                });
                char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
            }
            Tag::UNIVERSAL_STRING => bytes
                .chunks(4)
                .map(|unit| <[u8; 4]>::try_from(unit).ok().and_then(|unit| char::from_u32(u32::from_be_bytes(unit))))
                .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
                .collect(),
            Tag::PRINTABLE_STRING
            | Tag::IA5_STRING
            | Tag::NUMERIC_STRING
            | Tag::VISIBLE_STRING
            | Tag::TELETEX_STRING => match core::str::from_utf8(&bytes) {
                Ok(text) => text.into(),
                Err(_) => bytes.iter().map(|&byte| char::from(byte)).collect(),
            },
            _ => return None,
        })
    }

    /// The text of a character string, if its bytes are a string of the declared type: valid UTF-8, whole and known
    /// code units, ASCII where the type has nothing else. `None` otherwise, and when this is no character string.
    ///
    /// ```
    /// use keybundle_encoding::ber::Element;
    /// // A BMPString of three bytes, a UTF8String with a lone continuation byte, a UTF8String.
    /// assert_eq!(Element::parse(&[0x1e, 3, 0, b'a', 0])?.strict_text(), None);
    /// assert_eq!(Element::parse(&[0x0c, 1, 0x80])?.strict_text(), None);
    /// assert_eq!(Element::parse(&[0x0c, 1, b'a'])?.strict_text().as_deref(), Some("a"));
    /// # Ok::<(), keybundle_encoding::Error>(())
    /// ```
    #[must_use]
    pub fn strict_text(&self) -> Option<Cow<'a, str>> {
        let bytes = self.octets().ok()?;
        let valid = match self.tag() {
            Tag::UTF8_STRING => return utf8(bytes),
            Tag::BMP_STRING => {
                let units = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
                bytes.len() % 2 == 0 && char::decode_utf16(units).all(|unit| unit.is_ok())
            }
            Tag::UNIVERSAL_STRING => {
                let units = bytes.chunks_exact(4).map(|unit| u32::from_be_bytes([unit[0], unit[1], unit[2], unit[3]]));
                bytes.len() % 4 == 0 && units.map(char::from_u32).all(|unit| unit.is_some())
            }
            Tag::PRINTABLE_STRING | Tag::IA5_STRING | Tag::NUMERIC_STRING | Tag::VISIBLE_STRING => {
                return if bytes.is_ascii() { utf8(bytes) } else { None };
            }
            _ => true,
        };
        if valid { self.text().map(Cow::Owned) } else { None }
    }
}

/// Borrowed where the bytes are.
fn utf8(bytes: Cow<'_, [u8]>) -> Option<Cow<'_, str>> {
    match bytes {
        Cow::Borrowed(bytes) => core::str::from_utf8(bytes).ok().map(Cow::Borrowed),
        Cow::Owned(bytes) => String::from_utf8(bytes).ok().map(Cow::Owned),
    }
}
