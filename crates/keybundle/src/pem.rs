//! PEM as we write it (RFC 7468).

use crate::{Bundle, Certificate, Opened, PrivateKey};
use keybundle_encoding::{pem::encode, wiped::joined};
use std::sync::Arc;
use zeroize::Zeroizing;

/// A private key as PKCS#8.
#[must_use]
pub fn private_key(key: &PrivateKey) -> Zeroizing<String> {
    encode("PRIVATE KEY", &key.secret_pkcs8_der())
}

/// A certificate.
#[must_use]
pub fn certificate(certificate: &Certificate) -> Zeroizing<String> {
    encode("CERTIFICATE", certificate.der())
}

/// Certificates one after another.
#[must_use]
pub fn certificates<'a>(list: impl Iterator<Item = &'a Arc<Certificate>>) -> Zeroizing<String> {
    joined(&list.map(|one| certificate(one)).collect::<Vec<_>>())
}

/// Everything: of each bundle key, certificate and chain, then what stood alone.
#[must_use]
pub fn all(opened: &Opened) -> Zeroizing<String> {
    let mut pieces = Vec::new();
    for bundle in &opened.bundles {
        pieces.push(private_key(&bundle.private_key));
        pieces.push(certificates(full_chain(bundle)));
    }
    pieces.push(certificates(opened.certificates.iter()));
    pieces.extend(opened.public_keys.iter().map(|key| encode("PUBLIC KEY", key.spki_der())));
    pieces.extend(opened.certificate_requests.iter().map(|request| encode("CERTIFICATE REQUEST", request)));
    pieces.extend(opened.certificate_revocation_lists.iter().map(|list| encode("X509 CRL", list)));
    joined(&pieces)
}

/// A bundle's certificate and those above it.
pub fn full_chain(bundle: &Bundle) -> impl Iterator<Item = &Arc<Certificate>> {
    bundle.certificate.iter().chain(&bundle.chain)
}
