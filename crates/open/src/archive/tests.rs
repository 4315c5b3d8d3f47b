//! Our reader of plain archives beside the `zip` crate, which has the word on all others.

use super::{LOCAL_HEADER, Member, Members, Road, plain};
use crate::{Limits, Unlock, context::Context};
use keybundle_encoding::rare;
use keybundle_testdata::{file, vectors};
use std::collections::BTreeSet;

/// What a member gives: its name, content or size, and hash.
type Told = (String, Vec<u8>, Option<(u64, [u8; 32])>);

/// Everything that a road gives, and what was counted on it; whether it was ours to the end.
fn told(bytes: &[u8], limits: &Limits, may_be_plain: bool) -> (Vec<Told>, String, bool) {
    let unlock = Unlock::new();
    let mut context = Context::new(&unlock, limits);
    let mut told = Vec::new();
    let mut is_plain = false;
    let members = if may_be_plain { Members::new } else { Members::of_any };
    let end = match members(bytes, &mut context) {
        Ok(mut members) => {
            let start = (members.count(), members.is_encrypted());
            let end = loop {
                match members.next(&mut context) {
                    Ok(None) => break None,
                    Ok(Some((name, Member::Bytes(content)))) => told.push((name, content.to_vec(), None)),
                    Ok(Some((name, Member::Opaque(size, hash)))) => told.push((name, Vec::new(), Some((size, hash)))),
                    Err(error) => break Some(error),
                }
            };
            is_plain = end.is_none() && matches!(members.road, Road::Plain(_));
            format!("{start:?} {end:?}")
        }
        Err(error) => format!("{error:?}"),
    };
    (told, format!("{end} {:?}", context.counted()), is_plain)
}

/// Holds both roads against each other; whether ours was taken to the end.
fn agree_within(name: &str, bytes: &[u8], limits: &Limits) -> bool {
    let (ours, our_end, is_plain) = told(bytes, limits, true);
    let (theirs, their_end, _) = told(bytes, limits, false);
    assert!(ours == theirs, "{name}");
    assert_eq!(our_end, their_end, "{name}");
    is_plain
}

fn agree(name: &str, bytes: &[u8]) -> bool {
    agree_within(name, bytes, &Limits::default())
}

/// All archives in the vectors, and in them: from what begins like one to what ends like one.
fn archives() -> BTreeSet<Vec<u8>> {
    let mut left: Vec<Vec<u8>> = vectors().into_iter().map(|vector| vector.bytes).collect();
    left.push(file("requests/csr/openssl36-p256-zip.zip"));
    let mut found = BTreeSet::new();
    while let Some(bytes) = left.pop() {
        let places = |wanted: &[u8]| {
            let windows = bytes.windows(4).enumerate();
            windows.filter(|(_, window)| *window == wanted).map(|(at, _)| at).collect::<Vec<_>>()
        };
        let (starts, ends) = (places(LOCAL_HEADER), places(b"PK\x05\x06"));
        // Of a large batch, the whole.
        for &start in starts.iter().take(8) {
            for &end in ends.iter().filter(|&&end| end > start) {
                let archive = bytes[start..bytes.len().min(end + 22)].to_vec();
                // Each once: one within another is found in many ways.
                if found.insert(archive.clone()) {
                    let entries = plain::read(&archive).unwrap_or_default();
                    left.extend(entries.iter().filter_map(plain::Entry::unpack).map(|content| content.to_vec()));
                }
            }
        }
        if !ends.is_empty() {
            found.insert(bytes);
        }
    }
    found
}

#[test]
fn every_archive_of_the_vectors_is_read_the_same_and_most_are_plain() {
    assert!(rare::is_here());
    let archives = archives();
    let plain = archives.iter().filter(|archive| agree("a vector", archive)).count();
    assert!(plain > 100 && archives.len() > plain, "{plain} of {} are plain", archives.len());
    let sizes = [(1, 0), (2, 0), (3, 0), (1000, 1), (1000, 700), (1000, 1400), (1000, 20_000)];
    for (entries, unpacked) in sizes {
        let limits = Limits { entries, unpacked_bytes: unpacked, ..Limits::default() };
        archives.iter().for_each(|archive| _ = agree_within("a vector", archive, &limits));
    }
    let limits = Limits { ratio: 1, ..Limits::default() };
    archives.iter().for_each(|archive| _ = agree_within("a vector", archive, &limits));
}

