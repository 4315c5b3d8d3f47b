//! Members of any archive, as the `zip` crate reads it.

use super::{LOCAL_HEADER, Layout, Member, Opener, refuse};
use crate::{Result, context::Context};
use std::io::Cursor;
use zip::{read::OwnedZipFileEntry, result::ZipResult, unstable::read::ZipIterable};

/// What [`Members`] do.
pub(super) trait Walk {
    fn count(&self) -> usize;
    fn is_encrypted(&self) -> bool;
    fn next(&mut self, context: &mut Context<'_>) -> Result<Option<(String, Member)>>;
}

/// Members of any archive.
pub(super) struct AnyMembers<'a> {
    source: Cursor<&'a [u8]>,
    entries: std::vec::IntoIter<OwnedZipFileEntry>,
    opener: Opener,
}

impl<'a> AnyMembers<'a> {
    /// # Errors
    /// `truncated`, `content-corrupt`.
    pub(super) fn new(
        mut archive: ZipIterable<Cursor<&'a [u8]>>,
        bytes: &'a [u8],
        context: &Context<'_>,
    ) -> Result<Self> {
        let files = archive.files().map_err(|error| refuse(&error))?;
        let mut layout = Layout::default();
        let entries: Vec<_> = files
            .map(|file| file.map(OwnedZipFileEntry::from).inspect(|entry| layout.add(entry)))
            .collect::<ZipResult<_>>()
            .map_err(|error| refuse(&error))?;
        layout.check(bytes.starts_with(LOCAL_HEADER), bytes.len() as u64)?;
        Ok(Self { source: Cursor::new(bytes), entries: entries.into_iter(), opener: Opener::new(context) })
    }

    /// The first of the last `count` entries, of which it is known that it may grow to `allowed` bytes.
    ///
    /// # Errors
    /// As [`Opener::member`].
    pub(super) fn first_of_last(
        &mut self,
        count: usize,
        allowed: u64,
        context: &mut Context<'_>,
    ) -> Result<Option<(String, Member)>> {
        let before = self.entries.len().saturating_sub(count);
        let Some(entry) = self.entries.nth(before) else { return Ok(None) };
        self.opener.content(&mut self.source, &entry, allowed, context).map(Some)
    }
}

impl Walk for AnyMembers<'_> {
    fn count(&self) -> usize {
        self.entries.len()
    }

    fn is_encrypted(&self) -> bool {
        self.entries.as_slice().iter().any(OwnedZipFileEntry::encrypted)
    }

    fn next(&mut self, context: &mut Context<'_>) -> Result<Option<(String, Member)>> {
        let Some(entry) = self.entries.find(|entry| !entry.is_dir()) else { return Ok(None) };
        self.opener.member(&mut self.source, &entry, context).map(Some)
    }
}
