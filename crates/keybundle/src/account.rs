//! The files of an ACME account: its key in whatever it comes, and the credential that binds it.

use crate::{Error, Limits, PrivateKey, PublicKey, Unlock, Warnings};
use keybundle_acme::Credential;
use keybundle_digicert::AcmeCredential;
use keybundle_digicert::open_anything;

/// The key of an ACME account, as a file holds it.
#[derive(Debug)]
pub struct AccountKeyFile {
    /// The private key; `None` when the file holds a public key or a certificate, which is enough to bind an account.
    pub private_key: Option<PrivateKey>,
    /// The public key.
    pub public_key: PublicKey,
    /// What was odd about the file.
    pub warnings: Warnings,
}

impl AccountKeyFile {
    /// Reads PEM, DER, JWK, PKCS#12 and all else that [`crate::open()`] opens.
    ///
    /// # Errors
    /// As [`crate::open()`]; `invalid-value` when there is no key among what `bytes` hold, or more than one.
    pub fn read(bytes: &[u8], unlock: &Unlock, limits: &Limits) -> Result<Self, Error> {
        let opened = open_anything(bytes, unlock, limits)?;
        // It is the key alone that counts.
        let warnings = opened.warnings_of_reading();
        let mut keys = opened.bundles.into_iter().map(|bundle| bundle.private_key);
        if let Some(private_key) = keys.next() {
            let Some(public_key) = private_key.public_key().cloned() else {
                return Err(Error::InvalidValue {
                    reason: "the account key is of an algorithm that is not known here",
                });
            };
            if keys.any(|other| other.public_key() != Some(&public_key)) {
                return Err(Error::InvalidValue {
                    reason: "there is more than one private key in the account key's file",
                });
            }
            return Ok(Self { private_key: Some(private_key), public_key, warnings });
        }
        let of_certificate = || opened.certificates.first().and_then(|certificate| certificate.public_key().cloned());
        let public_key = opened.public_keys.into_iter().next().or_else(of_certificate);
        let public_key =
            public_key.ok_or(Error::InvalidValue { reason: "there is no key in the account key's file" })?;
        Ok(Self { private_key: None, public_key, warnings })
    }
}

/// The credential for a binding, from what the service showed: `key` is the base64 text of the HMAC key, or the
/// service's whole JSON answer, which tells the kid too.
///
/// # Errors
/// `invalid-value` when no kid is known, or it is not that of the answer; `not-base64` with the position;
/// `empty-input`.
pub fn acme_credential(
    kid: Option<&str>,
    key: &[u8],
    warnings: &mut Warnings,
) -> Result<Credential, keybundle_acme::Error> {
    if AcmeCredential::looks_like(key) {
        return AcmeCredential::read(key)?.credential(kid, warnings);
    }
    let kid =
        kid.ok_or(keybundle_acme::Error::InvalidValue { reason: "the kid that belongs to the HMAC key is missing" })?;
    Credential::from_text(kid, key, warnings)
}