/// Archives of other tools: with times, data descriptors, folders, names in UTF-8, comments.
const SMALL: [&str; 8] = [
    "infozip",
    "infozip-stream",
    "infozip-comment",
    "infozip-directories",
    "7z",
    "java-stored",
    "python-unicode",
    "python-same-name",
];

#[test]
fn altered_anywhere_both_roads_give_the_same() {
    let (mut plain, mut all) = (0, 0);
    for name in SMALL {
        let bytes = file(&format!("vectors/zip/{name}.zip"));
        assert!(agree(name, &bytes), "{name}");
        for at in 0..bytes.len() {
            let mut altered = bytes.clone();
            for value in [bytes[at] ^ 1 << (at % 8), [0, 0xff, bytes[at].wrapping_add(1)][at % 3]] {
                altered[at] = value;
                all += 1;
                plain += usize::from(agree(&format!("{name}, byte {at} is {value}"), &altered));
            }
        }
    }
    assert!(plain > 1_000 && all > 20_000, "{plain} of {all} are plain");
}

#[test]
fn cut_or_grown_anywhere_both_roads_give_the_same() {
    for name in SMALL {
        let bytes = file(&format!("vectors/zip/{name}.zip"));
        for at in 0..bytes.len() {
            agree(&format!("{name}, {at} bytes"), &bytes[..at]);
            agree(&format!("{name} from byte {at}"), &bytes[at..]);
            agree(&format!("{name} without byte {at}"), &[&bytes[..at], &bytes[at + 1..]].concat());
            agree(&format!("{name} with a byte before {at}"), &[&bytes[..at], b"P", &bytes[at..]].concat());
        }
        assert!(!agree(name, &[bytes.as_slice(), b"\0"].concat()), "{name}");
        assert!(!agree(name, &[bytes.as_slice(), &bytes].concat()), "{name}");
    }
}

/// An archive of files that are stored, or deflated as one stored block, to be altered before it is put together.
struct Made {
    entries: Vec<MadeEntry>,
    before_end: Vec<u8>,
    comment: &'static [u8],
}

#[derive(Clone)]
struct MadeEntry {
    name: &'static [u8],
    flags: u16,
    local_flags: u16,
    method: u16,
    checksum: u32,
    sizes: [u32; 2],
    local_sizes: [u32; 2],
    packed: Vec<u8>,
    extra: Vec<u8>,
    disk: u16,
}

impl MadeEntry {
    fn stored(name: &'static [u8], content: &[u8]) -> Self {
        let size = content.len() as u32;
        let checksum = plain::checksum(content);
        let (sizes, packed) = ([size; 2], content.to_vec());
        let (extra, flags) = (Vec::new(), 0);
        Self { name, flags, local_flags: 0, method: 0, checksum, sizes, local_sizes: sizes, packed, extra, disk: 0 }
    }

    fn deflated(name: &'static [u8], content: &[u8]) -> Self {
        let size = content.len() as u16;
        let packed = [&[1][..], &size.to_le_bytes(), &(!size).to_le_bytes(), content].concat();
        let sizes = [packed.len() as u32, size.into()];
        Self { method: 8, sizes, local_sizes: sizes, packed, ..Self::stored(name, content) }
    }

    /// What both headers have in common.
    fn header(&self, flags: u16, sizes: [u32; 2], extra: &[u8]) -> Vec<u8> {
        let mut header = vec![20, 0];
        header.extend([flags, self.method, 0, 33].iter().flat_map(|number| number.to_le_bytes()));
        header.extend([self.checksum, sizes[0], sizes[1]].iter().flat_map(|number| number.to_le_bytes()));
        let lengths = [self.name.len() as u16, extra.len() as u16];
        header.extend(lengths.iter().flat_map(|length| length.to_le_bytes()));
        header
    }
}

impl Made {
    fn of(entry: MadeEntry) -> Self {
        Self { entries: vec![entry], before_end: Vec::new(), comment: b"" }
    }

