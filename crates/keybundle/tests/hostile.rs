//! Files that were made to cost much: each limit is reached, names what to raise, and lets pass what it is raised for.
#![allow(clippy::unwrap_used, clippy::panic)]

use keybundle::{
    CheckedIssuers, Coded as _, Error, ErrorCode, Limit, Limits, Opened, Unlock,
    crates::kdf::{Derivation, Hash, Pkcs12Purpose},
    inspect_within, open_within,
};
use std::sync::Arc;

const DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 1];
const SIGNED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 2];
const ENVELOPED_DATA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 3];
const RSA_ENCRYPTION: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1];
const AES256_CBC: &[u8] = &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 1, 42];
const PBES2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 13];
const PBKDF2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 12];
const HMAC_SHA256: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 2, 9];
const SHROUDED_KEY_BAG: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 12, 10, 1, 2];

fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let length = u32::try_from(content.len()).unwrap().to_be_bytes();
    [&[tag, 0x84], length.as_slice(), &content].concat()
}

fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    tlv(0x30, parts)
}

fn oid(content: &[u8]) -> Vec<u8> {
    tlv(6, &[content])
}

fn integer(value: u32) -> Vec<u8> {
    tlv(2, &[&[0], &value.to_be_bytes()])
}

fn octets(bytes: &[u8]) -> Vec<u8> {
    tlv(4, &[bytes])
}

fn content_info(content_type: &[u8], content: &[u8]) -> Vec<u8> {
    sequence(&[&oid(content_type), &tlv(0xa0, &[content])])
}

/// Members that are stored, each of these bytes (APPNOTE 4.3). Checksums are left zero: what is refused here is refused
/// before they are looked at.
fn zip(members: &[&[u8]]) -> Vec<u8> {
    let (mut file, mut directory) = (Vec::new(), Vec::new());
    for (index, member) in members.iter().enumerate() {
        let offset = u32::try_from(file.len()).unwrap().to_le_bytes();
        let size = u32::try_from(member.len()).unwrap().to_le_bytes();
        let checksum = crc32(member).to_le_bytes();
        let common = [&[0; 8], checksum.as_slice(), &size, &size, &[1, 0, 0, 0]].concat();
        let name = [b'a' + u8::try_from(index).unwrap()];
        file.extend([b"PK\x03\x04\x14\0", common.as_slice(), &name, member].concat());
        directory.extend([b"PK\x01\x02\x14\0\x14\0", common.as_slice(), &[0; 10], &offset, &name].concat());
    }
    let count = u16::try_from(members.len()).unwrap().to_le_bytes();
    let (offset, size) = (u32::try_from(file.len()).unwrap(), u32::try_from(directory.len()).unwrap());
    let sizes = [size.to_le_bytes(), offset.to_le_bytes()].concat();
    [file, directory, [b"PK\x05\x06\0\0\0\0", count.as_slice(), &count, &sizes, &[0, 0]].concat()].concat()
}

/// That of ZIP (APPNOTE 4.4.7).
fn crc32(bytes: &[u8]) -> u32 {
    let step = |crc: u32| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 };
    !bytes.iter().fold(!0, |crc, &byte| (0..8).fold(crc ^ u32::from(byte), |crc, _| step(crc)))
}

/// A PKCS#12 without MAC that holds keys, each encrypted under a salt of its own.
fn store(keys: u32, iterations: u32) -> Vec<u8> {
    let bags: Vec<Vec<u8>> = (0..keys)
        .map(|number| {
            let prf = sequence(&[&oid(HMAC_SHA256), &[5, 0]]);
            let salt = octets(&number.to_be_bytes().repeat(2));
            let derivation = sequence(&[&oid(PBKDF2), &sequence(&[&salt, &integer(iterations), &prf])]);
            let scheme = sequence(&[&derivation, &sequence(&[&oid(AES256_CBC), &octets(&[3; 16])])]);
            let key = sequence(&[&sequence(&[&oid(PBES2), &scheme]), &octets(&[7; 64])]);
            sequence(&[&oid(SHROUDED_KEY_BAG), &tlv(0xa0, &[&key])])
        })
        .collect();
    let bags = sequence(&bags.iter().map(Vec::as_slice).collect::<Vec<_>>());
    let safes = sequence(&[&content_info(DATA, &octets(&bags))]);
    sequence(&[&integer(3), &content_info(DATA, &octets(&safes))])
}

