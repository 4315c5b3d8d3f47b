//! Base64 text in a source, as the bytes that it encodes: decoded where it is read, never as a whole.

use crate::{
    Layer,
    mime::headers::{Headers, TransferEncoding},
    source::{Bytes, CHUNK, Source, Window, changed},
};
use keybundle_encoding::{
    Deviation, DeviationKind, base64, pem,
    sniff::{Format, sniff},
};
use std::io;
use zeroize::Zeroizing;

/// Characters that are decoded at once, and the bytes that they make.
const CHARACTERS: u64 = if cfg!(any(test, fuzzing)) { 64 } else { 1 << 16 };
const BYTES: u64 = CHARACTERS / 4 * 3;

/// Where such text begins, and what it is wrapped in.
struct Armor {
    layer: Layer,
    /// Of the first line of base64.
    start: u64,
    /// The line that ends it, where there is one.
    end: Option<Vec<u8>>,
}

impl Armor {
    /// By what a source begins with. `None`: it is no such text, or has more around it.
    fn of(beginning: &[u8]) -> Option<Self> {
        if let Some(rest) = beginning.strip_prefix(b"-----BEGIN ") {
            if sniff(beginning) != Format::Pem {
                return None;
            }
            let label = [b"PKCS7".as_slice(), b"CMS"].into_iter().find(|label| rest.starts_with(label))?;
            let behind = rest.get(label.len()..)?;
            let closing = [b"-----\n".as_slice(), b"-----\r\n"].into_iter().find(|line| behind.starts_with(line))?;
            let start = beginning.len() - behind.len() + closing.len();
            let end = [b"-----END ", label, b"-----"].concat();
            return Some(Self { layer: Layer::Pem, start: start as u64, end: Some(end) });
        }
        match sniff(beginning) {
            Format::Base64 => Some(Self { layer: Layer::Base64, start: 0, end: None }),
            Format::Smime => {
                let (headers, start) = Headers::parse(beginning);
                let is_base64 =
                    matches!(headers.transfer_encoding(), TransferEncoding::Base64 | TransferEncoding::Identity);
                // Headers that go on beyond the beginning are none that a tool writes.
                let is_whole = start < beginning.len();
                let is_in_chunks = headers.value("transfer-encoding").is_some();
                (is_base64 && is_whole && !is_in_chunks).then_some(Self {
                    layer: Layer::Smime,
                    start: start as u64,
                    end: None,
                })
            }
            _ => None,
        }
    }
}

/// What base64 text encodes.
pub(super) struct Armored<'s> {
    pub(super) layer: Layer,
    /// What was accepted in the text.
    pub(super) deviation: Option<Deviation>,
    text: Window<Source<'s>>,
    /// Where each group of [`CHARACTERS`] begins in the text, and where the last one ends.
    groups: Vec<u64>,
    length: u64,
    /// The group that was decoded last.
    decoded: Option<(u64, Zeroizing<Vec<u8>>)>,
}

impl<'s> Armored<'s> {
    /// Goes through a source that begins like this. The source comes back where it is no such text in plain form: the
    /// standard alphabet in lines without blanks, its padding at the end, and nothing around it. Reading others as a
    /// whole tells what is odd about them.
    ///
    /// # Errors
    /// As [`Bytes::read_at`].
    pub(super) fn read(beginning: &[u8], mut text: Window<Source<'s>>) -> io::Result<Result<Self, Window<Source<'s>>>> {
        let Some(armor) = Armor::of(beginning) else { return Ok(Err(text)) };
        let mut body = Body::default();
        let mut at = armor.start;
        while body.place != Place::Armor {
            let chunk = text.peek(at, CHUNK)?;
            if chunk.is_empty() {
                break;
            }
            if body.add(at, &chunk).is_none() {
                return Ok(Err(text));
            }
            at += chunk.len() as u64;
        }
        let Some(length) = body.length() else { return Ok(Err(text)) };
        let is_closed = match &armor.end {
            Some(line) => body.longest <= pem::LONGEST_LINE as u64 && is_last_line(&mut text, body.end, line)?,
            None => body.place != Place::Armor,
        };
        if !is_closed {
            return Ok(Err(text));
        }
        body.groups.push(body.end);
        let odd = body.odd.filter(|_| armor.layer == Layer::Pem).and_then(|position| usize::try_from(position).ok());
        let deviation = odd.map(|position| Deviation { kind: DeviationKind::OddLines, position });
        let mut armored = Self { layer: armor.layer, deviation, text, groups: body.groups, length, decoded: None };
        match armored.group((length - 1) / BYTES) {
            Ok(_) => Ok(Ok(armored)),
            // The last character says more than bytes need.
            Err(error) if error.kind() == io::ErrorKind::InvalidData => Ok(Err(armored.text)),
            Err(error) => Err(error),
        }
    }

    /// The bytes of a group.
    fn group(&mut self, index: u64) -> io::Result<&[u8]> {
        if self.decoded.as_ref().is_none_or(|(kept, _)| *kept != index) {
            let place = usize::try_from(index).unwrap_or(usize::MAX);
            let (Some(start), Some(end)) = (self.groups.get(place), self.groups.get(place + 1)) else {
                return Err(io::ErrorKind::UnexpectedEof.into());
            };
            let mut text = Zeroizing::new(vec![0; usize::try_from(end - start).unwrap_or(usize::MAX)]);
            self.text.read_exact_at(*start, &mut text)?;
            let decoded = base64::decode(&text).ok().filter(|decoded| decoded.deviations.is_empty());
            let size = self.length.saturating_sub(index * BYTES).min(BYTES);
            let bytes = decoded.map(|decoded| decoded.bytes).filter(|bytes| bytes.len() as u64 == size);
            // Gone through once, it was as it should be: who writes to the source changes it.
            self.decoded = Some((index, bytes.ok_or(io::ErrorKind::InvalidData)?));
        }
        Ok(self.decoded.as_ref().map(|(_, bytes)| bytes.as_slice()).unwrap_or_default())
    }
}

impl Bytes for Armored<'_> {
    fn length(&self) -> u64 {
        self.length
    }

