//! What comes out of a message.

use super::encrypted_content::joined;
use crate::RecipientKind;
use keybundle_encoding::{
    Result,
    ber::{Element, Tag},
};
use std::ops::Deref;
use zeroize::Zeroizing;

/// What one CMS layer held.
#[derive(Debug)]
pub(crate) struct CmsContent<'a> {
    /// The content; `None` where the message has none (certificates alone, or a content kept elsewhere).
    pub(crate) content: Option<Content<'a>>,
    /// Certificates that came along, as they are encoded.
    pub(crate) certificates: Vec<&'a [u8]>,
    /// CRLs that came along, as they are encoded.
    pub(crate) crls: Vec<Vec<u8>>,
    /// How it was decrypted, if it was encrypted.
    pub(crate) recipient: Option<RecipientUsed>,
    /// Whether it is proven that the content was decrypted with the right key: by a tag over the content or an
    /// integrity check of the key. Otherwise only what the content looks like can tell it from garbage.
    pub(crate) is_proven: bool,
}

impl CmsContent<'_> {
    pub(crate) const fn empty() -> Self {
        Self { content: None, certificates: Vec::new(), crls: Vec::new(), recipient: None, is_proven: true }
    }
}

/// By which recipient and algorithms a content was decrypted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RecipientUsed {
    /// Which kind of recipient, or of EncryptedData what was given.
    pub kind: RecipientKind,
    /// How the content-encryption key was protected, for instance `rsaes-pkcs1-v1_5`.
    pub key_algorithm: String,
    /// How the content was encrypted, for instance `aes-256-cbc`.
    pub content_algorithm: String,
}

/// Bytes that were in the message, or were made of it and are wiped on drop.
pub(crate) enum Content<'a> {
    Borrowed(&'a [u8]),
    Owned(Zeroizing<Vec<u8>>),
}

impl<'a> Content<'a> {
    /// The bytes of a string; of any other element, all of it, which is how PKCS#7 has it (RFC 2315 §7).
    pub(crate) fn of_string(element: &Element<'a>) -> Result<Self> {
        if element.tag() != Tag::OCTET_STRING {
            Ok(Self::Borrowed(element.raw()))
        } else if element.is_constructed() {
            joined(element).map(|bytes| Self::Owned(Zeroizing::new(bytes)))
        } else {
            Ok(Self::Borrowed(element.content()))
        }
    }
}

impl Content<'_> {
    /// The bytes, copied where they were borrowed.
    pub(crate) fn into_secret(self) -> Zeroizing<Vec<u8>> {
        match self {
            Self::Borrowed(bytes) => Zeroizing::new(bytes.to_vec()),
            Self::Owned(bytes) => bytes,
        }
    }
}

impl Deref for Content<'_> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Borrowed(bytes) => bytes,
            Self::Owned(bytes) => bytes,
        }
    }
}

impl core::fmt::Debug for Content<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Content({} bytes)", self.len())
    }
}
