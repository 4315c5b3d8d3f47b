//! EncapsulatedContentInfo (RFC 5652 §5.2) and the ContentInfo that PKCS#7 had in its place (RFC 2315 §7).

use super::content::Content;
use keybundle_encoding::{
    Oid, Result,
    ber::{Element, Tag},
};

/// A content that lies open.
#[derive(Clone, Debug)]
pub(crate) struct Encapsulated<'a> {
    /// What the content is.
    pub(crate) content_type: Oid<'a>,
    content: Option<Element<'a>>,
}

impl<'a> Encapsulated<'a> {
    pub(crate) fn from_element(element: &Element<'a>) -> Result<Self> {
        let mut fields = element.sequence()?;
        let content_type = fields.oid()?;
        let content = match fields.optional(Tag::context(0))? {
            // An empty explicit tag is how some writers say "no content".
            Some(tagged) if tagged.is_constructed() && tagged.content().is_empty() => None,
            Some(tagged) => Some(tagged.explicit()?),
            None => None,
        };
        fields.finish()?;
        Ok(Self { content_type, content })
    }

    /// The bytes: those of the OCTET STRING, or in PKCS#7's way a structure as it is encoded. `None`: kept elsewhere.
    pub(crate) fn content(&self) -> Result<Option<Content<'a>>> {
        self.content.as_ref().map(Content::of_string).transpose()
    }
}
