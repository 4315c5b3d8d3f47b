//! One block: headers and body between its armour lines.

use super::{
    LONGEST_LINE, SHORTEST_LINE,
    armor::{self, Armor, Side},
    headers,
};
use crate::{
    DeviationKind,
    base64::{Body, Flaw, punctuation},
    deviation::Notes,
};
use alloc::{string::String, vec::Vec};
use zeroize::Zeroizing;

/// What stands between the armour lines.
pub(super) struct Content<'a> {
    pub(super) headers: Vec<(String, String)>,
    pub(super) bytes: Zeroizing<Vec<u8>>,
    /// Where to go on: behind the END line, or at the next BEGIN.
    pub(super) end: usize,
    /// Characters that were looked at.
    pub(super) characters: usize,
    /// The armour line that ends it.
    pub(super) closing: Option<Armor<'a>>,
}

/// Reads from `at` to the next armour line or the end of the text. What is no ASN.1 (`foreign`) need not be base64.
pub(super) fn read<'a>(text: &'a [u8], at: usize, foreign: bool, notes: &mut Notes) -> Result<Content<'a>, Flaw> {
    let (headers, start) = headers::read(text, at, notes);
    if headers.is_empty() {
        note_first_break(text, at, notes);
    }
    let rest = text.get(start..).unwrap_or_default();
    let body = Body::with_capacity(estimate(rest));
    let mut lines = Lines {
        text,
        at: start,
        body,
        line_start: starts_line(text, start),
        blank: None,
        line: 0,
        short: None,
        slow_until: 0,
    };
    let closing = match lines.run(notes) {
        Ok(closing) => closing,
        Err(_) if foreign => armor::find(text, start),
        Err(flaw) => return Err(flaw),
    };
    let body_end = closing.map_or(text.len(), |armor| armor.start);
    if closing.is_none_or(|armor| armor.cut) {
        lines.body.drop_lone_character();
    }
    let bytes = match lines.body.finish(body_end, notes) {
        Err(_) if foreign => Zeroizing::new(Vec::new()),
        result => result?,
    };
    let end = closing.map_or(text.len(), |armor| if armor.side == Side::End { armor.end } else { armor.start });
    Ok(Content { headers, bytes, end, characters: body_end.saturating_sub(start), closing })
}

/// How many characters the body has, about: to the next dash, within a few kilobytes. A larger one grows.
fn estimate(rest: &[u8]) -> usize {
    let window = rest.get(..rest.len().min(4096)).unwrap_or_default();
    window.iter().position(|&byte| byte == b'-').unwrap_or(window.len())
}

fn starts_line(text: &[u8], at: usize) -> bool {
    at.checked_sub(1).and_then(|before| text.get(before)).is_none_or(|byte| matches!(byte, b'\n' | b'\r'))
}

/// Reports a body that begins on the line of its BEGIN.
fn note_first_break(text: &[u8], at: usize, notes: &mut Notes) {
    let after = text.get(at..).unwrap_or_default();
    match after.iter().find(|byte| !matches!(byte, b' ' | b'\t')) {
        Some(byte) if byte.is_ascii_alphanumeric() => match after.first() {
            Some(b' ' | b'\t') => notes.note(DeviationKind::SpacesForLineBreaks, at),
            _ => notes.note(DeviationKind::NoLineBreaks, at),
        },
        _ => {}
    }
}

/// The body, line by line.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    body: Body,
    /// Nothing of this line was read but white space and marks.
    line_start: bool,
    /// A blank line within the body, perhaps.
    blank: Option<usize>,
    /// Characters of base64 on this line.
    line: usize,
    /// A line that is too short to be any but the last.
    short: Option<usize>,
    /// Up to here the text is not clean.
    slow_until: usize,
}

