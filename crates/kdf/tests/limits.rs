//! What is refused, and what work and memory are told.

#![allow(clippy::unwrap_used)]

use keybundle_encoding::{Coded, ErrorCode};
use keybundle_kdf::{Derivation, Error, Hash, Pkcs12Purpose, derive, derive_all};

const HUGE: u64 = u64::MAX;

#[test]
fn zero_iterations_are_refused() {
    let (hash, password, salt, iterations, length) = (Hash::Sha1, b"password".as_slice(), b"salt".as_slice(), 0, 16);
    let purpose = Pkcs12Purpose::Key;
    for job in [
        Derivation::Pbkdf2 { hash, password, salt, iterations, length },
        Derivation::Pkcs12 { hash, password, salt, iterations, purpose, length },
        Derivation::Pbkdf1 { hash, password, salt, iterations, length },
    ] {
        assert_eq!(derive(&job).unwrap_err(), Error::ZeroIterations);
        assert_eq!(derive(&job).unwrap_err().code(), ErrorCode::InvalidValue);
    }
}

#[test]
fn pbkdf1_gives_one_digest_of_two_hashes() {
    let job = |hash, length| Derivation::Pbkdf1 { hash, password: b"password", salt: b"salt", iterations: 1, length };
    assert_eq!(derive(&job(Hash::Md5, 16)).unwrap().len(), 16);
    assert_eq!(derive(&job(Hash::Md5, 17)).unwrap_err(), Error::OutputTooLong { length: 17 });
    assert_eq!(derive(&job(Hash::Sha256, 16)).unwrap_err(), Error::Pbkdf1Hash { hash: Hash::Sha256 });
}

#[test]
fn scrypt_parameters_outside_of_the_rfc_are_refused() {
    for (n, r, p) in [
        (0, 1, 1),
        (1, 1, 1),
        (3, 1, 1),
        (HUGE, 1, 1),
        (16, 0, 1),
        (16, 1, 0),
        (16, HUGE, 2),
        (16, 1 << 15, 1 << 15),
        (16, 1 << 32, 1),
        (1 << 63, 1 << 29, 1),
    ] {
        let job = Derivation::Scrypt { password: b"p", salt: b"s", n, r, p, length: 32 };
        assert_eq!(derive(&job).unwrap_err(), Error::ScryptParameters { n, r, p });
    }
}

/// One refused job leaves the others alone.
#[test]
fn derive_all_answers_each_job() {
    let job = |iterations| Derivation::Pbkdf2 {
        hash: Hash::Sha256,
        password: b"password",
        salt: b"salt",
        iterations,
        length: 40,
    };
    let derived = derive_all(&[job(3), job(0), job(1), job(3)]);
    assert_eq!(derived[0].as_ref().unwrap(), &derive(&job(3)).unwrap());
    assert_eq!(derived[1].as_ref().unwrap_err(), &Error::ZeroIterations);
    assert_eq!(derived[2].as_ref().unwrap(), &derive(&job(1)).unwrap());
    assert_eq!(derived[0], derived[3]);
    assert!(derive_all(&[]).is_empty());
}

#[test]
fn no_output_is_no_bytes() {
    for hash in Hash::ALL {
        let job = Derivation::Pbkdf2 { hash: *hash, password: b"p", salt: b"s", iterations: 9, length: 0 };
        assert!(derive(&job).unwrap().is_empty());
    }
}

#[test]
fn work_counts_compressions() {
    let pbkdf2 = |hash, iterations, length| {
        Derivation::Pbkdf2 { hash, password: b"password", salt: b"saltsalt", iterations, length }.work()
    };
    // Two compressions an iteration for each digest of output; a handful for the rest.
    assert!((4096..4096 + 10).contains(&pbkdf2(Hash::Sha256, 2048, 32)));
    assert!((2 * 4096..2 * 4096 + 20).contains(&pbkdf2(Hash::Sha256, 2048, 33)));
    assert!(pbkdf2(Hash::Sha512, 2048, 32) > pbkdf2(Hash::Sha256, 2048, 32));
    let pkcs12 = |password, salt, iterations| {
        let (hash, purpose) = (Hash::Sha1, Pkcs12Purpose::Key);
        Derivation::Pkcs12 { hash, password, salt, iterations, purpose, length: 24 }.work()
    };
    assert!((4000..4020).contains(&pkcs12(b"\0p\0\0", b"saltsalt", 2000)));
    // A long salt or password costs by itself, whatever the iterations.
    let long = vec![0; 64 * 1000];
    assert!(pkcs12(b"\0p\0\0", &long, 1) >= 2000);
    assert!(pkcs12(&long, b"salt", 1) >= 2000);
}

#[test]
fn work_and_memory_of_scrypt_grow_with_its_parameters() {
    let scrypt = |n, r, p| Derivation::Scrypt { password: b"p", salt: b"s", n, r, p, length: 32 };
    assert!(scrypt(1 << 14, 8, 1).memory() >= 16 << 20);
    assert!(scrypt(1 << 14, 8, 1).memory() < 17 << 20);
    assert!(scrypt(1 << 15, 8, 1).work() > scrypt(1 << 14, 8, 1).work());
    assert!(scrypt(1 << 14, 8, 2).work() > scrypt(1 << 14, 8, 1).work());
}

#[test]
fn work_and_memory_saturate() {
    let (password, salt, purpose) = (b"p".as_slice(), b"s".as_slice(), Pkcs12Purpose::Mac);
    for hash in Hash::ALL {
        let (hash, iterations, length) = (*hash, HUGE, usize::MAX);
        let pbkdf2 = Derivation::Pbkdf2 { hash, password, salt, iterations, length };
        let pkcs12 = Derivation::Pkcs12 { hash, password, salt, iterations, purpose, length };
        let pbkdf1 = Derivation::Pbkdf1 { hash, password, salt, iterations, length };
        assert_eq!([pbkdf2.work(), pkcs12.work(), pbkdf1.work()], [HUGE; 3]);
    }
    let scrypt = Derivation::Scrypt { password, salt, n: HUGE, r: HUGE, p: HUGE, length: usize::MAX };
    assert_eq!((scrypt.work(), scrypt.memory()), (HUGE, HUGE));
}

/// Names and numbers, never the password.
#[test]
fn debug_elides_the_password() {
    let (hash, password, salt, length) = (Hash::Md5, b"swordfish".as_slice(), b"0123456789".as_slice(), 16);
    let text = format!("{:?}", Derivation::BytesToKey { hash, password, salt, length });
    assert_eq!(text, "BytesToKey(md5, 16 bytes)");
}

/// What is not there ends no process: more than a process can address.
#[test]
fn memory_that_is_not_there_is_told() {
    let job = Derivation::Scrypt { password: b"password", salt: b"salt", n: 1 << 40, r: 8, p: 1, length: 32 };
    let error = derive(&job).unwrap_err();
    assert_eq!(error, Error::Memory { bytes: job.memory() - 32 });
    assert_eq!(error.code(), ErrorCode::LimitMemory);
}
