//! What contradicts itself is refused; what is only written in an odd way is read.

use crate::support::{blocks, hex, oid, public_bits, tlv};
use crypto_bigint::{BoxedUint, Limb, NonZero};
use keybundle_encoding::{Coded, WarningCode, Warnings, ber::Element, json::Json};
use keybundle_key::{Algorithm, Curve, Encoding, Error, PrivateKey, PublicKey};

const P256: &str = "1.2.840.10045.3.1.7";
const P384: &str = "1.3.132.0.34";
const EC: &str = "1.2.840.10045.2.1";
const RSA: &str = "1.2.840.113549.1.1.1";
const ED25519: &str = "1.3.101.112";

fn read(der: &[u8]) -> Result<(PrivateKey, Warnings), Error> {
    let mut warnings = Warnings::new();
    PrivateKey::from_der(der, &mut warnings).map(|key| (key, warnings))
}

fn code(der: &[u8]) -> &'static str {
    read(der).expect_err("to be refused").code().as_str()
}

fn fixture(name: &str) -> Vec<u8> {
    blocks(&keybundle_testdata::file(&format!("keys/{name}.key.pem"))).pop().unwrap().1
}

/// The content of the privateKey OCTET STRING of PKCS#8.
fn inner(pkcs8: &[u8]) -> Vec<u8> {
    let element = Element::parse(pkcs8).unwrap();
    let mut fields = element.sequence().unwrap();
    fields.any().unwrap();
    fields.any().unwrap();
    fields.octets().unwrap().into_owned()
}

/// The content bytes of the INTEGERs of a PKCS#1 key.
fn numbers(pkcs1: &[u8]) -> Vec<Vec<u8>> {
    let element = Element::parse(pkcs1).unwrap();
    let mut fields = element.sequence().unwrap();
    std::iter::from_fn(|| fields.next_element().unwrap()).map(|field| field.integer().unwrap().to_vec()).collect()
}

fn pkcs1(numbers: &[Vec<u8>]) -> Vec<u8> {
    let fields: Vec<_> = numbers.iter().map(|number| tlv(2, &[number])).collect();
    tlv(0x30, &fields.iter().map(Vec::as_slice).collect::<Vec<_>>())
}

fn pkcs8(version: u8, algorithm: &[&[u8]], octets: &[u8], rest: &[u8]) -> Vec<u8> {
    tlv(0x30, &[&[2, 1, version], &tlv(0x30, algorithm), &tlv(4, &[octets]), rest])
}

/// A SEC1 key: scalar, parameters, public point.
fn sec1(scalar: &[u8], parameters: Option<&[u8]>, point: Option<&[u8]>) -> Vec<u8> {
    let parameters = parameters.map_or_else(Vec::new, |parameters| tlv(0xa0, &[parameters]));
    let point = point.map_or_else(Vec::new, |point| tlv(0xa1, &[&tlv(3, &[&[0], point])]));
    tlv(0x30, &[&[2, 1, 1], &tlv(4, &[scalar]), &parameters, &point])
}

struct P256Key {
    scalar: Vec<u8>,
    point: Vec<u8>,
    spki: String,
}

fn p256() -> P256Key {
    let (key, _) = read(&fixture("p256")).unwrap();
    let public = key.public_key().unwrap();
    let der = inner(&fixture("p256"));
    let element = Element::parse(&der).unwrap();
    let mut fields = element.sequence().unwrap();
    fields.any().unwrap();
    let scalar = fields.octets().unwrap().into_owned();
    P256Key { scalar, point: public_bits(public.spki_der()), spki: hex(&public.spki_sha256()) }
}

fn spki_of(der: &[u8]) -> String {
    hex(&read(der).unwrap().0.public_key().unwrap().spki_sha256())
}

