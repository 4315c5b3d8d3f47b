//! Lines that a program put the same before: a log's name and time, a number, a comment's marks, the sign of a
//! difference.

use alloc::vec::Vec;
use zeroize::Zeroizing;

/// More bytes before a BEGIN line are no such thing.
const MOST: usize = 128;
const BEGIN: &[u8] = b"-----BEGIN ";
const END: &[u8] = b"-----END ";

/// The same text with marks of quotation in place of what each line of a block begins with; nothing moves. `None`
/// where no block has the same before each of its lines, or nothing that would have to be taken off.
pub(super) fn marked(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut marked: Option<Zeroizing<Vec<u8>>> = None;
    let mut lines = Lines { text, at: 0 };
    while let Some((start, line)) = lines.next() {
        let Some(prefix) = before_begin(line) else { continue };
        let Some(mut sizes) = block(&mut lines, prefix) else { continue };
        sizes.push((start, prefix.len()));
        let marked = marked.get_or_insert_with(|| Zeroizing::new(text.to_vec()));
        for (start, size) in sizes {
            if let Some(prefix) = marked.get_mut(start..start + size) {
                prefix.fill(b'>');
            }
        }
    }
    marked
}

/// What stands before BEGIN on its line, where it is neither blank nor what is taken off anyway, and no string literal.
fn before_begin(line: &[u8]) -> Option<&[u8]> {
    let at = line.windows(BEGIN.len()).position(|window| window == BEGIN)?;
    let prefix = line.get(..at).filter(|prefix| prefix.len() <= MOST)?;
    let is_plain = prefix.iter().all(|byte| matches!(byte, b' ' | b'\t' | b'>' | b'#' | b'|'));
    let is_literal = prefix.iter().any(|byte| matches!(byte, b'"' | b'\'' | b'`'));
    // A number that touches the text may be part of it.
    let is_open = prefix.last().is_none_or(u8::is_ascii_digit);
    (!is_plain && !is_literal && !is_open).then_some(prefix)
}

/// Where the lines of a block begin behind its BEGIN line, and how much stands before the text of each, when it is what
/// stands before BEGIN.
fn block(lines: &mut Lines<'_>, prefix: &[u8]) -> Option<Vec<(usize, usize)>> {
    let mut sizes = Vec::new();
    loop {
        let before = lines.at;
        let (start, line) = lines.next()?;
        // Editors cut the blanks at the end of an empty line.
        let size =
            alike(line, prefix).or_else(|| alike(line, prefix.trim_ascii_end()).filter(|&size| size == line.len()));
        let Some(size) = size else {
            // It may be the BEGIN line of another.
            lines.at = before;
            return None;
        };
        sizes.push((start, size));
        let rest = line.get(size..).unwrap_or_default();
        if rest.starts_with(BEGIN) {
            lines.at = before;
            return None;
        }
        if rest.starts_with(END) {
            return Some(sizes);
        }
    }
}

/// The size of what `line` begins with, where it is like `prefix`: the same, with any numbers for its numbers, however
/// they are aligned.
fn alike(line: &[u8], prefix: &[u8]) -> Option<usize> {
    let (mut line_at, mut prefix_at) = (0, 0);
    while let Some(&byte) = prefix.get(prefix_at) {
        let (ours, theirs) = (number(prefix, prefix_at), number(line, line_at));
        if let (Some(ours), Some(theirs)) = (ours, theirs) {
            (prefix_at, line_at) = (ours, theirs);
        } else if line.get(line_at) == Some(&byte) {
            (prefix_at, line_at) = (prefix_at + 1, line_at + 1);
        } else {
            return None;
        }
    }
    Some(line_at)
}

/// Where a number ends that begins at `at`, blanks before it included.
fn number(text: &[u8], at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
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
