//! The material of a request to the service, in any form: CSRs, certificates and keys, as the PEM that is sent.

use crate::{Certificate, Error, Limits, Opened, PublicKey, Unlock, Warnings, pem};
use keybundle_digicert::open_anything;
use keybundle_encoding::pem::encode;
use std::sync::Arc;

/// The CSR of a file, as PEM; of several, the first, with a warning.
///
/// # Errors
/// As [`crate::read_request`].
pub fn csr_pem(bytes: &[u8], limits: &Limits, warnings: &mut Warnings) -> Result<String, Error> {
    let request = crate::first_request(bytes, limits, warnings)?;
    Ok(encode("CERTIFICATE REQUEST", request.der()).to_string())
}

/// The certificate of a file, as PEM: an end entity's, where there is one; of several that are no chain, the first,
/// with a warning. A private key beside it stays where it is.
///
/// # Errors
/// As [`crate::open()`]; `invalid-value` when there is no certificate in it.
pub fn certificate_pem(bytes: &[u8], limits: &Limits, warnings: &mut Warnings) -> Result<String, Error> {
    let opened = open_anything(bytes, &Unlock::new(), limits)?;
    opened.warn_of_other_end_entities(warnings);
    let found = opened.end_entity().ok_or(Error::InvalidValue { reason: "there is no certificate in it" })?;
    Ok(pem::certificate(found).to_string())
}

/// The public half of an ACME account's key, as PEM: a certificate as it is, otherwise a public key.
///
/// # Errors
/// As [`crate::open()`]; `invalid-value` when there is no key and no certificate in it.
pub fn account_key_pem(bytes: &[u8], limits: &Limits) -> Result<String, Error> {
    let opened = open_anything(bytes, &Unlock::new(), limits)?;
    let lone = opened.bundles.is_empty().then(|| opened.certificates.first()).flatten();
    if let Some(certificate) = lone {
        return Ok(pem::certificate(certificate).to_string());
    }
    let key = public_key(&opened).ok_or(NO_KEY)?;
    Ok(encode("PUBLIC KEY", key.spki_der()).to_string())
}

/// The recipient's public key, out of the private key or the certificate.
///
/// # Errors
/// As [`crate::open()`]; `invalid-value` when there is no key and no certificate in it.
pub fn recipient_public_key(bytes: &[u8], unlock: &Unlock, limits: &Limits) -> Result<PublicKey, Error> {
    let opened = open_anything(bytes, unlock, limits)?;
    let key = public_key(&opened).or_else(|| opened.end_entity()?.public_key());
    key.cloned().ok_or(NO_KEY)
}

/// The certificates that a client sends in TLS, its own first; an authority's comes first only where there is no other.
///
/// # Errors
/// As [`crate::open()`]; `invalid-value` when there is no certificate in it.
pub fn client_certificates(bytes: &[u8], limits: &Limits) -> Result<Vec<Arc<Certificate>>, Error> {
    let opened = open_anything(bytes, &Unlock::new(), limits)?;
    let mut certificates = Vec::new();
    for bundle in opened.bundles {
        certificates.extend(bundle.certificate);
        certificates.extend(bundle.chain);
    }
    let (authorities, others): (Vec<_>, Vec<_>) = opened.certificates.into_iter().partition(|one| one.is_authority());
    certificates.extend(others.into_iter().chain(authorities));
    if certificates.is_empty() {
        return Err(Error::InvalidValue { reason: "there is no certificate in it" });
    }
    Ok(certificates)
}

const NO_KEY: Error = Error::InvalidValue { reason: "there is no key and no certificate in it" };

fn public_key(opened: &Opened) -> Option<&PublicKey> {
    let of_private = opened.bundles.iter().find_map(|bundle| bundle.private_key.public_key());
    of_private.or_else(|| opened.public_keys.first())
}
