//! Identifiers that must be refused, and how; and forms that must not.

use crate::common::{identifier, read, tlv};
use keybundle_cipher::{ContentCipher, Error, PasswordEncryption, key_derivation::KeyDerivation, wrap::KeyWrap};
use keybundle_encoding::{Coded, ErrorCode};

const AES_128_CBC: &str = "2.16.840.1.101.3.4.1.2";
const AES_256_CBC: &str = "2.16.840.1.101.3.4.1.42";
const AES_128_GCM: &str = "2.16.840.1.101.3.4.1.6";
const AES_128_CCM: &str = "2.16.840.1.101.3.4.1.7";
const RC2_CBC: &str = "1.2.840.113549.3.2";
const PBES2: &str = "1.2.840.113549.1.5.13";
const PBKDF2: &str = "1.2.840.113549.1.5.12";
const SCRYPT: &str = "1.3.6.1.4.1.11591.4.11";

fn content(oid: &str, parameters: &[u8]) -> Result<ContentCipher, Error> {
    read(&identifier(oid, parameters), ContentCipher::from_identifier)
}

fn octets(size: usize) -> Vec<u8> {
    tlv(0x04, &vec![7; size])
}

fn integer(content: &[u8]) -> Vec<u8> {
    tlv(0x02, content)
}

fn sequence(fields: &[&[u8]]) -> Vec<u8> {
    tlv(0x30, &fields.concat())
}

#[track_caller]
fn code<T>(result: Result<T, Error>) -> ErrorCode {
    result.err().expect("it was accepted").code()
}

#[test]
fn unsupported_algorithms_are_named() {
    let name = |oid| match content(oid, &[]) {
        Err(Error::UnsupportedAlgorithm { oid: told, name }) => {
            assert_eq!(told.as_deref(), Some(oid));
            name
        }
        other => panic!("{oid}: {other:?}"),
    };
    assert_eq!(name("1.2.643.2.2.21"), Some("gost28147-89"));
    assert_eq!(name("1.2.840.113549.3.9"), Some("rc5-cbc-pad"));
    assert_eq!(name("1.2.3.4.5"), None);
    let scheme = read(&identifier("1.2.840.113549.1.5.1", &[]), PasswordEncryption::from_identifier);
    assert!(matches!(scheme, Err(Error::UnsupportedAlgorithm { name: Some("pbeWithMD2AndDES-CBC"), .. })));
    let wrap = read(&identifier("1.2.410.200004.7.1.1.1", &[]), KeyWrap::from_identifier);
    assert!(matches!(wrap, Err(Error::UnsupportedAlgorithm { name: Some("seed-wrap"), .. })));
}

#[test]
fn an_error_says_no_more_than_oid_and_name() {
    let error = content("1.2.643.2.2.21", &[]).unwrap_err();
    assert_eq!(error.to_string(), "the algorithm gost28147-89 (1.2.643.2.2.21) is not supported");
    assert_eq!(content("1.2.3.4.5", &[]).unwrap_err().to_string(), "the algorithm 1.2.3.4.5 is not supported");
}

#[test]
fn ivs_and_nonces_of_other_sizes() {
    for size in [0, 8, 15, 17, 32] {
        assert_eq!(code(content(AES_128_CBC, &octets(size))), ErrorCode::InvalidValue, "{size}");
    }
    assert!(content(AES_128_CBC, &octets(16)).is_ok());
    assert_eq!(code(content(AES_128_CBC, &[])), ErrorCode::MalformedDer);
    assert_eq!(code(content(AES_128_CBC, &[5, 0])), ErrorCode::MalformedDer);
    assert_eq!(code(content("1.2.840.113549.1.9.16.3.18", &octets(11))), ErrorCode::InvalidValue);
    assert_eq!(code(content(AES_128_GCM, &sequence(&[&octets(0)]))), ErrorCode::InvalidValue);
    for size in [6, 14] {
        assert_eq!(code(content(AES_128_CCM, &sequence(&[&octets(size)]))), ErrorCode::InvalidValue, "{size}");
    }
}

/// FBParameter and the parameters of RFC 2984 and RFC 3058.
#[test]
fn ivs_in_a_sequence() {
    let cfb = |bits: u8| content("1.3.14.3.2.9", &sequence(&[&octets(8), &integer(&[bits])]));
    assert!(cfb(64).is_ok());
    assert_eq!(code(cfb(8)), ErrorCode::InvalidValue);
    let cast5 = |bits: &[u8]| content("1.2.840.113533.7.66.10", &sequence(&[&octets(8), &integer(bits)]));
    assert_eq!(cast5(&[40]).unwrap().key_size(), 5);
    assert_eq!(cast5(&[0, 128]).unwrap().key_size(), 16);
    assert_eq!(code(cast5(&[42])), ErrorCode::InvalidValue);
    assert_eq!(code(cast5(&[0, 136])), ErrorCode::InvalidValue);
    assert!(content("1.3.6.1.4.1.188.7.1.1.2", &sequence(&[])).is_ok());
    assert!(content("1.3.6.1.4.1.188.7.1.1.2", &[]).is_ok());
    assert_eq!(code(content(AES_128_CBC, &sequence(&[]))), ErrorCode::MalformedDer);
}

#[test]
fn tags_of_other_sizes() {
    for size in [0, 4, 11, 17, 127] {
        assert_eq!(code(content(AES_128_GCM, &sequence(&[&octets(12), &integer(&[size])]))), ErrorCode::InvalidValue);
    }
    for size in [2, 5, 11, 18] {
        assert_eq!(code(content(AES_128_CCM, &sequence(&[&octets(12), &integer(&[size])]))), ErrorCode::InvalidValue);
    }
    // RFC 5084 §3.2: the default is 12; the bare nonce comes from writers who mean 16.
    assert_eq!(content(AES_128_GCM, &sequence(&[&octets(12)])).unwrap().tag_size(), 12);
    assert_eq!(content(AES_128_GCM, &octets(12)).unwrap().tag_size(), 16);
}

