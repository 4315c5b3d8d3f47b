//! Distinguished names (X.501 `Name`, RFC 5280 §4.1.2.4): their attributes, and their text.

mod table;
mod text;

use crate::{
    Oid, Result,
    ber::{Element, Reader},
};
use alloc::{string::String, vec::Vec};

pub use table::{oid, short_name};
pub use text::to_text;

/// One attribute of a Name, with the place where it stands.
#[derive(Clone, Debug)]
pub struct Attribute<'a> {
    /// Its type.
    pub oid: Oid<'a>,
    /// Its value, in whatever string type it has.
    pub value: Element<'a>,
    /// Which relative distinguished name it stands in, counted from 0 in the order of the encoding: two attributes of
    /// one number make a multi-valued RDN.
    pub relative_name: usize,
}

/// The attributes of a Name, in the order of the encoding. `der` is the whole Name.
///
/// ```
/// use keybundle_encoding::name;
/// // CN=a, in UTF8String.
/// let der = [0x30, 0x0c, 0x31, 0x0a, 0x30, 8, 6, 3, 0x55, 4, 3, 0x0c, 1, b'a'];
/// let attributes = name::attributes(&der)?;
/// assert_eq!(name::short_name(attributes[0].oid), Some("CN"));
/// assert_eq!(attributes[0].value.text().as_deref(), Some("a"));
/// assert_eq!(name::to_text(&der)?, "CN=a");
/// # Ok::<(), keybundle_encoding::Error>(())
/// ```
///
/// # Errors
/// `malformed-der`, `truncated` when it is no Name.
pub fn attributes(der: &[u8]) -> Result<Vec<Attribute<'_>>> {
    let mut attributes = Vec::new();
    let mut relative_names = Element::parse(der)?.sequence()?;
    let mut relative_name = 0;
    while let Some(set) = relative_names.next_element()? {
        members(set.set()?, relative_name, &mut attributes)?;
        relative_name += 1;
    }
    Ok(attributes)
}

/// The last value of an attribute, by the content bytes of its OID: the most specific common name, for instance.
#[must_use]
pub fn last_value(der: &[u8], attribute: &[u8]) -> Option<String> {
    let attributes = attributes(der).ok()?;
    attributes.iter().rev().find(|found| found.oid.as_bytes() == attribute)?.value.text()
}

fn members<'a>(mut set: Reader<'a>, relative_name: usize, attributes: &mut Vec<Attribute<'a>>) -> Result<()> {
    while let Some(member) = set.next_element()? {
        let mut fields = member.sequence()?;
        attributes.push(Attribute { oid: fields.oid()?, value: fields.any()?, relative_name });
    }
    Ok(())
}
