//! OpenSSL's ciphers by name, and the whole way through an old encrypted PEM.

use crate::common::{hex, lines};
use keybundle_cipher::{Error, openssl_pem::DekInfo};
use keybundle_kdf::derive;

/// Every name and mode, against `openssl enc` with a key of its own.
#[test]
fn every_cipher_of_openssl_enc() {
    let mut vectors = lines(include_str!("data/enc.txt"));
    let plain = hex(vectors.next().unwrap().1);
    let mut count = 0;
    for (what, ciphertext) in vectors {
        let (header, key) = what.rsplit_once(',').unwrap();
        for header in [header.to_ascii_uppercase(), header.to_owned()] {
            let info = DekInfo::parse(&header).unwrap_or_else(|error| panic!("{header}: {error}"));
            let mut buffer = hex(ciphertext);
            info.decrypt_in_place(&hex(key), &mut buffer).unwrap_or_else(|error| panic!("{header}: {error}"));
            assert_eq!(buffer, plain, "{header}");
        }
        count += 1;
    }
    assert!(count > 120, "{count}");
}

#[test]
fn keys_of_openssl_ec() {
    let mut vectors = lines(include_str!("data/pem.txt"));
    let plain = hex(vectors.next().unwrap().1);
    let mut count = 0;
    for (header, ciphertext) in vectors {
        let info = DekInfo::parse(header).unwrap();
        let key = derive(&info.derivation(b"secret")).unwrap();
        let mut buffer = hex(ciphertext);
        info.decrypt_in_place(&key, &mut buffer).unwrap_or_else(|error| panic!("{header}: {error}"));
        assert_eq!(buffer, plain, "{header}");
        count += 1;
    }
    assert_eq!(count, 26);
}

/// ECB among them, with an IV that is the salt alone.
#[test]
fn texts_of_bouncy_castle() {
    let mut vectors = lines(include_str!("data/bouncy_castle.txt"));
    let plain = hex(vectors.next().unwrap().1);
    let mut count = 0;
    for (what, ciphertext) in vectors {
        let Some(header) = what.strip_prefix("pem ") else { continue };
        let info = DekInfo::parse(header).unwrap_or_else(|error| panic!("{header}: {error}"));
        let key = derive(&info.derivation(b"secret")).unwrap();
        let mut buffer = hex(ciphertext);
        info.decrypt_in_place(&key, &mut buffer).unwrap_or_else(|error| panic!("{header}: {error}"));
        assert_eq!(buffer, plain, "{header}");
        count += 1;
    }
    assert_eq!(count, 25);
}

#[test]
fn headers_that_are_refused() {
    let name = |header| match DekInfo::parse(header) {
        Err(Error::UnsupportedAlgorithm { name, .. }) => name,
        other => panic!("{header}: {other:?}"),
    };
    assert_eq!(name("RC5-CBC,0011223344556677"), Some("rc5-cbc"));
    assert_eq!(name("ROT13,00"), None);
    assert_eq!(name(""), None);
    for header in [
        "AES-256-CBC",
        "AES-256-CBC,",
        "AES-256-CBC,00112233445566778899aabbccddee",
        "AES-256-CBC,00112233445566778899aabbccddeeff00",
        "AES-256-CBC,00112233445566778899aabbccddeefg",
        "DES-EDE3-CBC,001122334455667",
        "DES-EDE3,00112233445566",
    ] {
        assert!(matches!(DekInfo::parse(header), Err(Error::InvalidValue { .. })), "{header}");
    }
}
