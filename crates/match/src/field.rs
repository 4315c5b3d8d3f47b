//! The fields that values are registered for.

mod words;

use alloc::{
    borrow::{Cow, ToOwned as _},
    string::{String, ToString as _},
};
use core::fmt;
use keybundle_encoding::{Oid, name};

/// The content bytes of 1.2.840.113549.1.9.7 (PKCS#9 challengePassword, RFC 2985 §5.4.1).
const CHALLENGE_PASSWORD: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 7];
/// The content bytes of 1.2.840.113549.1.9.1 (PKCS#9 emailAddress, RFC 2985 §5.2.1).
pub(crate) const EMAIL_ADDRESS: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 1];
const ORGANIZATIONAL_UNIT: &[u8] = &[0x55, 4, 11];
const STREET_ADDRESS: &[u8] = &[0x55, 4, 9];

/// A field of a request or certificate.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Field<'a> {
    /// An attribute of the subject (or, of the same type, of a request), by the content bytes of its OID.
    Attribute(Cow<'a, [u8]>),
    /// The challenge password of a request: an attribute beside the subject, not in it.
    ChallengePassword,
    /// An alternative name of the subject.
    AlternativeName(AlternativeName),
    /// A name that is not known here. Only a request that gives a value under the same name has this field.
    Other(Cow<'a, str>),
}

/// The kinds of alternative names (RFC 5280 §4.2.1.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AlternativeName {
    /// `dNSName`.
    DnsName,
    /// `rfc822Name`: an e-mail address.
    EmailAddress,
    /// `iPAddress`, as text.
    IpAddress,
    /// `uniformResourceIdentifier`.
    Uri,
    /// `directoryName`, as RFC 4514 text.
    DirectoryName,
    /// `registeredID`, dotted.
    RegisteredId,
    /// Microsoft's user principal name, an `otherName` of the type 1.3.6.1.4.1.311.20.2.3.
    UserPrincipalName,
}

impl Field<'static> {
    /// Reads the name of a field as services and people write it: `subject.common_name`, `CN`, `commonName`,
    /// `challenge_password`, `extensions.san.dns_names`, an OID (`2.5.4.3`, `oid.2.5.4.3`, `subject.2.5.4.3`). Case,
    /// `_`, `-` and spaces don't count.
    ///
    /// ```
    /// use keybundle_match::Field;
    /// assert_eq!(Field::from_name("subject.common_name"), Field::from_name("2.5.4.3"));
    /// assert_eq!(Field::from_name("challengePassword"), Field::ChallengePassword);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        words::field(name).unwrap_or_else(|| Field::Other(Cow::Owned(words::plain(name))))
    }
}

impl<'a> Field<'a> {
    /// An attribute type by its OID. The challenge password has a field of its own, wherever its OID stands.
    #[must_use]
    pub fn from_oid(oid: Oid<'a>) -> Self {
        Self::from_content(Cow::Borrowed(oid.as_bytes()))
    }

    fn from_content(content: Cow<'a, [u8]>) -> Self {
        if *content == *CHALLENGE_PASSWORD { Self::ChallengePassword } else { Self::Attribute(content) }
    }

    /// What `Debug` is to show of its values: nothing of a challenge password.
    pub(crate) fn shown<'v>(&self, values: &'v dyn fmt::Debug) -> &'v dyn fmt::Debug {
        if *self == Field::ChallengePassword { &".." } else { values }
    }

    /// Whether one request may well hold several values: organizational units, street addresses, alternative names.
    #[must_use]
    pub fn is_array(&self) -> bool {
        match self {
            Self::Attribute(oid) => **oid == *ORGANIZATIONAL_UNIT || **oid == *STREET_ADDRESS,
            Self::AlternativeName(_) => true,
            Self::ChallengePassword | Self::Other(_) => false,
        }
    }

    /// The same, with nothing borrowed.
    #[must_use]
    pub fn into_owned(self) -> Field<'static> {
        match self {
            Self::Attribute(oid) => Field::Attribute(Cow::Owned(oid.into_owned())),
            Self::ChallengePassword => Field::ChallengePassword,
            Self::AlternativeName(kind) => Field::AlternativeName(kind),
            Self::Other(name) => Field::Other(Cow::Owned(name.into_owned())),
        }
    }
}

/// The short name: `CN`, `OU`, `DNS`, `challengePassword`, a dotted OID.
impl fmt::Display for Field<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text: Cow<'_, str> = match self {
            Self::Attribute(content) => match Oid::from_content(content) {
                Some(oid) => name::short_name(oid).map_or_else(|| oid.to_string().into(), Cow::Borrowed),
                None => "?".into(),
            },
            Self::ChallengePassword => "challengePassword".into(),
            Self::AlternativeName(kind) => kind.as_str().into(),
            Self::Other(name) => name.as_ref().into(),
        };
        f.write_str(&text)
    }
}

impl AlternativeName {
    /// The word that stands before such a name in text, as OpenSSL writes it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::DnsName => "DNS",
            Self::EmailAddress => "email",
            Self::IpAddress => "IP",
            Self::Uri => "URI",
            Self::DirectoryName => "DirName",
            Self::RegisteredId => "RID",
            Self::UserPrincipalName => "UPN",
        }
    }
}

/// A field by the words for it; `None` when they are not known.
fn attribute(words: &str) -> Option<Field<'static>> {
    let content = words::ATTRIBUTES.iter().find(|(word, _)| *word == words).map(|(_, content)| *content);
    let content = content.or_else(|| name::oid(words).map(Oid::as_bytes))?;
    Some(Field::from_content(Cow::Borrowed(content)))
}

fn dotted(text: &str) -> Option<Field<'static>> {
    Some(Field::from_content(Cow::Owned(Oid::content_of(text)?)))
}

fn lower(text: &str) -> String {
    text.trim().to_owned().to_lowercase()
}