#[test]
fn rsa_numbers_that_do_not_fit_together() {
    let good = numbers(&inner(&fixture("rsa2048")));
    assert!(read(&pkcs1(&good)).is_ok());
    // Each number in turn, changed in its last byte by two, so that what is odd stays odd.
    for index in 1..9 {
        let mut bad = good.clone();
        *bad[index].last_mut().unwrap() ^= 2;
        assert_eq!(code(&pkcs1(&bad)), "invalid-value", "number {index}");
    }
    // The factors swapped without their CRT values.
    let mut bad = good.clone();
    bad.swap(4, 5);
    assert_eq!(code(&pkcs1(&bad)), "invalid-value");
    // Swapped with them, but for the coefficient.
    bad.swap(6, 7);
    assert_eq!(code(&pkcs1(&bad)), "invalid-value");
    // One and the modulus itself for factors.
    let mut bad = good.clone();
    (bad[4], bad[5]) = (vec![1], good[1].clone());
    assert_eq!(code(&pkcs1(&bad)), "invalid-value");
    let mut even = good.clone();
    *even[1].last_mut().unwrap() ^= 1;
    assert_eq!(code(&pkcs1(&even)), "invalid-value");
}

/// Before anything is computed: with numbers of this size that would take minutes, and more stack than there is.
#[test]
fn rsa_numbers_above_the_modulus() {
    let good = numbers(&inner(&fixture("rsa2048")));
    for index in 2..9 {
        let mut bad = good.clone();
        bad[index] = vec![0x7f; 400_000];
        assert_eq!(code(&pkcs1(&bad)), "invalid-value", "number {index}");
    }
    let mut bad = good.clone();
    (bad[4], bad[5]) = (vec![0x7f; 400_000], vec![0x7d; 400_000]);
    (bad[6], bad[7], bad[8]) = (vec![0], vec![0], vec![0]);
    assert_eq!(code(&pkcs1(&bad)), "invalid-value", "factors alone");
}

#[test]
fn versions_that_the_structure_does_not_have() {
    let good = numbers(&inner(&fixture("rsa2048")));
    for version in [1, 2] {
        let mut bad = good.clone();
        bad[0] = vec![version];
        assert_eq!(code(&pkcs1(&bad)), "malformed-der", "PKCS#1 version {version}");
    }
    let key = p256();
    let curve = oid(P256);
    let mut bad = sec1(&key.scalar, Some(&curve), None);
    bad[4] = 2;
    assert_eq!(code(&bad), "malformed-der");
    let inside = sec1(&key.scalar, None, None);
    let algorithm: &[&[u8]] = &[&oid(EC), &curve];
    let public = tlv(0x81, &[&[0], &key.point]);
    assert_eq!(spki_of(&pkcs8(0, algorithm, &inside, &[])), key.spki);
    assert_eq!(spki_of(&pkcs8(1, algorithm, &inside, &public)), key.spki);
    assert_eq!(code(&pkcs8(0, algorithm, &inside, &public)), "malformed-der", "version 1 with a public part");
    assert_eq!(code(&pkcs8(2, algorithm, &inside, &[])), "malformed-der");
    assert_eq!(code(&pkcs8(0, algorithm, &inside, &tlv(0x82, &[&[0]]))), "malformed-der", "a field nobody knows");
}

#[test]
fn elliptic_curve_keys_that_contradict_themselves() {
    let key = p256();
    let curve = oid(P256);
    let other = p384_point();
    let order = Curve::P256.order();
    let mut beyond = order.to_vec();
    *beyond.last_mut().unwrap() += 1;
    for (scalar, place) in [(&[0; 32][..], "zero"), (order, "the order"), (&beyond, "beyond the order"), (&[], "empty")]
    {
        assert_eq!(code(&sec1(scalar, Some(&curve), None)), "invalid-value", "{place}");
    }
    assert_eq!(code(&sec1(&[1; 33], Some(&curve), None)), "invalid-value");
    let mut off = key.point.clone();
    *off.last_mut().unwrap() ^= 1;
    assert_eq!(code(&sec1(&key.scalar, Some(&curve), Some(&off))), "invalid-value", "a point off the curve");
    assert_eq!(code(&sec1(&key.scalar, Some(&curve), Some(&other))), "invalid-value", "a point of another curve");
    assert_eq!(code(&sec1(&key.scalar, Some(&oid(P384)), Some(&key.point))), "invalid-value");
    let stranger = public_bits(read(&fixture("p256-other")).unwrap().0.public_key().unwrap().spki_der());
    assert_eq!(code(&sec1(&key.scalar, Some(&curve), Some(&stranger))), "invalid-value", "another key's point");
    let two = sec1(&key.scalar, Some(&oid(P384)), None);
    assert_eq!(code(&pkcs8(0, &[&oid(EC), &curve], &two, &[])), "invalid-value", "two curves");
    assert_eq!(code(&sec1(&key.scalar, None, None)), "invalid-value", "no curve");
    let mut hybrid = key.point.clone();
    hybrid[0] = 6 | (hybrid[64] & 1 ^ 1);
    assert_eq!(code(&sec1(&key.scalar, Some(&curve), Some(&hybrid))), "invalid-value", "the wrong parity");
}

