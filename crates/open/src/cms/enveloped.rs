//! EnvelopedData (RFC 5652 §6.1) and AuthEnvelopedData (RFC 5083 §2.1), which differ in their tail.

use super::{
    encrypted_content::EncryptedContent,
    recipient_info::{self, RecipientInfo, version},
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
    pub(crate) originator_certificates: Vec<&'a [u8]>,
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
        let originator_certificates = match fields.optional(Tag::context(0))? {
            Some(info) => originator_certificates(&info)?,
            None => Vec::new(),
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
        Ok(Self { originator_certificates, recipients, too_many, content, authentication })
    }
}

/// The certificates of OriginatorInfo: `SEQUENCE { [0] IMPLICIT CertificateSet OPTIONAL, [1] … }` under `[0] IMPLICIT`.
pub(super) fn originator_certificates<'a>(info: &Element<'a>) -> Result<Vec<&'a [u8]>> {
    let mut fields = info.children()?;
    let mut certificates = Vec::new();
    if let Some(set) = fields.optional(Tag::context(0))? {
        let mut members = set.children()?;
        while let Some(member) = members.next_element()? {
            // Other choices are attribute certificates and PKCS#6 leftovers.
            if member.tag() == Tag::SEQUENCE {
                certificates.push(member.raw());
            }
        }
    }
    Ok(certificates)
}