impl<'a> Lines<'a> {
    /// Reads to the next armour line, or to the end.
    fn run(&mut self, notes: &mut Notes) -> Result<Option<Armor<'a>>, Flaw> {
        while let Some(&byte) = self.text.get(self.at) {
            if self.at >= self.slow_until && byte.is_ascii_alphanumeric() {
                let clean = self.body.clean_line(self.text.get(self.at..).unwrap_or_default());
                if clean > 0 {
                    self.took(clean, notes);
                    self.at += clean;
                    continue;
                }
                self.slow_until = self.at + 64;
            }
            match byte {
                b'\n' | b'\r' => self.line_break(byte),
                b' ' | b'\t' | 0x0b | 0x0c => {
                    self.space(notes);
                    continue;
                }
                // Dash-escaped, as a clear-signed text is (RFC 9580 §7.2).
                b'-' if self.line_start
                    && self.text.get(self.at..).is_some_and(|rest| rest.starts_with(b"- -----")) =>
                {
                    notes.note(DeviationKind::QuotedLines, self.at);
                    self.at += 2;
                    continue;
                }
                b'-' => {
                    if let Some(armor) = self.dashes(notes)? {
                        return Ok(Some(armor));
                    }
                    continue;
                }
                b'E' | b'e' | b'B' | b'b' if self.line_start => {
                    if let Some(armor) = armor::without_dashes(self.text, self.at) {
                        return Ok(Some(armor));
                    }
                    self.character(byte, notes)?;
                }
                b'>' | b'|' | b'#' if self.line_start => notes.note(DeviationKind::QuotedLines, self.at),
                _ if byte.is_ascii_alphanumeric() => self.character(byte, notes)?,
                _ => match punctuation(self.text, self.at, self.line_start) {
                    Some(size) => {
                        notes.note(DeviationKind::Punctuation, self.at);
                        self.at += size;
                        continue;
                    }
                    None => self.character(byte, notes)?,
                },
            }
            self.at += 1;
        }
        Ok(None)
    }

    fn line_break(&mut self, byte: u8) {
        let pair = byte == b'\n' && self.at.checked_sub(1).and_then(|before| self.text.get(before)) == Some(&b'\r');
        if self.line_start && !pair && !self.body.is_empty() && self.blank.is_none() {
            self.blank = Some(self.at);
        }
        if (1..SHORTEST_LINE).contains(&self.line) {
            self.short.get_or_insert(self.at);
        }
        self.line = 0;
        self.line_start = true;
    }

    /// A run of blanks: at the start of a line, within it, or at its end.
    fn space(&mut self, notes: &mut Notes) {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let size = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | 0x0b | 0x0c)).count();
        if !matches!(rest.get(size), None | Some(b'\n' | b'\r' | b'-' | b'"' | b'\'')) {
            let kind = if self.line_start { DeviationKind::Indentation } else { DeviationKind::SpacesForLineBreaks };
            notes.note(kind, self.at);
        }
        self.at += size.max(1);
    }

    /// An armour line, or dashes of the URL alphabet.
    fn dashes(&mut self, notes: &mut Notes) -> Result<Option<Armor<'a>>, Flaw> {
        let (until, armor) = match armor::with_dashes(self.text, self.at) {
            Ok(armor) => (armor.start, Some(armor)),
            Err(next) => (next, None),
        };
        while self.at < until {
            match self.text.get(self.at) {
                Some(b'-') => self.character(b'-', notes)?,
                Some(&byte) => self.line_break(byte),
                None => break,
            }
            self.at += 1;
        }
        if armor.is_some() && !self.line_start && !self.body.is_empty() {
            let spaced = self.at.checked_sub(1).and_then(|before| self.text.get(before)) == Some(&b' ');
            let kind = if spaced { DeviationKind::SpacesForLineBreaks } else { DeviationKind::NoLineBreaks };
            notes.note(kind, self.at);
        }
        Ok(armor)
    }

    fn character(&mut self, byte: u8, notes: &mut Notes) -> Result<(), Flaw> {
        if self.body.character(byte, self.at)? {
            self.took(1, notes);
            Ok(())
        } else {
            Err(Flaw { position: self.at, reason: "a character that base64 does not have" })
        }
    }

    /// Remembers that characters of base64 were read here.
    fn took(&mut self, characters: usize, notes: &mut Notes) {
        self.line_start = false;
        self.line += characters;
        if let Some(position) = self.short.take() {
            notes.note(DeviationKind::OddLines, position);
        }
        if self.line > LONGEST_LINE {
            notes.note(DeviationKind::OddLines, self.at);
        }
        if let Some(position) = self.blank.take() {
            notes.note(DeviationKind::BlankLines, position);
        }
    }
}
