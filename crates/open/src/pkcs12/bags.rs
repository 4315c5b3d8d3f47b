//! SafeContents (RFC 7292 §4.2): the bags of one safe.
//!
//! ```text
//! SafeContents ::= SEQUENCE OF SafeBag
//! SafeBag ::= SEQUENCE { bagId OID, bagValue [0] EXPLICIT ANY, bagAttributes SET OF PKCS12Attribute OPTIONAL }
//! ```

use super::{attributes::Attributes, oids, safe::Ciphertext};
use const_oid::ObjectIdentifier;
use keybundle_encoding::{
    Oid, Result,
    ber::{Element, Reader, Tag},
};
use std::borrow::Cow;

/// A bag as it stands in a safe, its key not decrypted yet.
#[derive(Debug)]
pub(super) struct RawBag<'a> {
    pub(super) value: RawValue<'a>,
    pub(super) attributes: Attributes,
}

/// What a bag holds.
#[derive(Debug)]
pub(super) enum RawValue<'a> {
    /// PrivateKeyInfo in the clear.
    Key(&'a [u8]),
    /// EncryptedPrivateKeyInfo.
    ShroudedKey(Ciphertext<'a>),
    /// The DER of an X.509 certificate.
    Certificate(Cow<'a, [u8]>),
    /// The DER of a CRL.
    Crl(Cow<'a, [u8]>),
    /// A secret of the type that is named.
    Secret {
        type_oid: String,
        /// The octets of an OCTET STRING, or the whole element of any other type.
        value: Cow<'a, [u8]>,
        /// The JDK's secret keys: the value is an EncryptedPrivateKeyInfo.
        shrouded: bool,
    },
    /// A bag of a kind that is not known here, or a certificate that is not X.509: the OID that says so.
    Other(String),
}

/// Reads the octets of a SafeContents; bags inside bags are put beside the others.
///
/// # Errors
/// `malformed-der`, `limit-depth`.
pub(super) fn read_bags(content: &[u8]) -> Result<Vec<RawBag<'_>>> {
    let mut bags = Vec::new();
    if !content.is_empty() {
        read_contents(Element::parse(content)?.sequence()?, &mut bags)?;
    }
    Ok(bags)
}

/// The BER reader's own limit on depth bounds the recursion: each nested bag is three levels deeper.
fn read_contents<'a>(mut contents: Reader<'a>, bags: &mut Vec<RawBag<'a>>) -> Result<()> {
    while let Some(bag) = contents.next_element()? {
        let mut fields = bag.sequence()?;
        let id = fields.oid()?;
        let tagged = fields.read(Tag::context(0))?;
        let attributes = match fields.optional(Tag::SET)? {
            Some(set) => Attributes::read(&set)?,
            None => Attributes::default(),
        };
        fields.finish()?;
        let value = tagged.explicit()?;
        let value = if id == oids::SAFE_CONTENTS_BAG {
            read_contents(value.sequence()?, bags)?;
            continue;
        } else if id == oids::KEY_BAG {
            value.expect(Tag::SEQUENCE, "a key bag without a key")?;
            RawValue::Key(value.raw())
        } else if id == oids::SHROUDED_KEY_BAG {
            RawValue::ShroudedKey(Ciphertext::from_private_key_info(&value)?)
        } else if id == oids::CERT_BAG {
            read_typed(&value, &oids::X509_CERTIFICATE)?.map_or_else(RawValue::Other, RawValue::Certificate)
        } else if id == oids::CRL_BAG {
            read_typed(&value, &oids::X509_CRL)?.map_or_else(RawValue::Other, RawValue::Crl)
        } else if id == oids::SECRET_BAG {
            read_secret(&value)?
        } else {
            RawValue::Other(id.to_dotted())
        };
        bags.push(RawBag { value, attributes });
    }
    Ok(())
}

/// CertBag and CRLBag (RFC 7292 §4.2.3, §4.2.4): `SEQUENCE { type OID, value [0] EXPLICIT OCTET STRING }`. The octets
/// where the type is the one expected, its OID otherwise.
fn read_typed<'a>(value: &Element<'a>, expected: &ObjectIdentifier) -> Result<Result<Cow<'a, [u8]>, String>> {
    let (kind, value) = read_tagged(value)?;
    if kind != *expected {
        return Ok(Err(kind.to_dotted()));
    }
    value.expect(Tag::OCTET_STRING, "a certificate or CRL that is in no OCTET STRING")?;
    Ok(Ok(value.octets()?))
}

/// SecretBag (RFC 7292 §4.2.5): `SEQUENCE { secretTypeId OID, secretValue [0] EXPLICIT ANY }`.
fn read_secret<'a>(value: &Element<'a>) -> Result<RawValue<'a>> {
    let (kind, value) = read_tagged(value)?;
    let in_octets = value.tag() == Tag::OCTET_STRING;
    Ok(RawValue::Secret {
        type_oid: kind.to_dotted(),
        value: if in_octets { value.octets()? } else { Cow::Borrowed(value.raw()) },
        shrouded: kind == oids::SHROUDED_KEY_BAG,
    })
}

fn read_tagged<'a>(value: &Element<'a>) -> Result<(Oid<'a>, Element<'a>)> {
    let mut fields = value.sequence()?;
    let kind = fields.oid()?;
    let tagged = fields.read(Tag::context(0))?;
    fields.finish()?;
    Ok((kind, tagged.explicit()?))
}