    fn bytes(&self) -> Vec<u8> {
        let (mut bytes, mut directory) = (Vec::new(), Vec::new());
        for entry in &self.entries {
            let offset = bytes.len() as u32;
            bytes.extend(LOCAL_HEADER);
            bytes.extend(entry.header(entry.local_flags, entry.local_sizes, b""));
            bytes.extend([entry.name, &entry.packed].concat());
            directory.extend(b"PK\x01\x02\x14\0");
            directory.extend(entry.header(entry.flags, entry.sizes, &entry.extra));
            directory.extend([[0, 0], entry.disk.to_le_bytes(), [0, 0], [0, 0], [0, 0]].concat());
            directory.extend(offset.to_le_bytes());
            directory.extend([entry.name, &entry.extra].concat());
        }
        let count = (self.entries.len() as u16).to_le_bytes();
        let (start, size) = (bytes.len() as u32, directory.len() as u32);
        bytes.extend([directory, self.before_end.clone(), b"PK\x05\x06\0\0\0\0".to_vec()].concat());
        bytes.extend([count, count].concat());
        bytes.extend([size.to_le_bytes(), start.to_le_bytes()].concat());
        bytes.extend((self.comment.len() as u16).to_le_bytes());
        bytes.extend(self.comment);
        bytes
    }
}

#[test]
fn what_is_usual_is_read() {
    let content = b"what is in it";
    let read = |what: &str, made: Made| assert!(agree(what, &made.bytes()), "{what}");
    read("stored", Made::of(MadeEntry::stored(b"a", content)));
    read("deflated", Made::of(MadeEntry::deflated(b"a", content)));
    read("empty", Made::of(MadeEntry::stored(b"a", b"")));
    read("empty, deflated", Made::of(MadeEntry::deflated(b"a", b"")));
    read("a comment", Made { comment: b"made by hand", ..Made::of(MadeEntry::stored(b"a", content)) });
    read("a name in UTF-8", Made::of(MadeEntry::stored("Schlüssel".as_bytes(), content)));
    let extra = [b"UT\x01\0\0".as_slice(), b"\x0a\0\0\0", b"ux\x02\0\x01\0", b"\xfe\xca\0\0"].concat();
    read("times and owners", Made::of(MadeEntry { extra, ..MadeEntry::stored(b"a", content) }));
    let (flags, local_flags, local_sizes) = (8, 8, [0; 2]);
    read("sizes follow", Made::of(MadeEntry { flags, local_flags, local_sizes, ..MadeEntry::stored(b"a", content) }));
    let entries = vec![
        MadeEntry::stored(b"folder/", b""),
        MadeEntry::stored(b"folder/a", content),
        MadeEntry::deflated(b"folder/a", content),
    ];
    read("folders, and one name twice", Made { entries, before_end: Vec::new(), comment: b"" });
}

