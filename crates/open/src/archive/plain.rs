//! ZIP archives as nearly all are (APPNOTE 4.3): of one piece, stored or deflated, neither encrypted nor of ZIP64.
//!
//! They are read here so that a small module needs nothing else. Whatever is unusual or wrong is declined, never
//! decided: the `zip` crate has the word then, on whether it is an error and which. What is not declined, it would read
//! the same.

use flate2::{Decompress, FlushDecompress, Status};
use std::str;
use zeroize::Zeroizing;

/// One entry: a file or a folder.
pub(super) struct Entry<'a> {
    pub(super) name: &'a str,
    is_deflated: bool,
    checksum: u32,
    packed: &'a [u8],
    size: u32,
}

/// The entries of an archive, in the order of its central directory, which is that in which they lie. `None` when there
/// is anything unusual about them.
pub(super) fn read(bytes: &[u8]) -> Option<Vec<Entry<'_>>> {
    let (count, start, mut directory) = directory(bytes)?;
    let mut entries = Vec::with_capacity(usize::from(count));
    let members = bytes.get(..start)?;
    let mut end = 0;
    for _ in 0..count {
        let entry;
        (entry, end) = self::entry(&mut directory, members, end)?;
        entries.push(entry);
    }
    directory.0.is_empty().then_some(entries)
}

/// What an end of central directory record begins with (APPNOTE 4.3.16).
const END: [u8; 4] = *b"PK\x05\x06";
const CENTRAL_HEADER: [u8; 4] = *b"PK\x01\x02";
const LOCAL_HEADER: [u8; 4] = *b"PK\x03\x04";
/// Bytes of the record without its comment.
const END_SIZE: usize = 22;
/// Bytes of the smallest central header.
const CENTRAL_SIZE: usize = 46;

/// How many entries the central directory has, where it begins, and its bytes.
fn directory(bytes: &[u8]) -> Option<(u16, usize, Fields<'_>)> {
    // As others look for it: the last one that is whole. Its comment ends the archive.
    let last = bytes.len().checked_sub(END_SIZE)?;
    let first = last.saturating_sub(usize::from(u16::MAX));
    let within = bytes.get(first..last + END.len())?;
    let position = first + within.windows(END.len()).rposition(|window| window == END)?;
    let mut end = Fields(bytes.get(position + END.len()..)?);
    let disks = end.take(4)?;
    let (here, count) = (end.short()?, end.short()?);
    let (size, start) = (end.size()?, end.size()?);
    let comment = usize::from(end.short()?);
    let is_plain = disks == [0; 4]
        && here == count
        // All ones: of ZIP64.
        && (1..u16::MAX).contains(&count)
        && comment == end.0.len()
        // Nothing stands before the archive or behind its directory.
        && start.checked_add(size)? == position
        && size >= usize::from(count) * CENTRAL_SIZE;
    is_plain.then_some((count, start, Fields(bytes.get(start..position)?)))
}

/// The next entry of the directory, and where its data ends among `members`. It lies behind `after`.
fn entry<'a>(directory: &mut Fields<'a>, members: &'a [u8], after: usize) -> Option<(Entry<'a>, usize)> {
    directory.expect(&CENTRAL_HEADER)?;
    directory.take(4)?;
    let settings = Settings::read(directory)?;
    let (name, extra, comment) = (directory.short()?, directory.short()?, directory.short()?);
    let is_on_first_disk = directory.short()? == 0;
    directory.take(6)?;
    let position = directory.size()?;
    let name = directory.take(name.into())?;
    let extra = directory.take(extra.into())?;
    directory.take(comment.into())?;

    let mut local = Fields(members.get(position..)?);
    local.expect(&LOCAL_HEADER)?;
    local.take(2)?;
    let local_settings = Settings::read(&mut local)?;
    let (local_name, local_extra) = (local.short()?, local.short()?);
    let is_same = local.take(local_name.into())? == name && settings.are_those_of(&local_settings);
    local.take(local_extra.into())?;
    let packed = local.take(usize::try_from(settings.packed).ok()?)?;

    let is_in_order = if after == 0 { position == 0 } else { position >= after };
    let is_plain = is_same && is_in_order && is_on_first_disk && settings.are_plain() && is_harmless(Fields(extra))?;
    let entry = Entry {
        name: str::from_utf8(name).ok()?,
        is_deflated: settings.method == DEFLATED,
        checksum: settings.checksum,
        packed,
        size: settings.size,
    };
    is_plain.then_some((entry, members.len() - local.0.len()))
}

/// Bits of the flags (APPNOTE 4.4.4): how hard the deflater tried, sizes that follow the data, and a name in UTF-8.
const HARMLESS_FLAGS: u16 = FOLLOWED | 0x0806;
/// The checksum and sizes follow the data, and the local header need not tell them.
const FOLLOWED: u16 = 8;
/// Compression methods (APPNOTE 4.4.5).
const STORED: u16 = 0;
const DEFLATED: u16 = 8;

