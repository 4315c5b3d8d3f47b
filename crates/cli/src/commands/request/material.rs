//! Files and variables that a request names.

use super::read;
use crate::{arguments::request::Against, failure::Failure, secrets};
use keybundle::{Error, Limits, PublicKey, Unlock, Warnings, material, request::Problem};
use std::path::Path;
use zeroize::Zeroizing;

/// The CSR of a file, as PEM; that it is one of several is a problem.
pub(super) fn csr(path: &Path, problems: &mut Vec<Problem>) -> Result<String, Failure> {
    one("csr", problems, |warnings| Ok(material::csr_pem(&read(path)?, &Limits::default(), warnings)?))
}

/// The certificate of a file to which the answer is encrypted, as PEM; that it is one of several is a problem.
pub(super) fn encryption_certificate(path: &Path, problems: &mut Vec<Problem>) -> Result<String, Failure> {
    one("encryption_certificate", problems, |warnings| {
        Ok(material::certificate_pem(&read(path)?, &Limits::default(), warnings)?)
    })
}

fn one(
    field: &str,
    problems: &mut Vec<Problem>,
    take: impl FnOnce(&mut Warnings) -> Result<String, Failure>,
) -> Result<String, Failure> {
    let mut warnings = Warnings::new();
    let taken = take(&mut warnings)?;
    problems.extend(Problem::of_several(field, &warnings));
    Ok(taken)
}

/// The public half of an ACME account's key, as PEM.
pub(super) fn account_key(path: &Path) -> Result<String, Failure> {
    Ok(material::account_key_pem(&read(path)?, &Limits::default())?)
}

/// The recipient's public key, out of the private key or the certificate.
pub(super) fn recipient(against: &Against) -> Result<Option<PublicKey>, Failure> {
    let Some(path) = &against.recipient_key else { return Ok(None) };
    let mut unlock = Unlock::new().with_exact_verdicts();
    if let Some(path) = &against.recipient_key_password_file {
        unlock = unlock.with_password(secrets::password("recipient_key_password_file", path)?.as_slice());
    }
    Ok(Some(material::recipient_public_key(&read(path)?, &unlock, &Limits::default())?))
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
