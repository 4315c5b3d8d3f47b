//! KeyAgreeRecipientInfo (RFC 5652 §6.2.2, RFC 5753 §3.1.1).

use super::{identifier::Identifier, version::version};
use keybundle_encoding::{
    AlgorithmIdentifier, Result,
    ber::{Element, Reader, Tag},
};
use std::borrow::Cow;

/// One ephemeral key and the recipients that share it.
#[derive(Clone, Debug)]
pub(crate) struct KeyAgreementInfo<'a> {
    pub(crate) originator: Originator<'a>,
    /// User keying material.
    pub(crate) ukm: Option<Cow<'a, [u8]>>,
    /// The key-agreement scheme; its parameters are the key wrap.
    pub(crate) algorithm: AlgorithmIdentifier<'a>,
    pub(crate) recipients: Vec<AgreedKey<'a>>,
}

/// OriginatorIdentifierOrKey.
#[derive(Clone, Debug)]
pub(crate) enum Originator<'a> {
    /// A key made for this message.
    Key(Cow<'a, [u8]>),
    /// The key of a certificate.
    Certificate(Identifier<'a>),
}

/// RecipientEncryptedKey.
#[derive(Clone, Debug)]
pub(crate) struct AgreedKey<'a> {
    pub(crate) id: Identifier<'a>,
    pub(crate) encrypted_key: Cow<'a, [u8]>,
}

impl<'a> KeyAgreementInfo<'a> {
    /// Reads it. Of more than `most` recipients, only one beyond `most` is kept: enough to be refused.
    pub(super) fn read(mut fields: Reader<'a>, most: usize) -> Result<Self> {
        version(&mut fields)?;
        let originator = Originator::from_element(&fields.read(Tag::context(0))?.explicit()?)?;
        let ukm = match fields.optional(Tag::context(1))? {
            Some(tagged) => Some(tagged.explicit()?.octets()?),
            None => None,
        };
        let algorithm = AlgorithmIdentifier::from_element(&fields.any()?)?;
        let mut recipients = Vec::new();
        let mut keys = fields.sequence()?;
        while let Some(key) = keys.next_element()? {
            let mut fields = key.sequence()?;
            recipients.push(AgreedKey {
                id: Identifier::from_key_agreement(&fields.any()?)?,
                encrypted_key: fields.octets()?,
            });
            fields.finish()?;
            if recipients.len() > most {
                break;
            }
        }
        fields.finish()?;
        Ok(Self { originator, ukm, algorithm, recipients })
    }
}

impl<'a> Originator<'a> {
    fn from_element(element: &Element<'a>) -> Result<Self> {
        if element.tag() == Tag::context(1) {
            let mut fields = element.children()?;
            AlgorithmIdentifier::from_element(&fields.any()?)?;
            let key = fields.any()?;
            fields.finish()?;
            let (unused, public) = key.bit_string()?;
            if unused != 0 {
                return Err(key.malformed("a public key that ends within a byte"));
            }
            return Ok(Self::Key(public));
        }
        Identifier::from_element(element).map(Self::Certificate)
    }
}
