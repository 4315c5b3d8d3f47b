//! Making a binding, and the request that carries it.

use crate::{
    AccountKey, AccountPublicKey, Credential, Error, Jws, MacAlgorithm, Result, Sender, account::check_url, jws::Object,
};
use keybundle_encoding::Warnings;

impl Credential {
    /// Binds an account key to the credential: the value of `externalAccountBinding` (RFC 8555 §7.3.4), in the form
    /// that every server takes. Its header is exactly `alg`, `kid`, `url`, its payload exactly
    /// [`AccountPublicKey::jwk`].
    ///
    /// `url` is `newAccount` of the server's directory, byte for byte.
    ///
    /// Warnings: `weak-key` when the HMAC key is shorter than the algorithm asks for.
    ///
    /// # Errors
    /// `invalid-value` for an invalid URL.
    pub fn bind(
        &self,
        algorithm: MacAlgorithm,
        url: &str,
        account: &AccountPublicKey,
        warnings: &mut Warnings,
    ) -> Result<Jws> {
        check_url(url)?;
        self.key().check_size(algorithm, warnings);
        let header = Object::new().text("alg", algorithm.name()).text("kid", self.kid()).text("url", url).finish();
        let mac = |input: &[u8]| Ok(algorithm.tag(self.key().secret_bytes(), &[input]));
        Jws::sign(&header, account.jwk().as_bytes(), mac)
    }
}

/// What a newAccount request asks for (RFC 8555 §7.3). Members that are not set are left out.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct NewAccount {
    /// URLs by which the server reaches the account's holder: `mailto:` and an address.
    pub contact: Vec<String>,
    /// Whether the holder agrees to the terms of service.
    pub terms_of_service_agreed: bool,
    /// Whether only the URL of an account that exists is asked for, and no new one (§7.3.1).
    pub only_return_existing: bool,
    /// The binding.
    pub external_account_binding: Option<Jws>,
}

impl NewAccount {
    /// The payload as JSON text.
    ///
    /// # Errors
    /// `invalid-value` for a contact that servers refuse: no URL, or a `mailto:` with header fields or more than one
    /// address (§7.3).
    pub fn payload(&self) -> Result<String> {
        let mut object = Object::new();
        if !self.contact.is_empty() {
            self.contact.iter().try_for_each(|contact| check_contact(contact))?;
            object = object.raw("contact", &serde_json::Value::from(self.contact.as_slice()));
        }
        if self.terms_of_service_agreed {
            object = object.raw("termsOfServiceAgreed", &true);
        }
        if self.only_return_existing {
            object = object.raw("onlyReturnExisting", &true);
        }
        if let Some(binding) = &self.external_account_binding {
            object = object.raw("externalAccountBinding", binding);
        }
        Ok(object.finish())
    }

    /// The whole body of the request: the payload signed by the account key, for a nonce that the server gave.
    ///
    /// # Errors
    /// As [`NewAccount::payload`] and [`AccountKey::sign`].
    pub fn sign(&self, account: &AccountKey<'_>, nonce: &str, url: &str) -> Result<Jws> {
        account.sign(Sender::Jwk, nonce, url, &self.payload()?)
    }
}

fn check_contact(contact: &str) -> Result<()> {
    let reason = match contact.split_once(':') {
        None => "a contact is no URL: write mailto: before an address",
        Some((scheme, address)) if scheme.eq_ignore_ascii_case("mailto") => {
            if address.contains('?') {
                "a contact has header fields, which servers refuse"
            } else if address.contains(',') {
                "a contact has several addresses: give each its own"
            } else if !address.contains('@') || !address.bytes().all(|byte| byte.is_ascii_graphic()) {
                "a contact is no address"
            } else {
                return Ok(());
            }
        }
        Some(_) => return Ok(()),
    };
    Err(Error::InvalidValue { reason })
}
