//! Private keys: DER and PEM, plain and encrypted.

use crate::agreement::{AS_DUE, Tally, has_key, too_much_work, with_old_algorithms};
use crate::common::unlock;
use crate::mutation::{Random, mutated};
use keybundle::{Error, Limits, Opened};
use keybundle_testdata::{Vector, group};
use openssl::pkey::{PKey, PKeyRef, Private};

const GROUPS: [&str; 4] = ["key", "pem", "pkcs8", "openssl-pem"];

fn openssl(vector: &Vector, bytes: &[u8]) -> Option<PKey<Private>> {
    with_old_algorithms();
    let empty = String::new();
    let passwords: Vec<&String> = if vector.header.unlock.passwords.is_empty() {
        vec![&empty]
    } else {
        vector.header.unlock.passwords.iter().collect()
    };
    let encrypted = passwords.into_iter().find_map(|password| {
        PKey::private_key_from_pem_passphrase(bytes, password.as_bytes())
            .or_else(|_| PKey::private_key_from_pkcs8_passphrase(bytes, password.as_bytes()))
            .ok()
    });
    encrypted.or_else(|| PKey::private_key_from_der(bytes).ok())
}

fn compare(theirs: &PKeyRef<Private>, ours: Result<Opened, Error>, name: &str, tally: &mut Tally) -> Result<(), Error> {
    if has_key(&ours?, theirs) {
        tally.agreed();
    } else {
        tally.differs("another key", name.to_owned());
    }
    Ok(())
}

fn keybundle(vector: &Vector, bytes: &[u8], limits: &Limits) -> Result<Opened, Error> {
    unlock(vector).and_then(|unlock| keybundle::open_within(bytes, &unlock, limits))
}

#[test]
fn every_key_that_openssl_reads() {
    let mut tally = Tally::default();
    for vector in GROUPS.iter().flat_map(|name| group(name)) {
        let ours = keybundle(&vector, &vector.bytes, &Limits::default());
        let Some(theirs) = openssl(&vector, &vector.bytes) else { continue };
        compare(&theirs, ours, &vector.name, &mut tally).unwrap_or_else(|error| tally.vector_refused(&vector, &error));
    }
    tally.check(
        240,
        &[(AS_DUE, "contradictions inside a key, which OpenSSL does not look for, and ChaCha20 in old PEM")],
    );
}

#[test]
fn every_mutation_that_openssl_reads() {
    let mut tally = Tally::default();
    let mut limits = Limits::default();
    limits.derivation_work = 100_000;
    for vector in GROUPS.iter().flat_map(|name| group(name)) {
        if vector.header.expect.code.is_some() || vector.bytes.len() > 4_000 {
            continue;
        }
        let mut random = Random::new(&vector.name);
        for _ in 0..12 {
            let bytes = mutated(&vector.bytes, &mut random);
            let ours = keybundle(&vector, &bytes, &limits);
            if too_much_work(&ours) {
                tally.skipped();
            } else if let Some(theirs) = openssl(&vector, &bytes) {
                compare(&theirs, ours, &vector.name, &mut tally)
                    .unwrap_or_else(|error| tally.refused(&vector.name, &error));
            }
        }
    }
    tally.check(
        150,
        &[
            ("content-corrupt", "OpenSSL does not hold the parts of a decrypted key against each other"),
            ("invalid-value", "OpenSSL does not hold the parts of a key against each other"),
            ("malformed-der", "OpenSSL takes INTEGERs that are negative, and versions that a key does not have"),
            ("malformed-pem", "OpenSSL reads one block and passes over damage in the others"),
            ("trailing-data", "OpenSSL passes over bytes after a key"),
            ("truncated", "OpenSSL reads the key and passes over the certificate beside it"),
            ("unknown-format", "OpenSSL reads a key whose bytes are not told by its label"),
        ],
    );
}