fn p384_point() -> Vec<u8> {
    public_bits(read(&fixture("p384")).unwrap().0.public_key().unwrap().spki_der())
}

#[test]
fn public_parts_of_other_keys() {
    let other = public_bits(read(&fixture("ed25519")).unwrap().0.public_key().unwrap().spki_der());
    let octets = tlv(4, &[&[7; 32]]);
    let algorithm: &[&[u8]] = &[&oid(ED25519)];
    assert_eq!(code(&pkcs8(1, algorithm, &octets, &tlv(0x81, &[&[0], &other]))), "invalid-value");
    assert_eq!(code(&pkcs8(1, algorithm, &octets, &tlv(0x81, &[&[0], &other[1..]]))), "invalid-value");
    assert_eq!(code(&pkcs8(0, algorithm, &tlv(4, &[&[7; 31]]), &[])), "invalid-value", "31 bytes");
    let public = public_bits(read(&fixture("rsa2048-other")).unwrap().0.public_key().unwrap().spki_der());
    let rsa: &[&[u8]] = &[&oid(RSA), &[5, 0]];
    assert_eq!(code(&pkcs8(1, rsa, &inner(&fixture("rsa2048")), &tlv(0x81, &[&[0], &public]))), "invalid-value");
}

#[test]
fn bytes_after_the_end() {
    let mut outside = fixture("p256");
    outside.push(0);
    assert_eq!(code(&outside), "trailing-data");
    let mut inside = inner(&fixture("rsa2048"));
    inside.push(0);
    assert_eq!(code(&pkcs8(0, &[&oid(RSA), &[5, 0]], &inside, &[])), "trailing-data");
    assert_eq!(code(&fixture("rsa2048")[..700]), "truncated");
    assert_eq!(code(&tlv(0x30, &[&[2, 1, 0], &[1, 1, 0]])), "unknown-format");
    assert_eq!(code(&[4, 1, 0]), "unknown-format");
}

#[test]
fn elliptic_curve_keys_written_in_odd_ways() {
    let key = p256();
    let curve = oid(P256);
    let padded = [&[0, 0], key.scalar.as_slice()].concat();
    assert_eq!(spki_of(&sec1(&padded, Some(&curve), None)), key.spki, "leading zeros");
    // A scalar of one byte: what stripping leaves of a small one.
    let small = read(&sec1(&[5], Some(&curve), None)).unwrap().0;
    let full = read(&sec1(&[&[0; 31][..], &[5]].concat(), Some(&curve), None)).unwrap().0;
    assert_eq!(small.public_key(), full.public_key());
    assert_eq!(small.secret_pkcs8_der(), full.secret_pkcs8_der());
    let mut hybrid = key.point.clone();
    hybrid[0] = 6 | (hybrid[64] & 1);
    assert_eq!(spki_of(&sec1(&key.scalar, Some(&curve), Some(&hybrid))), key.spki);
    let mut compressed = key.point[..33].to_vec();
    compressed[0] = 2 | (key.point[64] & 1);
    assert_eq!(spki_of(&sec1(&key.scalar, Some(&curve), Some(&compressed))), key.spki);
    // The curve inside only; around it NULL, or nothing.
    let named = sec1(&key.scalar, Some(&curve), None);
    assert_eq!(spki_of(&pkcs8(0, &[&oid(EC), &[5, 0]], &named, &[])), key.spki);
    assert_eq!(spki_of(&pkcs8(0, &[&oid(EC)], &named, &[])), key.spki);
    // The curve before it only, as `openssl ecparam -genkey` writes it in a block of its own.
    let bare = sec1(&key.scalar, None, None);
    let mut warnings = Warnings::new();
    let read = PrivateKey::from_label("EC PRIVATE KEY", &bare, Some(&curve), &mut warnings).unwrap();
    assert_eq!(hex(&read.public_key().unwrap().spki_sha256()), key.spki);
    assert_eq!(read.encoding(), Encoding::Sec1);
    assert!(warnings.as_slice().is_empty());
}

