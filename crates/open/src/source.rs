//! Inputs that are read from any place and never as a whole.

use crate::Error;
use std::{
    fmt,
    io::{self, Read, Seek, SeekFrom},
};
use zeroize::Zeroizing;

/// What a large input is read from: a file, for instance.
pub(crate) trait ReadSeek: Read + Seek {}

impl<T: Read + Seek> ReadSeek for T {}

/// Bytes that can be read from any place.
pub(crate) trait Bytes {
    /// How many there are.
    fn length(&self) -> u64;

    /// Fills `buffer` with those from `offset` on.
    ///
    /// # Errors
    /// [`SourceFailed`]; `UnexpectedEof` beyond the end.
    fn read_at(&mut self, offset: u64, buffer: &mut [u8]) -> io::Result<()>;
}

impl Bytes for Box<dyn Bytes + '_> {
    fn length(&self) -> u64 {
        (**self).length()
    }

    fn read_at(&mut self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        (**self).read_at(offset, buffer)
    }
}

/// A whole source.
pub(crate) struct Source<'s> {
    reader: Box<dyn ReadSeek + 's>,
    length: u64,
    position: u64,
}

impl<'s> Source<'s> {
    /// # Errors
    /// [`SourceFailed`].
    pub(crate) fn new(reader: impl Read + Seek + 's) -> io::Result<Self> {
        let mut reader = Box::new(reader);
        let length = reader.seek(SeekFrom::End(0)).map_err(|error| failed(&error))?;
        Ok(Self { reader, length, position: length })
    }
}

impl Bytes for Source<'_> {
    fn length(&self) -> u64 {
        self.length
    }

    fn read_at(&mut self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        if offset.checked_add(buffer.len() as u64).is_none_or(|end| end > self.length) {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        if self.position != offset {
            self.position = u64::MAX;
            self.reader.seek(SeekFrom::Start(offset)).map_err(|error| failed(&error))?;
        }
        self.position = u64::MAX;
        // Shorter than it was: somebody else writes to it.
        self.reader.read_exact(buffer).map_err(|error| failed(&error))?;
        self.position = offset + buffer.len() as u64;
        Ok(())
    }
}

/// The source itself failed, which is no fault of what stands in it.
#[derive(Debug)]
struct SourceFailed(io::ErrorKind);

impl fmt::Display for SourceFailed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for SourceFailed {}

/// Marks an error as one of the source.
fn failed(error: &io::Error) -> io::Error {
    changed(error.kind())
}

/// The same, of the kind that is given: for a source that changed.
pub(crate) fn changed(kind: io::ErrorKind) -> io::Error {
    io::Error::other(SourceFailed(kind))
}

/// What the source said, if it is the source that failed.
pub(crate) fn source_failed(error: &io::Error) -> Option<io::ErrorKind> {
    error.get_ref()?.downcast_ref::<SourceFailed>().map(|failed| failed.0)
}

/// The error for one that came of a source.
pub(crate) fn failure(error: &io::Error) -> Error {
    Error::Source { kind: source_failed(error).unwrap_or_else(|| error.kind()) }
}

/// How much is read at once: a multiple of every cipher's block. Vectors are small: in our own tests, so is this.
pub(crate) const CHUNK: usize = if cfg!(any(test, fuzzing)) { 64 } else { 1 << 16 };
/// How many chunks are kept: a directory is read in one place while members are in another.
const KEPT: usize = 8;

/// A reader of [`Bytes`], in chunks of which it keeps the last ones. They may be plaintext, and are wiped.
pub(crate) struct Window<B> {
    bytes: B,
    position: u64,
    /// The chunk used last comes first.
    chunks: Vec<(u64, Zeroizing<Vec<u8>>)>,
}

impl<B: Bytes> Window<B> {
    pub(crate) const fn new(bytes: B) -> Self {
        Self { bytes, position: 0, chunks: Vec::new() }
    }

    pub(crate) fn length(&self) -> u64 {
        self.bytes.length()
    }

    pub(crate) fn into_inner(self) -> B {
        self.bytes
    }

