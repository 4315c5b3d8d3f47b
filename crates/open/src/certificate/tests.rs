//! What is plain beside what the strict parser takes: every certificate of the vectors, and altered ones.

use super::plain::is_within_profile;
use crate::{Limits, cms::tests::support::unlock, open_within};
use der::Decode as _;
use keybundle_encoding::{ber::Element, pem};
use keybundle_testdata::{root, vectors};
use std::{collections::BTreeSet, fs};

fn is_accepted(der: &[u8]) -> bool {
    x509_cert::Certificate::from_der(der).is_ok()
}

/// Every certificate that stands in a file as it is, as PEM or inside another structure, and what only opening gives.
fn certificates() -> BTreeSet<Vec<u8>> {
    let mut found = BTreeSet::new();
    let mut look_into = |bytes: &[u8]| {
        for at in (0..bytes.len()).filter(|&at| bytes[at] == 0x30) {
            let Ok((element, _)) = Element::parse_first(&bytes[at..]) else { continue };
            if super::read(&element, &mut keybundle_encoding::Warnings::new()).is_ok() {
                found.insert(element.raw().to_vec());
            }
        }
    };
    let keys = fs::read_dir(root().join("keys")).unwrap().map(|entry| fs::read(entry.unwrap().path()).unwrap());
    for bytes in keys.chain(vectors().into_iter().map(|vector| vector.bytes)) {
        look_into(&bytes);
        for block in pem::scan(&bytes).map(|text| text.blocks).unwrap_or_default() {
            look_into(&block.bytes);
        }
    }
    // What is packed or encrypted comes out of opening, where that takes no second.
    let limits = Limits { derivation_work: 50_000, ..Limits::default() };
    for vector in ["zip", "pkcs12"].iter().flat_map(|folder| keybundle_testdata::group(folder)) {
        let Some(unlock) = unlock(&vector) else { continue };
        let Ok(opened) = open_within(&vector.bytes, &unlock, &limits) else { continue };
        let leaves = opened.bundles.iter().flat_map(|bundle| bundle.certificate.iter().chain(&bundle.chain));
        found.extend(opened.certificates.iter().chain(leaves).map(|certificate| certificate.der().to_vec()));
    }
    found
}

#[test]
fn what_is_plain_the_strict_parser_takes_and_most_are() {
    let certificates = certificates();
    let (mut plain, mut accepted) = (0, 0);
    for der in &certificates {
        accepted += usize::from(is_accepted(der));
        if is_within_profile(der) {
            assert!(is_accepted(der), "{}", keybundle_encoding::hex::encode(der));
            plain += 1;
        }
    }
    assert!(accepted > 38 && plain * 100 >= accepted * 95, "{accepted} accepted, {plain} plain");
}

#[test]
fn altered_and_cut_anywhere_what_is_plain_the_strict_parser_takes() {
    let files = ["rsa2048", "p256", "ed25519", "device-p256", "root", "intermediate", "mlkem512", "rsa2048-noski"];
    let (mut plain, mut refused) = (0, 0);
    for file in files {
        let text = keybundle_testdata::file(&format!("keys/{file}.cert.pem"));
        let der = pem::scan(&text).unwrap().blocks[0].bytes.to_vec();
        assert!(is_within_profile(&der), "{file}");
        let mut check = |altered: &[u8], what: &str| {
            if is_within_profile(altered) {
                assert!(is_accepted(altered), "{file}: {what}: {}", keybundle_encoding::hex::encode(altered));
                plain += 1;
            } else {
                refused += 1;
            }
        };
        for at in 0..der.len() {
            check(&der[..at], "cut");
            check(&[&der[..at], &der[at + 1..]].concat(), "a byte less");
            check(&[&der[..at], &[0], &der[at..]].concat(), "a byte more");
            let mut altered = der.clone();
            for other in [0, 1, 0x7f, 0x80, 0xff, der[at] ^ 1, der[at] ^ 0x20, der[at].wrapping_add(1)] {
                altered[at] = other;
                check(&altered, "altered");
            }
        }
    }
    assert!(plain > 10_000 && refused > 1_000, "{plain} plain, {refused} not");
}

/// A certificate of these fields; the rest is as short as it may be.
struct Made {
    version: &'static [u8],
    serial: Vec<u8>,
    name: &'static [u8],
    not_before: &'static [u8],
    after_key: Vec<u8>,
    signature: &'static [u8],
}

fn tlv(identifier: u8, content: &[u8]) -> Vec<u8> {
    let mut all = vec![identifier];
    match content.len() {
        short @ 0..0x80 => all.push(short as u8),
        long => all.extend([0x82, (long >> 8) as u8, long as u8]),
    }
    all.extend(content);
    all
}

const ALGORITHM: &[u8] = b"\x30\x05\x06\x03\x2b\x65\x70";
const COMMON_NAME: &[u8] = b"\x31\x0a\x30\x08\x06\x03\x55\x04\x03\x0c\x01a";

impl Made {
    fn new() -> Self {
        Self {
            version: &[0xa0, 3, 2, 1, 2],
            serial: vec![1],
            name: COMMON_NAME,
            not_before: b"\x17\x0d250101000000Z",
            after_key: Vec::new(),
            signature: &[0, 1],
        }
    }

