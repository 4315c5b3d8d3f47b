//! CMS messages (RFC 5652 and its relatives), opened.
//!
//! The skeleton is read from BER in place; what is encrypted is copied once, into the buffer that is then decrypted.

mod agreement_kdf;
mod attempts;
mod authenticated;
mod authenticated_attributes;
mod compressed;
mod content;
mod content_type;
mod decryption;
mod encapsulated;
mod encrypted_content;
mod encrypted_data;
mod enveloped;
mod hash;
mod identifier;
mod info;
mod kek;
mod kem;
mod key_agreement;
mod key_agreement_info;
mod key_transport;
mod oids;
mod open_content;
mod originators;
mod password;
mod recipient_info;
mod recovery;
mod rsa_oaep;
mod rsa_pkcs1;
mod signed;
mod tlv;
mod verdict;
mod version;
mod x942;

#[cfg(test)]
pub(crate) mod tests;

pub use content::RecipientUsed;
pub(crate) use content::{CmsContent, Content};
pub(crate) use content_type::ContentType;
pub(crate) use decryption::Ciphertext;
pub use info::{CmsInfo, CmsRecipient};
pub(crate) use oids::{AUTH_ENVELOPED_DATA, ENVELOPED_DATA};
pub(crate) use tlv::tlv;

use crate::{Error, Layer, Limit, Limits, Result, context::Context};
use content_type::Message;
use encapsulated::Encapsulated;
use enveloped::Enveloped;
use keybundle_cipher::ContentCipher;
use keybundle_encoding::{
    Oid, WarningCode, Warnings,
    ber::{self, Element},
};
use open_content::{Authenticated, Compressed, Digested, Encrypted};
use signed::Signed;
use subtle::ConstantTimeEq as _;

/// A message that was read and not opened yet.
#[derive(Clone, Debug)]
pub(crate) struct Cms<'a> {
    content_type: ContentType,
    body: Body<'a>,
}