    /// As many bytes from `offset` on as there are, up to `most`.
    ///
    /// # Errors
    /// As [`Bytes::read_at`].
    pub(crate) fn peek(&mut self, offset: u64, most: usize) -> io::Result<Zeroizing<Vec<u8>>> {
        let mut bytes = Zeroizing::new(Vec::with_capacity(most));
        self.position = offset;
        (&mut *self).take(most as u64).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// As [`Bytes::read_at`].
    ///
    /// # Errors
    /// The same.
    pub(crate) fn read_exact_at(&mut self, offset: u64, buffer: &mut [u8]) -> io::Result<()> {
        self.position = offset;
        self.read_exact(buffer)
    }

    fn chunk(&mut self, index: u64) -> io::Result<&[u8]> {
        match self.chunks.iter().position(|(kept, _)| *kept == index) {
            Some(0) => {}
            Some(place) => self.chunks[..=place].rotate_right(1),
            None => {
                let start = index * CHUNK as u64;
                let size = self.length().saturating_sub(start).min(CHUNK as u64);
                let mut chunk = if self.chunks.len() < KEPT {
                    Zeroizing::new(Vec::with_capacity(CHUNK))
                } else {
                    self.chunks.pop().map(|(_, chunk)| chunk).unwrap_or_default()
                };
                chunk.resize(usize::try_from(size).unwrap_or(CHUNK), 0);
                self.bytes.read_at(start, &mut chunk)?;
                self.chunks.insert(0, (index, chunk));
            }
        }
        Ok(self.chunks.first().map(|(_, chunk)| chunk.as_slice()).unwrap_or_default())
    }
}

impl<B: Bytes> Read for Window<B> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.position >= self.length() || buffer.is_empty() {
            return Ok(0);
        }
        let within = usize::try_from(self.position % CHUNK as u64).unwrap_or(0);
        let chunk = self.chunk(self.position / CHUNK as u64)?;
        let there = chunk.get(within..).unwrap_or_default();
        let size = there.len().min(buffer.len());
        if let (Some(to), Some(from)) = (buffer.get_mut(..size), there.get(..size)) {
            to.copy_from_slice(from);
        }
        self.position += size as u64;
        Ok(size)
    }
}

impl<B: Bytes> Seek for Window<B> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let position = match to {
            SeekFrom::Start(position) => Some(position),
            SeekFrom::End(offset) => self.length().checked_add_signed(offset),
            SeekFrom::Current(offset) => self.position.checked_add_signed(offset),
        };
        self.position = position.ok_or(io::ErrorKind::InvalidInput)?;
        Ok(self.position)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn window(size: usize) -> (Vec<u8>, Window<Source<'static>>) {
        let bytes: Vec<u8> = (0..size).map(|index| (index / 251 + index) as u8).collect();
        (bytes.clone(), Window::new(Source::new(Cursor::new(bytes)).unwrap()))
    }

    #[test]
    fn every_place_reads_as_it_is() {
        let (bytes, mut window) = window(10 * CHUNK + 5);
        for (start, size) in [(0, 3), (CHUNK - 1, 2), (9 * CHUNK + 7, 2 * CHUNK), (3, CHUNK * 3), (bytes.len(), 1)] {
            let wanted = &bytes[start..(start + size).min(bytes.len())];
            assert_eq!(window.peek(start as u64, size).unwrap().as_slice(), wanted, "{start}");
        }
        assert!(window.chunks.len() <= KEPT);
        window.seek(SeekFrom::End(-2)).unwrap();
        let mut end = Vec::new();
        window.read_to_end(&mut end).unwrap();
        assert_eq!(end, bytes[bytes.len() - 2..]);
    }

    #[test]
    fn a_source_that_shrinks_is_told_from_a_content_that_ends() {
        let mut source = Source::new(Cursor::new(vec![0; 10])).unwrap();
        let mut buffer = [0; 4];
        assert_eq!(source_failed(&source.read_at(8, &mut buffer).unwrap_err()), None);
        source.length = 100;
        let error = source.read_at(50, &mut buffer).unwrap_err();
        assert_eq!(source_failed(&error), Some(io::ErrorKind::UnexpectedEof));
    }
}
