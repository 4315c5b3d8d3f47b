//! The names of the layers between the input and a key.

use std::fmt;

/// One wrapping.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Layer {
    /// JSON whose strings hold something.
    Json,
    /// Base64 without armour.
    Base64,
    /// Hexadecimal.
    Hex,
    /// PEM (RFC 7468).
    Pem,
    /// S/MIME text around a CMS message (RFC 8551).
    Smime,
    /// MIME parts (RFC 2046).
    Mime,
    /// A ZIP archive.
    Zip,
    /// PKCS#12 (RFC 7292).
    Pkcs12,
    /// EncryptedPrivateKeyInfo (RFC 5958).
    EncryptedPkcs8,
    /// PEM encrypted by OpenSSL's own scheme (`Proc-Type`, `DEK-Info`).
    OpensslEncryptedPem,
    /// CMS Data (RFC 5652 §4).
    CmsData,
    /// CMS SignedData (§5).
    CmsSignedData,
    /// CMS EnvelopedData (§6).
    CmsEnvelopedData,
    /// CMS DigestedData (§7).
    CmsDigestedData,
    /// CMS EncryptedData (§8).
    CmsEncryptedData,
    /// CMS AuthenticatedData (§9).
    CmsAuthenticatedData,
    /// CMS AuthEnvelopedData (RFC 5083).
    CmsAuthEnvelopedData,
    /// CMS CompressedData (RFC 3274).
    CmsCompressedData,
    /// AsymmetricKeyPackage (RFC 5958).
    KeyPackage,
    /// JSON Web Key (RFC 7517).
    Jwk,
}

impl Layer {
    /// All of them, the text formats first.
    pub const ALL: [Self; 20] = [
        Self::Json,
        Self::Base64,
        Self::Hex,
        Self::Pem,
        Self::Smime,
        Self::Mime,
        Self::Zip,
        Self::Pkcs12,
        Self::EncryptedPkcs8,
        Self::OpensslEncryptedPem,
        Self::CmsData,
        Self::CmsSignedData,
        Self::CmsEnvelopedData,
        Self::CmsDigestedData,
        Self::CmsEncryptedData,
        Self::CmsAuthenticatedData,
        Self::CmsAuthEnvelopedData,
        Self::CmsCompressedData,
        Self::KeyPackage,
        Self::Jwk,
    ];

    /// The name used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Base64 => "base64",
            Self::Hex => "hex",
            Self::Pem => "pem",
            Self::Smime => "smime",
            Self::Mime => "mime",
            Self::Zip => "zip",
            Self::Pkcs12 => "pkcs12",
            Self::EncryptedPkcs8 => "pkcs8-encrypted",
            Self::OpensslEncryptedPem => "openssl-encrypted-pem",
            Self::CmsData => "cms-data",
            Self::CmsSignedData => "cms-signed-data",
            Self::CmsEnvelopedData => "cms-enveloped-data",
            Self::CmsDigestedData => "cms-digested-data",
            Self::CmsEncryptedData => "cms-encrypted-data",
            Self::CmsAuthenticatedData => "cms-authenticated-data",
            Self::CmsAuthEnvelopedData => "cms-auth-enveloped-data",
            Self::CmsCompressedData => "cms-compressed-data",
            Self::KeyPackage => "asymmetric-key-package",
            Self::Jwk => "jwk",
        }
    }
}

impl fmt::Display for Layer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