#[test]
fn what_is_unusual_or_wrong_is_declined() {
    let content = b"what is in it";
    let declined = |what: &str, bytes: &[u8]| {
        assert!(!agree(what, bytes), "{what}");
        let all = |entries: Vec<plain::Entry<'_>>| entries.iter().all(|entry| entry.unpack().is_some());
        assert!(!plain::read(bytes).is_some_and(all), "{what}");
    };
    let (stored, deflated) = (MadeEntry::stored(b"a", content), MadeEntry::deflated(b"a", content));
    let one = |what: &str, entry: MadeEntry| declined(what, &Made::of(entry).bytes());
    for (what, flags) in [("encrypted", 1), ("strongly encrypted", 0x41), ("masked", 0x2000), ("patched", 0x20)] {
        one(what, MadeEntry { flags, local_flags: flags, ..stored.clone() });
    }
    one("flags of one header", MadeEntry { flags: 8, ..stored.clone() });
    for method in [1, 9, 12, 14, 99] {
        one("another method", MadeEntry { method, ..deflated.clone() });
    }
    one("a wrong checksum", MadeEntry { checksum: 1, ..stored.clone() });
    one("a wrong checksum, deflated", MadeEntry { checksum: 1, ..deflated.clone() });
    one("stored, of two sizes", MadeEntry { sizes: [13, 12], local_sizes: [13, 12], ..stored.clone() });
    for size in [12, 14] {
        let sizes = [deflated.sizes[0], size];
        one("of another size", MadeEntry { sizes, local_sizes: sizes, ..deflated.clone() });
    }
    one("sizes of one header", MadeEntry { local_sizes: [0; 2], ..stored.clone() });
    one("on another disk", MadeEntry { disk: 1, ..stored.clone() });
    one("a name in CP437", MadeEntry { name: b"Schl\x81ssel", ..stored.clone() });
    for sizes in [[u32::MAX; 2], [deflated.sizes[0] + 60, 13]] {
        one("beyond the directory", MadeEntry { sizes, local_sizes: sizes, ..deflated.clone() });
    }
    for end in [4, deflated.packed.len() - 1] {
        let packed = deflated.packed[..end].to_vec();
        let sizes = [packed.len() as u32, 13];
        one("deflated data that is cut", MadeEntry { sizes, local_sizes: sizes, packed, ..deflated.clone() });
    }
    let packed = [&deflated.packed, &b"more"[..]].concat();
    let sizes = [packed.len() as u32, 13];
    one("something behind deflated data", MadeEntry { sizes, local_sizes: sizes, packed, ..deflated.clone() });
    for extra in [
        // ZIP64, AES, a name and a comment in UTF-8, alignment, one that is not known, times that tell nothing.
        b"\x01\0\0\0".as_slice(),
        b"\x01\x99\x07\0\x02\0AE\x03\x08\0",
        b"up\x06\0\x01\xe8\xb7\xbe\x43b",
        b"uc\x05\0\x01\0\0\0\0",
        b"\x1e\xa1\x02\0\0\0",
        b"\x35\xd9\x02\0\0\0",
        b"zz\0\0",
        b"UT\0\0",
        // Cut.
        b"UT\x05\0\x01",
        b"UT\x01\0\0U",
        b"UT\x01\0\0UT\x01",
    ] {
        one("an extra field", MadeEntry { extra: extra.to_vec(), ..stored.clone() });
    }

    let usual = Made::of(stored.clone()).bytes();
    declined("something before", &[b"MZ".as_slice(), &usual].concat());
    declined("something behind", &[&usual, b"\0".as_slice()].concat());
    declined("nothing", b"");
    declined("an empty archive", &usual[usual.len() - 22..].iter().map(|_| 0).collect::<Vec<u8>>());
    declined("no entry", &Made { entries: Vec::new(), before_end: Vec::new(), comment: b"" }.bytes());
    declined("behind the directory", &Made { before_end: b"PK\x06\x07".to_vec(), ..Made::of(stored.clone()) }.bytes());
    let end = usual.len() - 22;
    // Disks, counts, size and place of the directory, the comment's size.
    for (at, value) in [(4, 1), (6, 1), (8, 2), (10, 2), (10, 0), (12, 1), (16, 1), (20, 1), (11, 1)] {
        let mut bytes = usual.clone();
        bytes[end + at] = value;
        declined("the end of the directory", &bytes);
    }
    let comment = b"PK\x05\x06, and more of what it begins with";
    declined("an end within its comment", &Made { comment, ..Made::of(stored.clone()) }.bytes());

    // Entries that share bytes, or lie in another order than the directory's.
    let both = Made { entries: vec![stored.clone(), deflated], before_end: Vec::new(), comment: b"" }.bytes();
    assert!(agree("two entries", &both));
    let second = stored.packed.len() + 31;
    let mut bytes = both.clone();
    let at = bytes.len() - 22 - 1 - 4;
    assert_eq!(bytes[at] as usize, second);
    bytes[at] = 0;
    declined("two entries of one place", &bytes);
    let directory = usize::from(both[both.len() - 6]);
    let (first, next) = both[directory..both.len() - 22].split_at(47);
    let swapped = [&both[..directory], next, first, &both[both.len() - 22..]].concat();
    declined("another order", &swapped);
}

#[test]
fn checksums_are_those_of_the_standard() {
    // The check value of CRC-32/ISO-HDLC.
    assert_eq!(plain::checksum(b"123456789"), 0xcbf4_3926);
    assert_eq!(plain::checksum(b""), 0);
}

#[test]
fn a_damaged_or_large_member_is_left_to_zip_where_it_stands() {
    let content = vec![b'x'; usize::try_from(super::WHOLE).unwrap()];
    for content in [&content[..content.len() - 1], &content] {
        let entries = vec![
            MadeEntry::stored(b"before", b"first"),
            MadeEntry::stored(b"folder/", b""),
            MadeEntry::stored(b"large", content),
            MadeEntry::deflated(b"behind", b"last"),
        ];
        let mut made = Made { entries, before_end: Vec::new(), comment: b"" };
        assert_eq!(agree("large", &made.bytes()), content.len() as u64 != super::WHOLE);
        made.entries[3].checksum = 0;
        assert!(!agree("large, then damaged", &made.bytes()));
    }
}
