//! From a vector's header to a key ring, with as little as possible of what is tested elsewhere.

use crate::{Certificate, KeyEncryptionKey, Result, Unlock, mime::smime};
use getrandom::{SysRng, rand_core::UnwrapErr};
use keybundle_encoding::{
    Error, Warnings, base64, pem,
    sniff::{Format, sniff},
};
use keybundle_key::{PrivateKey, RecipientIdentity, SoftwareRecipient};
use keybundle_testdata::Vector;
use zeroize::Zeroizing;

/// The message inside PEM, base64 or S/MIME.
pub(super) fn message(bytes: &[u8]) -> Result<Vec<u8>> {
    match sniff(bytes) {
        Format::Pem => {
            let block = pem::scan(bytes)?.blocks.into_iter().next().ok_or(Error::UnknownFormat)?;
            message(&block.bytes)
        }
        Format::Base64 => message(&base64::decode(bytes)?.bytes),
        Format::Smime => message(&smime::message(bytes)?),
        _ => Ok(bytes.to_vec()),
    }
}

/// The key ring of a vector; `None` where a key is protected itself, or given with another's certificate.
pub(crate) fn unlock(vector: &Vector) -> Option<Unlock> {
    add_secrets(Unlock::new().with_exact_verdicts(), vector)
}

/// The same for a program that hands verdicts to others.
pub(super) fn unlock_without_verdicts(vector: &Vector) -> Option<Unlock> {
    add_secrets(Unlock::new(), vector)
}

/// A vector of the group `cms`.
pub(super) fn vector(file: &str) -> Vector {
    let name = format!("cms/{file}");
    keybundle_testdata::group("cms").into_iter().find(|vector| vector.name == name).unwrap()
}

fn add_secrets(mut unlock: Unlock, vector: &Vector) -> Option<Unlock> {
    let header = &vector.header.unlock;
    for password in &header.passwords {
        unlock = unlock.with_password(password);
    }
    if let Some(kek) = vector.unlock_kek() {
        unlock = unlock.with_key_encryption_key(KeyEncryptionKey::new(vector.unlock_kek_id(), Zeroizing::new(kek)));
    }
    let certificates: Vec<Certificate> = vector
        .unlock_recipient_certificates()
        .iter()
        .flat_map(|file| pem::scan(file).unwrap().blocks)
        .map(|block| Certificate::from_der(&block.bytes, &mut Warnings::new()).unwrap())
        .collect();
    for file in vector.unlock_recipient_keys() {
        let key = private_key(&file)?;
        let public = key.public_key().unwrap().clone();
        let identity = match certificates.iter().find(|certificate| certificate.public_key() == Some(&public)) {
            Some(certificate) => RecipientIdentity::from_certificate_parts(
                certificate.issuer_der().unwrap(),
                certificate.serial().unwrap(),
                certificate.subject_key_identifier(),
                public,
            ),
            None if certificates.is_empty() => RecipientIdentity::from_public_key(public),
            None => return None,
        };
        let recipient = SoftwareRecipient::new(&key, identity, UnwrapErr(SysRng)).unwrap();
        unlock = unlock.with_recipient(Box::new(recipient));
    }
    Some(unlock)
}

pub(super) fn private_key(file: &[u8]) -> Option<PrivateKey> {
    let der = match sniff(file) {
        Format::Pem => pem::scan(file).ok()?.blocks.into_iter().next()?.bytes.to_vec(),
        _ => file.to_vec(),
    };
    PrivateKey::from_der(&der, &mut Warnings::new()).ok()
}
