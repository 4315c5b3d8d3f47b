//! One file of an archive.

use super::{WHOLE, may_be_known, ratio, refuse, too_large};
use crate::Result;
use sha2::{Digest, Sha256};
use std::io::{self, Read, Seek};
use zeroize::Zeroizing;
use zip::{ZipReadOptions, read::OwnedZipFileEntry, result::ZipError};

/// What a member holds.
pub(crate) enum Member {
    /// All of its bytes.
    Bytes(Zeroizing<Vec<u8>>),
    /// Too large to be read whole, and nothing that is known: its size and SHA-256.
    Opaque(u64, [u8; 32]),
}

impl Member {
    /// How many bytes it has.
    pub(super) fn size(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::Opaque(size, _) => *size,
        }
    }

    /// One that was unpacked elsewhere.
    ///
    /// # Errors
    /// `limit-ratio` beyond `allowed` bytes.
    pub(super) fn within(content: Zeroizing<Vec<u8>>, allowed: u64) -> Result<Member> {
        if content.len() as u64 > allowed { Err(ratio(allowed)) } else { Ok(Member::Bytes(content)) }
    }

    /// Unpacks an entry, and decrypts it where a password is given: whole, or its hash where it is large and nothing
    /// known.
    ///
    /// # Errors
    /// `limit-ratio` beyond `allowed` bytes, `wrong-password`, `content-corrupt`, `unsupported-algorithm`.
    pub(super) fn read<R: Read + Seek>(
        source: &mut R,
        entry: &OwnedZipFileEntry,
        password: Option<&[u8]>,
        allowed: u64,
    ) -> Result<Member> {
        let options = ZipReadOptions::new().password(password);
        let mut entry = entry.as_ref().with_reader(source, options).map_err(|error| refuse(&error))?;
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
                // Grown once: a text that grows leaves pieces of itself in memory. A directory may tell any size.
                let rest = usize::try_from(size.min(allowed).saturating_sub(WHOLE)).unwrap_or(0);
                start.try_reserve_exact(rest).map_err(|_| too_large(size))?;
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
}
