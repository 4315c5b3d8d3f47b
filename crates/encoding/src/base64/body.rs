//! The decoder: whole lines at once where they are clean, character by character where they are not.

use crate::{DeviationKind, deviation::Notes, wiped};
use alloc::vec::Vec;
use base64::{
    DecodeError, DecodeSliceError, Engine,
    alphabet::STANDARD,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use zeroize::Zeroizing;

/// Strict, and without padding: a clean line never has any but the last.
const LINE: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::RequireNone),
);

/// The most that is handed to the engine at once.
const CHUNK: usize = 4096;

/// Where and why decoding stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Flaw {
    pub(crate) position: usize,
    pub(crate) reason: &'static str,
}

/// Bytes decoded so far, and the characters of an unfinished group of four.
#[derive(Debug)]
pub(crate) struct Body {
    bytes: Zeroizing<Vec<u8>>,
    /// The length of the lines so far.
    line: usize,
    group: u32,
    /// Characters in `group`.
    held: u8,
    padding: usize,
    padding_at: usize,
    standard: bool,
    /// The first character of the URL alphabet.
    url: Option<usize>,
}

impl Body {
    /// For text of at most `size` characters.
    pub(crate) fn with_capacity(size: usize) -> Self {
        let bytes = Zeroizing::new(Vec::with_capacity((size / 4).saturating_mul(3).saturating_add(3)));
        Self { bytes, line: 64, group: 0, held: 0, padding: 0, padding_at: 0, standard: false, url: None }
    }

    /// Whether nothing was read yet.
    pub(crate) fn is_empty(&self) -> bool {
        self.bytes.is_empty() && self.held == 0 && self.padding == 0
    }

    /// Decodes what is clean at the start of `text` (one line, or a part of it) and gives how many characters that
    /// were: none when that is too little to bother.
    pub(crate) fn clean_line(&mut self, text: &[u8]) -> usize {
        if self.held != 0 || self.padding != 0 {
            return 0;
        }
        let window = text.get(..text.len().min(CHUNK)).unwrap_or_default();
        // Lines are of one length, mostly.
        let ends = window.get(self.line).is_some_and(u8::is_ascii_whitespace);
        let mut length = if ends { self.line } else { window.len() };
        for _ in 0..2 {
            let Some(line) = window.get(..length & !3).filter(|line| line.len() >= 16) else { break };
            let start = self.bytes.len();
            let size = line.len() / 4 * 3;
            wiped::reserve(&mut self.bytes, size);
            self.bytes.resize(start + size, 0);
            let decoded = self.bytes.get_mut(start..).map(|room| LINE.decode_slice(line, room));
            if decoded == Some(Ok(size)) {
                // Without an early end, so that it compiles to vector instructions.
                self.standard |= line.iter().fold(false, |seen, byte| seen | matches!(byte, b'+' | b'/'));
                return line.len();
            }
            self.bytes.truncate(start);
            // What stands before the character that ends the line is clean.
            let Some(Err(DecodeSliceError::DecodeError(DecodeError::InvalidByte(at, _)))) = decoded else { break };
            (self.line, length) = (at, at);
        }
        0
    }

    /// Takes one character: `Ok(false)` when it is none of base64.
    pub(crate) fn character(&mut self, byte: u8, position: usize) -> Result<bool, Flaw> {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'/' => {
                self.standard = true;
                if byte == b'+' { 62 } else { 63 }
            }
            b'-' | b'_' => {
                self.url.get_or_insert(position);
                if byte == b'-' { 62 } else { 63 }
            }
            b'=' => {
                if self.padding == 0 {
                    self.padding_at = position;
                }
                self.padding += 1;
                return Ok(true);
            }
            _ => return Ok(false),
        };
        if self.padding != 0 {
            return Err(Flaw { position, reason: "characters follow the padding" });
        }
        self.group = self.group << 6 | u32::from(value);
        self.held += 1;
        if self.held == 4 {
            wiped::reserve(&mut self.bytes, 3);
            let [_, a, b, c] = self.group.to_be_bytes();
            self.bytes.extend_from_slice(&[a, b, c]);
            (self.group, self.held) = (0, 0);
        }
        Ok(true)
    }

    /// Forgets a character that stands alone where the text was cut: it holds no byte.
    pub(crate) fn drop_lone_character(&mut self) {
        if self.held == 1 && self.padding == 0 {
            self.held = 0;
        }
    }

    /// Ends the text at `position`.
    pub(crate) fn finish(mut self, position: usize, notes: &mut Notes) -> Result<Zeroizing<Vec<u8>>, Flaw> {
        let due = match self.held {
            0 => 0,
            1 => {
                let position = if self.padding == 0 { position } else { self.padding_at };
                return Err(Flaw {
                    position,
                    reason: "a character was lost or added: no base64 has this number of characters",
                });
            }
            held => 4 - usize::from(held),
        };
        wiped::reserve(&mut self.bytes, 2);
        // 12 bits hold one byte, 18 bits two.
        let [_, high, middle, _] = (self.group << (6 * due)).to_be_bytes();
        match self.held {
            2 => self.bytes.push(high),
            3 => self.bytes.extend_from_slice(&[high, middle]),
            _ => {}
        }
        if (self.held == 2 && self.group & 0xf != 0) || (self.held == 3 && self.group & 0x3 != 0) {
            notes.note(DeviationKind::TrailingBits, position);
        }
        match self.padding {
            given if given < due => notes.note(DeviationKind::MissingPadding, position),
            given if given > due => notes.note(DeviationKind::ExtraPadding, self.padding_at),
            _ => {}
        }
        match (self.standard, self.url) {
            (true, Some(at)) => notes.note(DeviationKind::MixedAlphabets, at),
            (false, Some(at)) => notes.note(DeviationKind::UrlAlphabet, at),
            (_, None) => {}
        }
        // Many small blocks must not hold much more than they need.
        if self.bytes.capacity() / 2 > self.bytes.len() + 64 {
            return Ok(Zeroizing::new(self.bytes.as_slice().to_vec()));
        }
        Ok(self.bytes)
    }
}
