//! What a CMS message is, with or without its ContentInfo.

use super::oids;
use crate::Layer;
use keybundle_encoding::{
    Error, Oid, Result,
    ber::{Element, Tag},
};

/// The content types that are read here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ContentType {
    Data,
    Signed,
    Enveloped,
    AuthEnveloped,
    Digested,
    Encrypted,
    Compressed,
    Authenticated,
}

impl ContentType {
    /// The type that an OID names, if it is one of CMS.
    pub(crate) fn from_oid(oid: Oid<'_>) -> Option<Self> {
        [
            (oids::DATA, Self::Data),
            (oids::SIGNED_DATA, Self::Signed),
            (oids::ENVELOPED_DATA, Self::Enveloped),
            (oids::AUTH_ENVELOPED_DATA, Self::AuthEnveloped),
            (oids::DIGESTED_DATA, Self::Digested),
            (oids::ENCRYPTED_DATA, Self::Encrypted),
            (oids::COMPRESSED_DATA, Self::Compressed),
            (oids::AUTHENTICATED_DATA, Self::Authenticated),
        ]
        .into_iter()
        .find_map(|(known, content_type)| (oid == known).then_some(content_type))
    }

    /// The layer that it makes.
    pub(crate) const fn layer(self) -> Layer {
        match self {
            Self::Data => Layer::CmsData,
            Self::Signed => Layer::CmsSignedData,
            Self::Enveloped => Layer::CmsEnvelopedData,
            Self::AuthEnveloped => Layer::CmsAuthEnvelopedData,
            Self::Digested => Layer::CmsDigestedData,
            Self::Encrypted => Layer::CmsEncryptedData,
            Self::Compressed => Layer::CmsCompressedData,
            Self::Authenticated => Layer::CmsAuthenticatedData,
        }
    }

    /// Tells by its fields what a bare structure is that came without ContentInfo: some tools write the inner SEQUENCE
    /// alone, and RFC 5652 §6.3 encrypts and signs an inner message this way.
    pub(crate) fn of_bare(body: &Element<'_>) -> Option<Self> {
        let mut fields = body.sequence().ok()?;
        fields.unsigned().ok()?;
        let mut next = fields.any().ok()?;
        if next.tag() == Tag::context(0) {
            next = fields.any().ok()?; // originatorInfo
        }
        match next.tag() {
            Tag::SET => {
                let third = fields.any().ok()?;
                let mut inner = third.sequence().ok()?;
                inner.oid().ok()?;
                // EncryptedContentInfo has an algorithm second, EncapsulatedContentInfo its content.
                let encrypted = inner.next_element().ok()?.is_some_and(|field| field.tag() == Tag::SEQUENCE);
                if !encrypted {
                    return Some(Self::Signed);
                }
                while let Some(field) = fields.next_element().ok()? {
                    if field.tag() == Tag::OCTET_STRING {
                        return Some(Self::AuthEnveloped);
                    }
                }
                Some(Self::Enveloped)
            }
            Tag::SEQUENCE => {
                let mut inner = next.sequence().ok()?;
                let algorithm = inner.oid().ok()?;
                if algorithm == oids::ZLIB_COMPRESS {
                    return Some(Self::Compressed);
                }
                // Told from PKCS#8 and PKCS#12, which begin alike, by what follows.
                let encrypted = inner.next_element().ok()?.is_some_and(|field| field.tag() == Tag::SEQUENCE);
                match fields.next_element().ok()? {
                    None => encrypted.then_some(Self::Encrypted),
                    Some(field) if field.tag() == Tag::context(1) => encrypted.then_some(Self::Encrypted),
                    Some(field) if field.tag() == Tag::SEQUENCE => {
                        (fields.next_element().ok()??.tag() == Tag::OCTET_STRING).then_some(Self::Digested)
                    }
                    Some(_) => None,
                }
            }
            _ => None,
        }
    }
}

/// What a message holds.
pub(crate) enum Message<'a> {
    /// A structure of CMS. `None` where ContentInfo has none, which only id-data and RFC 2315 allow.
    Structure(ContentType, Option<Element<'a>>),
    /// A structure that CMS only names: an AsymmetricKeyPackage, for instance.
    Other(Oid<'a>, Option<Element<'a>>),
}

/// Reads ContentInfo (RFC 5652 §3), or takes a bare structure for what its fields say.
pub(crate) fn read<'a>(message: &Element<'a>) -> Result<Message<'a>> {
    let mut fields = message.sequence()?;
    let first = fields.any()?;
    if first.tag() != Tag::OID {
        let Some(content_type) = ContentType::of_bare(message) else {
            return Err(message.malformed("neither ContentInfo nor a CMS structure without it"));
        };
        return Ok(Message::Structure(content_type, Some(message.clone())));
    }
    let oid = first.oid()?;
    if oid == oids::SIGNED_AND_ENVELOPED_DATA {
        return Err(Error::UnsupportedFormat {
            name: "PKCS#7 signedAndEnvelopedData",
            hint: "CMS dropped this type; have the sender make EnvelopedData",
        });
    }
    let content = match fields.optional(Tag::context(0))? {
        Some(tagged) => Some(tagged.explicit()?),
        None => None,
    };
    fields.finish()?;
    Ok(match ContentType::from_oid(oid) {
        Some(content_type) => Message::Structure(content_type, content),
        None => Message::Other(oid, content),
    })
}
