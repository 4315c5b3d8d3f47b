//! Damaged identifiers and ciphertexts end in a result or an error, and never in a panic or with plaintext left behind.

use crate::common::{hex, lines, read};
use keybundle_cipher::{
    ContentCipher, PasswordCandidate, PasswordEncryption, key_derivation::KeyDerivation, openssl_pem::DekInfo,
    wrap::KeyWrap,
};
use keybundle_encoding::ber::Element;
use keybundle_kdf::Derivation;
use proptest::prelude::*;
use zeroize::Zeroizing;

/// Hands the bytes to every reader and, where one takes them, decrypts `text` with keys of zeros.
fn try_everything(identifier: &[u8], text: &[u8]) {
    if let Ok(cipher) = read(identifier, ContentCipher::from_identifier) {
        for size in [cipher.key_size(), 5, 16, 24] {
            for tag in [None, Some(&text[..text.len().min(cipher.tag_size())])] {
                let mut buffer = text.to_vec();
                let result = cipher.decrypt_in_place(&vec![0; size], &mut buffer, &text[..text.len() / 2], tag);
                assert!(
                    buffer.len() <= text.len() && (result.is_ok() || buffer.is_empty()),
                    "{} {result:?} {} of {}",
                    cipher.name(),
                    buffer.len(),
                    text.len()
                );
            }
        }
    }
    if let Ok(scheme) = read(identifier, PasswordEncryption::from_identifier) {
        let candidates = PasswordCandidate::of(b"secret");
        let lengths: Vec<_> = scheme.derivations(&candidates[0]).iter().map(Derivation::length).collect();
        for missing in 0..=lengths.len() {
            let derived: Vec<_> = lengths[missing..].iter().map(|&length| Zeroizing::new(vec![0; length])).collect();
            let mut buffer = text.to_vec();
            let result = scheme.decrypt_in_place(&derived, &mut buffer);
            assert!(buffer.len() <= text.len() && (result.is_ok() || buffer.is_empty()));
        }
    }
    if let Ok(wrap) = read(identifier, KeyWrap::from_identifier) {
        let _ = wrap.unwrap(&vec![0; wrap.key_size()], text);
    }
    if let Ok(derivation) = read(identifier, KeyDerivation::from_identifier) {
        assert!(derivation.derivation(b"secret", 32).length() <= 1024);
    }
}

/// The identifiers of all vectors.
fn identifiers() -> Vec<Vec<u8>> {
    let foreign = lines(include_str!("data/bouncy_castle.txt")).skip(1).filter(|(what, _)| !what.starts_with("pem"));
    let foreign = foreign.map(|(what, _)| {
        let fields: Vec<_> = what.split(' ').collect();
        hex(if fields[0] == "password" { fields[fields.len() - 1] } else { fields[2] })
    });
    let keys = lines(include_str!("data/pkcs8.txt")).skip(1).map(|(_, file)| {
        let file = hex(file);
        Element::parse(&file).unwrap().sequence().unwrap().any().unwrap().raw().to_vec()
    });
    foreign.chain(keys).collect()
}

#[test]
fn every_byte_of_an_identifier_damaged() {
    let text: Vec<u8> = (0..32).collect();
    for identifier in identifiers() {
        try_everything(&identifier, &text);
        for at in 0..identifier.len() {
            for damage in [1, 0x80, 0xff] {
                let mut damaged = identifier.clone();
                damaged[at] ^= damage;
                try_everything(&damaged, &text);
            }
            try_everything(&identifier[..at], &text);
        }
    }
}

#[test]
fn ciphertexts_of_every_short_length() {
    for identifier in identifiers() {
        for length in 0..40 {
            try_everything(&identifier, &vec![0x5a; length]);
        }
    }
}

proptest! {
    #[test]
    fn any_parameters(index in any::<prop::sample::Index>(), parameters in prop::collection::vec(any::<u8>(), 0..60), text in prop::collection::vec(any::<u8>(), 0..80)) {
        let all = identifiers();
        let chosen = index.get(&all);
        let oid = Element::parse(chosen).unwrap().sequence().unwrap().any().unwrap().raw().to_vec();
        let content = [oid, parameters].concat();
        let mut identifier = vec![0x30, content.len() as u8];
        identifier.extend(&content);
        try_everything(&identifier, &text);
    }

    #[test]
    fn any_dek_info(header in "[A-Za-z0-9]{0,12}(-[A-Za-z0-9]{0,4}){0,3},?[0-9a-fA-F]{0,34}|\\PC{0,40}", text in prop::collection::vec(any::<u8>(), 0..40)) {
        if let Ok(info) = DekInfo::parse(&header) {
            let length = info.derivation(b"secret").length();
            let mut buffer = text.clone();
            let result = info.decrypt_in_place(&vec![0; length], &mut buffer);
            prop_assert!(result.is_ok() || buffer.is_empty());
        }
    }
}
