//! An input of lines, of any length and with lines of any length, in bounded memory.

use keybundle::crates::encoding::wiped;
use std::io::{self, Read};
use zeroize::Zeroizing;

/// How much is read at once.
const CHUNK: usize = 1 << 16;

/// A line of the input.
pub(crate) struct Line {
    /// Its place in the input; the first line has number 1.
    pub(crate) number: u64,
    /// Bytes that it takes in the input, its end included.
    pub(crate) size: u64,
    /// What stands in it.
    pub(crate) text: Text,
}

/// What stands in a line.
pub(crate) enum Text {
    /// All of it, without its end (a line feed, or carriage return and line feed).
    Whole(Zeroizing<Vec<u8>>),
    /// More than is allowed: nothing was kept of this many bytes.
    TooLong(u64),
}

impl Line {
    /// Bytes of memory that it takes.
    pub(crate) fn weight(&self) -> u64 {
        match &self.text {
            Text::Whole(text) => text.len() as u64,
            Text::TooLong(_) => 0,
        }
    }
}

/// Reads lines one after another. What was read is wiped.
pub(crate) struct Lines<R> {
    source: R,
    buffer: Zeroizing<Vec<u8>>,
    start: usize,
    end: usize,
    most: u64,
    number: u64,
}

impl<R: Read> Lines<R> {
    /// The lines of `source`, of which none may have more than `most` bytes.
    pub(crate) fn new(source: R, most: u64) -> Self {
        Self { source, buffer: Zeroizing::new(vec![0; CHUNK]), start: 0, end: 0, most, number: 0 }
    }

    /// Passes over as many lines; gives how many there were.
    ///
    /// # Errors
    /// Those of the source.
    pub(crate) fn skip(&mut self, lines: u64) -> io::Result<u64> {
        while self.number < lines && self.take(&mut |_| {})?.is_some() {
            self.number += 1;
        }
        Ok(self.number)
    }

    /// The next line; `None` after the last one. A last line needs no end, and an empty one without end is none.
    ///
    /// # Errors
    /// Those of the source.
    pub(crate) fn read(&mut self) -> io::Result<Option<Line>> {
        let mut text = Zeroizing::new(Vec::new());
        let mut length = 0;
        // One byte more: a carriage return that belongs to the end.
        let most = self.most.saturating_add(1);
        let size = self.take(&mut |piece| {
            length += piece.len() as u64;
            if length <= most {
                // The first piece is the whole line, as a rule.
                wiped::reserve(&mut text, piece.len());
                text.extend_from_slice(piece);
            } else {
                text = Zeroizing::new(Vec::new());
            }
        })?;
        let Some(size) = size else { return Ok(None) };
        self.number += 1;
        if length <= most && text.last() == Some(&b'\r') {
            text.pop();
            length -= 1;
        }
        let text = if length <= self.most { Text::Whole(text) } else { Text::TooLong(length) };
        Ok(Some(Line { number: self.number, size, text }))
    }

    /// Whether nothing of the next line was read yet: reading it may have to wait.
    pub(crate) const fn is_drained(&self) -> bool {
        self.start == self.end
    }

    /// Hands the next line to `keep`, piece by piece without its line feed. Gives its size in the input.
    fn take(&mut self, keep: &mut dyn FnMut(&[u8])) -> io::Result<Option<u64>> {
        let mut size = 0;
        loop {
            if self.start == self.end {
                self.fill()?;
            }
            let there = self.buffer.get(self.start..self.end).unwrap_or_default();
            if there.is_empty() {
                return Ok((size > 0).then_some(size));
            }
            let ends = memchr::memchr(b'\n', there);
            let piece = there.get(..ends.unwrap_or(there.len())).unwrap_or_default();
            keep(piece);
            let taken = piece.len() + usize::from(ends.is_some());
            self.start += taken;
            size += taken as u64;
            if ends.is_some() {
                return Ok(Some(size));
            }
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        (self.start, self.end) = (0, 0);
        loop {
            match self.source.read(&mut self.buffer) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => return read.map(|read| self.end = read),
            }
        }
    }
}
