//! What a recipient in memory computes, against the public half of the same operation.

use crate::support::{Counter, blocks, oid, public_bits, tlv};
use crypto_bigint::{
    BoxedUint, Odd,
    modular::{BoxedMontyForm, BoxedMontyParams},
};
use keybundle_encoding::{Coded, Warnings, ber::Element};
use keybundle_key::{PrivateKey, Recipient, RecipientIdentity, SoftwareRecipient};

/// Primes of 600 and 424 bits, drawn with Python's integers; `openssl rsa -check` (3.0.19) says `RSA key ok`.
const UNEQUAL_PRIMES: &str = "\
-----BEGIN RSA PRIVATE KEY-----\n\
MIICaAIBAAKBgQDuOb69tUxNK3blzi0vQkmcXH7hhI33rI4zE16wWW/ZTElehSam\n\
V51LEdMs3f65m6zyTuYpO0BOKC81sA6nVH5D5CVExBDclS6kd/9jx8qoY8gYMXns\n\
4kfO4Zqo0bVNTUVu0nLCnDTx5PPE58L+kvcNjx8HgSD4XXpDRZWD2zSezwIDAQAB\n\
AoGBANY4XRqRDoUSgb+TELS/ohwWXQ6EuXkv1Ut+rpZcRqUb4Zo6mA/bF5nq9IAT\n\
PL1BjVrzsir+tCLlIAxXNoXO+819jA2+4gJguldmFc1hyfagoQsxcivB0udPINwM\n\
vo4ELcgiMS7zPrQFFyF9M+bDkVKZ9WTB/mQDiQQNajA90wPpAkwA/6tpOMXjIRbQ\n\
gCypqlj5W6vjemiSrYLtgWB51AwuxtWN6nJrErfkfoXTVoFNbtOOVQz9Q+grtLDR\n\
FCDWjxMrr3uFUI1UF17G16hlAjYA7oiQCp98qw56i6WIQJ9qTCaL9KvrbN2ul7WP\n\
WAG01ERQaxTDfK5zIAXvm+CtR/HfvJu6JSMCSw855x9RcbBjynEHt+cEO32BJCAD\n\
IFEjDf/5fefp/dMrnrMKs2O+/eWnFKn/M1xZTw2zo1Wq+wdczGbVedG1g5GE2rCs\n\
agimRVNMnQI1Ycpy4ygHgElrTB0NAxFYDugusJxa5ELt9RxmK/pnHC71mTDmBBOw\n\
9wv387vkzn4G79gYNGkCTACcJxxCFsRwMu6aN4JCH0VuFShqZdur++RtAH71gtWr\n\
7NrN87Up075+8jyKJPHn2WjFWVQ0S/ZDnw12NkrO3+huuulCgtHT+HsUf18=\n\
-----END RSA PRIVATE KEY-----\n\
";

fn recipient(pem: &[u8]) -> SoftwareRecipient<Counter> {
    let der = blocks(pem).pop().unwrap().1;
    let key = PrivateKey::from_der(&der, &mut Warnings::new()).unwrap();
    let identity = RecipientIdentity::from_public_key(key.public_key().unwrap().clone());
    SoftwareRecipient::new(&key, identity, Counter(1)).unwrap()
}

fn named(name: &str) -> SoftwareRecipient<Counter> {
    recipient(&keybundle_testdata::file(&format!("keys/{name}.key.pem")))
}

/// `m^e mod n`, and the modulus.
fn encrypt(recipient: &impl Recipient, message: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let bits = public_bits(recipient.identity().public_key.spki_der());
    let element = Element::parse(&bits).unwrap();
    let mut fields = element.sequence().unwrap();
    let number = |bytes: &[u8], width| BoxedUint::from_be_slice(bytes, width).unwrap();
    let modulus = fields.any().unwrap().unsigned_bytes().unwrap().to_vec();
    let width = u32::try_from(modulus.len() * 8).unwrap().next_multiple_of(64);
    let params = BoxedMontyParams::new_vartime(Odd::new(number(&modulus, width)).unwrap());
    let exponent = number(fields.any().unwrap().unsigned_bytes().unwrap(), 64);
    let power = BoxedMontyForm::new(number(message, width), &params).pow(&exponent).retrieve();
    let bytes = power.to_be_bytes();
    (bytes[bytes.len() - modulus.len()..].to_vec(), modulus)
}