#[test]
fn rc2_parameters() {
    let sized = |version: &[u8]| content(RC2_CBC, &sequence(&[&integer(version), &octets(8)])).map(|c| c.key_size());
    // RFC 2268 §6 and RFC 8018 §B.2.3: 160, 120 and 58 are 40, 64 and 128 bits; from 256 on the number itself.
    assert_eq!(sized(&[0, 160]), Ok(5));
    assert_eq!(sized(&[120]), Ok(8));
    assert_eq!(sized(&[58]), Ok(16));
    assert_eq!(sized(&[1, 0]), Ok(32));
    assert_eq!(sized(&[4, 0]), Ok(128));
    assert_eq!(content(RC2_CBC, &octets(8)).unwrap().key_size(), 4);
    assert_eq!(code(sized(&[4, 1])), ErrorCode::InvalidValue);
    assert_eq!(code(sized(&[0, 189])), ErrorCode::InvalidValue); // 0xbd: zero bits
    assert_eq!(code(sized(&[0xff])), ErrorCode::MalformedDer);
}

#[test]
fn keys_and_ciphertexts_of_other_sizes() {
    let cipher = content(AES_256_CBC, &octets(16)).unwrap();
    for size in [0, 16, 24, 31, 33] {
        let error = cipher.decrypt_in_place(&vec![0; size], &mut vec![0; 32], &[], None).unwrap_err();
        assert_eq!(error, Error::KeySize { given: size, cipher: "aes-256-cbc" });
    }
    for length in [0, 1, 15, 17, 33] {
        let error = cipher.decrypt_in_place(&[0; 32], &mut vec![0; length], &[], None).unwrap_err();
        assert_eq!(error, Error::BadLength { length });
    }
    let cipher = content(AES_128_GCM, &sequence(&[&octets(12), &integer(&[16])])).unwrap();
    let error = cipher.decrypt_in_place(&[0; 16], &mut vec![0; 15], &[], None).unwrap_err();
    assert_eq!(error, Error::BadLength { length: 15 });
}

#[test]
fn iteration_counts() {
    let derivation = |count: &[u8]| {
        read(&identifier(PBKDF2, &sequence(&[&octets(8), &integer(count)])), KeyDerivation::from_identifier)
    };
    assert_eq!(derivation(&[1]).unwrap().iterations(), 1);
    assert_eq!(derivation(&[0, 255, 255, 255, 255, 255, 255, 255, 255]).unwrap().iterations(), u64::MAX);
    for refused in [&[0][..], &[0xff], &[1, 0, 0, 0, 0, 0, 0, 0, 0], &[]] {
        assert_eq!(code(derivation(refused)), ErrorCode::MalformedDer, "{refused:?}");
    }
    for (oid, cost) in [("1.2.840.113549.1.12.1.3", &[0][..]), ("1.2.840.113549.1.5.10", &[0x80])] {
        let parameters = sequence(&[&octets(8), &integer(cost)]);
        let scheme = read(&identifier(oid, &parameters), PasswordEncryption::from_identifier);
        assert_eq!(code(scheme), ErrorCode::MalformedDer);
    }
}

#[test]
fn scrypt_costs() {
    let derivation = |n: &[u8], r: u8, p: u8| {
        let parameters = sequence(&[&octets(8), &integer(n), &integer(&[r]), &integer(&[p])]);
        read(&identifier(SCRYPT, &parameters), KeyDerivation::from_identifier)
    };
    assert!(derivation(&[64, 0], 8, 1).is_ok());
    assert_eq!(code(derivation(&[1], 8, 1)), ErrorCode::InvalidValue);
    assert_eq!(code(derivation(&[3], 8, 1)), ErrorCode::InvalidValue);
    assert_eq!(code(derivation(&[16], 0, 1)), ErrorCode::MalformedDer);
    assert_eq!(code(derivation(&[16], 8, 0x80)), ErrorCode::MalformedDer);
}

#[test]
fn a_key_length_must_fit_the_cipher() {
    let scheme = |length: &[u8], cipher: &str, iv: usize| {
        let kdf = identifier(PBKDF2, &sequence(&[&octets(8), &integer(&[1]), &integer(length)]));
        let parameters = sequence(&[&kdf, &identifier(cipher, &octets(iv))]);
        read(&identifier(PBES2, &parameters), PasswordEncryption::from_identifier)
    };
    assert!(scheme(&[32], AES_256_CBC, 16).is_ok());
    assert!(scheme(&[16], "1.2.840.113549.3.7", 8).is_ok());
    assert_eq!(code(scheme(&[16], AES_256_CBC, 16)), ErrorCode::InvalidValue);
    assert_eq!(code(scheme(&[0], AES_256_CBC, 16)), ErrorCode::InvalidValue);
    assert_eq!(code(scheme(&[0x7f, 0xff, 0xff, 0xff], RC2_CBC, 8)), ErrorCode::InvalidValue);
}

/// RFC 3565 §2.3.2 wants absent parameters; NULL and an IV (old Bouncy Castle) are met as well.
#[test]
fn key_wrap_takes_any_parameters() {
    for parameters in [&[][..], &[5, 0], &octets(16)] {
        let wrap = read(&identifier("2.16.840.1.101.3.4.1.45", parameters), KeyWrap::from_identifier);
        assert_eq!(wrap, Ok(KeyWrap::Aes256));
    }
}
