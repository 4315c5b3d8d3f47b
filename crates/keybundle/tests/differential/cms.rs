//! CMS: the content of messages to a recipient's key.

use crate::agreement::{AS_DUE, Tally, with_old_algorithms};
use crate::common::unlock;
use crate::mutation::{Random, mutated};
use keybundle::{Decrypted, Error, Limits};
use keybundle_testdata::{Vector, group};
use openssl::cms::CmsContentInfo;
use openssl::pkey::{PKey, Private};
use openssl::x509::X509;

/// The recipients of a vector, as far as OpenSSL reads them from PEM or DER, with their certificates beside them.
fn recipients(vector: &Vector) -> Vec<(PKey<Private>, Option<X509>)> {
    let given = vector.unlock_recipient_certificates();
    let certificates: Vec<X509> = given.iter().filter_map(|pem| X509::from_pem(pem).ok()).collect();
    let password = vector.header.unlock.recipient_key_passwords.first().map_or("", String::as_str);
    let key = |bytes: &Vec<u8>| {
        let pem = PKey::private_key_from_pem_passphrase(bytes, password.as_bytes());
        pem.or_else(|_| PKey::private_key_from_der(bytes)).ok()
    };
    let keys = vector.unlock_recipient_keys();
    keys.iter()
        .filter_map(key)
        .map(|key| {
            let own = certificates
                .iter()
                .find(|certificate| certificate.public_key().is_ok_and(|public| public.public_eq(&key)));
            (key, own.cloned())
        })
        .collect()
}

fn openssl(bytes: &[u8], recipients: &[(PKey<Private>, Option<X509>)]) -> Option<Vec<u8>> {
    with_old_algorithms();
    let message = CmsContentInfo::from_der(bytes)
        .or_else(|_| CmsContentInfo::from_pem(bytes))
        .ok()
        // The crate's own errors need text.
        .or_else(|| bytes.is_ascii().then(|| CmsContentInfo::smime_read_cms(bytes).ok()).flatten())?;
    let decrypt = || {
        recipients.iter().find_map(|(key, certificate)| match certificate {
            Some(certificate) => message.decrypt(key, certificate).ok(),
            None => message.decrypt_without_cert_check(key).ok(),
        })
    };
    // In place of a key that it could not unwrap it takes a random one, under which one padding in 256 looks right:
    // what comes out differs the next time.
    let content = decrypt()?;
    (decrypt()? == content).then_some(content)
}

fn compare(theirs: &[u8], ours: Result<Decrypted, Error>, name: &str, tally: &mut Tally) -> Result<(), Error> {
    match ours? {
        decrypted if decrypted.secret_content() == theirs => tally.agreed(),
        _ => tally.differs("another content", name.to_owned()),
    }
    Ok(())
}

fn keybundle(vector: &Vector, bytes: &[u8]) -> Result<Decrypted, Error> {
    unlock(vector).and_then(|unlock| keybundle::decrypt(bytes, &unlock, &Limits::default()))
}

#[test]
fn every_message_that_openssl_opens() {
    let mut tally = Tally::default();
    for vector in group("cms").iter().chain(&group("smime")) {
        let Some(theirs) = openssl(&vector.bytes, &recipients(vector)) else { continue };
        let ours = keybundle(vector, &vector.bytes);
        compare(&theirs, ours, &vector.name, &mut tally).unwrap_or_else(|error| tally.vector_refused(vector, &error));
    }
    tally.check(180, &[(AS_DUE, "OpenSSL does not look at the name of the key-transport algorithm")]);
}

#[test]
fn every_mutation_that_openssl_opens() {
    let mut tally = Tally::default();
    for vector in group("cms").iter().chain(&group("smime")) {
        let recipients = recipients(vector);
        if vector.header.expect.code.is_some() || vector.bytes.len() > 6_000 || recipients.is_empty() {
            continue;
        }
        let mut random = Random::new(&vector.name);
        for _ in 0..12 {
            let bytes = mutated(&vector.bytes, &mut random);
            let Some(theirs) = openssl(&bytes, &recipients) else { continue };
            let ours = keybundle(vector, &bytes);
            compare(&theirs, ours, &vector.name, &mut tally)
                .unwrap_or_else(|error| tally.refused(&vector.name, &error));
        }
    }
    tally.check(
        500,
        &[
            ("decrypt-failed", "the padding was hit: with a key that is made up, OpenSSL's may look right by chance"),
            ("malformed-der", "OpenSSL takes INTEGERs that are empty or negative, and strings in pieces of any kind"),
            ("unknown-format", "OpenSSL takes S/MIME without its version"),
            ("unsupported-algorithm", "OpenSSL does not look at the name of the key-transport algorithm"),
            ("wrong-recipient", "as before, where no certificate says whose the key is"),
        ],
    );
}