#[test]
fn other_keys_written_in_odd_ways() {
    let expected = spki_of(&fixture("rsa2048"));
    let inside = inner(&fixture("rsa2048"));
    assert_eq!(spki_of(&pkcs8(0, &[&oid(RSA)], &inside, &[])), expected, "without NULL");
    assert_eq!(spki_of(&pkcs8(0, &[&oid(RSA), &[5, 0]], &inside, &[0xa0, 0])), expected, "no attributes in [0]");
    // Old tools forgot the zero byte before a first bit that is set.
    let stripped: Vec<_> = numbers(&inside)
        .iter()
        .map(|number| if number.len() > 1 && number[0] == 0 { number[1..].to_vec() } else { number.clone() })
        .collect();
    let (key, warnings) = read(&pkcs1(&stripped)).unwrap();
    assert_eq!(hex(&key.public_key().unwrap().spki_sha256()), expected);
    assert!(warnings.contains(WarningCode::NotDer));
    // BER: an indefinite length around it.
    let mut indefinite = vec![0x30, 0x80];
    let element = Element::parse(&inside).unwrap();
    indefinite.extend_from_slice(element.content());
    indefinite.extend([0, 0]);
    let (key, warnings) = read(&indefinite).unwrap();
    assert_eq!(hex(&key.public_key().unwrap().spki_sha256()), expected);
    assert!(warnings.contains(WarningCode::NotDer));

    let expected = spki_of(&fixture("ed25519"));
    let octets = inner(&fixture("ed25519"));
    let (key, warnings) = read(&pkcs8(0, &[&oid(ED25519)], &octets[2..], &[])).unwrap();
    assert_eq!(hex(&key.public_key().unwrap().spki_sha256()), expected, "without the inner OCTET STRING");
    assert!(warnings.contains(WarningCode::NotDer));
    let public = public_bits(key.public_key().unwrap().spki_der());
    let explicit = tlv(0xa1, &[&tlv(3, &[&[0], &public])]);
    assert_eq!(spki_of(&pkcs8(1, &[&oid(ED25519)], &octets, &explicit)), expected, "[1] explicit, as ring wrote it");
    let appended = tlv(4, &[&octets[2..], &public]);
    assert_eq!(spki_of(&pkcs8(0, &[&oid(ED25519)], &appended, &[])), expected, "seed and public key");
}

/// Java's `RSAPrivateKey` that is no `RSAPrivateCrtKey` has zeros for all but n and d, and JWKs may have n, e, d alone.
#[test]
fn rsa_keys_without_their_primes() {
    for name in ["rsa2048", "rsa3072"] {
        let expected = spki_of(&fixture(name));
        let good = numbers(&inner(&fixture(name)));
        let mut java = vec![vec![0]; 9];
        (java[1], java[3]) = (good[1].clone(), good[3].clone());
        let (key, _) = read(&pkcs1(&java)).unwrap();
        assert_eq!(hex(&key.public_key().unwrap().spki_sha256()), expected);
        // Of the two orders of the factors, one is written.
        let written = numbers(&inner(&key.secret_pkcs8_der()));
        assert!(written[4..6].contains(&good[4]) && written[4..6].contains(&good[5]));
        let mut bad = java.clone();
        *bad[3].last_mut().unwrap() ^= 2;
        assert_eq!(code(&pkcs1(&bad)), "invalid-value");
        // The factors without CRT values.
        let mut bare = good.clone();
        bare[6..].fill(vec![0]);
        let (key, _) = read(&pkcs1(&bare)).unwrap();
        assert_eq!(numbers(&inner(&key.secret_pkcs8_der())), good);
    }
}

