//! The types whose content lies open: DigestedData (RFC 5652 §7), AuthenticatedData (§9), CompressedData (RFC 3274).

use super::{
    encapsulated::Encapsulated,
    encrypted_content::EncryptedContent,
    originators::Originators,
    recipient_info::{self, RecipientInfo},
    version::version,
};
use keybundle_encoding::{
    AlgorithmIdentifier, Result,
    ber::{Element, Tag},
};
use std::borrow::Cow;

/// DigestedData.
#[derive(Clone, Debug)]
pub(crate) struct Digested<'a> {
    pub(crate) algorithm: AlgorithmIdentifier<'a>,
    pub(crate) content: Encapsulated<'a>,
    pub(crate) digest: Cow<'a, [u8]>,
}

impl<'a> Digested<'a> {
    pub(crate) fn from_element(body: &Element<'a>) -> Result<Self> {
        let mut fields = body.sequence()?;
        version(&mut fields)?;
        let digested = Self {
            algorithm: AlgorithmIdentifier::from_element(&fields.any()?)?,
            content: Encapsulated::from_element(&fields.any()?)?,
            digest: fields.octets()?,
        };
        fields.finish()?;
        Ok(digested)
    }
}

/// CompressedData.
#[derive(Clone, Debug)]
pub(crate) struct Compressed<'a> {
    pub(crate) algorithm: AlgorithmIdentifier<'a>,
    pub(crate) content: Encapsulated<'a>,
}

impl<'a> Compressed<'a> {
    pub(crate) fn from_element(body: &Element<'a>) -> Result<Self> {
        let mut fields = body.sequence()?;
        version(&mut fields)?;
        let compressed = Self {
            algorithm: AlgorithmIdentifier::from_element(&fields.any()?)?,
            content: Encapsulated::from_element(&fields.any()?)?,
        };
        fields.finish()?;
        Ok(compressed)
    }
}

/// AuthenticatedData: a content beside a MAC whose key goes to recipients.
#[derive(Clone, Debug)]
pub(crate) struct Authenticated<'a> {
    pub(crate) originators: Originators<'a>,
    pub(crate) recipients: Vec<RecipientInfo<'a>>,
    pub(crate) too_many: bool,
    pub(crate) algorithm: AlgorithmIdentifier<'a>,
    pub(crate) digest_algorithm: Option<AlgorithmIdentifier<'a>>,
    pub(crate) content: Encapsulated<'a>,
    /// `[2] IMPLICIT SET OF Attribute`: the MAC then covers them, and one of them is the digest of the content.
    pub(crate) attributes: Option<Element<'a>>,
    pub(crate) mac: Cow<'a, [u8]>,
}

impl<'a> Authenticated<'a> {
    pub(crate) fn from_element(body: &Element<'a>, most_recipients: usize) -> Result<Self> {
        let mut fields = body.sequence()?;
        version(&mut fields)?;
        let originators = match fields.optional(Tag::context(0))? {
            Some(info) => Originators::from_element(&info)?,
            None => Originators::default(),
        };
        let (recipients, too_many) = recipient_info::read_all(&fields.any()?, most_recipients)?;
        let algorithm = AlgorithmIdentifier::from_element(&fields.any()?)?;
        let digest_algorithm = match fields.optional(Tag::context(1))? {
            Some(tagged) => Some(AlgorithmIdentifier::from_fields(tagged.children()?)?),
            None => None,
        };
        let content = Encapsulated::from_element(&fields.any()?)?;
        let attributes = fields.optional(Tag::context(2))?;
        let mac = fields.octets()?;
        fields.optional(Tag::context(3))?; // unauthAttrs
        fields.finish()?;
        Ok(Self { originators, recipients, too_many, algorithm, digest_algorithm, content, attributes, mac })
    }
}

/// EncryptedData (RFC 5652 §8).
#[derive(Clone, Debug)]
pub(crate) struct Encrypted<'a> {
    pub(crate) content: EncryptedContent<'a>,
}

impl<'a> Encrypted<'a> {
    pub(crate) fn from_element(body: &Element<'a>) -> Result<Self> {
        let mut fields = body.sequence()?;
        version(&mut fields)?;
        let content = EncryptedContent::from_element(&fields.any()?)?;
        fields.optional(Tag::context(1))?; // unprotectedAttrs
        fields.finish()?;
        Ok(Self { content })
    }
}
