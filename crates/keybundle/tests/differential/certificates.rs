//! Certificates: DER and PEM.

use crate::agreement::{Tally, UNREAD};
use crate::common::unlock;
use crate::mutation::{Random, mutated};
use keybundle::Unlock;
use keybundle_testdata::{file, group};
use openssl::x509::X509;

#[test]
fn every_certificate_that_openssl_reads() {
    let mut tally = Tally::default();
    for vector in ["pem", "key", "openssl-pem", "sample"].iter().flat_map(|name| group(name)) {
        let theirs =
            X509::from_der(&vector.bytes).map_or_else(|_| X509::stack_from_pem(&vector.bytes), |one| Ok(vec![one]));
        for certificate in theirs.unwrap_or_default() {
            match unlock(&vector).and_then(|unlock| keybundle::open(&vector.bytes, &unlock)) {
                Ok(opened) => tally.certificate(&vector.name, &opened, &certificate),
                Err(error) => tally.vector_refused(&vector, &error),
            }
        }
    }
    tally.check(70, &[]);
}

#[test]
fn every_mutation_that_openssl_reads() {
    let mut tally = Tally::default();
    for name in ["rsa2048", "p256", "p521", "ed25519", "x448", "device-p384", "intermediate"] {
        let certificate = X509::from_pem(&file(&format!("keys/{name}.cert.pem"))).unwrap().to_der().unwrap();
        let mut random = Random::new(name);
        for _ in 0..300 {
            let bytes = mutated(&certificate, &mut random);
            let Ok(theirs) = X509::from_der(&bytes) else { continue };
            match keybundle::open(&bytes, &Unlock::new()) {
                Ok(opened) => tally.certificate(name, &opened, &theirs),
                Err(error) => tally.refused(name, &error),
            }
        }
    }
    tally.check(800, &[(UNREAD, "OpenSSL takes a SEQUENCE whose tag says primitive")]);
}
