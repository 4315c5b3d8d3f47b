//! Object identifiers of any length, borrowed from the input.

use alloc::{
    string::{String, ToString},
    vec::Vec,
};
use const_oid::ObjectIdentifier;
use core::fmt;

/// An object identifier: the content bytes of its encoding (X.690 §8.19), arcs of any size.
///
/// [`ObjectIdentifier`] holds what the program knows; this holds what a file says, UUID arcs included.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Oid<'a>(&'a [u8]);

impl<'a> Oid<'a> {
    /// Takes the content bytes of an OBJECT IDENTIFIER. `None` when they are no OID: empty, or cut inside an arc.
    #[must_use]
    pub fn from_content(bytes: &'a [u8]) -> Option<Self> {
        match bytes.last() {
            Some(last) if last & 0x80 == 0 => Some(Self(bytes)),
            _ => None,
        }
    }

    /// The content bytes.
    #[must_use]
    pub const fn as_bytes(self) -> &'a [u8] {
        self.0
    }

    /// The content bytes of an OID that is written with dots, arcs to 128 bits. `None` when that is no OID.
    ///
    /// ```
    /// use keybundle_encoding::Oid;
    /// assert_eq!(Oid::content_of("2.5.4.3"), Some(vec![0x55, 4, 3]));
    /// assert_eq!(Oid::content_of("3.1"), None);
    /// ```
    #[must_use]
    pub fn content_of(dotted: &str) -> Option<Vec<u8>> {
        let mut arcs = dotted.split('.').map(arc);
        let (root, second) = (arcs.next()??, arcs.next()??);
        if root > 2 || (root < 2 && second > 39) {
            return None;
        }
        let mut content = Vec::new();
        push_arc(second.checked_add(root * 40)?, &mut content);
        for arc in arcs {
            push_arc(arc?, &mut content);
        }
        Some(content)
    }

    /// The same as a fixed-size type, where it fits.
    #[must_use]
    pub fn to_object_identifier(self) -> Option<ObjectIdentifier> {
        ObjectIdentifier::from_bytes(self.0).ok()
    }

    /// Dotted text, for errors and reports.
    #[must_use]
    pub fn to_dotted(self) -> String {
        self.to_string()
    }
}

fn arc(digits: &str) -> Option<u128> {
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
}

/// Seven bits a byte, the most significant first (X.690 §8.19.2).
fn push_arc(arc: u128, content: &mut Vec<u8>) {
    let groups = (128 - arc.leading_zeros()).div_ceil(7).max(1);
    for group in (0..groups).rev() {
        let more = if group == 0 { 0 } else { 0x80 };
        content.push(((arc >> (group * 7)) & 0x7f) as u8 | more);
    }
}

impl PartialEq<ObjectIdentifier> for Oid<'_> {
    fn eq(&self, other: &ObjectIdentifier) -> bool {
        self.0 == other.as_bytes()
    }
}

impl fmt::Display for Oid<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut arc: u128 = 0;
        let mut first = true;
        let mut overflow = false;
        for &byte in self.0 {
            match arc.checked_mul(128) {
                Some(shifted) => arc = shifted | u128::from(byte & 0x7f),
                None => overflow = true,
            }
            if byte & 0x80 != 0 {
                continue;
            }
            if overflow {
                f.write_str(if first { "?" } else { ".?" })?;
            } else if first {
                let root = (arc / 40).min(2);
                write!(f, "{root}.{}", arc - root * 40)?;
            } else {
                write!(f, ".{arc}")?;
            }
            (arc, first, overflow) = (0, false, false);
        }
        Ok(())
    }
}

impl fmt::Debug for Oid<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Oid({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dotted_text_of_small_and_huge_arcs() {
        let oid = Oid::from_content(&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01]).unwrap();
        assert_eq!(oid.to_string(), "1.2.840.113549.1.1.1");
        assert_eq!(oid, ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1"));
        // 2.25 with a 128-bit UUID arc (X.667), as `openssl asn1parse` prints it.
        let uuid = [
            0x69, 0x83, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
            0xff, 0x7f,
        ];
        assert_eq!(Oid::from_content(&uuid).unwrap().to_string(), "2.25.340282366920938463463374607431768211455");
        for dotted in ["1.2.840.113549.1.1.1", "2.25.340282366920938463463374607431768211375", "2.999.0.128", "0.0"] {
            let content = Oid::content_of(dotted).unwrap();
            assert_eq!(Oid::from_content(&content).unwrap().to_string(), dotted);
        }
        for text in
            ["", "1", "1.", ".1", "1.40", "3.1", "1.2.x", "1.2.-1", "1.2.340282366920938463463374607431768211456"]
        {
            assert_eq!(Oid::content_of(text), None, "{text}");
        }
        assert!(Oid::from_content(&[0x2a, 0x86]).is_none());
        assert!(Oid::from_content(&[]).is_none());
    }
}
