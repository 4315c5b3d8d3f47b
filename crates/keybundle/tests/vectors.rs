//! Every vector through the library: what its header says comes out, or is refused for the reason it names.

mod common;

use common::{hex, observe, unlock};
use keybundle::{CheckedIssuers, Error, Limits, PrivateKey, Warnings};
use keybundle_testdata::{report, vectors};
use sha2::{Digest as _, Sha256};
use std::sync::Arc;

#[test]
fn every_vector_opens_or_is_refused_as_its_header_says() {
    let vectors = vectors();
    let mut differing = Vec::new();
    for vector in &vectors {
        let result = unlock(vector).and_then(|unlock| keybundle::open(&vector.bytes, &unlock));
        // A message whose content is no key: `decrypt` is what its header is about.
        if vector.header.expect.is_about_content_alone() {
            continue;
        }
        for difference in observe(&result).differences(&vector.header) {
            differing.push(format!("{}: {difference}", vector.name));
        }
    }
    report(vectors.len(), &differing);
}

#[test]
fn what_inputs_before_had_checked_changes_nothing() {
    let checked = Arc::<CheckedIssuers>::default();
    let texts: Vec<_> = vectors().into_iter().filter(|vector| vector.name.starts_with("pem/")).collect();
    let mut differing = Vec::new();
    // The second time everything is known that can be.
    for vector in texts.iter().chain(&texts) {
        let unlock = unlock(vector).map(|unlock| unlock.with_checked_issuers(Arc::clone(&checked)));
        let result = unlock.and_then(|unlock| keybundle::open(&vector.bytes, &unlock));
        for difference in observe(&result).differences(&vector.header) {
            differing.push(format!("{}: {difference}", vector.name));
        }
    }
    assert!(texts.len() > 50);
    report(texts.len(), &differing);
}

#[test]
fn every_message_decrypts_to_the_content_that_its_header_names() {
    let vectors: Vec<_> =
        vectors().into_iter().filter(|vector| vector.header.expect.content_sha256.is_some()).collect();
    let mut differing = Vec::new();
    for vector in &vectors {
        let result: Result<_, Error> =
            unlock(vector).and_then(|unlock| keybundle::decrypt(&vector.bytes, &unlock, &Limits::default()));
        let content = match result {
            Ok(decrypted) => hex(&Sha256::digest(decrypted.secret_content())),
            Err(error) => error.to_string(),
        };
        if Some(&content) != vector.header.expect.content_sha256.as_ref() {
            differing.push(format!("{}: {content}", vector.name));
        }
    }
    assert!(vectors.len() > 50);
    report(vectors.len(), &differing);
}

#[test]
fn every_vector_can_be_inspected_without_a_secret() {
    for vector in vectors() {
        if let (Err(error), None) = (keybundle::inspect(&vector.bytes), &vector.header.expect.code) {
            panic!("{}: {error}", vector.name);
        }
    }
}

#[test]
fn every_key_reads_back_from_the_pkcs8_that_we_write() {
    for vector in vectors() {
        let Ok(opened) = unlock(&vector).and_then(|unlock| keybundle::open(&vector.bytes, &unlock)) else { continue };
        for bundle in &opened.bundles {
            let written = bundle.private_key.secret_pkcs8_der();
            let read = PrivateKey::from_der(&written, &mut Warnings::new())
                .unwrap_or_else(|error| panic!("{}: {error}", vector.name));
            assert_eq!(read.public_key(), bundle.private_key.public_key(), "{}", vector.name);
            assert_eq!(read.algorithm(), bundle.private_key.algorithm(), "{}", vector.name);
        }
    }
}