/// A prime for a modulus has no factors to find; the search ends.
#[test]
fn a_modulus_without_factors() {
    // The prime of ffdhe2048 (RFC 7919 §A.1) out of a vector. It is 2 modulo 3, so that d = (2·(p - 1) + 1)/3 is the
    // inverse of e = 3 modulo p - 1, and 1 has no roots but 1 and -1.
    let der = blocks(&keybundle_testdata::file("vectors/key/openssl3-dh-ffdhe2048.pem")).pop().unwrap().1;
    let element = Element::parse(&der).unwrap();
    let mut fields = element.sequence().unwrap();
    fields.any().unwrap();
    let mut algorithm = fields.sequence().unwrap();
    algorithm.any().unwrap();
    let prime = algorithm.sequence().unwrap().any().unwrap().integer().unwrap().to_vec();
    let number = BoxedUint::from_be_slice(&prime[1..], 2_112).unwrap();
    let twice = number.wrapping_add(&number).wrapping_sub(BoxedUint::one());
    let inverse = twice.div_rem_limb(NonZero::new(Limb::from(3u32)).unwrap());
    assert_eq!(inverse.1, Limb::ZERO);
    let mut key = vec![vec![0]; 9];
    (key[1], key[2], key[3]) = (prime, vec![3], inverse.0.to_be_bytes().to_vec());
    assert_eq!(code(&pkcs1(&key)), "invalid-value");
}

