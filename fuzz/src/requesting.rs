//! Certificate requests: read, and made again.

use crate::{check, keyring::limits};
use keybundle::{
    PublicKey, SignatureAlgorithm, Signer, Warnings,
    crates::csr::{DistinguishedName, GeneralName, Request, RequestDescription, RequestTemplate},
    crates::key,
    read_request, report,
};

/// A request in whatever wrapping, or what one is made from: a certificate, text, a description. What is made of it
/// reads as it was meant.
pub fn csr(data: &[u8]) {
    let mut warnings = Warnings::new();
    match Request::from_der(data, &mut warnings) {
        Ok(request) => {
            let told = report::request(&request, &warnings);
            assert_eq!(told["subject"], request.subject());
            if let Ok(template) = RequestTemplate::from_request(&request)
                && let Some(key) = request.public_key()
            {
                made(&template, key.clone(), data);
            }
        }
        Err(error) => check::error(&error, data),
    }
    check::warnings(&warnings, data);
    if let Err(error) = read_request(data, &limits()) {
        check::error(&error, data);
    }
    let key = || PublicKey::from_spki_der(ED25519, &mut Warnings::new()).expect("a key");
    match RequestTemplate::from_certificate(data) {
        Ok(template) => made(&template, key(), data),
        Err(error) => check::error(&error, data),
    }
    let Ok(text) = std::str::from_utf8(data) else { return };
    match DistinguishedName::from_text(text) {
        Ok(subject) => made(&RequestTemplate { subject, ..RequestTemplate::default() }, key(), data),
        Err(error) => check::error(&error, data),
    }
    match GeneralName::from_text(text) {
        Ok(name) => {
            let template = RequestTemplate { subject_alternative_names: vec![name], ..RequestTemplate::default() };
            made(&template, key(), data);
        }
        Err(error) => check::error(&error, data),
    }
    if let Ok(description) = serde_json::from_str::<RequestDescription>(text) {
        match description.to_template() {
            Ok(template) => made(&template, key(), data),
            Err(error) => check::error(&error, data),
        }
    }
}

/// SubjectPublicKeyInfo of an Ed25519 key (RFC 8410 §10.1).
const ED25519: &[u8] = &[
    0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x21, 0, 0x19, 0xbf, 0x44, 0x09, 0x69, 0x84, 0xcd, 0xfe, 0x85,
    0x41, 0xba, 0xc1, 0x67, 0xdc, 0x3b, 0x96, 0xc8, 0x50, 0x86, 0xaa, 0x30, 0xb6, 0xb6, 0xcb, 0x0c, 0x5c, 0x38, 0xad,
    0x70, 0x31, 0x66, 0xe1,
];

/// Signs nothing: what is around the signature is of interest.
struct Blank(PublicKey);

impl Signer for Blank {
    fn public_key(&self) -> &PublicKey {
        &self.0
    }

    fn sign(&self, _: SignatureAlgorithm, _: &[u8]) -> key::Result<Vec<u8>> {
        Ok(vec![0; 64])
    }
}

fn made(template: &RequestTemplate, key: PublicKey, data: &[u8]) {
    let mut warnings = Warnings::new();
    match template.sign(&Blank(key), Some(SignatureAlgorithm::Ed25519), &mut warnings) {
        Ok(request) => {
            let subject = template.subject.to_der().expect("a subject that was signed");
            assert_eq!(request.subject_der(), subject);
            let names = |names: &[GeneralName]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
            assert_eq!(names(request.subject_alternative_names()), names(&template.subject_alternative_names));
            let again = Request::from_der(request.der(), &mut Warnings::new()).expect("what we write can be read");
            assert_eq!(again.signed_der(), request.signed_der());
        }
        Err(error) => check::error(&error, data),
    }
    check::warnings(&warnings, data);
}
