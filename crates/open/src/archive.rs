//! ZIP archives: members one after another, whatever they are called.

mod aes;

use crate::{Error, Limit, Result, context::Context};
use aes::AesMember;
use keybundle_kdf::{Derivation, Hash};
use sha2::{Digest, Sha256};
use std::io::{self, Cursor, Read};
use zeroize::Zeroizing;
use zip::{
    ZipReadOptions,
    read::{Config, OwnedZipFileEntry},
    result::{ZipError, ZipResult},
    unstable::read::ZipIterable,
};

/// Up to this size a member is read whole; above, only if it starts like something that is known.
const WHOLE: u64 = 16 << 20;
/// Unpacked bytes that may come from any number of packed ones.
const FREE_OF_RATIO: u64 = 1 << 20;

/// What a member holds.
pub(crate) enum Member {
    /// All of its bytes.
    Bytes(Zeroizing<Vec<u8>>),
    /// Too large to be read whole, and nothing that is known: its size and SHA-256.
    Opaque(u64, [u8; 32]),
}

/// The files of an archive, one after another, in the order of its central directory. Two of one name are two files.
pub(crate) struct Members<'a> {
    bytes: &'a [u8],
    entries: std::vec::IntoIter<OwnedZipFileEntry>,
    passwords: Vec<Zeroizing<Vec<u8>>>,
    /// Which password opened the last encrypted member.
    right: usize,
}

impl<'a> Members<'a> {
    /// Reads the central directory.
    ///
    /// # Errors
    /// `truncated`, `content-corrupt`, `limit-entries`.
    pub(crate) fn new(bytes: &'a [u8], context: &mut Context<'_>) -> Result<Self> {
        // What starts like an archive and has no directory at its end was cut off.
        let mut archive = ZipIterable::try_new(Cursor::new(bytes), Config::default()).map_err(|error| match error {
            ZipError::InvalidArchive(_) | ZipError::Io(_) => {
                keybundle_encoding::Error::Truncated { have: bytes.len(), need: bytes.len() + 22 }.into()
            }
            other => refuse(&other),
        })?;
        context.charge_entries(archive.len() as u64)?;
        let files = archive.files().map_err(|error| refuse(&error))?;
        let entries: Vec<_> = files
            .map(|file| file.map(OwnedZipFileEntry::from))
            .collect::<ZipResult<_>>()
            .map_err(|error| refuse(&error))?;
        // What starts like an archive and is none of the entries: its directory was cut off, and the one that was found
        // is that of an archive stored inside.
        if bytes.starts_with(b"PK\x03\x04") && entries.iter().all(|entry| entry.header_start() != 0) {
            return Err(keybundle_encoding::Error::Truncated { have: bytes.len(), need: bytes.len() + 22 }.into());
        }
        if overlap(&entries) {
            return Err(Error::ContentCorrupt { reason: "entries of the ZIP archive overlap" });
        }
        Ok(Self { bytes, entries: entries.into_iter(), passwords: passwords(context), right: 0 })
    }

    /// How many entries there are, folders included.
    pub(crate) fn count(&self) -> usize {
        self.entries.len()
    }

    /// Whether any entry needs a password.
    pub(crate) fn is_encrypted(&self) -> bool {
        self.entries.as_slice().iter().any(OwnedZipFileEntry::encrypted)
    }

    /// The next file and its name.
    ///
    /// # Errors
    /// `content-corrupt`, `unsupported-algorithm`, `password-required`, `wrong-password`, `limit-ratio`, `limit-size`,
    /// `limit-work`.
    pub(crate) fn next(&mut self, context: &mut Context<'_>) -> Result<Option<(String, Member)>> {
        let Some(entry) = self.entries.by_ref().find(|entry| !entry.is_dir()) else { return Ok(None) };
        let name = entry.name().map_or_else(|_| String::from_utf8_lossy(entry.name_raw()).into_owned(), Into::into);
        let (packed, size) = (entry.compressed_size(), entry.size());
        let allowed = packed.saturating_mul(context.limits.ratio).max(FREE_OF_RATIO);
        if size > allowed {
            let needed = size / packed.max(1);
            return Err(Error::Limit { limit: Limit::Ratio, allowed: context.limits.ratio, needed });
        }
        context.charge_unpacked(size)?;
        let member = if entry.encrypted() {
            self.unlock(&entry, allowed, context)?
        } else {
            read(self.bytes, &entry, None, allowed)?
        };
        Ok(Some((name, member)))
    }

