//! SignedData (RFC 5652 §5.1), whose content, certificates and CRLs are handed on. Signatures are not checked: keys and
//! certificates prove themselves by each other, and a signer's trust is a question that nobody asks here.

use super::{encapsulated::Encapsulated, version::version};
use keybundle_encoding::{
    Result,
    ber::{Element, Tag},
};

/// A signed content, or only the certificates of one.
#[derive(Clone, Debug)]
pub(crate) struct Signed<'a> {
    pub(crate) content: Encapsulated<'a>,
    /// X.509 certificates as they are encoded, in their order.
    pub(crate) certificates: Vec<&'a [u8]>,
    /// X.509 CRLs as they are encoded.
    pub(crate) crls: Vec<&'a [u8]>,
    /// How many have signed; none in a degenerate message.
    pub(crate) signers: usize,
}

impl<'a> Signed<'a> {
    pub(crate) fn from_element(body: &Element<'a>) -> Result<Self> {
        let mut fields = body.sequence()?;
        version(&mut fields)?;
        fields.read(Tag::SET)?; // digestAlgorithms
        let content = Encapsulated::from_element(&fields.any()?)?;
        let certificates = members(fields.optional(Tag::context(0))?)?;
        let crls = members(fields.optional(Tag::context(1))?)?;
        // Some writers of certificates-only messages leave out the empty set of signers.
        let signers = match fields.next_element()? {
            Some(set) => count(&set)?,
            None => 0,
        };
        fields.finish()?;
        Ok(Self { content, certificates, crls, signers })
    }
}

/// The X.509 members of CertificateSet or RevocationInfoChoices; the other choices have context tags.
fn members<'a>(set: Option<Element<'a>>) -> Result<Vec<&'a [u8]>> {
    let mut found = Vec::new();
    let Some(set) = set else { return Ok(found) };
    let mut members = set.children()?;
    while let Some(member) = members.next_element()? {
        if member.tag() == Tag::SEQUENCE {
            found.push(member.raw());
        }
    }
    Ok(found)
}

fn count(set: &Element<'_>) -> Result<usize> {
    let mut members = set.set()?;
    let mut count = 0;
    while members.next_element()?.is_some() {
        count += 1;
    }
    Ok(count)
}
