//! AuthenticatedSafe (RFC 7292 §4.1): the safes of a PFX, each protected in its own way.
//!
//! ```text
//! AuthenticatedSafe ::= SEQUENCE OF ContentInfo   -- Data, EncryptedData or EnvelopedData
//! EncryptedData ::= SEQUENCE { version INTEGER, encryptedContentInfo EncryptedContentInfo, … }
//! EncryptedContentInfo ::= SEQUENCE { contentType OID, contentEncryptionAlgorithm AlgorithmIdentifier,
//!                                     encryptedContent [0] IMPLICIT OCTET STRING OPTIONAL }
//! ```

use super::{content_info::read_content_info, oids};
use keybundle_encoding::{
    AlgorithmIdentifier, Result,
    ber::{Element, Tag},
};
use std::borrow::Cow;

/// One safe: SafeContents, protected or not.
#[derive(Debug)]
pub(super) enum Safe<'a> {
    /// SafeContents in the clear.
    Plain(Cow<'a, [u8]>),
    /// SafeContents encrypted by a password.
    Encrypted(Ciphertext<'a>),
    /// SafeContents encrypted to recipients, perhaps with a tag (RFC 5083): the whole ContentInfo.
    Enveloped(Element<'a>),
    /// A content type that PKCS#12 does not have: its OID.
    Unknown(String),
}

/// Something encrypted by a password: a safe's content or a shrouded key.
#[derive(Debug)]
pub(super) struct Ciphertext<'a> {
    /// The encryption, as it stands: the scheme with its parameters.
    pub(super) algorithm: Element<'a>,
    /// The ciphertext, pieces put together.
    pub(super) ciphertext: Cow<'a, [u8]>,
}

impl<'a> Ciphertext<'a> {
    /// The encryption scheme with its parameters.
    pub(super) fn scheme(&self) -> Result<AlgorithmIdentifier<'a>> {
        AlgorithmIdentifier::from_element(&self.algorithm)
    }

    /// Reads EncryptedPrivateKeyInfo (RFC 5958 §3): `SEQUENCE { encryptionAlgorithm, encryptedData OCTET STRING }`.
    pub(super) fn from_private_key_info(element: &Element<'a>) -> Result<Self> {
        let mut fields = element.sequence()?;
        let algorithm = fields.read(Tag::SEQUENCE)?;
        let ciphertext = fields.octets()?;
        fields.finish()?;
        Ok(Self { algorithm, ciphertext })
    }

    /// Reads EncryptedData (RFC 5652 §8, RFC 2315 §13). Its version tells nothing that the fields don't.
    fn from_encrypted_data(element: &Element<'a>) -> Result<Self> {
        let mut fields = element.sequence()?;
        fields.unsigned()?;
        let mut content = fields.sequence()?;
        fields.optional(Tag::context(1))?;
        fields.finish()?;
        content.oid()?;
        let algorithm = content.read(Tag::SEQUENCE)?;
        let ciphertext = match content.optional(Tag::context(0))? {
            Some(octets) => octets.octets()?,
            None => return Err(element.malformed("encrypted data without content")),
        };
        content.finish()?;
        Ok(Self { algorithm, ciphertext })
    }
}

/// Reads the octets of an AuthenticatedSafe.
pub(super) fn read_safes(content: &[u8]) -> Result<Vec<Safe<'_>>> {
    let mut infos = Element::parse(content)?.sequence()?;
    let mut safes = Vec::new();
    while let Some(info) = infos.next_element()? {
        safes.push(read_safe(&info)?);
    }
    Ok(safes)
}

fn read_safe<'a>(info: &Element<'a>) -> Result<Safe<'a>> {
    let (content_type, content) = read_content_info(info)?;
    let required = || content.as_ref().ok_or_else(|| info.malformed("a safe without content"));
    if content_type == oids::DATA {
        // Data may be absent (RFC 2315 §7): a safe without bags.
        let Some(octets) = &content else { return Ok(Safe::Plain(Cow::Borrowed(&[]))) };
        octets.expect(Tag::OCTET_STRING, "the content of a safe is no OCTET STRING")?;
        Ok(Safe::Plain(octets.octets()?))
    } else if content_type == oids::ENCRYPTED_DATA {
        Ok(Safe::Encrypted(Ciphertext::from_encrypted_data(required()?)?))
    } else if content_type == oids::ENVELOPED_DATA || content_type == oids::AUTH_ENVELOPED_DATA {
        required()?;
        Ok(Safe::Enveloped(info.clone()))
    } else {
        Ok(Safe::Unknown(content_type.to_dotted()))
    }
}
