//! Where the service is, and how a request authenticates.

use super::{
    Error,
    http::{Header, HeaderValue},
    secret::SecretText,
};
use std::fmt::Write as _;

/// The service's public hosts.
pub const HOSTS: [&str; 7] = [
    "one.digicert.com",
    "demo.one.digicert.com",
    "stage.one.digicert.com",
    "one.us.digicert.com",
    "one.nl.digicert.com",
    "one.ch.digicert.com",
    "one.digicert.co.jp",
];

/// What stands before the host where a client certificate authenticates.
const CLIENT_AUTHENTICATION: &str = "clientauth.";

/// Scheme and host of the service, with a port and a path where it has them. Any host is accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base {
    is_secure: bool,
    /// Host and port.
    authority: String,
    /// Empty, or a path without a slash at its end.
    path: String,
}

impl Default for Base {
    fn default() -> Self {
        let [host, ..] = HOSTS;
        Self { is_secure: true, authority: host.to_owned(), path: String::new() }
    }
}

impl Base {
    /// Reads a URL, or a bare host (then `https`). User, query and fragment are refused.
    ///
    /// ```
    /// use keybundle_digicert::request::Base;
    /// assert!(Base::read("https://one.digicert.com/")?.is_known_host());
    /// assert!(Base::read("one.us.digicert.com")?.is_known_host());
    /// assert!(!Base::read("https://proxy.example:8443/digicert")?.is_known_host());
    /// # Ok::<(), keybundle_digicert::request::Error>(())
    /// ```
    ///
    /// # Errors
    /// `invalid-value` for another scheme, an empty host, or characters that a host or path can't have.
    pub fn read(text: &str) -> Result<Self, Error> {
        let invalid = |reason| Error::InvalidValue { reason };
        let text = text.trim();
        let (is_secure, rest) = match text.split_once("://") {
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("https") => (true, rest),
            Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") => (false, rest),
            Some(_) => return Err(invalid("the base's scheme is neither https nor http")),
            None => (true, text),
        };
        let (authority, path) = rest.find('/').map_or((rest, ""), |slash| rest.split_at(slash));
        let is_host = |byte: u8| byte.is_ascii_alphanumeric() || b".-:[]".contains(&byte);
        if authority.is_empty() || !authority.bytes().all(is_host) {
            return Err(invalid("the base's host is empty or holds what no host can"));
        }
        let is_path = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~%!&()*+,;=:@".contains(&byte);
        if !path.bytes().all(is_path) {
            return Err(invalid("the base's path holds a query, a fragment or what no path can"));
        }
        let path = path.trim_end_matches('/').to_owned();
        Ok(Self { is_secure, authority: authority.to_ascii_lowercase(), path })
    }

    /// Whether it is one of [`HOSTS`].
    #[must_use]
    pub fn is_known_host(&self) -> bool {
        HOSTS.contains(&self.host().strip_prefix(CLIENT_AUTHENTICATION).unwrap_or(self.host()))
    }

    /// Whether the scheme is `https`.
    #[must_use]
    pub const fn is_secure(&self) -> bool {
        self.is_secure
    }

    /// Whether the host is an IP address.
    fn is_address(&self) -> bool {
        self.authority.starts_with('[') || self.host().parse::<std::net::Ipv4Addr>().is_ok()
    }

    fn host(&self) -> &str {
        self.authority.rsplit_once(':').map_or(&self.authority, |(host, _)| host)
    }

    /// The URL of a path that starts with a slash.
    pub(super) fn url(&self, path: &str, authentication: &Authentication) -> Result<String, Error> {
        let is_prefixed = self.authority.starts_with(CLIENT_AUTHENTICATION);
        let is_certificate = matches!(authentication, Authentication::ClientCertificate);
        if is_prefixed && !is_certificate {
            let reason = "the host clientauth. takes a client certificate, and no API key or passcode";
            return Err(Error::InvalidValue { reason });
        }
        if is_certificate && !is_prefixed && self.is_address() {
            let reason =
                "a client certificate goes to clientauth. before the host, and an address has none: give a name";
            return Err(Error::InvalidValue { reason });
        }
        let scheme = if self.is_secure { "https" } else { "http" };
        let prefix = if is_certificate && !is_prefixed { CLIENT_AUTHENTICATION } else { "" };
        Ok(format!("{scheme}://{prefix}{}{}{path}", self.authority, self.path))
    }
}

