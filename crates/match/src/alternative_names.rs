//! Alternative names (RFC 5280 §4.2.1.6).

use crate::AlternativeName;
use alloc::string::{String, ToString as _};
use core::net::{Ipv4Addr, Ipv6Addr};
use keybundle_encoding::{
    Oid, Result,
    ber::{Class, Element},
    name,
};

/// The content bytes of 1.3.6.1.4.1.311.20.2.3.
const USER_PRINCIPAL_NAME: &[u8] = &[0x2b, 6, 1, 4, 1, 0x82, 0x37, 0x14, 2, 3];

/// A name: its kind, its text, and whether that is a valid string of its type.
type Name = (AlternativeName, String, bool);

/// Gives `take` the names of a GeneralNames with their text; kinds that have none are left out.
pub(crate) fn read(der: &[u8], mut take: impl FnMut(Name)) -> Result<()> {
    let mut elements = Element::parse(der)?.sequence()?;
    while let Some(element) = elements.next_element()? {
        if element.tag().class == Class::Context
            && let Some(name) = general_name(&element)?
        {
            take(name);
        }
    }
    Ok(())
}

fn general_name(element: &Element<'_>) -> Result<Option<Name>> {
    let found = match element.tag().number {
        0 => user_principal_name(element)?.map(|text| (AlternativeName::UserPrincipalName, text)),
        1 => return ia5(AlternativeName::EmailAddress, element),
        2 => return ia5(AlternativeName::DnsName, element),
        4 => Some((AlternativeName::DirectoryName, name::to_text(element.explicit()?.raw())?)),
        6 => return ia5(AlternativeName::Uri, element),
        7 => address(&element.octets()?).map(|text| (AlternativeName::IpAddress, text)),
        8 => Oid::from_content(element.content()).map(|oid| (AlternativeName::RegisteredId, oid.to_dotted())),
        _ => None,
    };
    Ok(found.map(|(kind, text)| (kind, text, true)))
}

/// IA5String; what old tools wrote in Latin-1 or UTF-8 is shown as it is meant, and is no such string.
fn ia5(kind: AlternativeName, element: &Element<'_>) -> Result<Option<Name>> {
    let bytes = element.octets()?;
    let text = match core::str::from_utf8(&bytes) {
        Ok(text) => text.into(),
        Err(_) => bytes.iter().map(|&byte| char::from(byte)).collect(),
    };
    Ok(Some((kind, text, bytes.is_ascii())))
}

fn user_principal_name(element: &Element<'_>) -> Result<Option<String>> {
    let mut fields = element.children()?;
    if fields.oid()?.as_bytes() != USER_PRINCIPAL_NAME {
        return Ok(None);
    }
    Ok(fields.any()?.explicit()?.text())
}

fn address(bytes: &[u8]) -> Option<String> {
    if let Ok(octets) = <[u8; 4]>::try_from(bytes) {
        return Some(Ipv4Addr::from(octets).to_string());
    }
    <[u8; 16]>::try_from(bytes).ok().map(|octets| Ipv6Addr::from(octets).to_string())
}
