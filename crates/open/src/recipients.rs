//! The recipient's own files: private keys in any format, and certificates that tell who the recipient is.

use crate::{Certificate, Error, Limits, Opened, Result, Unlock, open_within};
use keybundle_key::{PrivateKey, PublicKey, RecipientIdentity};
use std::sync::Arc;

/// A private key that may open messages, and what messages call its owner.
#[derive(Debug)]
pub struct RecipientKey {
    /// The key.
    pub private_key: PrivateKey,
    /// Issuer, serial and subject key identifier where a certificate was given, and the public key.
    pub identity: RecipientIdentity,
}

/// Reads the recipient's keys from `key_files` (PEM, DER, PKCS#12, JWK … opened with `unlock`) and finds each one's
/// certificate among `certificate_files` and beside the key. Keys to which no message is encrypted are left out where
/// there are others.
///
/// # Errors
/// `key-certificate-mismatch` when a certificate file holds no certificate of any of the keys; `invalid-value` when one
/// holds no certificate, or a key file no private key; what opening a file gives, as [`Error::RecipientKey`].
pub fn recipient_keys<F: AsRef<[u8]>>(
    key_files: &[F],
    certificate_files: &[F],
    unlock: &Unlock,
    limits: &Limits,
) -> Result<Vec<RecipientKey>> {
    let mut files: Vec<Opened> = Vec::new();
    for bytes in key_files {
        let opened = open_own(bytes.as_ref(), unlock, limits)?;
        if opened.bundles.is_empty() {
            return Err(Error::InvalidValue { reason: "there is no private key in what was given as the recipient's" });
        }
        files.push(opened);
    }
    let keys: Vec<_> =
        files.iter().flat_map(|file| &file.bundles).filter_map(|bundle| bundle.private_key.public_key()).collect();
    let is_any_good = |found: &[Arc<Certificate>]| files.is_empty() || is_of_any(found, keys.iter().copied());
    let mut certificates = read_certificates(certificate_files, is_any_good, unlock, limits)?;
    for opened in &files {
        certificates.extend(all_certificates(opened).cloned());
    }
    let mut recipients = Vec::new();
    for bundle in files.into_iter().flat_map(|file| file.bundles) {
        let Some(public_key) = bundle.private_key.public_key().cloned() else { continue };
        let identity = identity(public_key, &certificates);
        recipients.push(RecipientKey { private_key: bundle.private_key, identity });
    }
    let can_receive = |one: &RecipientKey| one.private_key.algorithm().can_receive();
    if recipients.iter().any(can_receive) {
        recipients.retain(can_receive);
    }
    Ok(recipients)
}

/// Who the owners of keys are that live elsewhere, in a token say: of each, by the first certificate among
/// `certificate_files` that has its public key, or by the public key alone.
///
/// # Errors
/// `key-certificate-mismatch` when a certificate file holds no certificate of any of the keys; what opening a file
/// gives, as [`Error::RecipientKey`].
pub fn recipient_identities<F: AsRef<[u8]>>(
    public_keys: &[PublicKey],
    certificate_files: &[F],
    unlock: &Unlock,
    limits: &Limits,
) -> Result<Vec<RecipientIdentity>> {
    let is_any_good = |found: &[Arc<Certificate>]| is_of_any(found, public_keys);
    let certificates = read_certificates(certificate_files, is_any_good, unlock, limits)?;
    Ok(public_keys.iter().map(|key| identity(key.clone(), &certificates)).collect())
}

/// Opens one of the recipient's own files: what is wrong with it is not wrong with the input.
fn open_own(bytes: &[u8], unlock: &Unlock, limits: &Limits) -> Result<Opened> {
    open_within(bytes, unlock, limits).map_err(|cause| Error::RecipientKey { cause: Box::new(cause) })
}

/// The certificates of files, each of which must hold one that is of use.
fn read_certificates<F: AsRef<[u8]>>(
    files: &[F],
    is_any_good: impl Fn(&[Arc<Certificate>]) -> bool,
    unlock: &Unlock,
    limits: &Limits,
) -> Result<Vec<Arc<Certificate>>> {
    let mut certificates = Vec::new();
    for bytes in files {
        let opened = open_own(bytes.as_ref(), unlock, limits)?;
        let found: Vec<_> = all_certificates(&opened).cloned().collect();
        if found.is_empty() {
            return Err(Error::InvalidValue { reason: "there is no certificate in what was given as the recipient's" });
        }
        if !is_any_good(&found) {
            return Err(Error::KeyCertificateMismatch);
        }
        certificates.extend(found);
    }
    Ok(certificates)
}

fn is_of_any<'a>(certificates: &[Arc<Certificate>], keys: impl IntoIterator<Item = &'a PublicKey>) -> bool {
    keys.into_iter().any(|key| certificates.iter().any(|found| found.public_key() == Some(key)))
}

/// By the first of the certificates that is the key's.
fn identity(public_key: PublicKey, certificates: &[Arc<Certificate>]) -> RecipientIdentity {
    let certificate = certificates.iter().find(|certificate| certificate.public_key() == Some(&public_key));
    match certificate.and_then(|found| Some((found, found.issuer_der()?, found.serial()?))) {
        Some((found, issuer, serial)) => {
            let identifier = found.subject_key_identifier();
            RecipientIdentity::from_certificate_parts(issuer, serial, identifier, public_key)
        }
        None => RecipientIdentity::from_public_key(public_key),
    }
}

fn all_certificates(opened: &Opened) -> impl Iterator<Item = &Arc<Certificate>> {
    let paired = opened.bundles.iter().flat_map(|bundle| bundle.certificate.iter().chain(&bundle.chain));
    paired.chain(&opened.certificates)
}
