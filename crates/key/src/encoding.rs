//! How private keys are written.

use core::fmt;

/// The encoding in which a private key came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Encoding {
    /// PKCS#1 `RSAPrivateKey` (RFC 8017 §A.1.2).
    Pkcs1,
    /// SEC1 `ECPrivateKey` (RFC 5915).
    Sec1,
    /// PKCS#8 `PrivateKeyInfo` or `OneAsymmetricKey` (RFC 5208, RFC 5958).
    Pkcs8,
    /// OpenSSL's own `DSA PRIVATE KEY`.
    Dsa,
    /// JSON Web Key (RFC 7517).
    Jwk,
}

impl Encoding {
    /// The name used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pkcs1 => "pkcs1",
            Self::Sec1 => "sec1",
            Self::Pkcs8 => "pkcs8",
            Self::Dsa => "dsa",
            Self::Jwk => "jwk",
        }
    }

    /// The PEM label (RFC 7468 §10) under which OpenSSL writes it; JWK is text and has none.
    #[must_use]
    pub const fn pem_label(self) -> Option<&'static str> {
        match self {
            Self::Pkcs8 => Some("PRIVATE KEY"),
            Self::Pkcs1 => Some("RSA PRIVATE KEY"),
            Self::Sec1 => Some("EC PRIVATE KEY"),
            Self::Dsa => Some("DSA PRIVATE KEY"),
            Self::Jwk => None,
        }
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
