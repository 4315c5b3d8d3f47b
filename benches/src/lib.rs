//! What the benchmarks share: inputs made once by OpenSSL, and the rival's way through them.
//!
//! Names are `operation/case/implementation`; each iteration asserts its result.

use getrandom::SysRng;
use keybundle::{Limits, Recipient, SoftwareRecipient, Unlock, recipient_keys};
use openssl::{
    asn1::{Asn1Integer, Asn1Time},
    bn::BigNum,
    cms::{CMSOptions, CmsContentInfo},
    ec::{EcGroup, EcKey},
    hash::MessageDigest,
    nid::Nid,
    pkey::{PKey, Private},
    stack::Stack,
    symm::Cipher,
    x509::{X509, X509NameBuilder},
};
use rand_core::UnwrapErr;
use std::{
    fs,
    io::{Cursor, Read as _, Write as _},
    path::PathBuf,
};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

/// A file of `testdata/`.
pub fn file(path: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../testdata").join(path);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A private key of `testdata/keys` as OpenSSL has it.
pub fn openssl_key(name: &str) -> PKey<Private> {
    PKey::private_key_from_pem(&file(&format!("keys/{name}.key.pem"))).expect("a key of testdata")
}

/// A certificate of `testdata/keys` as OpenSSL has it.
pub fn openssl_certificate(name: &str) -> X509 {
    X509::from_pem(&file(&format!("keys/{name}.cert.pem"))).expect("a certificate of testdata")
}

/// The recipient with this name in `testdata/keys`, prepared once.
pub fn recipient(name: &str) -> Box<dyn Recipient> {
    let (key, certificate) = (file(&format!("keys/{name}.key.pem")), file(&format!("keys/{name}.cert.pem")));
    let keys = recipient_keys(&[key], &[certificate], &Unlock::new(), &Limits::default()).expect("a recipient");
    let key = keys.into_iter().next().expect("one key");
    Box::new(SoftwareRecipient::new(&key.private_key, key.identity, UnwrapErr(SysRng)).expect("a recipient's key"))
}

/// A CMS EnvelopedData in DER to this recipient.
pub fn envelope(recipient: &str, content: &[u8]) -> Vec<u8> {
    let mut certificates = Stack::new().expect("a stack");
    certificates.push(openssl_certificate(recipient)).expect("a certificate on it");
    CmsContentInfo::encrypt(&certificates, content, Cipher::aes_256_cbc(), CMSOptions::BINARY)
        .and_then(|message| message.to_der())
        .expect("a message")
}

/// A ZIP archive of these members.
pub fn archive(members: &[(&str, &[u8])], options: SimpleFileOptions) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        writer.start_file(*name, options).expect("a member");
        writer.write_all(content).expect("its content");
    }
    writer.finish().expect("an archive").into_inner()
}

/// The key and certificates of the sample device, as the service packs them.
pub fn device_archive() -> Vec<u8> {
    let [leaf, intermediate, root] =
        ["device-p256", "intermediate", "root"].map(|name| file(&format!("keys/{name}.cert.pem")));
    let members: [(&str, &[u8]); 4] = [
        ("device.key", &file("keys/device-p256.key.pem")),
        ("device.pem", &leaf),
        ("intermediate.pem", &intermediate),
        ("root.pem", &root),
    ];
    archive(&members, SimpleFileOptions::default())
}

/// What the rival does with an archive: unpack, read keys and certificates, pair them, check the chain's signatures.
/// Gives how many pairs there are.
pub fn openssl_archive(bytes: &[u8]) -> usize {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let (mut keys, mut certificates) = (Vec::new(), Vec::new());
    for index in 0..archive.len() {
        let mut content = Vec::new();
        archive.by_index(index).expect("a member").read_to_end(&mut content).expect("its content");
        match PKey::private_key_from_pem(&content) {
            Ok(key) => keys.push(key),
            Err(_) => certificates.push(X509::from_pem(&content).expect("a certificate")),
        }
    }
    openssl_pairs(&keys, &certificates)
}

/// Pairs in order (the rival may know that they stand so), and the signatures above each leaf.
fn openssl_pairs(keys: &[PKey<Private>], certificates: &[X509]) -> usize {
    let mut pairs = 0;
    for (key, leaf) in keys.iter().zip(certificates) {
        assert!(leaf.public_key().expect("a public key").public_eq(key));
        let mut current = leaf;
        while let Some(issuer) = certificates.iter().skip(1).find(|one| {
            !std::ptr::eq(*one, current) && one.subject_name().to_der().ok() == current.issuer_name().to_der().ok()
        }) {
            assert!(current.verify(&issuer.public_key().expect("a public key")).expect("a signature"));
            current = issuer;
        }
        pairs += 1;
    }
    pairs
}

/// A new P-256 key and a self-signed certificate of it, as PEM.
pub fn new_pair(number: u32) -> (Vec<u8>, Vec<u8>) {
    let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).expect("P-256");
    let key = PKey::from_ec_key(EcKey::generate(&group).expect("a key")).expect("a key");
    let mut name = X509NameBuilder::new().expect("a name");
    name.append_entry_by_text("CN", &format!("device-{number}")).expect("a common name");
    let name = name.build();
    let mut builder = X509::builder().expect("a certificate");
    let serial = Asn1Integer::from_bn(&BigNum::from_u32(number + 1).expect("a number")).expect("a serial");
    builder.set_version(2).expect("a version");
    builder.set_serial_number(&serial).expect("a serial");
    builder.set_subject_name(&name).expect("a subject");
    builder.set_issuer_name(&name).expect("an issuer");
    builder.set_not_before(&Asn1Time::days_from_now(0).expect("today")).expect("a start");
    builder.set_not_after(&Asn1Time::days_from_now(365).expect("a day")).expect("an end");
    builder.set_pubkey(&key).expect("a public key");
    builder.sign(&key, MessageDigest::sha256()).expect("a signature");
    let certificate = builder.build().to_pem().expect("PEM");
    (key.private_key_to_pem_pkcs8().expect("PEM"), certificate)
}
