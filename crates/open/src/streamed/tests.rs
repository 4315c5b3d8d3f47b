//! Small vectors in small chunks and groups (see `CHUNK` and `GROUP`), and sources that fail.

use super::{Delivered, Streamed};
use crate::{Error, Limits, Opened, Unlock, cms::tests::support::unlock, open_within};
use keybundle_encoding::Coded as _;
use keybundle_encoding::hex;
use keybundle_testdata::{Vector, group};
use std::{
    cell::{Cell, RefCell},
    io::{self, Cursor, Read, Seek, SeekFrom},
    rc::Rc,
};

fn vector(name: &str) -> Vector {
    let folder = name.split('/').next().unwrap();
    group(folder).into_iter().find(|vector| vector.name == name).unwrap()
}

/// All of a result, in words.
fn told(opened: &Opened) -> Vec<String> {
    let mut told = vec![format!("{:?} {:?} {:?}", opened.layers, opened.files, opened.warnings)];
    for bundle in &opened.bundles {
        let key = hex::encode(&bundle.private_key.secret_pkcs8_der());
        let certificate = bundle.certificate.as_ref().map(|one| one.sha256());
        let chain: Vec<_> = bundle.chain.iter().map(|one| one.sha256()).collect();
        let names = (&bundle.encoding, &bundle.friendly_name, &bundle.local_key_id);
        told.push(format!("{key} {certificate:?} {chain:?} {} {names:?}", bundle.chain_complete));
    }
    told.extend(opened.certificates.iter().map(|one| format!("{:?} {:?}", one.sha256(), one.friendly_name())));
    told.extend(opened.public_keys.iter().map(|one| format!("{:?}", one.spki_sha256())));
    told.extend(opened.certificate_requests.iter().map(|one| hex::encode(one)));
    told
}

fn delivered(archive: &mut Streamed<'_>) -> Result<Opened, Error> {
    let mut opened = Opened {
        layers: Vec::new(),
        bundles: Vec::new(),
        certificates: Vec::new(),
        public_keys: Vec::new(),
        certificate_requests: Vec::new(),
        certificate_revocation_lists: Vec::new(),
        secrets: Vec::new(),
        files: Vec::new(),
        warnings: keybundle_encoding::Warnings::new(),
    };
    archive.deliver(|found| {
        match found {
            Delivered::Bundle(bundle) => opened.bundles.push(bundle),
            Delivered::Certificate(certificate) => opened.certificates.push(certificate),
        }
        Ok::<_, Error>(())
    })?;
    Ok(opened)
}

/// Everything of a source; `None` where it is one for memory.
fn streamed(source: impl Read + Seek, unlock: &Unlock) -> Result<Option<Opened>, Error> {
    let limits = Limits::default();
    let Some(mut archive) = Streamed::open(source, unlock, &limits)? else { return Ok(None) };
    // Twice, as somebody does who looks at names first.
    let first = told(&delivered(&mut archive)?);
    let mut opened = delivered(&mut archive)?;
    assert_eq!(first, told(&opened));
    let rest = archive.into_rest();
    (opened.layers, opened.files, opened.warnings) = (rest.layers, rest.files, rest.warnings);
    (opened.public_keys, opened.certificate_requests) = (rest.public_keys, rest.certificate_requests);
    Ok(Some(opened))
}

/// Whether both ways tell the same; `None` where there is one way only.
fn agree(name: &str, bytes: &[u8], unlock: &Unlock) -> Option<Result<Opened, Error>> {
    let there = streamed(Cursor::new(bytes), unlock).transpose()?;
    let memory = open_within(bytes, unlock, &Limits::default());
    match (&there, &memory) {
        (Ok(there), Ok(memory)) => assert_eq!(told(there), told(memory), "{name}"),
        (Err(there), Err(memory)) => {
            assert_eq!((there.code(), there.stage()), (memory.code(), memory.stage()), "{name}: {there}, {memory}");
        }
        (there, memory) => panic!("{name}: {:?}, in memory {:?}", there.as_ref().err(), memory.as_ref().err()),
    }
    Some(there)
}

#[test]
fn small_vectors_cross_the_borders_of_small_chunks() {
    let mut count = 0;
    for vector in ["cms", "zip", "hostile"].iter().flat_map(|folder| group(folder)) {
        let Some(unlock) = unlock(&vector) else { continue };
        count += usize::from(agree(&vector.name, &vector.bytes, &unlock).is_some());
    }
    assert!(count > 200, "{count}");
}

