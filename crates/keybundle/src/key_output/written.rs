//! One key as it is written.

use super::{KeyEncryption, KeyOutputError, OutputEncoding};
use crate::{Error, PrivateKey, PublicKey, encrypt_private_key};
use keybundle_encoding::pem;
use rand_core::CryptoRng;
use zeroize::Zeroizing;

/// A key in an encoding.
#[derive(Debug)]
pub struct WrittenKey {
    content: Content,
    encoding: &'static str,
    is_secret: bool,
}

enum Content {
    Der { label: &'static str, der: Zeroizing<Vec<u8>> },
    Text(Zeroizing<Vec<u8>>),
}

impl core::fmt::Debug for Content {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Content(..)")
    }
}

impl WrittenKey {
    /// A private key, encrypted where that is asked for; in the encoding of public keys, its public half.
    ///
    /// # Errors
    /// `usage` for combinations that do not exist; `invalid-value` when the key has no such encoding.
    pub fn private<R: CryptoRng + ?Sized>(
        key: &PrivateKey,
        encoding: OutputEncoding,
        encryption: Option<&KeyEncryption>,
        rng: &mut R,
    ) -> Result<Self, KeyOutputError> {
        Self::check(encoding, encryption.is_some())?;
        let content = match (encryption, encoding.of_private()) {
            (Some(KeyEncryption { protection, password }), _) => {
                let encrypted = encrypt_private_key(key, password, *protection, rng)?;
                let content = Content::Der { label: "ENCRYPTED PRIVATE KEY", der: encrypted.into() };
                return Ok(Self { content, encoding: "pkcs8-encrypted", is_secret: true });
            }
            (None, Some(private)) => {
                let encoded = key.secret_encoded(private).map_err(Error::from)?;
                match private.pem_label() {
                    Some(label) => Content::Der { label, der: encoded },
                    None => Content::Text(encoded),
                }
            }
            (None, None) => {
                let unknown = Error::InvalidValue { reason: "the public half of the key is not known" };
                return Self::public(key.public_key().ok_or(unknown)?, encoding);
            }
        };
        Ok(Self { content, encoding: encoding.name(), is_secret: true })
    }

    /// A public key.
    ///
    /// # Errors
    /// `usage` when the encoding holds no public key of this algorithm.
    pub fn public(key: &PublicKey, encoding: OutputEncoding) -> Result<Self, KeyOutputError> {
        let cannot = || KeyOutputError::NotPublic { algorithm: key.algorithm().to_string(), encoding };
        let der = |label, der: Vec<u8>| Content::Der { label, der: der.into() };
        let content = match encoding {
            OutputEncoding::Spki => der("PUBLIC KEY", key.spki_der().to_vec()),
            OutputEncoding::Pkcs1 => der("RSA PUBLIC KEY", key.pkcs1_der().ok_or_else(cannot)?),
            OutputEncoding::Jwk => Content::Text(key.to_jwk().ok_or_else(cannot)?.into_bytes().into()),
            OutputEncoding::Pkcs8 | OutputEncoding::Sec1 => return Err(cannot()),
        };
        Ok(Self { content, encoding: encoding.name(), is_secret: false })
    }

    /// Refuses combinations that do not exist, before a key is made or opened for them.
    ///
    /// # Errors
    /// `usage`.
    pub fn check(encoding: OutputEncoding, encrypted: bool) -> Result<(), KeyOutputError> {
        if encrypted && encoding != OutputEncoding::Pkcs8 {
            return Err(KeyOutputError::NotEncrypted { encoding });
        }
        Ok(())
    }

    /// What the encoding is called: `pkcs8`, `pkcs8-encrypted`, `pkcs1`, `sec1`, `spki`, `jwk`.
    #[must_use]
    pub const fn encoding(&self) -> &'static str {
        self.encoding
    }

    /// Whether a private key is in it.
    #[must_use]
    pub const fn is_secret(&self) -> bool {
        self.is_secret
    }

    /// Its DER; `None` of a JWK, which is text.
    #[must_use]
    pub fn secret_der(&self) -> Option<&[u8]> {
        match &self.content {
            Content::Der { der, .. } => Some(der),
            Content::Text(_) => None,
        }
    }

    /// PEM, or a JWK in one line without a break at its end.
    #[must_use]
    pub fn secret_text(&self) -> Zeroizing<Vec<u8>> {
        match &self.content {
            Content::Der { label, der } => Zeroizing::new(pem::encode(label, der).as_bytes().to_vec()),
            Content::Text(text) => text.clone(),
        }
    }
}
