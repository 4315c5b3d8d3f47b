//! Whether an armour line that can't be read is one in a sentence, or that of a block, which must not be lost.

use super::{
    SHORTEST_LINE,
    armor::{self, Armor, Side},
    label,
};

/// A sentence goes on right behind the armour line that it mentions.
const NEAR: usize = 24;

/// Whether a BEGIN line stands in a sentence: words follow it on its line, and no body comes after them.
pub(super) fn is_mention(text: &[u8], begin: &Armor<'_>, flaw: usize) -> bool {
    let words = text.get(begin.end..flaw).unwrap_or_default();
    if words.len() >= NEAR || words.iter().any(is_line_break) {
        return false;
    }
    let next = armor::find(text, begin.end);
    let between = text.get(begin.end..next.map_or(text.len(), |next| next.start)).unwrap_or_default();
    let is_closed = next.is_some_and(|next| next.side == Side::End && label::same(next.label, begin.label));
    let mut lines = between.split(is_line_break).skip(1).map(trim).filter(|line| !line.is_empty());
    let is_followed = lines.next().is_some_and(|line| line.len() >= SHORTEST_LINE && line.iter().all(is_base64));
    !(is_followed || is_closed && is_mostly_base64(between))
}

/// Where the line behind a BEGIN line starts, when what follows that on its line may be passed over: a comment, colours
/// of a terminal, what a shell reads; never a part of the body.
pub(super) fn line_behind(text: &[u8], begin: &Armor<'_>) -> Option<usize> {
    // No further than to the next armour line: looked for beyond it, a text of one line takes quadratic time.
    let between = text.get(begin.end..armor::find(text, begin.end)?.start)?;
    let size = between.iter().position(is_line_break)?;
    let line = between.get(..size)?;
    (!line.trim_ascii().is_empty() && runs(line) == 0).then_some(begin.end + size)
}

/// Where the lines of base64 start that a text ends with.
pub(super) fn last_body(text: &[u8], from: usize) -> Option<usize> {
    let (mut start, mut end) = (text.len(), text.len());
    for line in text.get(from..)?.rsplit(is_line_break) {
        if !line.trim_ascii().iter().all(is_base64) {
            break;
        }
        start = end.checked_sub(line.len())?;
        end = start.saturating_sub(1);
    }
    (runs(text.get(start..)?) > 0).then_some(start)
}

/// Whether a text ends with what looks like a body.
pub(super) fn ends_with_body(text: &[u8]) -> bool {
    let mut lines = text.rsplit(is_line_break).filter(|line| !line.trim_ascii().is_empty());
    lines.by_ref().take(2).any(is_mostly_base64)
}

fn is_mostly_base64(text: &[u8]) -> bool {
    let runs = runs(text);
    runs > 0 && 2 * runs >= text.iter().filter(|byte| !byte.is_ascii_whitespace()).count()
}

/// How many characters stand in rows as long as lines of base64 are; words are shorter.
fn runs(text: &[u8]) -> usize {
    text.split(|byte| !is_base64(byte)).map(<[u8]>::len).filter(|&size| size >= SHORTEST_LINE).sum()
}

fn is_base64(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')
}

fn is_line_break(byte: &u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

/// A line without blanks, quotes and marks of quotation around.
fn trim(line: &[u8]) -> &[u8] {
    let is_mark = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'|' | b'#' | b'"' | b'\'' | b',');
    let start = line.iter().position(|byte| !is_mark(byte)).unwrap_or(line.len());
    let end = line.iter().rposition(|byte| !is_mark(byte)).map_or(start, |last| last + 1);
    line.get(start..end).unwrap_or_default()
}
