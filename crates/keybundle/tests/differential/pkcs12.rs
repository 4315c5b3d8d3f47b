//! PKCS#12: key and certificates. OpenSSL gives nothing where the MAC is wrong or missing.

use crate::agreement::{AS_DUE, Tally, find_certificate, has_key, too_much_work, with_old_algorithms};
use crate::common::unlock;
use crate::mutation::{Random, mutated};
use keybundle::{Error, Limits, Opened};
use keybundle_testdata::{Vector, group};
use openssl::pkcs12::{ParsedPkcs12_2, Pkcs12};

fn openssl(vector: &Vector, bytes: &[u8]) -> Option<ParsedPkcs12_2> {
    with_old_algorithms();
    let parsed = Pkcs12::from_der(bytes).ok()?;
    let passwords = vector.header.unlock.passwords.iter().map(String::as_str);
    let passwords = if vector.header.unlock.passwords.is_empty() { vec![""] } else { passwords.collect() };
    passwords.into_iter().find_map(|password| parsed.parse2(password).ok())
}

fn compare(name: &str, opened: &Opened, theirs: &ParsedPkcs12_2, tally: &mut Tally) {
    let mut certificates = theirs.cert.iter().map(AsRef::as_ref).chain(theirs.ca.iter().flatten());
    if theirs.pkey.as_ref().is_some_and(|key| !has_key(opened, key)) {
        tally.differs("another key", name.to_owned());
    } else if certificates.any(|certificate| find_certificate(opened, certificate).is_none()) {
        tally.differs("another certificate", name.to_owned());
    } else {
        tally.agreed();
    }
}

fn keybundle(vector: &Vector, bytes: &[u8], limits: &Limits) -> Result<Opened, Error> {
    unlock(vector).and_then(|unlock| keybundle::open_within(bytes, &unlock, limits))
}

#[test]
fn every_store_that_openssl_opens() {
    let mut tally = Tally::default();
    for vector in group("pkcs12").iter().chain(&group("hostile")) {
        let ours = keybundle(vector, &vector.bytes, &Limits::default());
        if too_much_work(&ours) {
            tally.skipped();
        } else if let Some(theirs) = openssl(vector, &vector.bytes) {
            match ours {
                Ok(opened) => compare(&vector.name, &opened, &theirs, &mut tally),
                Err(error) => tally.vector_refused(vector, &error),
            }
        }
    }
    tally.check(150, &[(AS_DUE, "OpenSSL passes over safes that are encrypted to a recipient")]);
}

#[test]
fn every_mutation_that_openssl_opens() {
    let mut tally = Tally::default();
    let mut limits = Limits::default();
    limits.derivation_work = 100_000;
    for vector in group("pkcs12") {
        if vector.header.expect.code.is_some() || vector.bytes.len() > 6_000 {
            continue;
        }
        let mut random = Random::new(&vector.name);
        for _ in 0..12 {
            let bytes = mutated(&vector.bytes, &mut random);
            let ours = keybundle(&vector, &bytes, &limits);
            if too_much_work(&ours) {
                tally.skipped();
            } else if let Some(theirs) = openssl(&vector, &bytes) {
                match ours {
                    Ok(opened) => compare(&vector.name, &opened, &theirs, &mut tally),
                    Err(error) => tally.refused(&vector.name, &error),
                }
            }
        }
    }
    tally.check(
        10,
        &[
            ("content-corrupt", "OpenSSL passes over what does not decrypt where no MAC covers it"),
            ("invalid-value", "OpenSSL does not hold the parts of a key against each other"),
            ("malformed-der", "OpenSSL takes a PFX of any version, and strings in pieces of any kind"),
            ("unsupported-algorithm", "OpenSSL passes over a part of a content type that it does not know"),
        ],
    );
}
