//! Whether decrypted bytes have the shape that was expected: proof that a password is right.
//!
//! Padding alone is right by chance for one wrong password in 256. A length that fits to the byte, and an OBJECT
//! IDENTIFIER or INTEGER where one is due, are not.

use keybundle_encoding::{
    Result,
    ber::{Element, Tag},
};

/// A SEQUENCE whose length fits to the byte: the outside of everything that is encrypted by a password.
pub(crate) fn is_sequence(bytes: &[u8]) -> bool {
    Element::parse(bytes).is_ok_and(|element| element.tag() == Tag::SEQUENCE)
}

/// PrivateKeyInfo (RFC 5958 §2), or what OpenSSL's encrypted PEM holds: PKCS#1, SEC1 or DSA. All begin with an INTEGER.
pub(crate) fn is_private_key(bytes: &[u8]) -> bool {
    let check = || -> Result<bool> {
        let mut fields = Element::parse(bytes)?.sequence()?;
        fields.read(Tag::INTEGER)?;
        while fields.next_element()?.is_some() {}
        Ok(true)
    };
    check().unwrap_or(false)
}

/// SafeContents (RFC 7292 §4.2): `SEQUENCE OF SEQUENCE { OID, … }`.
pub(crate) fn is_safe_contents(bytes: &[u8]) -> bool {
    let check = || -> Result<bool> {
        match Element::parse(bytes)?.sequence()?.next_element()? {
            Some(bag) => bag.sequence()?.oid().map(|_| true),
            None => Ok(true),
        }
    };
    check().unwrap_or(false)
}
