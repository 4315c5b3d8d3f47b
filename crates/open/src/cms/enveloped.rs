//! EnvelopedData (RFC 5652 §6.1) and AuthEnvelopedData (RFC 5083 §2.1), which differ in their tail.

use super::{
    encrypted_content::EncryptedContent,
    originators::Originators,
    recipient_info::{self, RecipientInfo},
    version::version,
};
use keybundle_encoding::{
    Result,
    ber::{Element, Tag},
};
use std::borrow::Cow;

/// A content that is encrypted to recipients.
#[derive(Clone, Debug)]
pub(crate) struct Enveloped<'a> {
    /// Certificates that the originator sent along, as they are encoded.
    pub(crate) originators: Originators<'a>,
    pub(crate) recipients: Vec<RecipientInfo<'a>>,
    /// Whether there are more recipients than the limit; then `recipients` holds only the first ones.
    pub(crate) too_many: bool,
    pub(crate) content: EncryptedContent<'a>,
    /// Of AuthEnvelopedData.
    pub(crate) authentication: Option<Authentication<'a>>,
}

/// What AuthEnvelopedData adds.
#[derive(Clone, Debug)]
pub(crate) struct Authentication<'a> {
    /// `[1] IMPLICIT SET OF Attribute`, which is authenticated along with the content.
    pub(crate) attributes: Option<Element<'a>>,
    pub(crate) mac: Cow<'a, [u8]>,
}

impl<'a> Enveloped<'a> {
    /// Reads the structure. Of more than `most_recipients` recipients, the rest is skipped.
    pub(crate) fn from_element(body: &Element<'a>, authenticated: bool, most_recipients: usize) -> Result<Self> {
        let mut fields = body.sequence()?;
        version(&mut fields)?;
        let originators = match fields.optional(Tag::context(0))? {
            Some(info) => Originators::from_element(&info)?,
            None => Originators::default(),
        };
        let (recipients, too_many) = recipient_info::read_all(&fields.any()?, most_recipients)?;
        let content = EncryptedContent::from_element(&fields.any()?)?;
        let attributes = fields.optional(Tag::context(1))?;
        let authentication = if authenticated {
            let mac = fields.octets()?;
            fields.optional(Tag::context(2))?; // unauthenticated attributes
            Some(Authentication { attributes, mac })
        } else {
            None // [1] are the unprotected attributes
        };
        fields.finish()?;
        Ok(Self { originators, recipients, too_many, content, authentication })
    }
}