/// One of each way to write an envelope; none takes an operation of RSA.
const ENVELOPES: [&str; 6] = [
    "cms/openssl3-stream.p7m",
    "cms/openssl3-kek-gcm.p7m",
    "cms/python-ccm-tag-8.p7m",
    "cms/python-chacha20-poly1305-attributes.p7m",
    "cms/python-nested-constructed.p7m",
    "zip/batch-chains.zip",
];

/// Messages in text, each read in place.
const TEXTS: [&str; 5] = [
    "cms/openssl3-base64.p7m.b64",
    "cms/openssl3-base64-oneline.txt",
    "cms/openssl3-pem-stream.pem",
    "cms/openssl3-smime-pem.p7m",
    "zip/zip-base64.txt",
];

#[test]
fn text_around_it_is_read_in_place() {
    for name in TEXTS {
        let vector = vector(name);
        let unlock = unlock(&vector).unwrap();
        assert!(agree(name, &vector.bytes, &unlock).is_some(), "{name}");
        let size = vector.bytes.len();
        for at in (0..size).step_by(size / 40).chain(size - 80..size) {
            for other in [b'-', b'=', b'_', b'\n', b'\r', b' ', b'A', 0] {
                let mut bytes = vector.bytes.clone();
                bytes[at] = other;
                agree(&format!("{name}, {other} as byte {at}"), &bytes, &unlock);
                bytes.truncate(at);
                agree(&format!("{name}, {at} bytes"), &bytes, &unlock);
                bytes.push(other);
                agree(&format!("{name}, {other} behind {at} bytes"), &bytes, &unlock);
            }
        }
    }
}

#[test]
fn armor_of_every_kind_gives_what_is_in_it() {
    for name in ENVELOPES {
        let vector = vector(name);
        let unlock = unlock(&vector).unwrap();
        let plain = streamed(Cursor::new(&vector.bytes), &unlock).unwrap().unwrap();
        let base64 = keybundle_encoding::base64::encode(&vector.bytes);
        let lines = |width: usize, end: &str| {
            let lines = base64.as_bytes().chunks(width).map(|line| String::from_utf8_lossy(line).into_owned() + end);
            lines.collect::<String>()
        };
        let smime =
            "Content-Type: application/pkcs7-mime; smime-type=enveloped-data\nContent-Transfer-Encoding: base64\n";
        let mut texts = vec![base64.to_string(), lines(64, "\n"), lines(76, "\r\n") + "\r\n"];
        // PEM holds DER alone, S/MIME a message.
        let pem = format!("-----BEGIN CMS-----\n{}-----END CMS-----\n", lines(64, "\n"));
        if !name.starts_with("cms") {
            assert!(agree(name, pem.as_bytes(), &unlock).is_none(), "{name}");
        } else {
            texts.push(format!("{smime}\n{}\n", lines(64, "\n")));
            texts.push(pem);
            texts.push(format!("-----BEGIN PKCS7-----\r\n{}-----END PKCS7-----", lines(76, "\r\n")));
        }
        for (index, text) in texts.iter().enumerate() {
            let opened = agree(&format!("{name}, text {index}"), text.as_bytes(), &unlock);
            let opened = opened.unwrap_or_else(|| panic!("{name}, text {index}")).unwrap();
            assert_eq!(told(&opened)[1..], told(&plain)[1..], "{name}, text {index}");
        }
    }
}

#[test]
fn text_that_is_not_plain_is_read_in_memory() {
    // Blank lines without end would have to be kept in mind.
    let vector = vector("cms/openssl3-base64.p7m.b64");
    let mut bytes = vector.bytes.clone();
    let middle = bytes.len() / 2 / 65 * 65;
    bytes.splice(middle..middle, [b'\n'; 500]);
    let unlock = unlock(&vector).unwrap();
    assert!(streamed(Cursor::new(&bytes), &unlock).unwrap().is_none());
    assert!(open_within(&bytes, &unlock, &Limits::default()).is_ok());
}

#[test]
fn cut_anywhere_both_ways_refuse_for_the_same_reason() {
    for name in ENVELOPES {
        let vector = vector(name);
        let unlock = unlock(&vector).unwrap();
        let size = vector.bytes.len();
        for at in (0..size).step_by(size / 40).chain(size - 40..size) {
            agree(&format!("{name}, {at} bytes"), &vector.bytes[..at], &unlock);
        }
    }
}

