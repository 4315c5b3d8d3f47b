//! The promises that hold for every input.

use crate::keyring::Keyring;
use keybundle::{Coded, ErrorCode, Opened, PrivateKey, Warnings};
use std::error::Error;

/// An error has a code of the list and a message of its own, and tells nothing of a secret.
///
/// # Panics
/// When it does not.
pub(crate) fn error<E: Error + Coded>(error: &E, input: &[u8]) {
    assert!(ErrorCode::ALL.contains(&error.code()));
    let mut told = vec![format!("{error:?}"), error.hint().unwrap_or_default()];
    let mut next: Option<&dyn Error> = Some(error);
    while let Some(source) = next {
        let message = source.to_string();
        assert!(!message.is_empty(), "{} has no message", error.code());
        told.push(message);
        next = source.source();
    }
    untold(&told, input);
}

/// Warnings tell nothing of a secret either.
pub(crate) fn warnings(warnings: &Warnings, input: &[u8]) {
    let told: Vec<String> = warnings.as_slice().iter().map(|warning| warning.message.clone()).collect();
    untold(&told, input);
}

fn untold(told: &[String], input: &[u8]) {
    for text in told {
        assert!(!Keyring::with(|keyring| keyring.is_told_by(text, input)), "a secret is told: {text}");
    }
}

/// A key reads itself from what it writes.
pub(crate) fn private_key(key: &PrivateKey) {
    let der = key.secret_pkcs8_der();
    let again = PrivateKey::from_der(&der, &mut Warnings::new()).expect("a key writes PKCS#8 that it can read");
    assert_eq!(again.public_key(), key.public_key(), "another public key after writing and reading");
    assert_eq!(*again.secret_pkcs8_der(), *der, "written twice, a key differs");
}

/// What came out is in one piece.
pub(crate) fn opened(opened: &Opened, input: &[u8]) {
    warnings(&opened.warnings, input);
    for bundle in &opened.bundles {
        private_key(&bundle.private_key);
        let Some(certificate) = &bundle.certificate else {
            assert!(bundle.chain.is_empty() && !bundle.chain_complete, "a chain above no certificate");
            continue;
        };
        assert_eq!(certificate.public_key(), bundle.private_key.public_key(), "the certificate of another key");
        for issuer in &bundle.chain {
            assert!(issuer != certificate, "a certificate in its own chain");
        }
    }
    for certificate in &opened.certificates {
        assert!(!opened.bundles.iter().any(|bundle| bundle.certificate.as_ref() == Some(certificate)));
        let _ = (certificate.subject(), certificate.issuer(), certificate.common_name(), certificate.spki_sha256());
        let _ = (certificate.not_before(), certificate.not_after());
    }
}
