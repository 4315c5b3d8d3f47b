//! Alternative names from text, and encoded.

use super::GeneralName;
use crate::{DistinguishedName, Error, ObjectId, Result, StringType, names, write};
use alloc::{string::String, vec::Vec};
use core::net::IpAddr;
#[cfg(feature = "idna")]
use idna::{
    AsciiDenyList,
    uts46::{DnsLength, Hyphens, Uts46},
};
use keybundle_encoding::ber::Element;

const FIELD: &str = "subject alternative name";
/// `[n]`, primitive.
const CONTEXT: u8 = 0x80;
const CONSTRUCTED: u8 = 0x20;
const CONTEXT_CONSTRUCTED: u8 = CONTEXT | CONSTRUCTED;

impl GeneralName {
    /// Reads a name with the prefix of its kind, as [`GeneralName`] is written: `DNS:a.example`, `IP:192.0.2.7`,
    /// `email:a@b.example`, `URI:https://a.example/`, `UPN:a@b.example`, `dirName:CN=a,C=DE`, `RID:1.2.3`,
    /// `otherName:1.2.3;UTF8:text`, `otherName:1.2.3;DER:hex`. Without a prefix, an address, a URI with `://`, a
    /// mailbox or a host name. Host names beyond ASCII become A-labels (feature `idna`).
    ///
    /// ```
    /// use keybundle_csr::GeneralName;
    /// assert_eq!(GeneralName::from_text("2001:DB8::1")?.to_string(), "IP:2001:db8::1");
    /// assert_eq!(GeneralName::from_text("UPN:a@b.example")?.to_string(), "UPN:a@b.example");
    /// # Ok::<(), keybundle_csr::Error>(())
    /// ```
    ///
    /// # Errors
    /// `invalid-value` when the name is not valid for its kind; the error says what is.
    pub fn from_text(text: &str) -> Result<Self> {
        let text = text.trim();
        if let Ok(address) = text.parse::<IpAddr>() {
            return Ok(Self::Ip(address));
        }
        let is_kind = |kind: &str| KINDS.iter().any(|known| kind.eq_ignore_ascii_case(known));
        let named = text.split_once(':').filter(|(kind, rest)| !rest.starts_with("//") || is_kind(kind));
        let Some((kind, name)) = named else {
            return match text {
                _ if text.contains("://") => Ok(Self::Uri(text.into())),
                _ if text.contains('@') => mailbox(text).map(Self::Email),
                _ => host(text).map(Self::Dns),
            };
        };
        let wrong = |reason| Error::field(FIELD, reason);
        Ok(match kind.to_ascii_lowercase().as_str() {
            "dns" => Self::Dns(host(name)?),
            "ip" => Self::Ip(name.parse().map_err(|_| wrong("an IPv4 or IPv6 address is expected behind IP:"))?),
            "email" | "rfc822" => Self::Email(mailbox(name)?),
            "uri" | "url" => Self::Uri(name.into()),
            "upn" => Self::Other { type_id: ObjectId::known(names::UPN), value: StringType::Utf8.encode(name)? },
            "dirname" => Self::Directory(DistinguishedName::from_text(name)?.to_der()?),
            "rid" => Self::RegisteredId(name.parse().map_err(|_| wrong("a dotted OID is expected behind RID:"))?),
            "othername" => other(name).ok_or(wrong("otherName:OID;UTF8:text or otherName:OID;DER:hex is expected"))?,
            _ => return Err(wrong("a kind is expected: DNS, IP, email, URI, UPN, dirName, RID or otherName")),
        })
    }

    /// DER of the GeneralName (RFC 5280 §4.2.1.6).
    #[must_use]
    pub fn to_der(&self) -> Vec<u8> {
        let mut der = Vec::new();
        self.write_to(&mut der);
        der
    }

