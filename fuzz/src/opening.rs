//! The readers that open, with the whole key ring. A target of one format leaves the others alone.

use crate::{
    check,
    keyring::{Keyring, limits},
    seal,
};
use keybundle::{
    Envelope, Error, Opened,
    crates::encoding::sniff::{DerKind, Format, sniff},
    decrypt as remove_one_layer, inspect_within, open_within,
};

/// Anything, as the command opens it: first without a secret, then with all of them.
pub fn open(data: &[u8]) {
    let _ = opens(data);
}

/// Anything, without a secret.
pub fn inspect(data: &[u8]) {
    let _ = look(data);
}

/// One layer of CMS.
pub fn decrypt(data: &[u8]) {
    match Keyring::with(|keyring| remove_one_layer(data, &keyring.unlock, &limits())) {
        Ok(decrypted) => {
            assert!(!decrypted.layers.is_empty());
            check::warnings(&decrypted.warnings, data);
        }
        Err(error) => check::error(&error, data),
    }
}

/// PKCS#12.
pub fn pkcs12(data: &[u8]) {
    if matches!(sniff(data), Format::Der(DerKind::Pfx)) {
        let _ = opens(data);
    }
}

/// CMS: encrypted to recipients, by a password or a key; signed; compressed.
pub fn cms(data: &[u8]) {
    if matches!(sniff(data), Format::Der(DerKind::CmsContentInfo | DerKind::EnvelopedData | DerKind::SignedData)) {
        let _ = opens(data);
        decrypt(data);
    }
}

/// Encrypted PKCS#8 and OpenSSL's encrypted PEM.
pub fn encrypted_key(data: &[u8]) {
    if matches!(sniff(data), Format::Der(DerKind::EncryptedPrivateKeyInfo) | Format::Pem) {
        let _ = opens(data);
    }
}

/// ZIP.
pub fn zip(data: &[u8]) {
    if sniff(data) == Format::Zip {
        let _ = opens(data);
    }
}

/// MIME and S/MIME.
pub fn mime(data: &[u8]) {
    if matches!(sniff(data), Format::Mime | Format::Smime) {
        let _ = opens(data);
        decrypt(data);
    }
}

/// JSON.
pub fn json(data: &[u8]) {
    if sniff(data) == Format::Json {
        let _ = opens(data);
    }
}

/// The bytes behind the first are put inside of something encrypted, authenticated or compressed, which the first one
/// chooses: so they get where a change of a file would be stopped by a tag, a padding or a checksum.
pub fn sealed(data: &[u8]) {
    let Some((&choice, plaintext)) = data.split_first() else { return };
    let _ = opens(&seal::seal(choice, plaintext));
}

fn look(data: &[u8]) -> Result<Envelope<'_>, Error> {
    let looked = inspect_within(data, &limits());
    match &looked {
        Ok(envelope) => {
            check::warnings(&envelope.warnings, data);
            assert!(
                envelope.needs().is_empty() || !envelope.locked.is_empty(),
                "nothing is locked, and it needs a secret"
            );
        }
        Err(error) => check::error(error, data),
    }
    looked
}

fn opens(data: &[u8]) -> Result<Opened, Error> {
    let looked = look(data);
    let opened = Keyring::with(|keyring| open_within(data, &keyring.unlock, &limits()));
    match &opened {
        Ok(opened) => {
            check::opened(opened, data);
            if let Err(error) = looked {
                panic!("opens, but can't be inspected: {error}");
            }
        }
        Err(error) => check::error(error, data),
    }
    opened
}
