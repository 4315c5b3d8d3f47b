//! What trying passwords costs: each form of each of them derives once.

use keybundle::{
    KeyEncryptionKey, Unlock,
    crates::{
        cipher::PasswordCandidate,
        kdf::{Derivation, Hash},
    },
    open,
};
use keybundle_testdata::file;
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};
use zeroize::Zeroizing;

/// The work of opening a vector with these passwords, whether one of them opens it or not.
fn work(vector: &str, passwords: &[&str]) -> u64 {
    let needed = Arc::new(AtomicU64::new(0));
    let most = Arc::clone(&needed);
    let unlock = Unlock::new().with_progress(move |progress| {
        most.fetch_max(progress.needed, Ordering::Relaxed);
    });
    let unlock = passwords.iter().fold(unlock, |unlock, password| unlock.with_password(*password));
    let _ = open(&file(vector), &unlock);
    needed.load(Ordering::Relaxed)
}

/// PBES2 of `openssl3-default.pem`: HMAC-SHA-256, 2,048 iterations, a salt of eight bytes, a key of 32.
fn one(octets: &[u8]) -> u64 {
    Derivation::Pbkdf2 { hash: Hash::Sha256, password: octets, salt: &[0; 8], iterations: 2_048, length: 32 }.work()
}

#[test]
fn a_form_of_a_password_is_derived_once() {
    // White space after it, letters outside of ASCII that Latin-1 has, some that it does not have, a byte order mark.
    for password in ["wrong", "wrong ", "wr\u{f6}ng", "wr\u{f6}ng\n", "\u{3c9}rong", "\u{feff}wrong"] {
        let candidates = PasswordCandidate::of(password.as_bytes());
        let octets: Vec<_> = PasswordCandidate::distinct_octets(&candidates).collect();
        let expected: u64 = octets.iter().map(|candidate| one(&candidate.octets)).sum();
        assert!(octets.len() > 1 && expected > octets.len() as u64 * 4_096, "{password:?}");
        assert_eq!(work("vectors/pkcs8/openssl3-default.pem", &[password]), expected, "{password:?}");
        assert_eq!(work("vectors/pkcs8/openssl3-default.pem", &[password, password]), expected, "{password:?}");
    }
}

#[test]
fn a_password_that_is_given_again_costs_nothing() {
    for vector in ["openssl3-default.p12", "jdk17-default.p12", "jdk17-legacy.p12"] {
        let vector = format!("vectors/pkcs12/{vector}");
        let alone = work(&vector, &["secret"]);
        assert!(alone > 2_048, "{vector}: {alone}");
        assert_eq!(work(&vector, &["secret", "secret"]), alone, "{vector}");
        let second = work(&vector, &["wrong", "secret"]);
        assert!(second > alone, "{vector}");
        assert_eq!(work(&vector, &["wrong", "wrong", "secret", "wrong"]), second, "{vector}");
    }
}

/// Under CBC one wrong key in 256 leaves padding that looks right: it is put aside for one that gives something known.
#[test]
fn wrong_key_encryption_keys_before_the_right_one_change_nothing() {
    let message = file("vectors/cms/openssl3-encrypted-aes128.p7m");
    let right: Vec<u8> = (0..16).collect();
    for wrong in 0_u32..1_024 {
        let wrong = wrong.to_be_bytes().repeat(4);
        let unlock = [wrong.clone(), right.clone()].into_iter().fold(Unlock::new(), |unlock, key| {
            unlock.with_key_encryption_key(KeyEncryptionKey::new(None, Zeroizing::new(key)))
        });
        let opened = open(&message, &unlock).unwrap_or_else(|error| panic!("{wrong:?}: {error}"));
        assert_eq!(opened.bundles.len(), 1, "{wrong:?}");
    }
}