    fn der(&self) -> Vec<u8> {
        let validity = [self.not_before, b"\x18\x0f20500229000000Z".as_slice()].concat();
        // 2050 has no 29 February; 2052 has.
        let validity = String::from_utf8(validity).unwrap().replace("2050", "2052").into_bytes();
        let name = tlv(0x30, self.name);
        let key = tlv(0x30, &[ALGORITHM, &tlv(3, &[0; 6])].concat());
        let serial = tlv(2, &self.serial);
        let fields = [self.version, &serial, ALGORITHM, &name, &tlv(0x30, &validity), &name, &key, &self.after_key];
        tlv(0x30, &[&tlv(0x30, &fields.concat()), ALGORITHM, &tlv(3, self.signature)].concat())
    }
}

#[test]
fn what_is_in_doubt_is_left_to_the_strict_parser() {
    let plain = |made: Made| {
        let der = made.der();
        let is_plain = is_within_profile(&der);
        assert!(!is_plain || is_accepted(&der), "{}", keybundle_encoding::hex::encode(&der));
        is_plain
    };
    let extensions = |extension: &[u8]| tlv(0xa3, &tlv(0x30, &tlv(0x30, extension)));
    assert!(plain(Made::new()));
    assert!(plain(Made { serial: vec![0x7f; 20], ..Made::new() }));
    assert!(plain(Made { serial: vec![0, 0x80], ..Made::new() }));
    assert!(plain(Made { not_before: b"\x17\x0d700101000000Z", ..Made::new() }));
    assert!(plain(Made { name: &[], ..Made::new() }));
    assert!(plain(Made { after_key: extensions(b"\x06\x01\x2a\x04\x00"), ..Made::new() }));
    assert!(plain(Made { after_key: extensions(b"\x06\x01\x2a\x01\x01\xff\x04\x00"), ..Made::new() }));

    // Of another version, or none.
    assert!(!plain(Made { version: &[0xa0, 3, 2, 1, 1], ..Made::new() }));
    assert!(!plain(Made { version: &[], ..Made::new() }));
    for serial in [vec![], vec![0x7f; 21], vec![0x80], vec![0, 1], vec![0xff, 0xff]] {
        assert!(!plain(Made { serial, ..Made::new() }));
    }
    for not_before in [
        b"\x17\x0d690101000000Z".as_slice(),
        b"\x17\x0d250001000000Z",
        b"\x17\x0d250230000000Z",
        b"\x17\x0d250431000000Z",
        b"\x17\x0d250101240000Z",
        b"\x17\x0d250101006000Z",
        b"\x17\x0d250101000060Z",
        b"\x17\x0d25010100000 Z",
        b"\x17\x0b2501010000Z",
        b"\x17\x11250101000000+0000",
        b"\x18\x0f19690101000000Z",
        b"\x18\x0f21000229000000Z",
        b"\x18\x1120250101000000.5Z",
        b"\x18\x0d250101000000Z",
        b"\x17\x0f20250101000000Z",
    ] {
        assert!(!plain(Made { not_before, ..Made::new() }));
    }
    for name in [
        // Two attributes, none, one that is no string, one of an overlong OID.
        b"\x31\x14\x30\x08\x06\x03\x55\x04\x03\x0c\x01a\x30\x08\x06\x03\x55\x04\x03\x0c\x01b".as_slice(),
        b"\x31\x00",
        b"\x31\x09\x30\x07\x06\x03\x55\x04\x03\x1c\x00",
        b"\x31\x09\x30\x07\x06\x03\x55\x04\x03\x30\x00",
        b"\x31\x0c\x30\x0a\x06\x05\x8f\xff\xff\xff\x7f\x0c\x01a",
        b"\x31\x08\x30\x06\x06\x01\xf0\x0c\x01a",
        // A length that could be shorter.
        b"\x31\x0b\x30\x09\x06\x03\x55\x04\x03\x0c\x81\x01a",
        b"\x31\x80\x30\x08\x06\x03\x55\x04\x03\x0c\x01a\x00\x00",
    ] {
        assert!(!plain(Made { name, ..Made::new() }));
    }
    for after_key in [
        tlv(0x81, &[0, 1]),
        tlv(0x82, &[0, 1]),
        tlv(0xa3, &[]),
        extensions(b"\x06\x01\x2a\x01\x01\x00\x04\x00"),
        extensions(b"\x06\x01\x2a\x01\x01\x01\x04\x00"),
        extensions(b"\x06\x01\x2a\x04\x00\x05\x00"),
        extensions(b"\x06\x01\x2a\x24\x00"),
        [extensions(b"\x06\x01\x2a\x04\x00"), vec![5, 0]].concat(),
    ] {
        assert!(!plain(Made { after_key, ..Made::new() }));
    }
    for signature in [[].as_slice(), &[0], &[1, 0x80], &[4, 0x80]] {
        assert!(!plain(Made { signature, ..Made::new() }));
    }
    assert!(!is_within_profile(&[Made::new().der(), vec![0]].concat()));
}
