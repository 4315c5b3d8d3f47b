//! EncryptedContentInfo (RFC 5652 §6.1).

use keybundle_encoding::{
    AlgorithmIdentifier, Oid, Result,
    ber::{Element, Tag},
};

/// What is encrypted, and how.
#[derive(Clone, Debug)]
pub(crate) struct EncryptedContent<'a> {
    /// What the content is once it is decrypted.
    pub(crate) content_type: Oid<'a>,
    /// The content-encryption algorithm.
    pub(crate) algorithm: AlgorithmIdentifier<'a>,
    /// `[0] IMPLICIT OCTET STRING`, primitive or in pieces; absent when the content is kept elsewhere.
    content: Option<Element<'a>>,
}

impl<'a> EncryptedContent<'a> {
    pub(crate) fn from_element(element: &Element<'a>) -> Result<Self> {
        let mut fields = element.sequence()?;
        let content_type = fields.oid()?;
        let algorithm = content_algorithm(&fields.any()?)?;
        let content = match fields.next_element()? {
            // Some writers forget that the tag is implicit: the OCTET STRING inside then looks like the only piece.
            Some(content) if content.tag() == Tag::context(0) || content.tag() == Tag::OCTET_STRING => Some(content),
            Some(other) => return Err(other.malformed("the encrypted content has another tag than [0]")),
            None => None,
        };
        fields.finish()?;
        Ok(Self { content_type, algorithm, content })
    }

    /// Whether the encrypted bytes are in the message.
    pub(crate) const fn is_present(&self) -> bool {
        self.content.is_some()
    }

    /// Whether they came in pieces, which DER forbids.
    pub(crate) fn is_in_pieces(&self) -> bool {
        self.content.as_ref().is_some_and(Element::is_constructed)
    }

    /// How many bytes stand in the message for it, the headers of pieces included.
    pub(crate) fn size(&self) -> usize {
        self.content.as_ref().map_or(0, |content| content.content().len())
    }

    /// The encrypted bytes in a buffer of their own, which is then decrypted in place: the one copy that is made.
    pub(crate) fn to_buffer(&self) -> Result<Vec<u8>> {
        let Some(content) = &self.content else { return Ok(Vec::new()) };
        joined(content)
    }
}

/// The algorithm. wolfSSL leaves out the SEQUENCE around the nonce and the tag length of an authenticated cipher; its
/// tag has 16 bytes, which is what a bare nonce means to the cipher.
fn content_algorithm<'a>(element: &Element<'a>) -> Result<AlgorithmIdentifier<'a>> {
    let mut fields = element.sequence()?;
    let oid = fields.oid()?;
    let parameters = fields.next_element()?;
    if parameters.as_ref().is_some_and(|nonce| nonce.tag() == Tag::OCTET_STRING) {
        fields.optional(Tag::INTEGER)?;
    }
    fields.finish()?;
    Ok(AlgorithmIdentifier { oid, parameters })
}

/// The bytes of a string in a buffer of exactly their size. Two passes over the headers of its pieces, so that a
/// content in a million pieces costs no list of them.
pub(crate) fn joined(string: &Element<'_>) -> Result<Vec<u8>> {
    let mut size = 0usize;
    string.pieces(&mut |piece| size = size.saturating_add(piece.len()))?;
    let mut buffer = Vec::with_capacity(size);
    string.pieces(&mut |piece| buffer.extend_from_slice(piece))?;
    Ok(buffer)
}
