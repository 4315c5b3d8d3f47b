//! The values that prove control of a name (RFC 8555 §8, RFC 8737).

use crate::{AccountPublicKey, Error, Result, base64url};
use core::fmt;
use sha2::{Digest as _, Sha256};

/// Token and account key together (RFC 8555 §8.1): its text is the body of the http-01 answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyAuthorization {
    text: String,
    /// The size of the token.
    token: usize,
}

impl AccountPublicKey {
    /// The key authorization for a challenge's token.
    ///
    /// # Errors
    /// `invalid-value` for a token that is not base64url (RFC 8555 §8.3): it becomes a part of a path.
    pub fn key_authorization(&self, token: &str) -> Result<KeyAuthorization> {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        if token.is_empty() || !token.bytes().all(allowed) {
            return Err(Error::InvalidValue { reason: "the token is not base64url: take it from the challenge" });
        }
        Ok(KeyAuthorization { text: format!("{token}.{}", self.thumbprint_text()), token: token.len() })
    }
}

impl KeyAuthorization {
    /// The text, which http-01 serves as it is.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// http-01 (§8.3): the path under which the text is served.
    #[must_use]
    pub fn http_01_path(&self) -> String {
        format!("/.well-known/acme-challenge/{}", self.text.get(..self.token).unwrap_or_default())
    }

    /// dns-01 (§8.4): the content of the TXT record `_acme-challenge`.
    #[must_use]
    pub fn dns_01_value(&self) -> String {
        base64url::encode(self.tls_alpn_01_digest())
    }

    /// tls-alpn-01 (RFC 8737 §3): what the extension acmeIdentifier holds in its OCTET STRING.
    #[must_use]
    pub fn tls_alpn_01_digest(&self) -> [u8; 32] {
        Sha256::digest(&self.text).into()
    }
}

impl fmt::Display for KeyAuthorization {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
