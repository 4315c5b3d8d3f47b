//! What the extensions say that requests ask for.

use crate::{GeneralName, KeyUsage, names, purpose_name};
use alloc::{
    borrow::ToOwned,
    format,
    string::{String, ToString},
    vec,
    vec::Vec,
};
use keybundle_encoding::{
    Result,
    ber::{Element, Tag},
    hex,
};

pub(super) fn of(oid: &[u8], value: &[u8]) -> Result<Option<Vec<String>>> {
    Ok(Some(match oid {
        names::KEY_USAGE => key_usage(value)?,
        names::EXTENDED_KEY_USAGE => purposes(value)?,
        names::BASIC_CONSTRAINTS => basic_constraints(value)?,
        names::SUBJECT_ALTERNATIVE_NAME => GeneralName::read_all(value)?.iter().map(ToString::to_string).collect(),
        names::CERTIFICATE_POLICIES => policies(value)?,
        names::SUBJECT_KEY_IDENTIFIER => {
            let identifier = Element::parse(value)?;
            identifier.expect(Tag::OCTET_STRING, "an OCTET STRING was expected")?;
            vec![hex::encode(&identifier.octets()?)]
        }
        _ => return Ok(None),
    }))
}

/// Whether the value of an extension is what its OID says; of those that are not known here, whether it is one element.
/// Nothing is kept of it.
pub(super) fn is_valid(oid: &[u8], value: &[u8]) -> Result<()> {
    match oid {
        names::KEY_USAGE => Element::parse(value)?.bit_string().map(|_| ()),
        names::EXTENDED_KEY_USAGE => each(value, |element| element.oid().map(|_| ())),
        names::BASIC_CONSTRAINTS => authority(value).map(|_| ()),
        names::CERTIFICATE_POLICIES => each(value, |element| element.sequence()?.oid().map(|_| ())),
        names::SUBJECT_KEY_IDENTIFIER => {
            Element::parse(value)?.expect(Tag::OCTET_STRING, "an OCTET STRING was expected")
        }
        // Its names were read already, one by one.
        names::SUBJECT_ALTERNATIVE_NAME if value.first() == Some(&0x30) => Ok(()),
        names::SUBJECT_ALTERNATIVE_NAME => Element::parse(value)?.sequence().map(|_| ()),
        _ => Element::parse(value).map(|_| ()),
    }
}

fn each(value: &[u8], mut check: impl FnMut(&Element<'_>) -> Result<()>) -> Result<()> {
    let mut list = Element::parse(value)?.sequence()?;
    while let Some(element) = list.next_element()? {
        check(&element)?;
    }
    Ok(())
}

fn key_usage(value: &[u8]) -> Result<Vec<String>> {
    let (_, bytes) = Element::parse(value)?.bit_string()?;
    let is_set = |usage: &KeyUsage| {
        let (byte, bit) = (usage.bit() as usize / 8, usage.bit() % 8);
        bytes.get(byte).is_some_and(|byte| byte << bit & 0x80 != 0)
    };
    Ok(KeyUsage::ALL.into_iter().filter(is_set).map(|usage| usage.name().to_owned()).collect())
}

fn purposes(value: &[u8]) -> Result<Vec<String>> {
    let mut list = Element::parse(value)?.sequence()?;
    let mut found = Vec::new();
    while let Some(element) = list.next_element()? {
        let oid = element.oid()?;
        found.push(purpose_name(oid).map_or_else(|| oid.to_dotted(), ToOwned::to_owned));
    }
    Ok(found)
}

fn basic_constraints(value: &[u8]) -> Result<Vec<String>> {
    let (is_authority, length) = authority(value)?;
    let mut found = vec![if is_authority { "CA:TRUE" } else { "CA:FALSE" }.to_owned()];
    found.extend(length.map(|length| format!("pathlen:{length}")));
    Ok(found)
}

/// BasicConstraints ::= SEQUENCE { cA BOOLEAN DEFAULT FALSE, pathLenConstraint INTEGER OPTIONAL }
fn authority(value: &[u8]) -> Result<(bool, Option<u64>)> {
    let mut fields = Element::parse(value)?.sequence()?;
    let is_authority = fields.optional(Tag::BOOLEAN)?.map_or(Ok(false), |flag| flag.boolean())?;
    let length = fields.optional(Tag::INTEGER)?.map(|length| length.unsigned()).transpose()?;
    fields.finish()?;
    Ok((is_authority, length))
}

/// Whether these basic constraints are an authority's.
pub(super) fn is_authority(value: &[u8]) -> bool {
    authority(value).is_ok_and(|(is_authority, _)| is_authority)
}

/// Whether this key usage has keyCertSign.
pub(super) fn signs_certificates(value: &[u8]) -> bool {
    Element::parse(value)
        .and_then(|usage| usage.bit_string().map(|(_, bits)| bits.first().is_some_and(|first| first & 4 != 0)))
        .unwrap_or(false)
}

fn policies(value: &[u8]) -> Result<Vec<String>> {
    let mut list = Element::parse(value)?.sequence()?;
    let mut found = Vec::new();
    while let Some(element) = list.next_element()? {
        found.push(element.sequence()?.oid()?.to_dotted());
    }
    Ok(found)
}
