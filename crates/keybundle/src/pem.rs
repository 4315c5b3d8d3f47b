//! PEM as we write it (RFC 7468).

use crate::{Bundle, Certificate, Opened, PrivateKey};
use keybundle_encoding::pem::encode;
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
    let mut text = Zeroizing::new(String::new());
    for one in list {
        text.push_str(&certificate(one));
    }
    text
}

/// Everything: of each bundle key, certificate and chain, then what stood alone.
#[must_use]
pub fn all(opened: &Opened) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::new());
    for bundle in &opened.bundles {
        text.push_str(&private_key(&bundle.private_key));
        text.push_str(&certificates(full_chain(bundle)));
    }
    text.push_str(&certificates(opened.certificates.iter()));
    for key in &opened.public_keys {
        text.push_str(&encode("PUBLIC KEY", key.spki_der()));
    }
    for request in &opened.certificate_requests {
        text.push_str(&encode("CERTIFICATE REQUEST", request));
    }
    for list in &opened.certificate_revocation_lists {
        text.push_str(&encode("X509 CRL", list));
    }
    text
}

/// A bundle's certificate and those above it.
pub fn full_chain(bundle: &Bundle) -> impl Iterator<Item = &Arc<Certificate>> {
    bundle.certificate.iter().chain(&bundle.chain)
}
