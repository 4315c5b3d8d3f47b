//! ZIP archives: members one after another, whatever they are called.

mod aes;
mod any;
mod member;
mod plain;

#[cfg(test)]
mod tests;

use crate::{
    Error, Limit, Result,
    context::Context,
    source::{failure, source_failed},
};
use aes::AesMember;
use any::{AnyMembers, Walk};
use keybundle_encoding::rare;
use keybundle_kdf::{Derivation, Hash};
pub(crate) use member::Member;

use std::io::{self, Cursor, Read, Seek};
use zeroize::Zeroizing;
use zip::{
    read::{Config, OwnedZipFileEntry},
    result::ZipError,
    unstable::read::ZipIterable,
};

/// Up to this size a member is read whole; above, only if it starts like something that is known.
const WHOLE: u64 = 16 << 20;
/// Unpacked bytes that may come from any number of packed ones.
const FREE_OF_RATIO: u64 = 1 << 20;

/// The files of an archive in memory, one after another, in the order of its central directory. Two of one name are two
/// files.
pub(crate) struct Members<'a> {
    bytes: &'a [u8],
    road: Road<'a>,
}

/// Who reads them.
enum Road<'a> {
    /// Ourselves, as long as they are as nearly all are.
    Plain(std::vec::IntoIter<plain::Entry<'a>>),
    /// `zip`, whatever they are. Known by a trait alone: what is never made is then left out of a small module whole.
    Any(Box<dyn Walk + 'a>),
}

impl<'a> Members<'a> {
    /// Reads the central directory.
    ///
    /// # Errors
    /// `truncated`, `content-corrupt`, `limit-entries`.
    pub(crate) fn new(bytes: &'a [u8], context: &mut Context<'_>) -> Result<Self> {
        let Some(entries) = plain::read(bytes) else { return Self::of_any(bytes, context) };
        context.charge_entries(entries.len() as u64)?;
        Ok(Self { bytes, road: Road::Plain(entries.into_iter()) })
    }

    fn of_any(bytes: &'a [u8], context: &mut Context<'_>) -> Result<Self> {
        if !rare::is_here() {
            return Err(LEFT_OUT);
        }
        let archive = directory(Cursor::new(bytes), bytes.len() as u64, context)?;
        Ok(Self { bytes, road: Road::Any(Box::new(AnyMembers::new(archive, bytes, context)?)) })
    }

    /// How many entries there are, folders included.
    pub(crate) fn count(&self) -> usize {
        match &self.road {
            Road::Plain(entries) => entries.len(),
            Road::Any(members) => members.count(),
        }
    }

    /// Whether any entry needs a password.
    pub(crate) fn is_encrypted(&self) -> bool {
        match &self.road {
            Road::Plain(_) => false,
            Road::Any(members) => members.is_encrypted(),
        }
    }

    /// The next file and its name.
    ///
    /// # Errors
    /// As [`Opener::member`].
    pub(crate) fn next(&mut self, context: &mut Context<'_>) -> Result<Option<(String, Member)>> {
        let entries = match &mut self.road {
            Road::Plain(entries) => entries,
            Road::Any(members) => return members.next(context),
        };
        let Some(entry) = entries.find(|entry| !entry.is_folder()) else { return Ok(None) };
        let allowed = allow(entry.packed_size(), entry.size(), context)?;
        let content = if entry.size() < WHOLE { entry.unpack() } else { None };
        if let Some(content) = content {
            return Ok(Some((entry.name.to_owned(), Member::Bytes(content))));
        }
        // Large or damaged. What was counted so far is not counted again.
        if !rare::is_here() {
            return Err(LEFT_OUT);
        }
        let left = entries.len();
        let archive = find(Cursor::new(self.bytes), self.bytes.len() as u64)?;
        let mut members = AnyMembers::new(archive, self.bytes, context)?;
        let member = members.first_of_last(left + 1, allowed, context)?;
        self.road = Road::Any(Box::new(members));
        Ok(member)
    }
}

/// Stands for a result that does not count: see [`rare`].
const LEFT_OUT: Error = Error::ContentCorrupt { reason: "the ZIP archive is of a kind that this build can't read" };

/// What a local file header begins with (APPNOTE 4.3.7).
pub(crate) const LOCAL_HEADER: &[u8] = b"PK\x03\x04";

/// The central directory of an archive of `length` bytes. Its entries are counted.
///
/// # Errors
/// `truncated`, `content-corrupt`, `limit-entries`.
pub(crate) fn directory<R: Read + Seek>(source: R, length: u64, context: &mut Context<'_>) -> Result<ZipIterable<R>> {
    let archive = find(source, length)?;
    context.charge_entries(archive.len() as u64)?;
    Ok(archive)
}

fn find<R: Read + Seek>(source: R, length: u64) -> Result<ZipIterable<R>> {
    // What starts like an archive and has no directory at its end was cut off.
    ZipIterable::try_new(source, Config::default()).map_err(|error| match error {
        ZipError::Io(error) if source_failed(&error).is_some() => refuse(&ZipError::Io(error)),
        ZipError::InvalidArchive(_) | ZipError::Io(_) => truncated(length),
        other => refuse(&other),
    })
}

fn truncated(length: u64) -> Error {
    let have = usize::try_from(length).unwrap_or(usize::MAX);
    keybundle_encoding::Error::Truncated { have, need: have.saturating_add(22) }.into()
}

/// Where the entries of an archive lie.
#[derive(Default)]
pub(crate) struct Layout {
    ranges: Vec<(u64, u64)>,
}

impl Layout {
    pub(crate) fn add(&mut self, entry: &OwnedZipFileEntry) {
        self.ranges.push((entry.header_start(), entry.header_start().saturating_add(entry.compressed_size())));
    }

    /// Refuses a directory that is another archive's, and entries that share bytes.
    ///
    /// # Errors
    /// `truncated`, `content-corrupt`.
    pub(crate) fn check(mut self, starts_with_entry: bool, length: u64) -> Result<()> {
        // What starts like an archive and is none of the entries: its directory was cut off, and the one that was found
        // is that of an archive stored inside.
        if starts_with_entry && self.ranges.iter().all(|&(start, _)| start != 0) {
            return Err(truncated(length));
        }
        // Of two entries that share bytes, a small archive unpacks to any size.
        self.ranges.sort_unstable();
        if self.ranges.windows(2).any(|pair| matches!(pair, [(_, end), (start, _)] if start < end)) {
            return Err(Error::ContentCorrupt { reason: "entries of the ZIP archive overlap" });
        }
        Ok(())
    }
}

/// Opens members of an archive.
pub(crate) struct Opener {
    passwords: Vec<Zeroizing<Vec<u8>>>,
    /// Which password opened the last encrypted member.
    right: usize,
}

impl Opener {
    pub(crate) fn new(context: &Context<'_>) -> Self {
        Self { passwords: passwords(context), right: 0 }
    }

    /// A file and its name.
    ///
    /// # Errors
    /// `content-corrupt`, `unsupported-algorithm`, `password-required`, `wrong-password`, `limit-ratio`, `limit-size`,
    /// `limit-work`.
    pub(crate) fn member<R: Read + Seek>(
        &mut self,
        source: &mut R,
        entry: &OwnedZipFileEntry,
        context: &mut Context<'_>,
    ) -> Result<(String, Member)> {
        let allowed = allow(entry.compressed_size(), entry.size(), context)?;
        self.content(source, entry, allowed, context)
    }

    /// The same of one that is allowed.
    fn content<R: Read + Seek>(
        &mut self,
        source: &mut R,
        entry: &OwnedZipFileEntry,
        allowed: u64,
        context: &mut Context<'_>,
    ) -> Result<(String, Member)> {
        let name = entry.name().map_or_else(|_| String::from_utf8_lossy(entry.name_raw()).into_owned(), Into::into);
        let member = if entry.encrypted() {
            self.unlock(source, entry, allowed, context)?
        } else {
            Member::read(source, entry, None, allowed)?
        };
        Ok((name, member))
    }

    /// Tries the passwords, the one that opened the last member first.
    fn unlock<R: Read + Seek>(
        &mut self,
        source: &mut R,
        entry: &OwnedZipFileEntry,
        allowed: u64,
        context: &mut Context<'_>,
    ) -> Result<Member> {
        let given = context.unlock.passwords().next().is_some();
        let mut verdict = if given { Error::WrongPassword } else { Error::PasswordRequired };
        let count = self.passwords.len();
        // Large ones are read piece by piece, by `zip`.
        let member = if entry.size() < WHOLE { AesMember::read(source, entry, WHOLE)? } else { None };
        for candidate in std::iter::once(self.right).chain((0..count).filter(|&other| other != self.right)) {
            let Some(password) = self.passwords.get(candidate) else { continue };
            let opened = match &member {
                Some(member) => {
                    member.open(password, allowed, context).and_then(|content| Member::within(content, allowed))
                }
                None => {
                    // ZipCrypto costs nothing; AES derives two keys and a check value.
                    let (hash, salt) = (Hash::Sha1, [0; 16].as_slice());
                    context.charge(&[Derivation::Pbkdf2 { hash, password, salt, iterations: 1_000, length: 66 }])?;
                    Member::read(source, entry, Some(password), allowed)
                }
            };
            match opened {
                Ok(member) => {
                    self.right = candidate;
                    // A directory may tell less than comes out.
                    context.charge_unpacked(member.size().saturating_sub(entry.size()))?;
                    return Ok(member);
                }
                Err(Error::WrongPassword) => {}
                // ZipCrypto lets one wrong password in 256 pass, and shows it at the checksum.
                Err(error @ Error::ContentCorrupt { .. }) if given => verdict = error,
                Err(Error::ContentCorrupt { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        Err(verdict)
    }
}

/// Counts what a member of these sizes unpacks to, and tells how large it may get.
///
/// # Errors
/// `limit-ratio`, `limit-size`.
fn allow(packed: u64, size: u64, context: &mut Context<'_>) -> Result<u64> {
    let allowed = packed.saturating_mul(context.limits.ratio).max(FREE_OF_RATIO);
    if size > allowed {
        let needed = size / packed.max(1);
        return Err(Error::Limit { limit: Limit::Ratio, allowed: context.limits.ratio, needed });
    }
    context.charge_unpacked(size)?;
    Ok(allowed)
}

fn passwords(context: &Context<'_>) -> Vec<Zeroizing<Vec<u8>>> {
    let mut passwords: Vec<Zeroizing<Vec<u8>>> = Vec::new();
    for candidate in context.candidates() {
        if !passwords.contains(&candidate.octets) {
            passwords.push(candidate.octets);
        }
    }
    passwords
}

/// Whether a large member starts like something that would be opened; certain enough to spend memory on it.
fn may_be_known(start: &[u8]) -> bool {
    use keybundle_encoding::sniff::{Format, sniff};
    start.first() == Some(&0x30) || !matches!(sniff(start), Format::Unknown | Format::Unsupported { .. })
}

fn ratio(allowed: u64) -> Error {
    Error::Limit { limit: Limit::Ratio, allowed, needed: allowed.saturating_add(1) }
}

/// More than there is memory for.
const fn too_large(needed: u64) -> Error {
    Error::Limit { limit: Limit::UnpackedBytes, allowed: usize::MAX as u64, needed }
}

pub(crate) fn refuse(error: &ZipError) -> Error {
    match error {
        ZipError::Io(error) if source_failed(error).is_some() => failure(error),
        ZipError::InvalidPassword => Error::WrongPassword,
        ZipError::UnsupportedArchive(text) if *text == ZipError::PASSWORD_REQUIRED => Error::PasswordRequired,
        ZipError::UnsupportedArchive(_) => {
            Error::UnsupportedAlgorithm { identifier: "ZIP".to_owned(), name: "this feature of ZIP" }
        }
        ZipError::CompressionMethodNotSupported(method) => {
            Error::UnsupportedAlgorithm { identifier: format!("ZIP method {method}"), name: "this compression" }
        }
        ZipError::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            Error::ContentCorrupt { reason: "a ZIP member ends too early" }
        }
        ZipError::Io(_) => Error::ContentCorrupt { reason: "a ZIP member can't be unpacked or fails its checksum" },
        _ => Error::ContentCorrupt { reason: "the ZIP archive's directory is damaged" },
    }
}
