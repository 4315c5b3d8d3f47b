//! Private keys.

use crate::{Algorithm, Error, PublicKey, Result};
use core::fmt;
use keybundle_encoding::Warnings;
use zeroize::Zeroizing;

/// What a private key stood in.
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
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A private key: its secret, its public half, and the bytes it came in. Wiped on drop; `Debug` shows no secret.
pub struct PrivateKey {
    algorithm: Algorithm,
    encoding: Encoding,
    public: Option<PublicKey>,
    original: Zeroizing<Vec<u8>>,
}

impl PrivateKey {
    /// Reads a PKCS#1, SEC1, PKCS#8 (version 1 or 2) or OpenSSL DSA private key; content decides which.
    ///
    /// # Errors
    /// `malformed-der`, `truncated`, `limit-depth`, `trailing-data`, `invalid-value`; `unknown-format` when it is none
    /// of these.
    pub fn from_der(der: &[u8], warnings: &mut Warnings) -> Result<Self> {
        let _ = (der, warnings);
        Err(Error::NotAKey)
    }

    /// Reads the content of a PEM block by its label; `parameters` is the `EC PARAMETERS` block that stood before it.
    ///
    /// # Errors
    /// As [`PrivateKey::from_der`].
    pub fn from_label(label: &str, der: &[u8], parameters: Option<&[u8]>, warnings: &mut Warnings) -> Result<Self> {
        let _ = (label, parameters);
        Self::from_der(der, warnings)
    }

    /// Reads a private JSON Web Key (RFC 7517, RFC 7518 §6, RFC 8037).
    ///
    /// # Errors
    /// `invalid-value`, `unsupported-algorithm`; `unknown-format` when it is no private JWK.
    pub fn from_jwk(json: &serde_json::Value, warnings: &mut Warnings) -> Result<Self> {
        let _ = (json, warnings);
        Err(Error::NotAKey)
    }

    /// The algorithm with size or curve.
    #[must_use]
    pub const fn algorithm(&self) -> &Algorithm {
        &self.algorithm
    }

    /// What it stood in.
    #[must_use]
    pub const fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The public half; `None` where the algorithm is unknown and the file holds no public part.
    #[must_use]
    pub const fn public_key(&self) -> Option<&PublicKey> {
        self.public.as_ref()
    }

    /// Normalised PKCS#8 version 1 (RFC 5208) in DER.
    #[must_use]
    pub fn secret_pkcs8_der(&self) -> Zeroizing<Vec<u8>> {
        self.original.clone()
    }

    /// The DER or BER it was read from; of a JWK, the same as [`PrivateKey::secret_pkcs8_der`].
    #[must_use]
    pub fn secret_original_der(&self) -> &[u8] {
        &self.original
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PrivateKey")
            .field("algorithm", &self.algorithm)
            .field("encoding", &self.encoding)
            .finish_non_exhaustive()
    }
}
