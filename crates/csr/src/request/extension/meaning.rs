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

pub(super) fn is_read(oid: &[u8]) -> bool {
    matches!(
        oid,
        names::KEY_USAGE
            | names::EXTENDED_KEY_USAGE
            | names::BASIC_CONSTRAINTS
            | names::SUBJECT_ALTERNATIVE_NAME
            | names::CERTIFICATE_POLICIES
            | names::SUBJECT_KEY_IDENTIFIER
    )
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
    let mut fields = Element::parse(value)?.sequence()?;
    let authority = fields.optional(Tag::BOOLEAN)?.map_or(Ok(false), |flag| flag.boolean())?;
    let mut found = vec![if authority { "CA:TRUE" } else { "CA:FALSE" }.to_owned()];
    if let Some(length) = fields.optional(Tag::INTEGER)? {
        found.push(format!("pathlen:{}", length.unsigned()?));
    }
    fields.finish()?;
    Ok(found)
}

fn policies(value: &[u8]) -> Result<Vec<String>> {
    let mut list = Element::parse(value)?.sequence()?;
    let mut found = Vec::new();
    while let Some(element) = list.next_element()? {
        found.push(element.sequence()?.oid()?.to_dotted());
    }
    Ok(found)
}