#[derive(Clone, Debug)]
enum Body<'a> {
    /// Data, or something that CMS only names.
    Data(Option<Oid<'a>>, Option<Element<'a>>),
    Signed(Signed<'a>),
    Enveloped(Box<Enveloped<'a>>),
    Digested(Digested<'a>),
    Encrypted(Encrypted<'a>),
    Compressed(Compressed<'a>),
    Authenticated(Box<Authenticated<'a>>),
}

impl<'a> Cms<'a> {
    /// Reads ContentInfo (RFC 5652 §3), or one of its structures that came without it.
    ///
    /// # Errors
    /// `malformed-der`, `truncated`, `limit-depth`, `limit-recipients`; `unsupported-format` for a content type that
    /// is known by name only.
    pub(crate) fn parse(bytes: &'a [u8], limits: &Limits, warnings: &mut Warnings) -> Result<Self> {
        let (message, rest) = Element::parse_first(bytes)?;
        let cms = Self::from_element(&message, limits)?;
        let is_ber = ber::first_deviation(message.raw()).is_some() || cms.encrypted_in_pieces();
        warn_of_form(rest.len() as u64, is_ber, warnings);
        Ok(cms)
    }

    fn from_element(message: &Element<'a>, limits: &Limits) -> Result<Self> {
        let most = usize::try_from(limits.recipients).unwrap_or(usize::MAX);
        let (content_type, content) = match content_type::read(message)? {
            Message::Structure(content_type, content) => (content_type, content),
            Message::Other(oid, content) => {
                return Ok(Self { content_type: ContentType::Data, body: Body::Data(Some(oid), content) });
            }
        };
        let required = || content.as_ref().ok_or_else(|| message.malformed("a CMS message without its content"));
        let body = match content_type {
            ContentType::Data => Body::Data(None, content.clone()),
            ContentType::Signed => Body::Signed(Signed::from_element(required()?)?),
            ContentType::Enveloped | ContentType::AuthEnveloped => {
                let authenticated = content_type == ContentType::AuthEnveloped;
                let enveloped = Enveloped::from_element(required()?, authenticated, most)?;
                check_recipients(enveloped.too_many, limits)?;
                Body::Enveloped(Box::new(enveloped))
            }
            ContentType::Digested => Body::Digested(Digested::from_element(required()?)?),
            ContentType::Encrypted => Body::Encrypted(Encrypted::from_element(required()?)?),
            ContentType::Compressed => Body::Compressed(Compressed::from_element(required()?)?),
            ContentType::Authenticated => {
                let authenticated = Authenticated::from_element(required()?, most)?;
                check_recipients(authenticated.too_many, limits)?;
                Body::Authenticated(Box::new(authenticated))
            }
        };
        Ok(Self { content_type, body })
    }

    /// What this layer is.
    pub(crate) const fn layer(&self) -> Layer {
        self.content_type.layer()
    }

    /// What can be told without any secret.
    pub(crate) fn inspect(&self) -> CmsInfo {
        info::describe(self)
    }

    /// Whether a secret is needed to open it.
    pub(crate) const fn is_locked(&self) -> bool {
        matches!(self.body, Body::Enveloped(_) | Body::Encrypted(_))
    }

    /// Takes out the content.
    ///
    /// # Errors
    /// `recipient-required`, `wrong-recipient`, `password-required`, `wrong-password`, `decrypt-failed`,
    /// `content-corrupt`, `unsupported-algorithm`, and the limits.
    pub(crate) fn open(&self, context: &mut Context<'_>) -> Result<CmsContent<'a>> {
        match &self.body {
            Body::Data(_, content) => {
                let content = content.as_ref().map(Content::of_string).transpose()?;
                Ok(CmsContent { content, ..CmsContent::empty() })
            }
            Body::Signed(signed) => Ok(CmsContent {
                certificates: signed.certificates.clone(),
                crls: signed.crls.iter().map(|crl| crl.to_vec()).collect(),
                ..open_content(&signed.content)?
            }),
            Body::Enveloped(enveloped) => decryption::open(enveloped, context),
            Body::Digested(digested) => open_digested(digested),
            Body::Encrypted(encrypted) => encrypted_data::open(encrypted, context),
            Body::Compressed(compressed) => compressed::open(compressed, context),
            Body::Authenticated(message) => authenticated::open(message, context),
        }
    }

    /// The cipher of an enveloped content; `None` for another message, and where the content is kept elsewhere.
    ///
    /// # Errors
    /// `unsupported-algorithm`, `malformed-der`, `invalid-value`.
    pub(crate) fn envelope_cipher(&self) -> Result<Option<ContentCipher>> {
        match &self.body {
            Body::Enveloped(enveloped) if enveloped.content.is_present() => {
                decryption::content_cipher(enveloped).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// Decrypts the content of an envelope whose encrypted bytes are not in the message: the plaintext, and whether it
    /// is proven that the key was right. `None` for another message.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub(crate) fn open_elsewhere<C: Ciphertext>(
        &self,
        cipher: &ContentCipher,
        ciphertext: &mut C,
        context: &mut Context<'_>,
    ) -> Result<Option<(C::Plaintext, bool)>> {
        let Body::Enveloped(enveloped) = &self.body else { return Ok(None) };
        let (plaintext, _, is_proven) = decryption::decrypt(enveloped, cipher, ciphertext, context)?;
        Ok(Some((plaintext, is_proven)))
    }

    fn encrypted_in_pieces(&self) -> bool {
        match &self.body {
            Body::Enveloped(enveloped) => enveloped.content.is_in_pieces(),
            Body::Encrypted(encrypted) => encrypted.content.is_in_pieces(),
            _ => false,
        }
    }
}

/// What the user should know of bytes after the message, and of its encoding.
pub(crate) fn warn_of_form(trailing: u64, is_ber: bool, warnings: &mut Warnings) {
    if trailing > 0 {
        warnings
            .push(WarningCode::TrailingData, format!("{trailing} bytes after the end of the CMS message were ignored"));
    }
    if is_ber {
        warnings.push(WarningCode::NotDer, "the CMS message is encoded in BER");
    }
}

fn check_recipients(too_many: bool, limits: &Limits) -> Result<()> {
    if too_many {
        return limits.check(Limit::Recipients, limits.recipients.saturating_add(1));
    }
    Ok(())
}

/// A content that lies open in the message.
fn open_content<'a>(content: &Encapsulated<'a>) -> Result<CmsContent<'a>> {
    Ok(CmsContent { content: content.content()?, ..CmsContent::empty() })
}

/// The digest is compared where its function is known.
fn open_digested<'a>(digested: &Digested<'a>) -> Result<CmsContent<'a>> {
    let opened = open_content(&digested.content)?;
    if let (Some(content), Some(hash)) = (&opened.content, hash::HashFunction::from_oid(digested.algorithm.oid))
        && !bool::from(hash.digest(&[content]).ct_eq(&digested.digest))
    {
        return Err(Error::ContentCorrupt { reason: "its digest is another than the message tells" });
    }
    Ok(opened)
}
