//! PFX (RFC 7292 §4): what a file protects, and by what.
//!
//! ```text
//! PFX ::= SEQUENCE { version INTEGER {v3(3)}, authSafe ContentInfo, macData MacData OPTIONAL }
//! ```

use super::{
    content_info::read_content_info,
    mac::MacData,
    oids,
    safe::{Safe, read_safes},
};
use crate::contained::fits;
use keybundle_encoding::WarningCode;
use keybundle_encoding::{
    Result, Warnings,
    ber::{Element, Tag, first_deviation},
};
use std::borrow::Cow;

/// A PFX whose outer structure was read; what is inside its safes is read when it is opened.
#[derive(Debug)]
pub(crate) struct Pfx<'a> {
    /// The octets of the AuthenticatedSafe, pieces put together: exactly what a MAC covers (RFC 7292 §5.1, step 5).
    pub(super) content: Cow<'a, [u8]>,
    pub(super) integrity: Integrity<'a>,
}

/// What proves that the content is unaltered.
#[derive(Debug)]
pub(super) enum Integrity<'a> {
    /// Nothing.
    None,
    /// A MAC keyed by a password.
    Mac(MacData<'a>),
    /// A signature, which is not verified here.
    Signature,
}

impl<'a> Pfx<'a> {
    /// Reads the outer structure of the PFX at the start of `bytes`; also gives the number of bytes that follow it.
    ///
    /// # Errors
    /// `truncated` with the number of bytes, `malformed-der`, `limit-depth`.
    pub(crate) fn parse(bytes: &'a [u8], warnings: &mut Warnings) -> Result<(Self, usize)> {
        let (element, rest) = Element::parse_first(bytes)?;
        let pfx = Self::from_element(&element).map_err(fits)?;
        if let Some(position) = first_deviation(element.raw()) {
            warnings.push(WarningCode::NotDer, format!("the PKCS#12 file is BER, not DER, from byte {position} on"));
        }
        Ok((pfx, rest.len()))
    }

    fn from_element(element: &Element<'a>) -> Result<Self> {
        let mut fields = element.sequence()?;
        let version = fields.read(Tag::INTEGER)?;
        if version.unsigned_bytes()? != [3] {
            return Err(version.malformed("a PFX of another version than 3"));
        }
        let (content, signed) = read_content(&fields.any()?)?;
        let mac = fields.next_element()?;
        fields.finish()?;
        let integrity = match mac {
            Some(mac) => Integrity::Mac(MacData::from_element(&mac)?),
            None if signed => Integrity::Signature,
            None => Integrity::None,
        };
        Ok(Self { content, integrity })
    }

    /// The safes in their order.
    pub(super) fn safes(&self) -> Result<Vec<Safe<'_>>> {
        read_safes(&self.content)
    }
}

/// The content of authSafe, and whether it was signed.
fn read_content<'a>(info: &Element<'a>) -> Result<(Cow<'a, [u8]>, bool)> {
    let (content_type, content) = read_content_info(info)?;
    let content = content.ok_or_else(|| info.malformed("a PFX without content"))?;
    if content_type == oids::DATA {
        content.expect(Tag::OCTET_STRING, "the content of a PFX is no OCTET STRING")?;
        return Ok((content.octets()?, false));
    }
    if content_type == oids::SIGNED_DATA {
        // SignedData (RFC 5652 §5.1): version, digestAlgorithms, encapContentInfo, …
        let mut fields = content.sequence()?;
        fields.read(Tag::INTEGER)?;
        fields.read(Tag::SET)?;
        let encapsulated = fields.any()?;
        let (_, content) = read_content_info(&encapsulated)?;
        let content = content.ok_or_else(|| encapsulated.malformed("a signed PFX without content"))?;
        content.expect(Tag::OCTET_STRING, "the content of a PFX is no OCTET STRING")?;
        return Ok((content.octets()?, true));
    }
    Err(info.malformed("the content of a PFX is neither Data nor SignedData"))
}