    /// Tries the passwords, the one that opened the last member first.
    fn unlock(&mut self, entry: &OwnedZipFileEntry, allowed: u64, context: &mut Context<'_>) -> Result<Member> {
        let given = context.unlock.passwords().next().is_some();
        let mut verdict = if given { Error::WrongPassword } else { Error::PasswordRequired };
        let count = self.passwords.len();
        // Large ones are read piece by piece, by `zip`.
        let member = if entry.size() < WHOLE { AesMember::read(self.bytes, entry) } else { None };
        for candidate in std::iter::once(self.right).chain((0..count).filter(|&other| other != self.right)) {
            let Some(password) = self.passwords.get(candidate) else { continue };
            let opened = match &member {
                Some(member) => member.open(password, allowed, context).and_then(|content| within(content, allowed)),
                None => {
                    // ZipCrypto costs nothing; AES derives two keys and a check value.
                    let (hash, salt) = (Hash::Sha1, [0; 16].as_slice());
                    context.charge(&[Derivation::Pbkdf2 { hash, password, salt, iterations: 1_000, length: 66 }])?;
                    read(self.bytes, entry, Some(password), allowed)
                }
            };
            match opened {
                Ok(member) => {
                    self.right = candidate;
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

fn within(content: Zeroizing<Vec<u8>>, allowed: u64) -> Result<Member> {
    if content.len() as u64 > allowed { Err(ratio(allowed)) } else { Ok(Member::Bytes(content)) }
}

/// Whether two entries share bytes: then a small archive unpacks to any size.
fn overlap(entries: &[OwnedZipFileEntry]) -> bool {
    let mut ranges: Vec<_> = entries
        .iter()
        .map(|entry| (entry.header_start(), entry.header_start().saturating_add(entry.compressed_size())))
        .collect();
    ranges.sort_unstable();
    ranges.windows(2).any(|pair| matches!(pair, [(_, end), (start, _)] if start < end))
}

fn read(bytes: &[u8], entry: &OwnedZipFileEntry, password: Option<&[u8]>, allowed: u64) -> Result<Member> {
    let mut archive = Cursor::new(bytes);
    let options = ZipReadOptions::new().password(password);
    let mut entry = entry.as_ref().with_reader(&mut archive, options).map_err(|error| refuse(&error))?;
    let size = entry.size();
    let mut start = Zeroizing::new(Vec::with_capacity(usize::try_from(size.min(WHOLE)).unwrap_or(0)));
    // That a method is not supported comes up with the first byte, wrapped.
    let corrupt = |error: io::Error| match error.downcast::<ZipError>() {
        Ok(error) => refuse(&error),
        Err(error) => refuse(&ZipError::Io(error)),
    };
    (&mut entry).take(WHOLE.min(allowed.saturating_add(1))).read_to_end(&mut start).map_err(corrupt)?;
    if (start.len() as u64) < WHOLE || may_be_known(&start) {
        if start.len() as u64 == WHOLE {
            (&mut entry).take(allowed.saturating_sub(WHOLE) + 1).read_to_end(&mut start).map_err(corrupt)?;
        }
        return if start.len() as u64 > allowed { Err(ratio(allowed)) } else { Ok(Member::Bytes(start)) };
    }
    let mut hash = Sha256::new_with_prefix(&*start);
    let mut count = start.len() as u64;
    drop(start);
    let mut buffer = Zeroizing::new(vec![0; 1 << 16]);
    loop {
        let read = entry.read(&mut buffer).map_err(corrupt)?;
        if read == 0 {
            return Ok(Member::Opaque(count, hash.finalize().into()));
        }
        count += read as u64;
        if count > allowed {
            return Err(ratio(allowed));
        }
        hash.update(buffer.get(..read).unwrap_or_default());
    }
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

fn refuse(error: &ZipError) -> Error {
    match error {
        ZipError::InvalidPassword => Error::WrongPassword,
        ZipError::UnsupportedArchive(text) if *text == ZipError::PASSWORD_REQUIRED => Error::PasswordRequired,
        ZipError::UnsupportedArchive(_) => {
            Error::UnsupportedAlgorithm { oid: "ZIP".to_owned(), name: "this feature of ZIP" }
        }
        ZipError::CompressionMethodNotSupported(method) => {
            Error::UnsupportedAlgorithm { oid: format!("ZIP method {method}"), name: "this compression" }
        }
        ZipError::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            Error::ContentCorrupt { reason: "a ZIP member ends too early" }
        }
        ZipError::Io(_) => Error::ContentCorrupt { reason: "a ZIP member can't be unpacked or fails its checksum" },
        _ => Error::ContentCorrupt { reason: "the ZIP archive's directory is damaged" },
    }
}