    pub(crate) fn write_to(&self, out: &mut Vec<u8>) {
        let mut add = |tag: u8, content: &[u8]| write::primitive(out, CONTEXT | tag, content);
        match self {
            Self::Other { type_id, value } => write::element(out, CONTEXT_CONSTRUCTED, |out| {
                write::primitive(out, write::OID, type_id.as_bytes());
                write::primitive(out, CONTEXT_CONSTRUCTED, value);
            }),
            Self::Email(mailbox) => add(1, mailbox.as_bytes()),
            Self::Dns(host) => add(2, host.as_bytes()),
            Self::Directory(name) => add(CONSTRUCTED | 4, name),
            Self::Uri(uri) => add(6, uri.as_bytes()),
            Self::Ip(IpAddr::V4(address)) => add(7, &address.octets()),
            Self::Ip(IpAddr::V6(address)) => add(7, &address.octets()),
            Self::RegisteredId(oid) => add(8, oid.as_bytes()),
            Self::Odd { tag, content } => match tag {
                0 | 3 | 4 | 5 => add(CONSTRUCTED | *tag as u8, content),
                _ => add((*tag as u8).min(30), content),
            },
        }
    }
}

/// `OID;UTF8:text` or `OID;DER:hex`, as OpenSSL's configuration has it.
fn other(text: &str) -> Option<GeneralName> {
    let (oid, value) = text.split_once(';')?;
    let (kind, value) = value.split_once(':')?;
    let value = match kind.to_ascii_uppercase().as_str() {
        "UTF8" | "UTF8STRING" => StringType::Utf8.encode(value).ok()?,
        "IA5" | "IA5STRING" => StringType::Ia5.encode(value).ok()?,
        "PRINTABLE" | "PRINTABLESTRING" => StringType::Printable.encode(value).ok()?,
        "BMP" | "BMPSTRING" => StringType::Bmp.encode(value).ok()?,
        "DER" => write::from_hex(value)?,
        _ => return None,
    };
    Element::parse(&value).ok()?;
    Some(GeneralName::Other { type_id: oid.trim().parse().ok()?, value })
}

/// What may stand before a colon and is no scheme of a URI.
const KINDS: [&str; 10] = ["dns", "ip", "email", "rfc822", "uri", "url", "upn", "dirname", "rid", "othername"];

/// A host name in A-labels.
fn host(name: &str) -> Result<String> {
    if name.is_ascii() { Ok(name.into()) } else { to_ascii(name) }
}

/// A mailbox whose domain is in A-labels.
fn mailbox(text: &str) -> Result<String> {
    match text.rsplit_once('@') {
        Some((local, domain)) if !domain.is_ascii() => Ok(alloc::format!("{local}@{}", to_ascii(domain)?)),
        _ => Ok(text.into()),
    }
}

/// A-labels by UTS #46, not transitional, with hyphens where RFC 5891 §4.2.3.1 has them. A wildcard stays.
#[cfg(feature = "idna")]
fn to_ascii(name: &str) -> Result<String> {
    let (wildcard, rest) = match name.strip_prefix("*.") {
        Some(rest) => ("*.", rest),
        None => ("", name),
    };
    let ascii = Uts46::new()
        .to_ascii(rest.as_bytes(), AsciiDenyList::EMPTY, Hyphens::Check, DnsLength::Ignore)
        .map_err(|_| Error::field(FIELD, "a host name that IDNA does not allow (RFC 5891)"))?;
    Ok(alloc::format!("{wildcard}{ascii}"))
}

/// Whether a label is what IDNA makes of one beyond ASCII (RFC 5890 §2.3.2.1).
#[cfg(feature = "idna")]
pub(crate) fn is_a_label(label: &[u8]) -> bool {
    Uts46::new().to_unicode(label, AsciiDenyList::EMPTY, Hyphens::Check).1.is_ok()
}

/// Without Unicode's tables nobody can tell.
#[cfg(not(feature = "idna"))]
pub(crate) const fn is_a_label(_: &[u8]) -> bool {
    true
}

#[cfg(not(feature = "idna"))]
fn to_ascii(_: &str) -> Result<String> {
    Err(Error::field(FIELD, "a host name beyond ASCII: give its A-label form (xn--…)"))
}
