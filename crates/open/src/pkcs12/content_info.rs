//! What is inside a PFX, by its type.

use keybundle_encoding::{
    Oid, Result,
    ber::{Element, Tag},
};

/// ContentInfo (RFC 2315 §7, RFC 5652 §3): `SEQUENCE { contentType OID, content [0] EXPLICIT ANY OPTIONAL }`.
pub(super) fn read_content_info<'a>(info: &Element<'a>) -> Result<(Oid<'a>, Option<Element<'a>>)> {
    let mut fields = info.sequence()?;
    let content_type = fields.oid()?;
    let content = match fields.next_element()? {
        Some(tagged) => {
            tagged.expect(Tag::context(0), "the content of a ContentInfo without its tag [0]")?;
            Some(tagged.explicit()?)
        }
        None => None,
    };
    fields.finish()?;
    Ok((content_type, content))
}
