//! Vectors opened through the library.
#![allow(dead_code, reason = "each test takes what it needs of it")]

use getrandom::SysRng;
use keybundle::{
    Bundle, Certificate, Coded as _, Error, KeyEncryptionKey, Limits, Opened, Recipient, RecipientKey,
    SoftwareRecipient, Unlock, recipient_keys,
};
use keybundle_testdata::{Observed, ObservedBundle, Vector};
use rand_core::UnwrapErr;
use std::sync::Arc;

/// The key ring that the header names, with exact verdicts.
pub(crate) fn unlock(vector: &Vector) -> Result<Unlock, Error> {
    unlock_by(vector, |key| {
        Ok(Box::new(SoftwareRecipient::new(&key.private_key, key.identity.clone(), UnwrapErr(SysRng))?))
    })
}

/// The key ring that the header names, with recipients that are made so.
pub(crate) fn unlock_by(
    vector: &Vector,
    recipient: impl Fn(&RecipientKey) -> Result<Box<dyn Recipient + Send>, Error>,
) -> Result<Unlock, Error> {
    let named = &vector.header.unlock;
    let mut unlock = Unlock::new().with_exact_verdicts();
    for password in &named.passwords {
        unlock = unlock.with_password(password);
    }
    if let Some(password) = &named.mac_password {
        unlock = unlock.with_mac_password(password);
    }
    if let Some(kek) = vector.unlock_kek() {
        unlock = unlock.with_key_encryption_key(KeyEncryptionKey::new(vector.unlock_kek_id(), kek.into()));
    }
    let mut passwords = Unlock::new();
    for password in &named.recipient_key_passwords {
        passwords = passwords.with_password(password);
    }
    let (keys, certificates) = (vector.unlock_recipient_keys(), vector.unlock_recipient_certificates());
    for key in recipient_keys(&keys, &certificates, &passwords, &Limits::default())? {
        unlock = unlock.with_recipient(recipient(&key)?);
    }
    Ok(unlock)
}

/// The result in the words of the headers.
pub(crate) fn observe(result: &Result<Opened, Error>) -> Observed {
    match result {
        Err(error) => {
            Observed { refusal: Some((error.code().to_string(), error.stage().to_string())), ..Observed::default() }
        }
        Ok(opened) => Observed {
            refusal: None,
            bundles: opened.bundles.iter().map(bundle).collect(),
            certificates: opened.certificates.iter().map(fingerprint).collect(),
            public_keys: opened.public_keys.iter().map(|key| hex(&key.spki_sha256())).collect(),
            files: opened.files.iter().map(|file| hex(&file.sha256)).collect(),
            warnings: opened.warnings.as_slice().iter().map(|warning| warning.code.to_string()).collect(),
            layers: opened.layers.iter().map(ToString::to_string).collect(),
        },
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bundle(bundle: &Bundle) -> ObservedBundle {
    ObservedBundle {
        algorithm: bundle.private_key.algorithm().to_string(),
        spki_sha256: bundle.private_key.public_key().map(|key| hex(&key.spki_sha256())),
        certificate: bundle.certificate.as_ref().map(fingerprint),
        chain: bundle.chain.iter().map(fingerprint).collect(),
        chain_complete: bundle.chain_complete,
    }
}

fn fingerprint(certificate: &Arc<Certificate>) -> String {
    hex(&certificate.sha256())
}
