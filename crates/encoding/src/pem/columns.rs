//! Lines that a program put the same before: a log's name and time, a number, a comment's marks, the sign of a
//! difference.

use alloc::vec::Vec;
use zeroize::Zeroizing;

/// More bytes before a BEGIN line are no such thing.
const MOST: usize = 128;
/// With the blanks before it.
const LONGEST_NUMBER: usize = 32;
const BEGIN: &[u8] = b"-----BEGIN ";
const END: &[u8] = b"-----END ";

/// The same text with marks of quotation in place of what each line of a block begins with; nothing moves. `None`
/// where no block has the same before each of its lines, or nothing that would have to be taken off.
pub(super) fn marked(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut marked: Option<Zeroizing<Vec<u8>>> = None;
    let mut lines = Lines { text, at: 0 };
    while let Some((start, line)) = lines.next() {
        let Some(prefix) = before_begin(line) else { continue };
        if !skip_block(&mut lines, prefix) {
            continue;
        }
        let marked = marked.get_or_insert_with(|| Zeroizing::new(text.to_vec()));
        let block = Lines { text: text.get(..lines.at).unwrap_or(text), at: start };
        for (start, line) in block {
            let size = before_text(line, prefix).unwrap_or_default();
            if let Some(before) = marked.get_mut(start..start + size) {
                before.fill(b'>');
            }
        }
    }
    marked
}

/// What stands before BEGIN on its line, where something is seen of it that is not taken off anyway, and it is no string
/// literal.
fn before_begin(line: &[u8]) -> Option<&[u8]> {
    let at = line.windows(BEGIN.len()).position(|window| window == BEGIN)?;
    let prefix = line.get(..at).filter(|prefix| prefix.len() <= MOST)?;
    let is_seen = prefix.iter().any(|&byte| byte > b' ' && !matches!(byte, b'>' | b'#' | b'|' | 0x7f));
    let is_literal = prefix.iter().any(|byte| matches!(byte, b'"' | b'\'' | b'`'));
    // A number that touches the text may be part of it.
    let is_open = prefix.last().is_none_or(u8::is_ascii_digit);
    (is_seen && !is_literal && !is_open).then_some(prefix)
}

/// Goes behind the END line of a block, when the same stands before each of its lines as before BEGIN.
fn skip_block(lines: &mut Lines<'_>, prefix: &[u8]) -> bool {
    loop {
        let before = lines.at;
        let Some((_, line)) = lines.next() else { return false };
        let rest = before_text(line, prefix).and_then(|size| line.get(size..));
        match rest {
            Some(rest) if rest.starts_with(END) => return true,
            Some(rest) if !rest.starts_with(BEGIN) => {}
            _ => {
                // It may be the BEGIN line of another.
                lines.at = before;
                return false;
            }
        }
    }
}

/// How much stands before the text of a line, when it is like `prefix`.
fn before_text(line: &[u8], prefix: &[u8]) -> Option<usize> {
    // Editors cut the blanks at the end of an empty line.
    alike(line, prefix).or_else(|| alike(line, prefix.trim_ascii_end()).filter(|&size| size == line.len()))
}

/// The size of what `line` begins with, where it is like `prefix`: the same, with any numbers for its numbers, however
/// they are aligned.
fn alike(line: &[u8], prefix: &[u8]) -> Option<usize> {
    let (mut line_at, mut prefix_at) = (0, 0);
    while let Some(&byte) = prefix.get(prefix_at) {
        let numbers = number(prefix, prefix_at).and_then(|ours| Some((ours, number(line, line_at)?)));
        if let Some((ours, theirs)) = numbers {
            (prefix_at, line_at) = (ours, theirs);
        } else if line.get(line_at) == Some(&byte) {
            (prefix_at, line_at) = (prefix_at + 1, line_at + 1);
        } else {
            return None;
        }
    }
    Some(line_at)
}

/// Where a number ends that begins at `at`, blanks before it included. A longer one is none.
fn number(text: &[u8], at: usize) -> Option<usize> {
    let rest = text.get(at..text.len().min(at + LONGEST_NUMBER))?;
    let blanks = rest.iter().take_while(|&&byte| byte == b' ').count();
    let digits = rest.get(blanks..)?.iter().take_while(|byte| byte.is_ascii_digit()).count();
    (digits > 0).then_some(at + blanks + digits)
}

/// The lines of a text, without their ends, and where each begins.
struct Lines<'t> {
    text: &'t [u8],
    at: usize,
}

impl<'t> Iterator for Lines<'t> {
    type Item = (usize, &'t [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let start = self.at;
        let size = rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len());
        self.at += size + 1;
        let line = rest.get(..size)?;
        Some((start, line.strip_suffix(b"\r").unwrap_or(line)))
    }
}
