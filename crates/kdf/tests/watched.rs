//! Derivations that somebody watches: the same keys, and all of the work is told.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use keybundle_kdf::{Derivation, Hash, Pkcs12Purpose, derive_all, derive_watched};

#[test]
fn the_same_keys_and_all_of_the_work() {
    let (password, salt) = (&b"secret"[..], &b"12345678"[..]);
    let pkcs12 =
        |hash, purpose, length| Derivation::Pkcs12 { hash, purpose, password, salt, iterations: 50_000, length };
    let all = [
        vec![Derivation::Pbkdf2 { hash: Hash::Sha256, password, salt, iterations: 60_000, length: 32 }],
        vec![Derivation::Pbkdf2 { hash: Hash::Sha512, password, salt, iterations: 30_000, length: 64 }],
        vec![
            pkcs12(Hash::Sha1, Pkcs12Purpose::Mac, 20),
            pkcs12(Hash::Sha1, Pkcs12Purpose::Key, 24),
            Derivation::Pbkdf2 { hash: Hash::Sha1, password, salt, iterations: 40_000, length: 32 },
        ],
    ];
    for jobs in all {
        let (mut told, mut times) = (0, 0);
        let watched = derive_watched(
            &jobs,
            Some(&mut |work| {
                told += work;
                times += 1;
            }),
        );
        let keys = derive_all(&jobs);
        for (watched, key) in watched.into_iter().zip(keys) {
            assert_eq!(watched.unwrap().as_slice(), key.unwrap().as_slice());
        }
        let work: u64 = jobs.iter().map(Derivation::work).sum();
        assert!(times > 2, "told {times} times");
        assert!(told > work / 10 * 9 && told < work / 10 * 11, "{told} of {work}");
    }
}
