//! Attributes of a bag (RFC 7292 §4.2, RFC 2985 §5.5).
//!
//! ```text
//! PKCS12Attribute ::= SEQUENCE { attrId OID, attrValues SET OF ANY }
//! ```

use super::oids;
use keybundle_encoding::{
    Result,
    ber::{Element, Tag},
};

/// What the attributes of a bag say that is of use here. Others (the name of a Microsoft CSP) are passed over.
#[derive(Clone, Debug, Default)]
pub(super) struct Attributes {
    /// The name that the maker gave: a BMPString by the standard, any string in practice.
    pub(super) friendly_name: Option<String>,
    /// What a key and its certificate have in common: any bytes.
    pub(super) local_key_id: Option<Vec<u8>>,
    /// The JDK marks a certificate that it trusts.
    pub(super) trusted: bool,
}

impl Attributes {
    /// Reads the SET. Of an attribute that stands twice the first value counts.
    ///
    /// # Errors
    /// `malformed-der`.
    pub(super) fn read(set: &Element<'_>) -> Result<Self> {
        let mut found = Self::default();
        let mut members = set.set()?;
        while let Some(attribute) = members.next_element()? {
            let mut fields = attribute.sequence()?;
            let id = fields.oid()?;
            let mut values = fields.set()?;
            fields.finish()?;
            let Some(value) = values.next_element()? else { continue };
            if id == oids::FRIENDLY_NAME && found.friendly_name.is_none() {
                found.friendly_name = value.text().map(|name| name.trim_end_matches('\0').into());
            } else if id == oids::LOCAL_KEY_ID && found.local_key_id.is_none() {
                if value.tag() == Tag::OCTET_STRING {
                    found.local_key_id = Some(value.octets()?.into_owned());
                }
            } else if id == oids::TRUSTED_KEY_USAGE {
                found.trusted = true;
            }
        }
        Ok(found)
    }
}
