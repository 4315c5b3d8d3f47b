//! How a Rust program does our work with the `openssl` crate.

use crate::file;
use openssl::{
    pkey::{PKey, PKeyRef, Private},
    version,
    x509::{X509, X509Ref},
};
use std::{
    collections::HashMap,
    io::{Cursor, Read as _},
};
use zip::ZipArchive;

/// The rival's name: which libcrypto is in this executable, such as `openssl-3.0`.
pub fn openssl() -> String {
    let number = version::number();
    format!("openssl-{}.{}", (number >> 28) & 0xf, (number >> 20) & 0xff)
}

/// A private key of `testdata/keys` as OpenSSL has it.
pub fn openssl_key(name: &str) -> PKey<Private> {
    PKey::private_key_from_pem(&file(&format!("keys/{name}.key.pem"))).expect("a key of testdata")
}

/// A certificate of `testdata/keys` as OpenSSL has it.
pub fn openssl_certificate(name: &str) -> X509 {
    X509::from_pem(&file(&format!("keys/{name}.cert.pem"))).expect("a certificate of testdata")
}

/// What the rival does with a key, its certificate and those above it: compare the public keys, order the chain by
/// names, check each signature but a root's own. Gives how many certificates stand above the first.
pub fn openssl_chain(key: &PKeyRef<Private>, leaf: &X509Ref, others: &[X509]) -> usize {
    assert!(leaf.public_key().expect("a public key").public_eq(key));
    let (mut current, mut links) = (leaf, 0);
    while let Some(issuer) = issuer_of(current, others) {
        assert!(current.verify(&issuer.public_key().expect("a public key")).expect("a signature"));
        (current, links) = (issuer, links + 1);
    }
    links
}

/// What the rival does with an archive of keys (`*.key`) and certificates: unpack, read, pair each key with its
/// certificate by the name of the file, check the chain of each, and each authority once. Gives how many pairs there
/// are.
pub fn openssl_archive(bytes: &[u8]) -> usize {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let (mut keys, mut leaves, mut authorities) = (Vec::new(), HashMap::new(), Vec::new());
    let mut content = Vec::new();
    for index in 0..archive.len() {
        let mut member = archive.by_index(index).expect("a member");
        content.clear();
        member.read_to_end(&mut content).expect("its content");
        let name = member.name().expect("a name in UTF-8").into_owned();
        if let Some(device) = name.strip_suffix(".key") {
            keys.push((device.to_owned(), PKey::private_key_from_pem(&content).expect("a key")));
        } else {
            let certificate = X509::from_pem(&content).expect("a certificate");
            match name.strip_suffix(".pem") {
                Some(device) if device.starts_with("device") => drop(leaves.insert(device.to_owned(), certificate)),
                _ => authorities.push(certificate),
            }
        }
    }
    let public_keys: Vec<_> = authorities.iter().map(|one| one.public_key().expect("a public key")).collect();
    for authority in &authorities {
        if let Some(issuer) = issuer_of(authority, &authorities) {
            assert!(authority.verify(&issuer.public_key().expect("a public key")).expect("a signature"));
        }
    }
    for (name, key) in &keys {
        let leaf = leaves.get(name).expect("a certificate of this name");
        assert!(leaf.public_key().expect("a public key").public_eq(key));
        let issuer = issuer_of(leaf, &authorities).expect("its issuer");
        let at = authorities.iter().position(|one| std::ptr::eq(&raw const **one, issuer)).expect("one of them");
        assert!(leaf.verify(&public_keys[at]).expect("a signature"));
    }
    keys.len()
}

/// The certificate with the name of the issuer; none for a root.
fn issuer_of<'a>(certificate: &X509Ref, others: &'a [X509]) -> Option<&'a X509Ref> {
    let name = certificate.issuer_name();
    let is = |other: &X509Ref| other.subject_name().try_cmp(name).is_ok_and(std::cmp::Ordering::is_eq);
    if is(certificate) { None } else { others.iter().map(|other| &**other).find(|other| is(other)) }
}
