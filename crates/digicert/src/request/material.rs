//! PEM inside a request: a CSR, a certificate, a public key. Never a private key.

use super::{
    CheckContext,
    problem::{ProblemCode, Problems},
};
use keybundle_encoding::{Coded as _, WarningCode, Warnings};
use keybundle_key::{Algorithm, PublicKey};
use keybundle_open::{Certificate, KeyUsage, Opened, Unlock, rfc3339};
use std::sync::Arc;

/// The public key of a CSR in PEM (RFC 2986), checked for what it must be.
pub(super) fn check_csr(pem: &str, field: &str, problems: &mut Problems) -> Option<PublicKey> {
    let opened = read(pem, field, "a CSR", problems)?;
    let [der] = opened.certificate_requests.as_slice() else {
        let hint = "give one PEM block: CERTIFICATE REQUEST";
        problems.error(field, ProblemCode::Malformed, "this must be exactly one CSR in PEM", hint);
        return None;
    };
    let Ok(request) = keybundle_csr::Request::from_der(der, &mut Warnings::new()) else {
        problems.error(field, ProblemCode::Malformed, "the CSR can't be read", "make the CSR again");
        return None;
    };
    if request.verify() == Some(false) {
        let message = "the CSR's signature does not verify: it was altered, or signed by another key";
        problems.error(field, ProblemCode::Malformed, message, "make the CSR again");
    }
    PublicKey::from_spki_der(request.spki_der(), &mut Warnings::new()).ok()
}

/// The public key of the CSR in `pem`, where there is exactly one to be read.
pub(super) fn csr_in_pem(pem: &str) -> Option<PublicKey> {
    let opened = keybundle_open::open(pem.as_bytes(), &Unlock::new()).ok()?;
    let [der] = opened.certificate_requests.as_slice() else { return None };
    let request = keybundle_csr::Request::from_der(der, &mut Warnings::new()).ok()?;
    PublicKey::from_spki_der(request.spki_der(), &mut Warnings::new()).ok()
}

/// The certificate of an `encryption_certificate`, where there is exactly one to be read.
pub(super) fn encryption_certificate(pem: &str) -> Option<Arc<Certificate>> {
    let opened = keybundle_open::open(pem.as_bytes(), &Unlock::new()).ok()?;
    let [certificate] = opened.certificates.as_slice() else { return None };
    Some(Arc::clone(certificate))
}

/// Checks a certificate to which the service is to encrypt: an end-entity's, for encryption, valid, of a key that
/// messages can be opened with, and of the recipient's own key.
pub(super) fn check_encryption_certificate(
    pem: &str,
    field: &str,
    context: &CheckContext<'_>,
    problems: &mut Problems,
) {
    let Some(opened) = read(pem, field, "a certificate", problems) else { return };
    let Some(certificate) = opened.certificates.first() else {
        let hint = "give one PEM block: CERTIFICATE";
        problems.error(field, ProblemCode::Malformed, "this holds no certificate", hint);
        return;
    };
    if opened.certificates.len() > 1 {
        let message = "several certificates, where the end-entity's alone is due";
        problems.warning(field, ProblemCode::Malformed, message, "leave out the chain");
    }
    if certificate.is_authority() {
        let message = "this is the certificate of an authority, not of an end entity";
        problems.error(field, ProblemCode::Certificate, message, "give the recipient's own certificate");
    }
    check_encryption_key(certificate, field, problems);
    check_validity(certificate, field, context, problems);
    if let (Some(own), Some(key)) = (context.recipient, certificate.public_key())
        && own != key
    {
        let message = "this is not the certificate of the recipient's key: the answer could not be opened with it";
        problems.error(field, ProblemCode::Conflict, message, "give the certificate of the key that you have");
    }
}

