//! RecipientInfo (RFC 5652 §6.2), as far as it can be read without a key.

use super::{identifier::Identifier, kem::KemInfo, key_agreement_info::KeyAgreementInfo, oids, version::version};
use keybundle_encoding::{
    AlgorithmIdentifier, Oid, Result,
    ber::{Element, Reader, Tag},
};
use std::borrow::Cow;

/// What an OtherRecipientInfo is that is not known (RFC 5652 §6.2.5).
pub(super) const OTHER_KIND: &str = "a recipient of another kind";

/// One recipient of a message (of key agreement: one or more).
#[derive(Clone, Debug)]
pub(crate) enum RecipientInfo<'a> {
    KeyTransport(KeyTransportInfo<'a>),
    KeyAgreement(KeyAgreementInfo<'a>),
    Kek(KekInfo<'a>),
    Password(PasswordInfo<'a>),
    /// Of OtherRecipientInfo (RFC 9629).
    Kem(Box<KemInfo<'a>>),
    /// A kind that is named only (§6.2.5).
    Other(Oid<'a>),
}

/// KeyTransRecipientInfo (§6.2.1).
#[derive(Clone, Debug)]
pub(crate) struct KeyTransportInfo<'a> {
    pub(crate) id: Identifier<'a>,
    pub(crate) algorithm: AlgorithmIdentifier<'a>,
    pub(crate) encrypted_key: Cow<'a, [u8]>,
}

/// KEKRecipientInfo (§6.2.3).
#[derive(Clone, Debug)]
pub(crate) struct KekInfo<'a> {
    pub(crate) key_identifier: Cow<'a, [u8]>,
    pub(crate) algorithm: AlgorithmIdentifier<'a>,
    pub(crate) encrypted_key: Cow<'a, [u8]>,
}

/// PasswordRecipientInfo (§6.2.4).
#[derive(Clone, Debug)]
pub(crate) struct PasswordInfo<'a> {
    /// Absent: the key-encryption key comes from elsewhere.
    pub(crate) derivation: Option<AlgorithmIdentifier<'a>>,
    pub(crate) algorithm: AlgorithmIdentifier<'a>,
    pub(crate) encrypted_key: Cow<'a, [u8]>,
}

impl<'a> RecipientInfo<'a> {
    /// Reads one member of RecipientInfos.
    fn from_element(element: &Element<'a>, most: usize) -> Result<Self> {
        if element.tag() == Tag::SEQUENCE {
            return KeyTransportInfo::read(element.children()?).map(Self::KeyTransport);
        }
        if element.tag() == Tag::context(1) {
            KeyAgreementInfo::read(element.children()?, most).map(Self::KeyAgreement)
        } else if element.tag() == Tag::context(2) {
            KekInfo::read(element.children()?).map(Self::Kek)
        } else if element.tag() == Tag::context(3) {
            PasswordInfo::read(element.children()?).map(Self::Password)
        } else if element.tag() == Tag::context(4) {
            let mut fields = element.children()?;
            let oid = fields.oid()?;
            if oid == oids::ORI_KEM {
                return KemInfo::from_element(&fields.any()?).map(Box::new).map(Self::Kem);
            }
            Ok(Self::Other(oid))
        } else {
            Err(element.malformed("a RecipientInfo of no known kind"))
        }
    }

    /// How many recipients it counts for.
    pub(crate) fn count(&self) -> usize {
        match self {
            Self::KeyAgreement(info) => info.recipients.len(),
            _ => 1,
        }
    }
}

/// Reads RecipientInfos. Stops reading after `most` recipients, so that a hostile list costs no memory; gives the
/// recipients and whether there were more.
pub(crate) fn read_all<'a>(set: &Element<'a>, most: usize) -> Result<(Vec<RecipientInfo<'a>>, bool)> {
    let mut infos = Vec::new();
    let mut count = 0usize;
    let mut members = set.set()?;
    while let Some(member) = members.next_element()? {
        let info = RecipientInfo::from_element(&member, most)?;
        count = count.saturating_add(info.count());
        if count > most {
            return Ok((infos, true));
        }
        infos.push(info);
    }
    Ok((infos, false))
}

impl<'a> KeyTransportInfo<'a> {
    fn read(mut fields: Reader<'a>) -> Result<Self> {
        version(&mut fields)?;
        let info = Self {
            id: Identifier::from_element(&fields.any()?)?,
            algorithm: AlgorithmIdentifier::from_element(&fields.any()?)?,
            encrypted_key: fields.octets()?,
        };
        fields.finish()?;
        Ok(info)
    }
}

impl<'a> KekInfo<'a> {
    fn read(mut fields: Reader<'a>) -> Result<Self> {
        version(&mut fields)?;
        let mut kek_id = fields.sequence()?;
        let info = Self {
            key_identifier: kek_id.octets()?, // a date and another attribute may follow
            algorithm: AlgorithmIdentifier::from_element(&fields.any()?)?,
            encrypted_key: fields.octets()?,
        };
        fields.finish()?;
        Ok(info)
    }
}

impl<'a> PasswordInfo<'a> {
    fn read(mut fields: Reader<'a>) -> Result<Self> {
        version(&mut fields)?;
        let derivation = match fields.optional(Tag::context(0))? {
            Some(tagged) => Some(AlgorithmIdentifier::from_fields(tagged.children()?)?),
            None => None,
        };
        let info = Self {
            derivation,
            algorithm: AlgorithmIdentifier::from_element(&fields.any()?)?,
            encrypted_key: fields.octets()?,
        };
        fields.finish()?;
        Ok(info)
    }
}