#[test]
fn jwk_members_that_contradict_each_other() {
    let jwk = |json: &str| PrivateKey::from_jwk(&Json::read(json.as_bytes()).unwrap(), &mut Warnings::new());
    // RFC 8037 appendix A.1.
    let d = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";
    let x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
    let key = jwk(&format!(r#"{{"kty":"OKP","crv":"Ed25519","d":"{d}","x":"{x}"}}"#)).unwrap();
    assert_eq!(*key.algorithm(), Algorithm::Ed25519);
    assert_eq!(key.encoding(), Encoding::Jwk);
    assert!(jwk(&format!(r#"{{"kty":"OKP","crv":"Ed25519","d":"{d}"}}"#)).is_ok());
    let code = |json: String| jwk(&json).expect_err("to be refused").code().as_str();
    assert_eq!(code(format!(r#"{{"kty":"OKP","crv":"Ed25519","d":"{x}","x":"{x}"}}"#)), "invalid-value");
    assert_eq!(code(format!(r#"{{"kty":"OKP","crv":"Ed448","d":"{d}","x":"{x}"}}"#)), "invalid-value");
    assert_eq!(code(format!(r#"{{"kty":"OKP","crv":"Ed1","d":"{d}"}}"#)), "unsupported-algorithm");
    assert_eq!(code(format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{x}"}}"#)), "unknown-format");
    assert_eq!(code(format!(r#"{{"kty":"oct","k":"{x}"}}"#)), "unknown-format");
    assert_eq!(code(format!(r#"{{"kty":"OKP","crv":"Ed25519","d":"{d}*"}}"#)), "not-base64");
    assert_eq!(code(r#"{"kty":"OKP","crv":"Ed25519","d":5}"#.into()), "invalid-value");
    assert_eq!(code(format!(r#"{{"kty":"EC","crv":"P-256","d":"{d}","x":"{x}"}}"#)), "invalid-value");
}

/// RFC 8037 appendix A.1 and A.3, RFC 7517 appendix A.1.
#[test]
fn public_jwks() {
    let jwk = |json: &str| PublicKey::from_jwk(&Json::read(json.as_bytes()).unwrap(), &mut Warnings::new()).unwrap();
    let ec = jwk(r#"{"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4",
        "y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM","use":"enc","kid":"1"}"#);
    assert_eq!(*ec.algorithm(), Algorithm::Ec(Curve::P256));
    let ed = jwk(r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#);
    assert_eq!(public_bits(ed.spki_der())[..4], [0xd7, 0x5a, 0x98, 0x01]);
    assert_eq!(PublicKey::from_spki_der(ec.spki_der(), &mut Warnings::new()).unwrap(), ec);
}

/// Nothing is computed on binary curves: the public part is what stands in the file, or none.
#[test]
fn binary_curves_go_by_what_stands() {
    let der = blocks(&keybundle_testdata::file("vectors/key/openssl3-sect233r1.pem")).pop().unwrap().1;
    let point = public_bits(read(&der).unwrap().0.public_key().unwrap().spki_der());
    let curve = oid("1.3.132.0.27");
    let compressed = [&[2], &point[1..31]].concat();
    let (key, warnings) = read(&sec1(&[9; 29], Some(&curve), Some(&compressed))).unwrap();
    assert_eq!(key.algorithm().to_string(), "EC sect233r1");
    assert_eq!(public_bits(key.public_key().unwrap().spki_der()), compressed);
    assert!(warnings.contains(WarningCode::WeakKey));
    assert!(read(&sec1(&[9; 29], Some(&curve), None)).unwrap().0.public_key().is_none());
    assert_eq!(code(&sec1(&[9; 29], Some(&curve), Some(&compressed[1..]))), "invalid-value");
}

#[test]
fn unknown_algorithms_are_kept() {
    let der = pkcs8(0, &[&oid("1.2.3.4.5")], b"whatever it is", &[]);
    let (key, warnings) = read(&der).unwrap();
    assert_eq!(*key.algorithm(), Algorithm::Unknown { oid: "1.2.3.4.5".into() });
    assert!(key.public_key().is_none());
    assert_eq!(*key.secret_pkcs8_der(), der);
    assert!(warnings.as_slice()[0].message.contains("1.2.3.4.5"));
    // With a public part, which pairs it and is written along.
    let der = pkcs8(1, &[&oid("1.2.3.4.5")], b"whatever it is", &tlv(0x81, &[&[0, 1, 2, 3]]));
    let (key, _) = read(&der).unwrap();
    assert_eq!(*key.secret_pkcs8_der(), der);
    let spki = tlv(0x30, &[&tlv(0x30, &[&oid("1.2.3.4.5")]), &tlv(3, &[&[0, 1, 2, 3]])]);
    let public = PublicKey::from_spki_der(&spki, &mut Warnings::new()).unwrap();
    assert_eq!(key.public_key(), Some(&public));
}

/// Keys are equal by value: an RSASSA-PSS certificate pairs with a key that says rsaEncryption.
#[test]
fn equal_by_value() {
    let (key, _) = read(&fixture("rsa2048")).unwrap();
    let bits = public_bits(key.public_key().unwrap().spki_der());
    let spki = tlv(0x30, &[&tlv(0x30, &[&oid("1.2.840.113549.1.1.10")]), &tlv(3, &[&[0], &bits])]);
    let public = PublicKey::from_spki_der(&spki, &mut Warnings::new()).unwrap();
    assert_eq!(key.public_key(), Some(&public));
    assert_eq!(public.algorithm().to_string(), "RSA 2048");
    let key = p256();
    let mut compressed = key.point[..33].to_vec();
    compressed[0] = 2 | (key.point[64] & 1);
    let spki = tlv(0x30, &[&tlv(0x30, &[&oid(EC), &oid(P256)]), &tlv(3, &[&[0], &compressed])]);
    let public = PublicKey::from_spki_der(&spki, &mut Warnings::new()).unwrap();
    assert_eq!(read(&fixture("p256")).unwrap().0.public_key(), Some(&public));
    assert_eq!(public.spki_der(), spki, "what stands is kept");
}

#[test]
fn a_curve_that_is_not_known_is_told_as_one() {
    for jwk in [r#"{"kty":"EC","crv":"P-999","x":"AA","y":"AA"}"#, r#"{"kty":"OKP","crv":"Ed999","x":"AA"}"#] {
        let error = PublicKey::from_jwk(&Json::read(jwk.as_bytes()).unwrap(), &mut Warnings::new()).unwrap_err();
        assert_eq!(error, Error::UnknownCurve, "{jwk}");
        assert_eq!(error.code().as_str(), "unsupported-algorithm");
    }
}