/// What both headers of an entry tell.
struct Settings {
    flags: u16,
    method: u16,
    checksum: u32,
    packed: u32,
    size: u32,
}

impl Settings {
    fn read(fields: &mut Fields<'_>) -> Option<Self> {
        let (flags, method) = (fields.short()?, fields.short()?);
        // When the file was changed last.
        fields.take(4)?;
        Some(Self { flags, method, checksum: fields.long()?, packed: fields.long()?, size: fields.long()? })
    }

    const fn are_plain(&self) -> bool {
        let is_known = self.method == DEFLATED || (self.method == STORED && self.packed == self.size);
        self.flags & !HARMLESS_FLAGS == 0 && is_known
    }

    /// Whether a local header tells the same.
    fn are_those_of(&self, local: &Self) -> bool {
        let told = |local: u32, central: u32| local == central || (self.flags & FOLLOWED != 0 && local == 0);
        self.flags == local.flags
            && self.method == local.method
            && told(local.checksum, self.checksum)
            && told(local.packed, self.packed)
            && told(local.size, self.size)
    }
}

/// Whether all extra fields of a central header (APPNOTE 4.5) are times and owners, or Java's mark: none that changes
/// the name, the sizes or how the data is to be read.
fn is_harmless(mut extra: Fields<'_>) -> Option<bool> {
    while !extra.0.is_empty() {
        let (identifier, size) = (extra.short()?, extra.short()?);
        let data = extra.take(size.into())?;
        match identifier {
            // NTFS's times; Info-ZIP's owners, in three forms; Java's.
            0x000a | 0x5855 | 0x7855 | 0x7875 | 0xcafe => {}
            // Times, behind a byte that tells which.
            0x5455 if !data.is_empty() => {}
            _ => return Some(false),
        }
    }
    Some(true)
}

impl Entry<'_> {
    pub(super) const fn packed_size(&self) -> u64 {
        self.packed.len() as u64
    }

    pub(super) const fn size(&self) -> u64 {
        self.size as u64
    }

    pub(super) fn is_folder(&self) -> bool {
        self.name.ends_with(['/', '\\'])
    }

    /// The content. `None` when it is damaged, or of another size than the directory tells.
    pub(super) fn unpack(&self) -> Option<Zeroizing<Vec<u8>>> {
        let size = usize::try_from(self.size).ok()?;
        let mut content = Zeroizing::new(Vec::new());
        if self.is_deflated {
            // With room for one byte too many, to see that there is none.
            content.try_reserve_exact(size.checked_add(1)?).ok()?;
            let mut stream = Decompress::new(false);
            let status = stream.decompress_vec(self.packed, &mut content, FlushDecompress::Finish).ok()?;
            if status != Status::StreamEnd || stream.total_in() != self.packed_size() {
                return None;
            }
        } else {
            content.try_reserve_exact(size).ok()?;
            content.extend_from_slice(self.packed);
        }
        (content.len() == size && checksum(&content) == self.checksum).then_some(content)
    }
}

/// CRC-32 (APPNOTE 4.4.7) of each byte.
const CHECKSUMS: [u32; 256] = {
    let mut table = [0; 256];
    let mut byte = 0u32;
    while byte < 256 {
        let (mut checksum, mut bit) = (byte, 0);
        while bit < 8 {
            checksum = if checksum & 1 == 0 { checksum >> 1 } else { checksum >> 1 ^ 0xedb8_8320 };
            bit += 1;
        }
        table[byte as usize] = checksum;
        byte += 1;
    }
    table
};

pub(super) fn checksum(content: &[u8]) -> u32 {
    !content.iter().fold(!0, |checksum, &byte| {
        let low = usize::from(checksum as u8 ^ byte);
        checksum >> 8 ^ CHECKSUMS.get(low).copied().unwrap_or_default()
    })
}

/// Numbers, little-endian, one after another.
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn take(&mut self, size: usize) -> Option<&'a [u8]> {
        let taken;
        (taken, self.0) = self.0.split_at_checked(size)?;
        Some(taken)
    }

    fn expect(&mut self, signature: &[u8; 4]) -> Option<()> {
        (self.take(4)? == signature).then_some(())
    }

    fn short(&mut self) -> Option<u16> {
        self.take(2)?.try_into().ok().map(u16::from_le_bytes)
    }

    fn long(&mut self) -> Option<u32> {
        self.take(4)?.try_into().ok().map(u32::from_le_bytes)
    }

    fn size(&mut self) -> Option<usize> {
        usize::try_from(self.long()?).ok()
    }
}
