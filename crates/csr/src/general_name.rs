//! GeneralName (RFC 5280 §4.2.1.6): the kinds of subject alternative names.

mod write;

pub(crate) use write::is_a_label;

use crate::{ObjectId, names};
use alloc::{string::String, vec::Vec};
use core::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
};
use keybundle_encoding::{
    Result,
    ber::{Element, Tag},
    hex, name,
};

/// One alternative name. Its text is a prefix that tells the kind, and the name:
/// `DNS: IP: email: URI: UPN: dirName: RID: otherName:`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum GeneralName {
    /// A host name (`dNSName`), in ASCII as it is in the request.
    Dns(String),
    /// An IP address (`iPAddress`).
    Ip(IpAddr),
    /// An e-mail address (`rfc822Name`).
    Email(String),
    /// A URI (`uniformResourceIdentifier`).
    Uri(String),
    /// A distinguished name (`directoryName`): the whole encoded Name.
    Directory(Vec<u8>),
    /// A name of another kind (`otherName`): the OID of its type, and the encoded value.
    Other {
        /// The kind.
        type_id: ObjectId,
        /// The value, encoded, without the explicit tag around it.
        value: Vec<u8>,
    },
    /// An object identifier (`registeredID`).
    RegisteredId(ObjectId),
    /// What is none of these, or not as its kind says: an `x400Address`, an address of six bytes.
    Odd {
        /// The number of its tag.
        tag: u32,
        /// Its content.
        content: Vec<u8>,
    },
}

impl GeneralName {
    /// Reads one.
    ///
    /// # Errors
    /// `malformed-der`, `truncated` when a directory name or another name inside is none.
    pub(crate) fn read(element: &Element<'_>) -> Result<Self> {
        let odd = || Self::Odd { tag: element.tag().number, content: element.content().to_vec() };
        if element.tag() != Tag::context(element.tag().number) {
            return Err(element.malformed("an alternative name of no known kind"));
        }
        Ok(match element.tag().number {
            0 => {
                let mut fields = element.children()?;
                let type_id = fields.oid()?.into();
                let value = fields.read(Tag::context(0))?.explicit()?;
                fields.finish()?;
                Self::Other { type_id, value: value.raw().to_vec() }
            }
            1 => Self::Email(ascii(&element.octets()?)),
            2 => Self::Dns(ascii(&element.octets()?)),
            4 => {
                let directory_name = element.explicit()?;
                name::attributes(directory_name.raw())?;
                Self::Directory(directory_name.raw().to_vec())
            }
            6 => Self::Uri(ascii(&element.octets()?)),
            7 => {
                let octets = element.octets()?;
                let v4 = <[u8; 4]>::try_from(octets.as_ref()).map(|bytes| IpAddr::V4(Ipv4Addr::from(bytes)));
                let v6 = <[u8; 16]>::try_from(octets.as_ref()).map(|bytes| IpAddr::V6(Ipv6Addr::from(bytes)));
                v4.or(v6).map_or_else(|_| odd(), Self::Ip)
            }
            8 => Self::RegisteredId(
                keybundle_encoding::Oid::from_content(element.content())
                    .ok_or_else(|| element.malformed("a broken OBJECT IDENTIFIER"))?
                    .into(),
            ),
            _ => odd(),
        })
    }

    /// Reads GeneralNames: the content of a subject alternative name extension.
    ///
    /// # Errors
    /// `malformed-der`, `truncated`, `trailing-data`.
    pub fn read_all(der: &[u8]) -> Result<Vec<Self>> {
        let mut found = Vec::new();
        Self::read_leniently(der, &mut found)?;
        Ok(found)
    }

    /// Adds all names, those that can't be read as [`GeneralName::Odd`]. The error is the first of them.
    pub(crate) fn read_leniently(der: &[u8], found: &mut Vec<Self>) -> Result<()> {
        let mut elements = Element::parse(der)?.sequence()?;
        let mut result = Ok(());
        while let Some(element) = elements.next_element()? {
            found.push(Self::read(&element).unwrap_or_else(|error| {
                result = result.clone().and(Err(error));
                Self::Odd { tag: element.tag().number, content: element.content().to_vec() }
            }));
        }
        result
    }
}

/// The text of an IA5String. What is no ASCII is taken for UTF-8 or Latin-1, as people write it there.
fn ascii(bytes: &[u8]) -> String {
    match core::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => bytes.iter().map(|&byte| char::from(byte)).collect(),
    }
}

impl fmt::Display for GeneralName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dns(name) => write!(f, "DNS:{name}"),
            Self::Ip(address) => write!(f, "IP:{address}"),
            Self::Email(mailbox) => write!(f, "email:{mailbox}"),
            Self::Uri(uri) => write!(f, "URI:{uri}"),
            Self::Directory(name) => write!(f, "dirName:{}", name::to_text(name).unwrap_or_default()),
            Self::RegisteredId(oid) => write!(f, "RID:{oid}"),
            Self::Other { type_id, value } => other(type_id, value, f),
            Self::Odd { tag, content } => {
                f.write_str(match tag {
                    3 => "x400:#",
                    5 => "ediParty:#",
                    7 => "IP:#",
                    _ => "unknown:#",
                })?;
                f.write_str(&hex::encode(content))
            }
        }
    }
}

/// `UPN:a@b`, `otherName:1.2.3;UTF8:text` as OpenSSL's configuration has it, or `otherName:1.2.3;DER:hex`.
fn other(type_id: &ObjectId, value: &[u8], f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let element = Element::parse(value).ok();
    let text = element.as_ref().and_then(|element| Some((element.tag(), element.text()?)));
    match text {
        Some((_, text)) if type_id.as_bytes() == names::UPN => write!(f, "UPN:{text}"),
        Some((tag, text)) => {
            let kind = match tag {
                Tag::UTF8_STRING => "UTF8",
                Tag::IA5_STRING => "IA5",
                Tag::PRINTABLE_STRING => "PRINTABLE",
                Tag::BMP_STRING => "BMP",
                Tag::NUMERIC_STRING => "NUMERIC",
                Tag::VISIBLE_STRING => "VISIBLE",
                Tag::UNIVERSAL_STRING => "UNIV",
                _ => "T61",
            };
            write!(f, "otherName:{type_id};{kind}:{text}")
        }
        None => {
            write!(f, "otherName:{type_id};DER:")?;
            f.write_str(&hex::encode(value))
        }
    }
}
