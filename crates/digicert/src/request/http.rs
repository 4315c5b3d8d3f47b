//! A request as it goes over HTTP: method, URL, headers and body, as data.

use super::secret::SecretText;
use keybundle_encoding::{base64, wiped::joined};
use std::fmt;
use zeroize::Zeroizing;

/// What is sent, ready for any HTTP client. Nothing here sends it.
#[derive(Debug)]
#[non_exhaustive]
pub struct HttpRequest {
    /// The method.
    pub method: Method,
    /// The whole URL, percent-encoded.
    pub url: String,
    /// Names in lower case, each once. `content-length` and `host` are the client's.
    pub headers: Vec<Header>,
    /// The body, where the method has one.
    pub body: Option<Body>,
    /// Whether the client must present a certificate (TLS client authentication).
    pub client_certificate: bool,
}

/// The methods that the service takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Method {
    /// `GET`
    Get,
    /// `POST`
    Post,
    /// `PUT`
    Put,
}

impl Method {
    /// As it is written.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
        }
    }
}

/// One header.
#[derive(Debug)]
#[non_exhaustive]
pub struct Header {
    /// The name, in lower case.
    pub name: &'static str,
    /// Its value.
    pub value: HeaderValue,
}

/// The value of a header.
#[derive(Debug)]
#[non_exhaustive]
pub enum HeaderValue {
    /// A value without a secret.
    Text(String),
    /// A secret that is the whole value.
    Secret(SecretText),
    /// User name and password of HTTP Basic authentication (RFC 7617).
    Basic {
        /// The user name; holds no colon.
        user: String,
        /// The password.
        password: SecretText,
    },
}

impl HeaderValue {
    /// As it is sent; `None` when it holds a secret whose value is not known.
    #[must_use]
    pub fn secret_text(&self) -> Option<Zeroizing<String>> {
        Some(match self {
            Self::Text(text) => Zeroizing::new(text.clone()),
            Self::Secret(secret) => Zeroizing::new(secret.secret_text()?.to_owned()),
            Self::Basic { user, password } => {
                let pair = joined(&[user.as_str(), ":", password.secret_text()?]);
                joined(&["Basic ", &base64::encode(pair.as_bytes())])
            }
        })
    }

    /// With `$NAME` in place of a secret.
    #[must_use]
    pub fn public_text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Secret(secret) => format!("${}", secret.variable().unwrap_or_default()),
            Self::Basic { user, password } => {
                format!("Basic base64({user}:${})", password.variable().unwrap_or_default())
            }
        }
    }
}

/// The body of a request: text, with its secrets apart.
pub struct Body {
    /// The media type.
    pub content_type: &'static str,
    parts: Vec<Part>,
}

/// A piece of a body.
#[derive(Debug)]
pub enum Part {
    /// Text without a secret.
    Text(String),
    /// A secret inside a string of JSON.
    Secret(SecretText),
}

impl Body {
    pub(crate) const fn new(content_type: &'static str, parts: Vec<Part>) -> Self {
        Self { content_type, parts }
    }

    /// Its pieces, in order.
    #[must_use]
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// As it is sent; `None` when it holds a secret whose value is not known.
    #[must_use]
    pub fn secret_text(&self) -> Option<Zeroizing<String>> {
        // Room for everything at once: a text that grows leaves copies of the secret behind.
        let mut room = 0;
        for part in &self.parts {
            room += match part {
                Part::Text(text) => text.len(),
                Part::Secret(secret) => secret.secret_text()?.len().checked_mul(6)?,
            };
        }
        let mut whole = Zeroizing::new(String::with_capacity(room));
        for part in &self.parts {
            match part {
                Part::Text(text) => whole.push_str(text),
                Part::Secret(secret) => escape_json(secret.secret_text()?, &mut whole),
            }
        }
        Some(whole)
    }

    /// The text with `$NAME` in place of each secret.
    #[must_use]
    pub fn public_text(&self) -> String {
        let shown = self.parts.iter().map(|part| match part {
            Part::Text(text) => text.clone(),
            Part::Secret(secret) => format!("${}", secret.variable().unwrap_or_default()),
        });
        shown.collect()
    }

    /// Whether it holds a secret.
    #[must_use]
    pub fn has_secret(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Secret(_)))
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Body").field("content_type", &self.content_type).finish_non_exhaustive()
    }
}

/// RFC 8259 §7.
fn escape_json(text: &str, into: &mut String) {
    for character in text.chars() {
        match character {
            '"' => into.push_str("\\\""),
            '\\' => into.push_str("\\\\"),
            control if u32::from(control) < 0x20 => {
                into.push_str("\\u00");
                for shift in [4, 0] {
                    into.extend(char::from_digit(u32::from(control) >> shift & 15, 16));
                }
            }
            other => into.push(other),
        }
    }
}

/// One conversion, behind the feature of the same name.
#[cfg(feature = "http")]
impl TryFrom<&HttpRequest> for http::Request<Vec<u8>> {
    type Error = super::Error;

    /// Secret headers are marked as sensitive. The body's copy is the client's to wipe.
    ///
    /// # Errors
    /// `invalid-value` when a secret's value is not known, or holds what a header can't.
    fn try_from(request: &HttpRequest) -> Result<Self, Self::Error> {
        let invalid = |reason| super::Error::InvalidValue { reason };
        let mut builder = http::Request::builder().method(request.method.as_str()).uri(&request.url);
        for header in &request.headers {
            let text = header.value.secret_text().ok_or_else(|| invalid("the value of a secret is not known"))?;
            let mut value = http::HeaderValue::from_str(&text)
                .map_err(|_| invalid("a secret holds a character that a header can't hold"))?;
            value.set_sensitive(!matches!(header.value, HeaderValue::Text(_)));
            builder = builder.header(header.name, value);
        }
        let body = match &request.body {
            Some(body) => body.secret_text().ok_or_else(|| invalid("the value of a secret is not known"))?,
            None => Zeroizing::new(String::new()),
        };
        builder.body(body.as_bytes().to_vec()).map_err(|_| invalid("the URL can't be used"))
    }
}