#[test]
fn altered_anywhere_both_ways_give_the_same() {
    for name in ENVELOPES {
        let vector = vector(name);
        let unlock = unlock(&vector).unwrap();
        let size = vector.bytes.len();
        for at in (0..size).step_by(size / 60).chain((0..64).map(|place| place * 3)).chain(size - 60..size) {
            let mut bytes = vector.bytes.clone();
            bytes[at] ^= 1 << (at % 8);
            agree(&format!("{name}, bit {} of byte {at}", at % 8), &bytes, &unlock);
        }
    }
}

/// A source whose bytes may change, and whose reading may fail.
#[derive(Clone)]
struct Moody {
    bytes: Rc<RefCell<Vec<u8>>>,
    position: u64,
    /// So many reads succeed.
    reads: Rc<Cell<usize>>,
}

impl Moody {
    fn new(bytes: &[u8]) -> Self {
        let bytes = Rc::new(RefCell::new(bytes.to_vec()));
        Self { bytes, position: 0, reads: Rc::new(Cell::new(usize::MAX)) }
    }
}

impl Read for Moody {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.reads.get().checked_sub(1).ok_or(io::ErrorKind::PermissionDenied)?;
        self.reads.set(left);
        let bytes = self.bytes.borrow();
        let mut cursor = Cursor::new(bytes.as_slice());
        cursor.set_position(self.position);
        let size = cursor.read(buffer)?;
        self.position += size as u64;
        Ok(size)
    }
}

impl Seek for Moody {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let mut cursor = Cursor::new(self.bytes.borrow().clone());
        cursor.set_position(self.position);
        self.position = cursor.seek(to)?;
        Ok(self.position)
    }
}

#[test]
fn a_source_that_fails_is_never_told_as_a_damaged_content() {
    for name in ["cms/openssl3-kek-gcm.p7m", "zip/batch-chains.zip", "zip/7z-aes256.zip", "zip/zip-base64.txt"] {
        let vector = vector(name);
        let unlock = unlock(&vector).unwrap();
        let mut reads = 0;
        loop {
            let source = Moody::new(&vector.bytes);
            source.reads.set(reads);
            match streamed(source, &unlock) {
                Ok(opened) => break assert!(opened.is_some(), "{name}"),
                Err(error) => {
                    let wanted = Error::Source { kind: io::ErrorKind::PermissionDenied };
                    assert_eq!(error, wanted, "{name}, {reads} reads");
                }
            }
            reads += 1;
        }
        assert!(reads > 20, "{name}: {reads}");
    }
}

#[test]
fn what_changes_after_it_was_checked_is_not_delivered() {
    for name in ["cms/openssl3-kek-gcm.p7m", "cms/python-chacha20-poly1305.p7m", "zip/batch-chains.zip"] {
        let vector = vector(name);
        let (unlock, limits) = (unlock(&vector).unwrap(), Limits::default());
        let whole = streamed(Cursor::new(&vector.bytes), &unlock).unwrap().unwrap();
        let size = vector.bytes.len();
        let mut refused = 0;
        for at in (0..size).step_by(size / 50) {
            let source = Moody::new(&vector.bytes);
            let bytes = Rc::clone(&source.bytes);
            let mut archive = Streamed::open(source, &unlock, &limits).unwrap().unwrap();
            bytes.borrow_mut()[at] ^= 0x10;
            match delivered(&mut archive) {
                Err(_) => refused += 1,
                // A place that is not read again.
                Ok(opened) => assert_eq!(
                    told(&opened)[1..],
                    told(&whole)[1..opened.bundles.len() + opened.certificates.len() + 1]
                ),
            }
        }
        assert!(refused > 10, "{name}: {refused}");
    }
}

#[test]
fn every_limit_holds() {
    let names =
        ["zip/batch-chains.zip", "zip/zip-base64.txt", "cms/openssl3-pem-stream.pem", "cms/openssl3-base64.p7m.b64"];
    for name in names {
        let vector = vector(name);
        let bytes = &vector.bytes;
        for unlock in [unlock(&vector).unwrap(), Unlock::new()] {
            for limit in crate::Limit::ALL {
                for bound in [0, 1, 2, 3, 4, 5, 6, 7, 1_000] {
                    let mut limits = Limits::default();
                    limits.set(limit, bound);
                    let memory = open_within(bytes, &unlock, &limits).err();
                    let there = Streamed::open(Cursor::new(bytes), &unlock, &limits).err();
                    assert_eq!(there, memory, "{name}, {limit:?} {bound}");
                }
            }
        }
    }
}
