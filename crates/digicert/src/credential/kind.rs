//! Kinds of credentials, and the protocols they serve.

use super::json;
use serde_json::{Map, Value};

/// What a credential is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// A secret that many devices may share.
    Passcode,
    /// One certificate that proves itself.
    Certificate,
    /// A certification authority: every certificate that it signed proves itself.
    CertificateAuthority,
    /// An ACME account key, or the key that binds one.
    Acme,
}

/// A way to ask for a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Protocol {
    /// The service's own HTTP interface.
    Rest,
    /// RFC 7030.
    Est,
    /// RFC 8894.
    Scep,
    /// RFC 8555.
    Acme,
    /// RFC 4210.
    Cmpv2,
}

impl Kind {
    /// The name used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Passcode => "passcode",
            Self::Certificate => "certificate",
            Self::CertificateAuthority => "certificate_authority",
            Self::Acme => "acme",
        }
    }

    /// The protocols that the service documents for it. Where its own JSON names others, those count.
    #[must_use]
    pub const fn protocols(self) -> &'static [Protocol] {
        match self {
            Self::Passcode => &[Protocol::Rest, Protocol::Est, Protocol::Scep, Protocol::Cmpv2],
            Self::Certificate | Self::CertificateAuthority => &[Protocol::Rest, Protocol::Est, Protocol::Scep],
            Self::Acme => &[Protocol::Acme],
        }
    }

    /// Reads a word for it, such as the name of the list it stands in.
    pub(super) fn from_word(word: &str) -> Option<Self> {
        let letters: String = word.chars().filter(char::is_ascii_alphanumeric).collect();
        let word = letters.to_ascii_lowercase();
        if word.contains("acme") {
            Some(Self::Acme)
        } else if word.contains("passcode") {
            Some(Self::Passcode)
        } else if word.contains("authority")
            || word.contains("authorities")
            || word.ends_with("ca")
            || word.ends_with("cas")
        {
            Some(Self::CertificateAuthority)
        } else if word.contains("certificate") {
            Some(Self::Certificate)
        } else {
            None
        }
    }

    /// What a credential's object is by its members.
    pub(super) fn of(object: &Map<String, Value>) -> Option<Self> {
        const ACME: &[&str] = &["hmackey", "externalaccountbinding", "accountbind", "authenticationpem"];
        const PASSCODE: &[&str] = &["passcode", "passcodelength", "validityperiod"];
        let word = json::member(object, &["credentialtype", "authenticationcredentialtype", "type", "kind"]);
        let named = word.and_then(Value::as_str).and_then(Self::from_word);
        let by_members = || {
            if json::member(object, ACME).is_some() {
                Some(Self::Acme)
            } else {
                json::member(object, PASSCODE).map(|_| Self::Passcode)
            }
        };
        named.or_else(by_members)
    }
}

impl Protocol {
    /// Every protocol there is.
    pub const ALL: &'static [Self] = &[Self::Rest, Self::Est, Self::Scep, Self::Acme, Self::Cmpv2];

    /// The name used in JSON and on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rest => "rest",
            Self::Est => "est",
            Self::Scep => "scep",
            Self::Acme => "acme",
            Self::Cmpv2 => "cmpv2",
        }
    }

    /// Reads its name in any case; `API` is the service's other word for REST.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name.trim().to_ascii_lowercase().as_str() {
            "rest" | "api" | "rest_api" | "restapi" => Some(Self::Rest),
            "est" => Some(Self::Est),
            "scep" => Some(Self::Scep),
            "acme" => Some(Self::Acme),
            "cmp" | "cmpv2" => Some(Self::Cmpv2),
            _ => None,
        }
    }
}
