//! Every message of the vectors, opened by a key in a token: the same comes out, or the same refusal.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../../keybundle/tests/common/mod.rs"]
mod common;
mod token;

use common::{hex, observe, unlock_by};
use cryptoki::{
    context::Pkcs11,
    object::{Attribute, ObjectClass},
};
use keybundle::{
    Algorithm, Coded as _, Error, ErrorCode, PublicKey, RecipientIdentity, RecipientKey, crates::key::Recipient,
};
use keybundle_pkcs11::{Module, Pkcs11Recipient, TokenKey, Uri};
use keybundle_testdata::{Vector, report, vectors};
use std::{cell::Cell, collections::BTreeMap, fs};
use token::{MODULE, PIN, Token, elsewhere};

fn with_recipients() -> Vec<Vector> {
    let mut vectors = vectors();
    vectors.retain(|vector| !vector.header.unlock.recipient_keys.is_empty());
    vectors.retain(|vector| !vector.header.expect.is_about_content_alone());
    vectors
}

/// Whether a key is one for SoftHSM and OpenSC.
fn is_for_tokens(algorithm: &Algorithm) -> bool {
    match algorithm {
        Algorithm::Rsa { .. } => true,
        Algorithm::Ec(curve) => ["P-256", "P-384", "P-521"].contains(&curve.name()),
        _ => false,
    }
}

/// The label under which a key is on the token.
fn label(key: &PublicKey) -> String {
    hex(&key.spki_sha256())
}

/// A token with the recipients' keys of all vectors, put there by OpenSC's pkcs11-tool.
fn with_all_keys() -> Token {
    let token = Token::new();
    let found = Cell::new(BTreeMap::new());
    for vector in &with_recipients() {
        let _ = unlock_by(vector, |key| {
            let public = key.private_key.public_key().unwrap();
            if is_for_tokens(public.algorithm()) {
                let mut keys = found.take();
                keys.insert(label(public), key.private_key.secret_pkcs8_der());
                found.set(keys);
            }
            // Whatever it answers, the next recipient is looked at.
            Err(Error::PasswordRequired)
        });
    }
    for (number, (label, der)) in found.take().iter().enumerate() {
        fs::write(token.path("key.der"), der).unwrap();
        let id = format!("{:02x}", number + 1);
        let words = ["--write-object", "key.der", "--type", "privkey", "--label", label, "--id", &id];
        token.tool(&[&words[..], &["--usage-decrypt", "--usage-derive", "--usage-sign", "--sensitive"]].concat());
    }
    token
}

fn find(module: &Module, object: &str) -> keybundle_pkcs11::Result<TokenKey> {
    let uri = Uri::parse(&format!("pkcs11:token=keybundle%20test;{object}"))?;
    module.token(&uri)?.key(&uri, Some(PIN.as_bytes()))
}

#[test]
fn every_message_opens_by_a_token_as_its_header_says() {
    if elsewhere("every_message_opens_by_a_token_as_its_header_says", with_all_keys).is_some() {
        return;
    }
    let module = Module::load(MODULE.as_ref()).unwrap();
    let (mut opened, mut differing) = (0, Vec::new());
    let recipient = |key: &RecipientKey| -> Result<Box<dyn Recipient + Send>, Error> {
        let public = key.private_key.public_key().unwrap();
        if !is_for_tokens(public.algorithm()) {
            return Err(Error::PasswordRequired);
        }
        let found = find(&module, &format!("object={}", label(public))).unwrap_or_else(|error| panic!("{error}"));
        Ok(Box::new(Pkcs11Recipient::new(found, key.identity.clone()).unwrap_or_else(|error| panic!("{error}"))))
    };
    for vector in with_recipients() {
        // Keys of another kind, or that our own reader refuses as the header expects.
        let Ok(unlock) = unlock_by(&vector, recipient) else { continue };
        opened += 1;
        for difference in observe(&keybundle::open(&vector.bytes, &unlock)).differences(&vector.header) {
            differing.push(format!("{}: {difference}", vector.name));
        }
    }
    assert!(opened > 100, "{opened}");
    report(opened, &differing);
}