/// The key encrypts or agrees, and its usage says so (RFC 5280 §4.2.1.3).
fn check_encryption_key(certificate: &Certificate, field: &str, problems: &mut Problems) {
    let Some(key) = certificate.public_key() else {
        let message = "the public key of this certificate can't be read";
        problems.error(field, ProblemCode::Certificate, message, "give an RSA or EC certificate");
        return;
    };
    let algorithm = key.algorithm();
    let usage = certificate.key_usage();
    if !algorithm.can_receive() {
        let message = format!("nothing can be encrypted to a key of the kind {algorithm}");
        problems.error(field, ProblemCode::Certificate, message, "give an RSA or EC certificate");
        return;
    }
    let agrees = matches!(algorithm, Algorithm::Ec(_) | Algorithm::X25519 | Algorithm::X448 | Algorithm::Dh { .. });
    let (allowed, needed) = if agrees {
        (usage.is_none_or(KeyUsage::key_agreement), "keyAgreement")
    } else {
        (usage.is_none_or(KeyUsage::key_encipherment), "keyEncipherment")
    };
    if !allowed {
        let message = format!("its key usage does not allow encryption: {needed} is missing");
        problems.error(field, ProblemCode::Certificate, message, "give a certificate for encryption");
    }
    if let Some(weakness) = algorithm.weakness() {
        let message = format!("a weak key: {weakness}");
        problems.warning(field, ProblemCode::Certificate, message, "give a certificate of a stronger key");
    }
}

fn check_validity(certificate: &Certificate, field: &str, context: &CheckContext<'_>, problems: &mut Problems) {
    let Some(now) = context.now else { return };
    if let Some(end) = certificate.not_after().filter(|&end| end < now) {
        let message = format!("this certificate expired at {}", rfc3339(end));
        problems.error(field, ProblemCode::Expired, message, "give one that is valid");
    }
    if let Some(start) = certificate.not_before().filter(|&start| start > now) {
        let message = format!("this certificate is not valid before {}", rfc3339(start));
        problems.error(field, ProblemCode::Expired, message, "give one that is valid, or check the clock");
    }
}

/// Checks an ACME account key that is uploaded: a public key or a certificate.
pub(super) fn check_account_key(pem: &str, field: &str, problems: &mut Problems) {
    let Some(opened) = read(pem, field, "a public key or a certificate", problems) else { return };
    let mut keys = opened.public_keys.iter().chain(opened.certificates.iter().filter_map(|one| one.public_key()));
    match (keys.next(), keys.next()) {
        (None, _) => {
            let hint = "give one PEM block: PUBLIC KEY or CERTIFICATE";
            problems.error(field, ProblemCode::Malformed, "this holds no public key and no certificate", hint);
        }
        (Some(_), Some(_)) => {
            let message = "several keys or certificates, where one is due";
            problems.warning(field, ProblemCode::Malformed, message, "leave one of them");
        }
        (Some(key), None) if !matches!(key.algorithm(), Algorithm::Rsa { .. } | Algorithm::Ec(_)) => {
            let message = format!("a key of the kind {}, where the service names RSA and EC alone", key.algorithm());
            problems.warning(field, ProblemCode::UnknownValue, message, "use an RSA or EC key if it is refused");
        }
        _ => {}
    }
}

/// Reads PEM; what is no PEM, or holds a private key, is a problem.
fn read(pem: &str, field: &str, what: &str, problems: &mut Problems) -> Option<Opened> {
    let opened = match keybundle_open::open(pem.as_bytes(), &Unlock::new()) {
        Ok(opened) => opened,
        Err(error) => {
            let message = format!("{what} in PEM is due; this can't be read ({})", error.code());
            problems.error(field, ProblemCode::Malformed, message, "give the PEM text, with its line breaks");
            return None;
        }
    };
    if !opened.bundles.is_empty() {
        let message = "a private key: it must never be sent";
        problems.error(field, ProblemCode::PrivateKey, message, &format!("give {what}, and keep the key"));
        return None;
    }
    if !pem.contains("-----BEGIN ") {
        let hint = "put it between -----BEGIN … ----- and -----END … -----";
        problems.error(field, ProblemCode::Malformed, format!("{what} in PEM is due; this has no PEM armour"), hint);
    } else if opened.warnings.contains(WarningCode::LenientPem) || opened.warnings.contains(WarningCode::LenientBase64)
    {
        let hint = "write lines of 64 characters with line breaks (RFC 7468)";
        problems.warning(field, ProblemCode::Spelling, "PEM that strict readers refuse", hint);
    }
    Some(opened)
}