/// How to authenticate. The variants are mutually exclusive.
#[derive(Debug)]
#[non_exhaustive]
pub enum Authentication {
    /// `x-api-key`.
    ApiKey(SecretText),
    /// `x-passcode`, and no `x-api-key`.
    Passcode(SecretText),
    /// An authentication certificate, or any certificate signed by an authentication CA, presented in TLS: neither
    /// header, and `clientauth.` before the host.
    ClientCertificate,
    /// A passcode for EST, by HTTP Basic.
    EstPasscode {
        /// The user name, without a colon (RFC 7617 §2).
        user: String,
        /// The passcode.
        passcode: SecretText,
    },
}

impl Authentication {
    /// The names that [`Authentication::from_name`] takes.
    pub const NAMES: [&str; 4] = ["api-key", "passcode", "certificate", "est-passcode"];

    /// The authentication of this name, with those of an API key, a passcode and a user name for EST that it needs.
    /// `None` when there is none of this name.
    #[must_use]
    pub fn from_name(name: &str, api_key: SecretText, passcode: SecretText, user: &str) -> Option<Self> {
        Some(match name {
            "api-key" => Self::ApiKey(api_key),
            "passcode" => Self::Passcode(passcode),
            "certificate" => Self::ClientCertificate,
            "est-passcode" => Self::EstPasscode { user: user.to_owned(), passcode },
            _ => return None,
        })
    }

    /// The header, where there is one.
    pub(super) fn header(&self) -> Result<Option<Header>, Error> {
        Ok(Some(match self {
            Self::ApiKey(key) => secret("x-api-key", key, "KEYBUNDLE_API_KEY")?,
            Self::Passcode(passcode) => secret("x-passcode", passcode, "KEYBUNDLE_PASSCODE")?,
            Self::ClientCertificate => return Ok(None),
            Self::EstPasscode { user, passcode } => {
                if user.contains(':') || user.chars().any(char::is_control) {
                    let reason = "a user name with a colon or a control character (RFC 7617 §2)";
                    return Err(Error::InvalidValue { reason });
                }
                let password = checked(passcode, "KEYBUNDLE_PASSCODE")?;
                Header { name: "authorization", value: HeaderValue::Basic { user: user.clone(), password } }
            }
        }))
    }
}

fn secret(name: &'static str, value: &SecretText, variable: &str) -> Result<Header, Error> {
    Ok(Header { name, value: HeaderValue::Secret(checked(value, variable)?) })
}

/// A header holds visible ASCII and inner spaces (RFC 9110 §5.5); an empty or broken one is no secret at all.
fn checked(secret: &SecretText, variable: &str) -> Result<SecretText, Error> {
    if let Some(text) = secret.secret_text() {
        let visible = |byte: u8| byte.is_ascii_graphic() || byte == b' ';
        if text.is_empty() || text.trim() != text || !text.bytes().all(visible) {
            let reason = "an API key or passcode that is empty, starts or ends with white space, or is not ASCII";
            return Err(Error::InvalidValue { reason });
        }
    }
    Ok(secret.copied(variable))
}

/// One segment of a path, or one side of a query's pair: all but the unreserved is encoded (RFC 3986 §2.3).
pub(super) fn percent_encoded(text: &str) -> String {
    text.bytes().fold(String::with_capacity(text.len()), |mut encoded, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
        encoded
    })
}

/// The text of [`percent_encoded`]; `None` where it is damaged.
pub(super) fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || char::from(rest.next()?).to_digit(16);
        let value = digit()? << 4 | digit()?;
        bytes.push(u8::try_from(value).ok()?);
    }
    String::from_utf8(bytes).ok()
}
