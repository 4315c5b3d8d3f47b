//! Private keys encrypted by a password: PKCS#8 (RFC 5958 §3) and OpenSSL's old PEM.

mod write;

pub use write::encrypt_private_key;

use crate::{
    Error, Result,
    contained::contained,
    context::Context,
    password::{Encrypted, Lock, Locked, Outcome, Trials, refused},
    shape,
};
use keybundle_cipher::{PasswordCandidate, PbeDescription, openssl_pem::DekInfo};
use keybundle_encoding::{
    WarningCode,
    ber::{Element, Tag},
};
use keybundle_kdf::Derivation;
use keybundle_key::PrivateKey;
use std::borrow::Cow;
use zeroize::Zeroizing;

/// Opens EncryptedPrivateKeyInfo: `SEQUENCE { encryptionAlgorithm AlgorithmIdentifier, encryptedData OCTET STRING }`.
///
/// # Errors
/// `wrong-password`, `password-required`, `unsupported-algorithm`, `malformed-der`, `limit-work`, `limit-memory`.
pub(crate) fn open(der: &[u8], context: &mut Context<'_>) -> Result<Zeroizing<Vec<u8>>> {
    let sealed = Element::parse(der)?;
    let (lock, ciphertext) = read(&sealed)?;
    let mut trials = Trials::new(context.candidates());
    // Old tools put a PKCS#1 key where PrivateKeyInfo belongs.
    let outcome = trials.open(&lock, &ciphertext, shape::is_private_key, context)?;
    if matches!(outcome, Outcome::Opened(_)) && lock.encryption.is_legacy() {
        context.warnings.push(WarningCode::LegacyEncryption, format!("the key is encrypted by {}", lock.name()));
    }
    outcome.plaintext(context)
}

/// Reads the key that [`open`] gave.
///
/// # Errors
/// `content-corrupt` where the key is damaged (exact verdicts only), else as for a wrong password.
pub(crate) fn read_key(der: &[u8], context: &mut Context<'_>) -> Result<PrivateKey> {
    let key = PrivateKey::from_der(der, &mut context.warnings);
    key.map_err(|error| damaged(error, context))
}

/// How an EncryptedPrivateKeyInfo is encrypted.
///
/// # Errors
/// `malformed-der`, `unsupported-algorithm`, `invalid-value`.
pub(crate) fn inspect(der: &[u8]) -> Result<PbeDescription> {
    Ok(read(&Element::parse(der)?)?.0.encryption.description())
}

fn read<'a>(sealed: &Element<'a>) -> Result<(Lock<'a>, Cow<'a, [u8]>)> {
    let read = || -> Result<_> {
        let mut fields = sealed.sequence()?;
        let lock = Lock::from_element(&fields.read(Tag::SEQUENCE)?)?;
        let ciphertext = fields.octets()?;
        fields.finish()?;
        Ok((lock, ciphertext))
    };
    read().map_err(contained)
}

/// Opens the content of a PEM block whose headers say `Proc-Type: 4,ENCRYPTED` and `DEK-Info: …` (the latter's value
/// is `dek_info`).
///
/// # Errors
/// As [`open`].
pub(crate) fn open_openssl_pem(
    dek_info: &str,
    ciphertext: &[u8],
    context: &mut Context<'_>,
) -> Result<Zeroizing<Vec<u8>>> {
    let lock = PemLock(DekInfo::parse(dek_info)?);
    let mut trials = Trials::new(context.candidates());
    let outcome = trials.open(&lock, ciphertext, shape::is_private_key, context)?;
    if matches!(outcome, Outcome::Opened(_)) {
        // One round of MD5 over the password: weak whatever the cipher.
        context.warnings.push(
            WarningCode::LegacyEncryption,
            format!("the key is encrypted by OpenSSL's old PEM scheme (MD5, {})", lock.0.cipher().name()),
        );
    }
    outcome.plaintext(context)
}

/// Reads the key that [`open_openssl_pem`] gave; `parameters` is the `EC PARAMETERS` block that stood before it.
///
/// # Errors
/// As [`read_key`].
pub(crate) fn read_openssl_key(
    label: &str,
    der: &[u8],
    parameters: Option<&[u8]>,
    context: &mut Context<'_>,
) -> Result<PrivateKey> {
    let key = PrivateKey::from_label(label, der, parameters, &mut context.warnings);
    key.map_err(|error| damaged(error, context))
}

/// The password is right, since what came out has the shape of a key; but the key can't be read.
fn damaged(error: keybundle_key::Error, context: &Context<'_>) -> Error {
    use keybundle_key::Error::{Encoding, InvalidValue, NotAKey};
    match error {
        Encoding(_) | InvalidValue { .. } | NotAKey if context.unlock.exact_verdicts() => {
            Error::ContentCorrupt { reason: "the decrypted key is damaged or contradicts itself" }
        }
        Encoding(_) | InvalidValue { .. } | NotAKey => refused(context),
        other => other.into(),
    }
}

/// The cipher that a `DEK-Info` header names: `des-ede3-cbc`.
///
/// # Errors
/// `unsupported-algorithm`, `invalid-value`.
pub(crate) fn inspect_openssl_pem(dek_info: &str) -> Result<String> {
    Ok(DekInfo::parse(dek_info)?.cipher().name().to_owned())
}

/// The old PEM scheme; one block has one lock, so that nothing need tell it from others.
struct PemLock(DekInfo);

impl Locked for PemLock {
    fn identity(&self) -> &[u8] {
        &[]
    }

    fn derivations<'d>(&'d self, password: &'d PasswordCandidate) -> Vec<Derivation<'d>> {
        vec![self.0.derivation(&password.octets)]
    }
}

impl Encrypted for PemLock {
    fn decrypt_in_place(&self, keys: &[Zeroizing<Vec<u8>>], buffer: &mut Vec<u8>) -> keybundle_cipher::Result<()> {
        self.0.decrypt_in_place(keys.first().map_or(&[], |key| key.as_slice()), buffer)
    }
}

#[cfg(test)]
mod tests;