fn recipients(count: u32) -> Vec<u8> {
    let infos: Vec<Vec<u8>> = (0..count)
        .map(|number| {
            let identifier = tlv(0x80, &[&number.to_be_bytes()]);
            sequence(&[&integer(2), &identifier, &sequence(&[&oid(RSA_ENCRYPTION), &[5, 0]]), &octets(&[1; 256])])
        })
        .collect();
    let infos = tlv(0x31, &infos.iter().map(Vec::as_slice).collect::<Vec<_>>());
    let cipher = sequence(&[&oid(AES256_CBC), &octets(&[5; 16])]);
    let content = sequence(&[&oid(DATA), &cipher, &tlv(0x80, &[&[7; 32]])]);
    content_info(ENVELOPED_DATA, &sequence(&[&integer(2), &infos, &content]))
}

/// CMS Data in CMS Data.
fn nested(levels: usize) -> Vec<u8> {
    (0..levels).fold(b"hello".to_vec(), |content, _| content_info(DATA, &octets(&content)))
}

fn open(bytes: &[u8], limits: &Limits) -> Result<Opened, Error> {
    open_within(bytes, &Unlock::new().with_password("secret").with_exact_verdicts(), limits)
}

/// It is refused for this limit, the refusal names it, and once it is raised it is refused for this limit no more.
#[track_caller]
fn refused_and_helped(bytes: &[u8], limits: &Limits, limit: Limit, raise: impl Fn(&mut Limits)) {
    let error = open(bytes, limits).unwrap_err();
    let Error::Limit { limit: reached, allowed, needed } = &error else { panic!("{error}") };
    assert_eq!(*reached, limit);
    assert_eq!(*allowed, limits.of(limit));
    assert!(needed > allowed, "{needed} does not exceed {allowed}");
    assert!(error.to_string().contains(limit.field()) && error.hint().unwrap().contains(limit.field()));
    let mut raised = limits.clone();
    raise(&mut raised);
    let after = open(bytes, &raised);
    assert!(!matches!(&after, Err(Error::Limit { limit: again, .. }) if *again == limit), "raised in vain");
}

fn limits(lower: impl Fn(&mut Limits)) -> Limits {
    let mut limits = Limits::default();
    lower(&mut limits);
    limits
}

#[test]
fn input_and_output_have_a_size() {
    let input = limits(|limits| limits.input_bytes = 4);
    refused_and_helped(&nested(1), &input, Limit::InputBytes, |limits| limits.input_bytes = 100);
    let output = limits(|limits| limits.unpacked_bytes = 50);
    refused_and_helped(&zip(&[&[1; 100]]), &output, Limit::UnpackedBytes, |limits| {
        limits.unpacked_bytes = 100;
    });
}

#[test]
fn layers_are_counted() {
    refused_and_helped(&nested(65), &Limits::default(), Limit::Depth, |limits| limits.depth = 66);
    let mut archive = zip(&[b"hello"]);
    for _ in 0..64 {
        archive = zip(&[&archive]);
    }
    assert_eq!(open(&archive, &Limits::default()).unwrap_err().code(), ErrorCode::LimitDepth);
}

#[test]
fn recipients_are_counted() {
    refused_and_helped(&recipients(1_001), &Limits::default(), Limit::Recipients, |limits| limits.recipients = 1_001);
    assert!(!matches!(open(&recipients(1_000), &Limits::default()), Err(Error::Limit { .. })));
}

