//! Files of `testdata/`, and messages and archives made of them.

use crate::{openssl_certificate, openssl_key};
use getrandom::SysRng;
use keybundle::{Limits, Recipient, RecipientKey, SoftwareRecipient, Unlock, recipient_keys};
use keybundle_openssl::OpensslRecipient;
use openssl::{
    cms::{CMSOptions, CmsContentInfo},
    stack::Stack,
    symm::Cipher,
};
use rand_core::{CryptoRng, UnwrapErr};
use std::{
    fs,
    io::{Cursor, Write as _},
    path::PathBuf,
};
use zip::{ZipWriter, write::SimpleFileOptions};

/// A file of `testdata/`.
pub fn file(path: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../testdata").join(path);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The recipient with this name in `testdata/keys`, prepared once.
pub fn recipient(name: &str) -> Box<dyn Recipient + Send> {
    recipient_with(name, UnwrapErr(SysRng))
}

/// The same, blinded by what this generator gives.
pub fn recipient_with(name: &str, rng: impl CryptoRng + Send + 'static) -> Box<dyn Recipient + Send> {
    let key = recipient_key(name);
    Box::new(SoftwareRecipient::new(&key.private_key, key.identity, rng).expect("a recipient's key"))
}

/// The same, with libcrypto behind it.
pub fn openssl_recipient(name: &str) -> Box<dyn Recipient + Send> {
    let key = recipient_key(name);
    Box::new(OpensslRecipient::new(&key.private_key, key.identity).expect("a recipient's key"))
}

fn recipient_key(name: &str) -> RecipientKey {
    let (key, certificate) = (file(&format!("keys/{name}.key.pem")), file(&format!("keys/{name}.cert.pem")));
    let keys = recipient_keys(&[key], &[certificate], &Unlock::new(), &Limits::default()).expect("a recipient");
    keys.into_iter().next().expect("one key")
}

/// A CMS EnvelopedData (AES-256-CBC) in DER to this recipient.
pub fn envelope(recipient: &str, content: &[u8]) -> Vec<u8> {
    let mut certificates = Stack::new().expect("a stack");
    certificates.push(openssl_certificate(recipient)).expect("a certificate on it");
    let message =
        CmsContentInfo::encrypt(&certificates, content, Cipher::aes_256_cbc(), CMSOptions::BINARY).expect("a message");
    // What was made is what will be opened.
    let opened = message.decrypt(&openssl_key(recipient), &openssl_certificate(recipient)).expect("its content");
    assert_eq!(opened, content);
    message.to_der().expect("DER")
}

/// A ZIP archive of these members, deflated.
pub fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in members {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a member");
        writer.write_all(content).expect("its content");
    }
    writer.finish().expect("an archive").into_inner()
}

/// The key and certificates of the sample device, as the service packs them.
pub fn device_archive() -> Vec<u8> {
    let [key, leaf, intermediate, root] = ["device-p256.key", "device-p256.cert", "intermediate.cert", "root.cert"]
        .map(|name| file(&format!("keys/{name}.pem")));
    archive(&[("device.key", &key), ("device.pem", &leaf), ("intermediate.pem", &intermediate), ("root.pem", &root)])
}