    fn read_at(&mut self, mut offset: u64, mut buffer: &mut [u8]) -> io::Result<()> {
        while !buffer.is_empty() {
            let group = self.group(offset / BYTES).map_err(|error| match error.kind() {
                io::ErrorKind::InvalidData => changed(error.kind()),
                _ => error,
            })?;
            let there = usize::try_from(offset % BYTES).ok().and_then(|within| group.get(within..)).unwrap_or_default();
            let size = there.len().min(buffer.len());
            let (Some(from), Some((to, rest)), 1..) = (there.get(..size), buffer.split_at_mut_checked(size), size)
            else {
                return Err(io::ErrorKind::UnexpectedEof.into());
            };
            to.copy_from_slice(from);
            (buffer, offset) = (rest, offset + size as u64);
        }
        Ok(())
    }
}

/// Where in the text a scan is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Place {
    #[default]
    Body,
    /// Behind `\r`, before the `\n` that must follow.
    Return,
    /// Behind a blank line, where nothing follows but blanks.
    Blank,
    /// At the dashes that may be an END line.
    Armor,
}

/// Whether a byte is a character of the standard alphabet, by its value: asked for each byte of a large text.
const ALPHABET: [bool; 256] = {
    let mut table = [false; 256];
    let mut value = 0_u8;
    while value < 128 {
        table[value as usize] = value.is_ascii_alphanumeric() || matches!(value, b'+' | b'/');
        value += 1;
    }
    table
};

fn is_in_alphabet(byte: u8) -> bool {
    ALPHABET[usize::from(byte)]
}

/// What is seen of a body of base64.
#[derive(Default)]
struct Body {
    place: Place,
    groups: Vec<u64>,
    characters: u64,
    padding: u64,
    /// Behind the last character.
    end: u64,
    /// Characters of the line that is not over yet.
    line: u64,
    longest: u64,
    /// Where the first line ends that is shorter than those of PEM.
    short: Option<u64>,
    /// The same, of one that is not the last.
    odd: Option<u64>,
}

impl Body {
    /// Takes the text that begins at `at`; `None` where it is not plain.
    fn add(&mut self, at: u64, text: &[u8]) -> Option<()> {
        let mut rest = text;
        while let Some((byte, behind)) = rest.split_first() {
            let position = at + (text.len() - rest.len()) as u64;
            if self.place == Place::Body && self.padding == 0 {
                let run = rest.iter().take_while(|byte| is_in_alphabet(**byte)).count();
                if run > 0 {
                    self.characters(position, run as u64);
                    rest = rest.get(run..).unwrap_or_default();
                    continue;
                }
            }
            match (self.place, byte) {
                (Place::Body, b'=') => {
                    self.padding += 1;
                    self.characters(position, 1);
                }
                (Place::Body, b'\r') => self.place = Place::Return,
                (Place::Body | Place::Return, b'\n') => self.place = self.end_of_line(),
                (Place::Body, b'-') if self.line == 0 => {
                    self.place = Place::Armor;
                    return Some(());
                }
                (Place::Blank, b' ' | b'\t' | b'\r' | b'\n') => {}
                _ => return None,
            }
            rest = behind;
        }
        Some(())
    }

    /// Takes characters of one line, the first at `position`.
    fn characters(&mut self, position: u64, number: u64) {
        if self.line == 0 {
            self.odd = self.odd.or(self.short);
        }
        let until_group = self.characters.next_multiple_of(CHARACTERS) - self.characters;
        self.groups.extend((until_group..number).step_by(CHARACTERS as usize).map(|within| position + within));
        self.characters += number;
        self.line += number;
        self.end = position + number;
    }

    fn end_of_line(&mut self) -> Place {
        let line = core::mem::take(&mut self.line);
        if line == 0 {
            return Place::Blank;
        }
        if line < pem::SHORTEST_LINE as u64 {
            self.short.get_or_insert(self.end);
        }
        self.longest = self.longest.max(line);
        Place::Body
    }

    /// How many bytes it makes; `None` where it is not whole.
    fn length(&self) -> Option<u64> {
        let is_whole = self.characters > 0
            && self.characters.is_multiple_of(4)
            && self.padding <= 2
            && matches!(self.place, Place::Body | Place::Blank | Place::Armor);
        is_whole.then(|| self.characters / 4 * 3 - self.padding)
    }
}

/// Blanks that may follow a last line.
const MOST_BLANKS: usize = 64;

/// Whether a text ends with this line behind `end`, and with nothing else.
fn is_last_line(text: &mut Window<Source<'_>>, end: u64, line: &[u8]) -> io::Result<bool> {
    let rest = text.peek(end, line.len() + MOST_BLANKS)?;
    let is_all = end + rest.len() as u64 == text.length();
    Ok(is_all && rest.trim_ascii() == line)
}