#[test]
fn entries_are_counted() {
    let json = format!("[{}]", vec![r#""a""#; 100_001].join(","));
    refused_and_helped(json.as_bytes(), &Limits::default(), Limit::Entries, |limits| limits.entries = 100_001);
    let few = limits(|limits| limits.entries = 2);
    refused_and_helped(&zip(&[b"a", b"b", b"c"]), &few, Limit::Entries, |limits| limits.entries = 3);
    refused_and_helped(&store(3, 1), &few, Limit::Entries, |limits| limits.entries = 3);
    // Certificates one after another, and in a set.
    let certificate = keybundle::crates::encoding::pem::scan(&keybundle_testdata::file("keys/p256.cert.pem")).unwrap();
    let four = certificate.blocks[0].bytes.repeat(4);
    let version = integer(1);
    let signed =
        sequence(&[&version, &tlv(0x31, &[]), &sequence(&[&oid(DATA)]), &tlv(0xa0, &[&four]), &tlv(0x31, &[])]);
    for file in [four.clone(), sequence(&[&four]), content_info(SIGNED_DATA, &signed)] {
        refused_and_helped(&file, &few, Limit::Entries, |limits| limits.entries = 4);
    }
}

#[test]
fn iterations_are_summed_before_they_are_done() {
    // 100 times 1,000 iterations, of two compressions each: all are counted before the first is done.
    let low = limits(|limits| limits.derivation_work = 100_000);
    refused_and_helped(&store(100, 1_000), &low, Limit::DerivationWork, |limits| limits.derivation_work = 10_000_000);
    // So that this ends at once: 2^40 compressions.
    let error = open(&store(100, u32::MAX), &Limits::default()).unwrap_err();
    assert_eq!(error.code(), ErrorCode::LimitWork);
    // Looking costs nothing.
    assert!(inspect_within(&store(100, u32::MAX), &limits(|limits| limits.derivation_work = 0)).is_ok());
}

#[test]
fn what_a_refusal_asks_for_is_enough_in_the_end() {
    let file = keybundle_testdata::file("vectors/pkcs12/openssl3-default.p12");
    let mut limits = limits(|limits| limits.derivation_work = 0);
    for _ in 0..8 {
        match open(&file, &limits) {
            Ok(opened) => {
                assert_eq!(opened.bundles.len(), 1);
                limits.derivation_work -= 1;
                assert_eq!(open(&file, &limits).unwrap_err().code(), ErrorCode::LimitWork);
                return;
            }
            Err(Error::Limit { limit: Limit::DerivationWork, needed, .. }) => limits.derivation_work = needed,
            Err(other) => panic!("{other}"),
        }
    }
    panic!("raised eight times in vain");
}

/// Reading one key of an unusual curve takes milliseconds: all are counted before the first is read.
#[test]
fn keys_are_work() {
    let curve = [0x2b, 0x24, 3, 3, 2, 8, 1, 1, 13];
    let keys: Vec<u8> = (0u8..3)
        .flat_map(|number| {
            let scalar = octets(&[&[1; 63][..], &[number]].concat());
            let key = sequence(&[&[2, 1, 1], &scalar, &tlv(0xa0, &[&oid(&curve)])]);
            let text = keybundle::crates::encoding::pem::encode("EC PRIVATE KEY", &key);
            text.as_bytes().to_vec()
        })
        .collect();
    assert_eq!(open(&keys, &Limits::default()).unwrap().bundles.len(), 3);
    let low = limits(|limits| limits.key_work = 25_000);
    refused_and_helped(&keys, &low, Limit::KeyWork, |limits| limits.key_work = 50_000);
}

/// RSA keys without their factors take a sixth of a second each: a small file of many is refused, JWK or PKCS#1.
#[test]
fn keys_that_have_to_be_factored_are_more_work() {
    let jwk = keybundle_testdata::file("vectors/key/jwcrypto-rsa-without-crt.jwk");
    let jwks = |jwk: &str| format!("[{}]", [jwk; 100].join(",")).into_bytes();
    let jwk = String::from_utf8(jwk).unwrap();
    // Factors that are zero are none, and a curve is no matter.
    let more = |member: &str| jwk.replacen('{', &format!("{{{member},"), 1);
    let odd = [r#""p":"AA","q":"""#, r#""p":" ","q":"AB""#, r#""p":null"#, r#""crv":"P-256""#]
        .map(|members| jwks(&more(members)));
    let pkcs1 = |prime: &[u8]| {
        let modulus = tlv(2, &[&[1; 256]]);
        let rest = [integer(0), integer(0), integer(0), integer(0)].concat();
        sequence(&[&integer(0), &modulus, &integer(65_537), &tlv(2, &[&[1; 255]]), &tlv(2, &[prime]), &rest])
    };
    let pem = |key: &[u8]| keybundle::crates::encoding::pem::encode("RSA PRIVATE KEY", key).repeat(100);
    // Zeros before the modulus make it look larger than what is factored.
    let modulus = tlv(2, &[&[0; 600], &[1; 256]]);
    let rest = [integer(0), integer(0), integer(0), integer(0), integer(0)].concat();
    let padded = sequence(&[&integer(0), &modulus, &integer(65_537), &tlv(2, &[&[1; 255]]), &rest]);
    // The OID of X.500.
    let old = sequence(&[&integer(0), &sequence(&[&oid(&[0x55, 8, 1, 1])]), &octets(&pkcs1(&[0]))]);
    let old = keybundle::crates::encoding::pem::encode("PRIVATE KEY", &old).repeat(100);
    for keys in
        [jwks(&jwk), pem(&pkcs1(&[0])).into_bytes(), old.into_bytes(), pem(&padded).into_bytes()].into_iter().chain(odd)
    {
        let error = open(&keys, &Limits::default()).unwrap_err();
        assert!(matches!(error, Error::Limit { limit: Limit::KeyWork, .. }), "{error}");
        // Asked what it is, nothing is factored.
        assert_eq!(inspect_within(&keys, &Limits::default()).unwrap().open.private_keys, 100);
    }
    // With factors, though wrong ones, they are no work.
    let error = open(pem(&pkcs1(&[3])).as_bytes(), &Limits::default()).unwrap_err();
    assert!(!matches!(error, Error::Limit { .. }), "{error}");
}

/// What the documentation of `Limits` promises: MAC, keys and certificates of 5,000,000 iterations each, even where the
/// MAC is PBMAC1.
#[test]
fn five_million_iterations_are_allowed() {
    let (password, salt, iterations, length) = (b"secret".as_slice(), [0; 16].as_slice(), 5_000_000, 32);
    let hash = Hash::Sha256;
    let key = Derivation::Pbkdf2 { hash, password, salt, iterations, length };
    let mac = Derivation::Pkcs12 { hash, password, salt, iterations, purpose: Pkcs12Purpose::Mac, length };
    let allowed = Limits::default().derivation_work;
    assert!(2 * key.work() + mac.work() <= allowed);
    assert!(3 * key.work() <= allowed);
    assert!(6 * key.work() > allowed);
}

#[test]
fn memory_of_scrypt_is_limited() {
    let file = keybundle_testdata::file("vectors/hostile/pkcs8-scrypt-memory.der");
    // Raised alone, the work is refused next: nothing is ever derived here.
    refused_and_helped(&file, &Limits::default(), Limit::DerivationMemory, |limits| {
        limits.derivation_memory = u64::MAX;
    });
}

#[test]
fn bombs_are_limited() {
    for name in ["bomb.zip", "bomb.p7z"] {
        let file = keybundle_testdata::file(&format!("vectors/hostile/{name}"));
        // Refused for its size then: nothing is unpacked here.
        refused_and_helped(&file, &Limits::default(), Limit::Ratio, |limits| {
            limits.ratio = u64::MAX;
            limits.unpacked_bytes = 1 << 20;
        });
    }
}

/// The directory says one byte of each member; what comes out is counted.
#[test]
fn encrypted_members_count_as_what_comes_out() {
    let mut archive = keybundle_testdata::file("vectors/zip/7z-aes256.zip");
    let entries: Vec<_> =
        archive.windows(4).enumerate().filter(|(_, four)| *four == b"PK\x01\x02").map(|(at, _)| at).collect();
    assert_eq!(entries.len(), 2);
    for at in entries {
        archive[at + 24..at + 28].copy_from_slice(&1_u32.to_le_bytes());
    }
    let few = limits(|limits| limits.unpacked_bytes = 1_000);
    refused_and_helped(&archive, &few, Limit::UnpackedBytes, |limits| limits.unpacked_bytes = 3_000);
}

#[test]
fn broken_depths_and_lengths_end_in_a_verdict() {
    let lengths = [&[0x30, 0x84, 0xff, 0xff, 0xff, 0xff][..], &[0x30, 0x88, 0x7f, 255, 255, 255, 255, 255, 255, 255]];
    let tags = [&[0x30, 0x80][..], &[0x24, 0x80], &[0xa0, 0x80]];
    let deep = tags.iter().map(|tag| tag.repeat(50_000));
    let texts = ["[", "{\"a\":", "-----BEGIN A-----\n", "-----BEGIN ", "QUFB", "--a\n"].map(|text| text.repeat(50_000));
    let lengths = lengths.into_iter().map(|length| [length, &[2, 1, 0, 4, 4]].concat());
    for bytes in lengths.chain(deep).chain(texts.map(String::into_bytes)) {
        assert!(open(&bytes, &Limits::default()).is_err());
        assert!(inspect_within(&bytes, &Limits::default()).is_err());
    }
}

/// Texts whose blocks each sent the reader through the rest of the text. A test has no clock: one that takes minutes
/// here tells that they do so again.
#[test]
fn many_blocks_are_gone_through_once() {
    for (text, code) in [
        ("-----BEGIN A----- x:! ", ErrorCode::MalformedPem),
        ("-----BEGIN A-----X:1 AAAA-----END A-----", ErrorCode::UnsupportedFormat),
        ("-----BEGIN A-----\\nX:1 ", ErrorCode::MalformedPem),
    ] {
        let text = text.repeat((1 << 20) / text.len());
        assert_eq!(open(text.as_bytes(), &Limits::default()).unwrap_err().code(), code);
        assert_eq!(inspect_within(text.as_bytes(), &Limits::default()).unwrap_err().code(), code);
    }
    let blocks = "-----BEGIN A-----\nMAA=\n-----END A-----\n".repeat(30_000);
    let utf16: Vec<u8> = blocks.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(open(&utf16, &Limits::default()).unwrap().files.len(), 30_000);
}

/// Each level of JSON in a string of JSON holds all that is inside once more.
#[test]
fn text_in_text_is_counted() {
    let escaped = |text: String| format!(r#"["{}"]"#, text.replace('\\', r"\u005c").replace('"', r"\u0022"));
    let json = (0..3).fold(format!(r#"["{}"]"#, "a".repeat(10_000)), |text, _| escaped(text));
    let low = limits(|limits| limits.unpacked_bytes = 25_000);
    refused_and_helped(json.as_bytes(), &low, Limit::UnpackedBytes, |limits| limits.unpacked_bytes = 40_000);
}

/// Each bundle has its chain whole: many keys below a few large certificates would make much of little.
#[test]
fn a_chain_that_keys_share_counts_for_each() {
    let file = |name: &str| std::fs::read(format!("../../testdata/keys/{name}.pem")).unwrap();
    let devices =
        ["p256", "p384", "p521"].map(|name| [file(&format!("{name}.key")), file(&format!("{name}.cert"))].concat());
    let text = [devices.concat(), file("chain")].concat();
    let bundles = keybundle::open(&text, &Unlock::new()).unwrap().bundles;
    let chains: usize = bundles.iter().flat_map(|bundle| &bundle.chain).map(|issuer| issuer.der().len()).sum();
    assert_eq!(bundles.iter().map(|bundle| bundle.chain.len()).collect::<Vec<_>>(), [2, 2, 2]);
    let mut limits = Limits::default();
    limits.unpacked_bytes = chains as u64;
    assert!(open_within(&text, &Unlock::new(), &limits).is_ok());
    limits.unpacked_bytes -= 1;
    let refused = open_within(&text, &Unlock::new(), &limits).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::LimitSize);
}

#[test]
fn what_was_checked_of_an_authority_is_not_believed_of_an_altered_one() {
    let answer = include_bytes!("../../../testdata/vectors/pem/openssl3-chain-first.pem");
    let checked = Arc::<CheckedIssuers>::default();
    let open =
        |input: &[u8]| keybundle::open(input, &Unlock::new().with_checked_issuers(Arc::clone(&checked))).unwrap();
    let chain_complete = |input: &[u8]| open(input).bundles[0].chain_complete;

    let bundle = open(answer).bundles.remove(0);
    let mut authority = bundle.chain[0].der().to_vec();
    let root = bundle.chain[1].der();
    let leaf = bundle.certificate.as_ref().unwrap().der();
    let key = bundle.private_key.secret_pkcs8_der();
    let good = [&key, leaf, &authority, root].concat();
    *authority.last_mut().unwrap() ^= 1;
    let altered = [&key, leaf, &authority, root].concat();
    let verdicts = [&good, &altered, &good, &altered].map(|input| chain_complete(input));
    assert_eq!(verdicts, [true, false, true, false]);
}