#[test]
fn rsa_decrypts_what_was_encrypted() {
    let mut recipients: Vec<_> = ["rsa2048", "rsa3072", "rsa4096"].into_iter().map(named).collect();
    // Other sizes, exponents and numbers of primes.
    for vector in keybundle_testdata::group("key") {
        let name = vector.name.trim_start_matches("key/");
        if ["openssl36-rsa512", "openssl36-rsa1024", "openssl36-rsa2048-3-p", "openssl36-rsa2048-e3"]
            .iter()
            .any(|start| name.starts_with(start))
        {
            recipients.push(recipient(&vector.bytes));
        }
    }
    recipients.push(recipient(UNEQUAL_PRIMES.as_bytes()));
    assert!(recipients.len() >= 9);
    for recipient in recipients {
        let message = b"\x01raw RSA, no padding";
        let (ciphertext, modulus) = encrypt(&recipient, message);
        let plain = recipient.rsa_raw(&ciphertext).unwrap();
        assert_eq!(plain.len(), modulus.len());
        assert!(plain.ends_with(message) && plain[..modulus.len() - message.len()].iter().all(|&byte| byte == 0));
        // Leading zeros stripped, as some tools do, or added.
        assert_eq!(recipient.rsa_raw(&[&[0], ciphertext.as_slice()].concat()).unwrap(), plain);
        assert_eq!(recipient.rsa_raw(&modulus).unwrap_err().code().as_str(), "decrypt-failed");
        assert_eq!(recipient.rsa_raw(&[0xff; 4096]).unwrap_err().code().as_str(), "decrypt-failed");
        assert_eq!(recipient.agree_raw(&[4; 65]).unwrap_err().code().as_str(), "unsupported-algorithm");
    }
}

#[test]
fn both_sides_agree() {
    for name in ["p256", "p384", "p521", "x25519", "x448"] {
        let one = named(name);
        let public = public_bits(one.identity().public_key.spki_der());
        // A second key of the same kind from the vectors.
        let kind = one.identity().public_key.algorithm().clone();
        let vector = keybundle_testdata::group("key")
            .into_iter()
            .find(|vector| {
                vector.name.starts_with("key/openssl36")
                    && vector.header.expect.bundles.first().is_some_and(|bundle| bundle.algorithm == kind.to_string())
            })
            .unwrap();
        let other = recipient(&vector.bytes);
        let other_public = public_bits(other.identity().public_key.spki_der());
        let shared = one.agree_raw(&other_public).unwrap();
        assert_eq!(shared, other.agree_raw(&public).unwrap(), "{name}");
        assert!(shared.iter().any(|&byte| byte != 0));
        assert_eq!(one.rsa_raw(&[1]).unwrap_err().code().as_str(), "unsupported-algorithm");
        assert_eq!(one.agree_raw(&public[1..]).unwrap_err().code().as_str(), "decrypt-failed");
        assert_eq!(one.agree_raw(&vec![0; public.len()]).unwrap_err().code().as_str(), "decrypt-failed", "{name}");
    }
}

#[test]
fn keys_that_neither_decrypt_nor_agree() {
    for name in ["ed25519", "ed448"] {
        let der = blocks(&keybundle_testdata::file(&format!("keys/{name}.key.pem"))).pop().unwrap().1;
        let key = PrivateKey::from_der(&der, &mut Warnings::new()).unwrap();
        let identity = RecipientIdentity::from_public_key(key.public_key().unwrap().clone());
        let error = SoftwareRecipient::new(&key, identity, Counter(1)).unwrap_err();
        assert_eq!(error.code().as_str(), "unsupported-algorithm");
    }
}

/// The peer's point may be outside of the generator's group there, and tell bits of the scalar.
#[test]
fn nobody_agrees_on_curves_with_a_cofactor() {
    // secp112r2, secp128r2 (SEC 2 version 1).
    for (curve, size) in [("1.3.132.0.7", 14), ("1.3.132.0.29", 16)] {
        let scalar = tlv(4, &[&vec![1; size]]);
        let der = tlv(0x30, &[&[2, 1, 1], &scalar, &tlv(0xa0, &[&oid(curve)])]);
        let key = PrivateKey::from_der(&der, &mut Warnings::new()).unwrap();
        assert!(!key.algorithm().can_receive(), "{curve}");
        let identity = RecipientIdentity::from_public_key(key.public_key().unwrap().clone());
        let error = SoftwareRecipient::new(&key, identity, Counter(1)).unwrap_err();
        assert_eq!(error.code().as_str(), "unsupported-algorithm", "{curve}");
    }
}

/// It has the size that was wanted: what is wrong is what it is for.
#[test]
fn a_key_that_signs_alone_is_refused_as_such() {
    let der = blocks(&keybundle_testdata::file("vectors/key/openssl3-rsa-pss.pem")).pop().unwrap().1;
    let key = PrivateKey::from_der(&der, &mut Warnings::new()).unwrap();
    let identity = RecipientIdentity::from_public_key(key.public_key().unwrap().clone());
    let error = SoftwareRecipient::new(&key, identity, Counter(1)).unwrap_err();
    assert_eq!(error.code().as_str(), "unsupported-algorithm");
    assert!(error.to_string().contains("RSASSA-PSS"), "{error}");
}

/// No secret shows in what a program may log.
#[test]
fn debug_is_silent() {
    let der = blocks(&keybundle_testdata::file("keys/p256.key.pem")).pop().unwrap().1;
    let key = PrivateKey::from_der(&der, &mut Warnings::new()).unwrap();
    assert_eq!(format!("{key:?}"), "PrivateKey { algorithm: Ec(Curve(P-256)), encoding: Pkcs8, .. }");
}
