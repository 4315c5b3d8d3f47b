//! Who is told what when a message does not open.

use super::support::{private_key, unlock, unlock_without_verdicts, vector};
use crate::{Error, Limits, RecipientId, Result, Unlock, cms::Cms, context::Context};
use getrandom::{SysRng, rand_core::UnwrapErr};
use keybundle_encoding::{Coded as _, Warnings};
use keybundle_key::{RecipientIdentity, SoftwareRecipient};

fn open(message: &[u8], unlock: &Unlock) -> Result<Vec<u8>> {
    open_within(message, unlock, &Limits::default())
}

fn open_within(message: &[u8], unlock: &Unlock, limits: &Limits) -> Result<Vec<u8>> {
    let cms = Cms::parse(message, limits, &mut Warnings::new())?;
    let mut context = Context::new(unlock, limits);
    Ok(cms.open(&mut context)?.content.map(|content| content.to_vec()).unwrap_or_default())
}

/// The message with one bit flipped in the last byte of the only OCTET STRING of 256 bytes: the encrypted key.
fn with_flipped_key(message: &[u8]) -> Vec<u8> {
    let mut flipped = message.to_vec();
    let start = message.windows(4).position(|window| window == [4, 0x82, 1, 0]).unwrap() + 4;
    flipped[start + 255] ^= 1;
    flipped
}

fn with_flipped_end(message: &[u8]) -> Vec<u8> {
    let mut flipped = message.to_vec();
    *flipped.last_mut().unwrap() ^= 1;
    flipped
}

/// A wrong padding of the key and a damaged content must not be told apart by anyone but the owner (RFC 3218).
#[test]
fn only_the_owner_learns_which_step_failed() {
    let vector = vector("openssl3-rsa-aes256-gcm.p7m");
    let code = |message: &[u8], unlock: &Unlock| open(message, unlock).unwrap_err().code().as_str();
    let generic = unlock_without_verdicts(&vector).unwrap();
    assert_eq!(code(&with_flipped_key(&vector.bytes), &generic), "decrypt-failed");
    assert_eq!(code(&with_flipped_end(&vector.bytes), &generic), "decrypt-failed");
    let exact = unlock(&vector).unwrap();
    assert_eq!(code(&with_flipped_key(&vector.bytes), &exact), "decrypt-failed");
    assert_eq!(code(&with_flipped_end(&vector.bytes), &exact), "content-corrupt");
}

/// Everything that opens for the owner opens without exact verdicts too.
#[test]
fn every_envelope_opens_without_exact_verdicts() {
    let mut opened = 0;
    for vector in keybundle_testdata::group("cms") {
        if vector.header.expect.content_sha256.is_none() || vector.bytes.first() != Some(&0x30) {
            continue;
        }
        let Some(generic) = unlock_without_verdicts(&vector) else { continue };
        let exact = unlock(&vector).unwrap();
        assert_eq!(open(&vector.bytes, &generic).ok(), open(&vector.bytes, &exact).ok(), "{}", vector.name);
        opened += 1;
    }
    assert!(opened >= 150, "only {opened} vectors");
}

#[test]
fn a_wrong_recipient_is_told_whose_message_it_is() {
    let vector = vector("refused-wrong-recipient-rsa.p7m");
    let error = open(&vector.bytes, &unlock(&vector).unwrap()).unwrap_err();
    let Error::WrongRecipient { recipients, given } = error else { panic!("{error}") };
    assert_eq!((recipients.len(), given.len()), (1, 1));
    assert_ne!(recipients, given);
    // openssl x509 -noout -issuer -nameopt RFC2253 -in keys/rsa2048.cert.pem
    let RecipientId::IssuerAndSerial { issuer, .. } = &recipients[0] else { panic!("{recipients:?}") };
    assert_eq!(issuer, "CN=Example Issuing CA,O=Example");
}

/// A certificate that was renewed for the same key has another serial number.
#[test]
fn a_renewed_certificate_opens_and_another_key_does_not() {
    let vector = vector("openssl3-text-gcm.p7m");
    let other = keybundle_testdata::file("keys/rsa2048-other.key.pem");
    let renewed = |unlock: Unlock, file: &[u8]| {
        let key = private_key(file).unwrap();
        let public = key.public_key().unwrap().clone();
        let identity = RecipientIdentity::from_certificate_parts(&[0x30, 0], &[99], None, public);
        let recipient = SoftwareRecipient::new(&key, identity, UnwrapErr(SysRng)).unwrap();
        open(&vector.bytes, &unlock.with_recipient(Box::new(recipient)))
    };
    for unlock in [Unlock::new, || Unlock::new().with_exact_verdicts()] {
        assert_eq!(renewed(unlock(), &vector.unlock_recipient_keys()[0]).unwrap(), b"hello\n");
        assert_eq!(renewed(unlock(), &other).unwrap_err().code().as_str(), "wrong-recipient");
    }
}

#[test]
fn more_recipients_than_allowed_are_refused_and_can_be_allowed() {
    let vector = vector("bc-two-rsa.p7m");
    let unlock = unlock(&vector).unwrap();
    let mut limits = Limits { recipients: 1, ..Limits::default() };
    let error = open_within(&vector.bytes, &unlock, &limits).unwrap_err();
    assert_eq!(error.code().as_str(), "limit-recipients");
    assert!(error.hint().unwrap().contains("recipients"));
    limits.recipients = 2;
    assert!(open_within(&vector.bytes, &unlock, &limits).is_ok());
}

/// Whoever writes a file chooses how many recipients of a fitting size stand before the one that is meant, and in how
/// many messages: what trying them costs is bounded over all of them.
#[test]
fn tries_are_counted_over_all_messages() {
    let vector = vector("openssl3-mixed-rsa.p7m");
    let unlock = unlock(&vector).unwrap();
    let messages: Vec<_> = (0..6).map(|_| keybundle_encoding::base64::encode(&vector.bytes)).collect();
    let input = format!("[\"{}\"]", messages.iter().map(|text| text.as_str()).collect::<Vec<_>>().join("\",\""));
    let mut limits = Limits { recipients: 8, ..Limits::default() };
    let code = |limits: &Limits| {
        crate::open_within(input.as_bytes(), &unlock, limits).map_or_else(|error| error.code().as_str(), |_| "opened")
    };
    assert_eq!(code(&limits), "limit-recipients");
    limits.recipients = 12;
    assert_eq!(code(&limits), "opened");
}
