//! Files and variables that a request names.

use super::read;
use crate::{arguments::request::Against, failure::Failure, secrets};
use keybundle::{
    Certificate, Error, Limits, Opened, PublicKey, Unlock, crates::encoding::pem::encode, open_within, pem,
    read_request,
};
use std::{path::Path, sync::Arc};
use zeroize::Zeroizing;

/// The CSR of a file, as PEM.
pub(super) fn csr(path: &Path) -> Result<String, Failure> {
    let (request, _) = read_request(&read(path)?, &Limits::default())?;
    Ok(encode("CERTIFICATE REQUEST", request.der()).to_string())
}

/// The certificate of a file, as PEM: an end entity's, where there is one. A private key beside it stays where it is.
pub(super) fn certificate(path: &Path) -> Result<String, Failure> {
    let opened = open(path, &Unlock::new())?;
    let found = end_entity(&opened).ok_or(Error::InvalidValue { reason: "there is no certificate in it" })?;
    Ok(pem::certificate(found).to_string())
}

/// The public half of an ACME account's key, as PEM: a certificate as it is, otherwise a public key.
pub(super) fn account_key(path: &Path) -> Result<String, Failure> {
    let opened = open(path, &Unlock::new())?;
    let lone = opened.bundles.is_empty().then(|| opened.certificates.first()).flatten();
    if let Some(certificate) = lone {
        return Ok(pem::certificate(certificate).to_string());
    }
    let key = public_key(&opened).ok_or(Error::InvalidValue { reason: "there is no key and no certificate in it" })?;
    Ok(encode("PUBLIC KEY", key.spki_der()).to_string())
}

/// The recipient's public key, out of the private key or the certificate.
pub(super) fn recipient(against: &Against) -> Result<Option<PublicKey>, Failure> {
    let Some(path) = &against.recipient_key else { return Ok(None) };
    let mut unlock = Unlock::new().with_exact_verdicts();
    if let Some(path) = &against.recipient_key_password_file {
        unlock = unlock.with_password(secrets::password("recipient_key_password_file", path)?.as_slice());
    }
    let opened = open(path, &unlock)?;
    let key = public_key(&opened).or_else(|| end_entity(&opened)?.public_key());
    match key {
        Some(key) => Ok(Some(key.clone())),
        None => Err(Error::InvalidValue { reason: "there is no key and no certificate in it" }.into()),
    }
}

/// The value of an environment variable.
pub(super) fn variable(name: &str) -> Result<Zeroizing<String>, Failure> {
    let value = std::env::var(name).map_err(|_| Failure::Usage {
        message: format!("the environment variable {name} is not set, or no UTF-8"),
        hint: None,
    });
    value.map(Zeroizing::new)
}

/// A password of a file, as text.
pub(super) fn password(path: &Path) -> Result<Zeroizing<String>, Failure> {
    let bytes = secrets::password("pkcs12_password_file", path)?;
    match std::str::from_utf8(&bytes) {
        Ok(text) => Ok(Zeroizing::new(text.to_owned())),
        Err(_) => Err(Error::InvalidValue { reason: "the password is not UTF-8" }.into()),
    }
}

fn open(path: &Path, unlock: &Unlock) -> Result<Opened, Failure> {
    Ok(open_within(&read(path)?, unlock, &Limits::default())?)
}

fn end_entity(opened: &Opened) -> Option<&Arc<Certificate>> {
    let paired = opened.bundles.iter().find_map(|bundle| bundle.certificate.as_ref());
    let lone = || opened.certificates.iter().find(|certificate| !certificate.is_authority());
    paired.or_else(lone).or_else(|| opened.certificates.first())
}

fn public_key(opened: &Opened) -> Option<&PublicKey> {
    let of_private = opened.bundles.iter().find_map(|bundle| bundle.private_key.public_key());
    of_private.or_else(|| opened.public_keys.first())
}
