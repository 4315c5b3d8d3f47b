//! Where the pieces of a string lie in its source.

use crate::source::Bytes;
use std::io;

/// Pieces of a string in their order. Neighbours of one size at one distance, as writers of streams make them, take no
/// memory of their own.
#[derive(Debug, Default)]
pub(super) struct Extents {
    runs: Vec<Run>,
    length: u64,
}

/// `count` pieces of `size` bytes: the first at `at`, each `stride` bytes behind the one before.
#[derive(Debug)]
struct Run {
    /// Where in the string the first one stands.
    from: u64,
    at: u64,
    size: u64,
    stride: u64,
    count: u64,
}

/// Of pieces of all sizes, no more than these are kept in mind: 40 MB.
const MOST_RUNS: usize = 1_000_000;

impl Extents {
    /// Adds a piece; `false` where there are too many.
    pub(super) fn add(&mut self, at: u64, size: u64) -> bool {
        if size == 0 {
            return true;
        }
        let from = self.length;
        self.length += size;
        if let Some(last) = self.runs.last_mut()
            && last.size == size
        {
            if last.count == 1 {
                last.stride = at - last.at;
            }
            if last.at + last.stride * last.count == at {
                last.count += 1;
                return true;
            }
        }
        self.runs.push(Run { from, at, size, stride: 0, count: 1 });
        self.runs.len() <= MOST_RUNS
    }

    /// Bytes of the whole string.
    pub(super) const fn length(&self) -> u64 {
        self.length
    }

    /// Fills `buffer` with the bytes of the string from `offset` on.
    ///
    /// # Errors
    /// As [`Bytes::read_at`].
    pub(super) fn read_at(&self, source: &mut impl Bytes, mut offset: u64, mut buffer: &mut [u8]) -> io::Result<()> {
        while !buffer.is_empty() {
            let run = self.runs.partition_point(|run| run.from <= offset).checked_sub(1);
            let run = run.and_then(|run| self.runs.get(run)).ok_or(io::ErrorKind::UnexpectedEof)?;
            let (piece, within) = ((offset - run.from) / run.size, (offset - run.from) % run.size);
            if piece >= run.count {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let there = usize::try_from(run.size - within).unwrap_or(usize::MAX).min(buffer.len());
            let (part, rest) = buffer.split_at_mut(there);
            source.read_at(run.at + piece * run.stride + within, part)?;
            offset += there as u64;
            buffer = rest;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;
    use std::io::Cursor;

    #[test]
    fn pieces_of_one_size_are_one_run() {
        let mut extents = Extents::default();
        for piece in 0..1_000_000 {
            assert!(extents.add(10 + piece * 1_004, 1_000));
        }
        assert!(extents.add(2_000_000_000, 7));
        assert_eq!((extents.runs.len(), extents.length()), (2, 1_000_000_007));
    }

    #[test]
    fn every_part_reads_as_the_pieces_put_together() {
        let source: Vec<u8> = (0..200).collect();
        let mut extents = Extents::default();
        let mut joined = Vec::new();
        for (at, size) in [(3, 5), (10, 5), (17, 5), (40, 5), (60, 1), (61, 0), (70, 9), (80, 9), (90, 9), (99, 1)] {
            assert!(extents.add(at as u64, size as u64));
            joined.extend_from_slice(&source[at..at + size]);
        }
        let mut source = Source::new(Cursor::new(source)).unwrap();
        for start in 0..joined.len() {
            for end in start..=joined.len() {
                let mut buffer = vec![0; end - start];
                extents.read_at(&mut source, start as u64, &mut buffer).unwrap();
                assert_eq!(buffer, joined[start..end]);
            }
        }
        assert!(extents.read_at(&mut source, 1, &mut vec![0; joined.len()]).is_err());
    }
}
