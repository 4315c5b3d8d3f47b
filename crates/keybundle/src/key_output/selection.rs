//! Which key of an input is written.

use super::{KeyEncryption, KeyOutputError, OutputEncoding, WrittenKey};
use crate::{
    Algorithm, Error, Opened, PrivateKey, PublicKey, Warnings,
    report::{FoundKey, KeyKind, found_keys, warn_of_weaknesses},
};
use rand_core::CryptoRng;

/// The key of an input that is written, and how: the private key where there is one, otherwise the first public one.
#[derive(Debug)]
pub struct KeySelection<'a> {
    private: Option<&'a PrivateKey>,
    found: FoundKey<'a>,
    encoding: OutputEncoding,
}

impl<'a> KeySelection<'a> {
    /// Of what was opened, with the keys of its requests ([`crate::report::requested_keys`]). Without `encoding`, a
    /// private key is written as PKCS#8, a public one as SubjectPublicKeyInfo; `public` asks for the public half.
    ///
    /// # Errors
    /// `invalid-value` when there is no key in it, or several private ones.
    pub fn of(
        opened: &'a Opened,
        requests: &'a [PublicKey],
        encoding: Option<OutputEncoding>,
        public: bool,
    ) -> Result<Self, Error> {
        let Some(found) = found_keys(opened, requests).into_iter().next() else {
            return Err(Error::InvalidValue { reason: "there is no key in it" });
        };
        let private = match opened.bundles.as_slice() {
            _ if public || encoding == Some(OutputEncoding::Spki) => None,
            [] => None,
            [one] => Some(&one.private_key),
            _ => {
                let reason =
                    "there are several private keys in it; decoding it (`keybundle decode --out`) gives them all";
                return Err(Error::InvalidValue { reason });
            }
        };
        let default = if private.is_some() { OutputEncoding::Pkcs8 } else { OutputEncoding::Spki };
        Ok(Self { private, found, encoding: encoding.unwrap_or(default) })
    }

    /// A key that was just made.
    #[must_use]
    pub fn made(key: &'a PrivateKey, encoding: OutputEncoding) -> Self {
        let found = FoundKey {
            kind: KeyKind::PrivateKey,
            encoding: encoding.name(),
            algorithm: key.algorithm(),
            public_key: key.public_key(),
        };
        Self { private: Some(key), found, encoding }
    }

    /// Whether a private key is written.
    #[must_use]
    pub const fn is_private(&self) -> bool {
        self.private.is_some()
    }

    /// The encoding.
    #[must_use]
    pub const fn encoding(&self) -> OutputEncoding {
        self.encoding
    }

    /// Adds a warning for each weakness of the key.
    pub fn warn_of_weaknesses(&self, warnings: &mut Warnings) {
        warn_of_weaknesses(core::slice::from_ref(&self.found), warnings);
    }

    /// What the encoding does not say of the key, where there is such a thing.
    #[must_use]
    pub fn loss(&self) -> Option<&'static str> {
        let restricted = matches!(self.found.algorithm, Algorithm::RsaPss { .. } | Algorithm::RsaOaep { .. });
        (restricted && matches!(self.encoding, OutputEncoding::Pkcs1 | OutputEncoding::Jwk))
            .then_some("this encoding does not say what the key is restricted to (RSASSA-PSS or RSAES-OAEP)")
    }

    /// Writes it, and tells what was written. A public key is never encrypted.
    ///
    /// # Errors
    /// As [`WrittenKey::private`] and [`WrittenKey::public`].
    pub fn write<R: CryptoRng + ?Sized>(
        mut self,
        encryption: Option<&KeyEncryption>,
        rng: &mut R,
    ) -> Result<(WrittenKey, FoundKey<'a>), KeyOutputError> {
        let written = match (self.private, self.found.public_key) {
            (Some(key), _) => WrittenKey::private(key, self.encoding, encryption, rng)?,
            (None, Some(key)) => {
                self.found.kind = KeyKind::PublicKey;
                WrittenKey::public(key, self.encoding)?
            }
            (None, None) => {
                return Err(Error::InvalidValue { reason: "the public half of the key is not known" }.into());
            }
        };
        self.found.encoding = written.encoding();
        Ok((written, self.found))
    }
}