#[test]
fn a_recipient_leaves_nothing_in_its_token_and_takes_no_bad_value() {
    let make = || {
        let token = Token::new();
        token.generate("EC:prime256v1", "01", "derive", &[]);
        token.generate("rsa:2048", "02", "decrypt", &[]);
        token
    };
    if elsewhere("a_recipient_leaves_nothing_in_its_token_and_takes_no_bad_value", make).is_some() {
        return;
    }
    let module = Module::load(MODULE.as_ref()).unwrap();
    let recipient = |id: &str| {
        let key = find(&module, id).unwrap();
        let identity = RecipientIdentity::from_public_key(key.public_key().unwrap().clone());
        Pkcs11Recipient::new(key, identity).unwrap()
    };
    let (ec, rsa) = (recipient("id=%01"), recipient("id=%02"));
    let refused = |result: keybundle::crates::key::Result<_>| {
        let _: &zeroize::Zeroizing<Vec<u8>> = match &result {
            Err(error) => return error.code(),
            Ok(value) => value,
        };
        panic!("it was taken");
    };

    // Points: the peer's own, in both forms; one that is not on the curve (an invalid-curve attack); the one at
    // infinity.
    let peer = fs::read(token::keys("p256.key.pem")).unwrap();
    let peer = keybundle::open(&peer, &keybundle::Unlock::new()).unwrap();
    let spki = peer.bundles[0].private_key.public_key().unwrap().spki_der().to_vec();
    let point = &spki[spki.len() - 65..];
    let shared = ec.agree_raw(point).unwrap();
    let compressed = [&[2 | point[64] & 1], &point[1..33]].concat();
    assert_eq!(shared, ec.agree_raw(&compressed).unwrap());
    let mut other = point.to_vec();
    other[64] ^= 1;
    for point in [&other[..], &point[..64], &[0], &[]] {
        assert_eq!(refused(ec.agree_raw(point)), ErrorCode::DecryptFailed);
    }
    assert_eq!(refused(ec.rsa_raw(&[1; 256])), ErrorCode::UnsupportedAlgorithm);

    // Numbers: the raw operation undoes the public one, with leading zeros or without; none from the modulus on.
    let modulus = rsa.identity().public_key.pkcs1_der().unwrap()[9..265].to_vec();
    let mut largest = modulus.clone();
    largest[255] -= 1;
    // (n - 1)^d = n - 1, as d is odd; 1^d = 1.
    assert_eq!(*rsa.rsa_raw(&largest).unwrap(), largest);
    assert_eq!(*rsa.rsa_raw(&[&[0; 3], &largest[..]].concat()).unwrap(), largest);
    let one = [&[0; 255][..], &[1]].concat();
    assert_eq!(*rsa.rsa_raw(&[1]).unwrap(), one);
    for number in [&modulus[..], &[0xff; 256], &[1; 257]] {
        assert_eq!(refused(rsa.rsa_raw(number)), ErrorCode::DecryptFailed);
    }
    assert_eq!(refused(rsa.agree_raw(point)), ErrorCode::UnsupportedAlgorithm);

    // Of this process, any session sees what another derived.
    let library = Pkcs11::new(MODULE).unwrap();
    let slot = library.get_slots_with_initialized_token().unwrap()[0];
    let session = library.open_ro_session(slot).unwrap();
    let count = |class| session.find_objects(&[Attribute::Class(class)]).unwrap().len();
    assert_eq!(count(ObjectClass::PRIVATE_KEY), 2);
    assert_eq!(count(ObjectClass::SECRET_KEY), 0);
    drop(session);

    // With its last session the process is logged out.
    drop((ec, rsa));
    let uri = Uri::parse("pkcs11:id=%01").unwrap();
    let token = module.token(&uri).unwrap();
    assert!(token.needs_pin());
    assert_eq!(token.key(&uri, None).unwrap_err().code(), ErrorCode::PasswordRequired);
    assert_eq!(token.key(&uri, Some(b"wrong")).unwrap_err().code(), ErrorCode::WrongPassword);
}

#[test]
fn another_key_than_the_certificates_is_refused() {
    let make = || {
        let token = Token::new();
        token.generate("EC:prime256v1", "01", "derive", &[]);
        token.generate("EC:prime256v1", "02", "derive", &[]);
        token
    };
    if elsewhere("another_key_than_the_certificates_is_refused", make).is_some() {
        return;
    }
    let module = Module::load(MODULE.as_ref()).unwrap();
    let [first, second] = ["id=%01", "id=%02"].map(|id| find(&module, id).unwrap());
    let identity = RecipientIdentity::from_public_key(second.public_key().unwrap().clone());
    let refusal = Pkcs11Recipient::new(first, identity.clone()).unwrap_err();
    assert_eq!(refusal.code(), ErrorCode::KeyCertificateMismatch);
    assert!(Pkcs11Recipient::new(second, identity).is_ok());
}
