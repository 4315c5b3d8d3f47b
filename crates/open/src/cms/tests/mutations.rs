//! Every byte of small messages, damaged.

use super::support::{unlock, vector};
use crate::{Limits, Result, cms::Cms, context::Context};
use keybundle_encoding::{Coded as _, ErrorCode, Warnings};

/// One message for each way of recovering a key and each way of holding a content.
const MESSAGES: &[&str] = &[
    "bc-auth-gcm-empty.p7m",
    "openssl3-text-gcm.p7m",
    "openssl3-oaep-sha1-mgf-sha1.p7m",
    "openssl3-p256-cofactor-sha256.p7m",
    "python-x25519-hkdf-sha512.p7m",
    "openssl3-password-aes128.p7m",
    "openssl3-kek128.p7m",
    "openssl3-encrypted-aes128.p7m",
    "openssl3-digested.p7m",
    "bc-compressed-stream.p7z",
    "openssl3-certs.p7b",
];

/// What may be said of a damaged message.
const CODES: &[ErrorCode] = &[
    ErrorCode::MalformedDer,
    ErrorCode::Truncated,
    ErrorCode::TrailingData,
    ErrorCode::UnsupportedFormat,
    ErrorCode::UnsupportedAlgorithm,
    ErrorCode::InvalidValue,
    ErrorCode::PasswordRequired,
    ErrorCode::WrongPassword,
    ErrorCode::RecipientRequired,
    ErrorCode::WrongRecipient,
    ErrorCode::DecryptFailed,
    ErrorCode::ContentCorrupt,
    ErrorCode::LimitDepth,
    ErrorCode::LimitMemory,
    ErrorCode::LimitRatio,
    ErrorCode::LimitWork,
];

/// What a message holds, and whether it was authenticated.
fn open(message: &[u8], unlock: &crate::Unlock) -> Result<(Vec<u8>, bool)> {
    // An iteration count may have grown.
    let limits = Limits { derivation_work: 1_000_000, ..Limits::default() };
    let cms = Cms::parse(message, &limits, &mut Warnings::new())?;
    let mut context = Context::new(unlock, &limits);
    let opened = cms.open(&mut context)?;
    let authenticated = opened.recipient.is_some_and(|recipient| recipient.content_algorithm.ends_with("-gcm"));
    Ok((opened.content.map(|content| content.to_vec()).unwrap_or_default(), authenticated))
}

#[test]
fn damage_in_any_byte_ends_in_a_result_or_a_listed_error() {
    for name in MESSAGES {
        let vector = vector(name);
        let unlock = unlock(&vector).unwrap();
        let (original, _) = open(&vector.bytes, &unlock).unwrap();
        let mut message = vector.bytes.clone();
        for position in 0..message.len() {
            let was = message[position];
            message[position] ^= 1 << (position % 8);
            match open(&message, &unlock) {
                Ok((content, true)) => assert_eq!(content, original, "{name}: byte {position}"),
                Ok((_, false)) => {}
                Err(error) => assert!(CODES.contains(&error.code()), "{name}: byte {position}: {error}"),
            }
            message[position] = was;
        }
    }
}

#[test]
fn a_message_that_was_cut_is_told_as_such() {
    for name in MESSAGES {
        let vector = vector(name);
        for length in (1..vector.bytes.len()).step_by(7) {
            let cut = &vector.bytes[..length];
            let error = Cms::parse(cut, &Limits::default(), &mut Warnings::new()).unwrap_err();
            assert_eq!(error.code(), ErrorCode::Truncated, "{name}: {length} bytes");
        }
    }
}
