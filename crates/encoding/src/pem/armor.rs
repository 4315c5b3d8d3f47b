//! Armour lines: `-----BEGIN LABEL-----` and `-----END LABEL-----`, and what is plainly meant by one.

use super::label;

/// Which line it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Begin,
    End,
}

/// One armour line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Armor<'a> {
    pub(super) side: Side,
    /// Of the first dash (or letter).
    pub(super) start: usize,
    /// Behind the last dash (or letter).
    pub(super) end: usize,
    /// As it stands.
    pub(super) label: &'a [u8],
    /// Five dashes on both sides.
    pub(super) five_dashes: bool,
    /// White space is where none belongs, or missing where it does.
    pub(super) spread: bool,
    /// The text ended inside.
    pub(super) cut: bool,
}

/// The longest label that is looked for.
const MOST: usize = 100;

/// The next armour line at or after `from`.
pub(super) fn find(text: &[u8], from: usize) -> Option<Armor<'_>> {
    let mut at = from;
    let mut line_start = starts_line(text, from);
    while let Some(&byte) = text.get(at) {
        match byte {
            b'-' => match with_dashes(text, at) {
                Ok(armor) => return Some(armor),
                Err(next) => {
                    at = next;
                    line_start = false;
                    continue;
                }
            },
            b'B' | b'b' | b'E' | b'e' if line_start => {
                if let Some(armor) = without_dashes(text, at) {
                    return Some(armor);
                }
                line_start = false;
            }
            b'\n' | b'\r' => line_start = true,
            b' ' | b'\t' | b'"' | b'\'' | b'>' | b'#' | b'|' | b'*' => {}
            _ => line_start = false,
        }
        at += 1;
    }
    None
}

fn starts_line(text: &[u8], at: usize) -> bool {
    at.checked_sub(1).and_then(|before| text.get(before)).is_none_or(|byte| matches!(byte, b'\n' | b'\r'))
}

/// The dashes that begin an armour line.
struct Dashes {
    start: usize,
    count: usize,
    /// Behind the last dash of the run.
    end: usize,
    /// One dash a line.
    spread: bool,
}

/// Reads the run of dashes at `at`, which white space may break. Of several groups the last one counts: what stands
/// before it may be base64 in the URL alphabet.
fn dashes(text: &[u8], at: usize) -> Dashes {
    let mut singles = [at; 5];
    let mut alone = 0usize;
    let mut next = at;
    let mut run = Dashes { start: at, count: 0, end: at, spread: false };
    while text.get(next) == Some(&b'-') {
        let count = text.get(next..).unwrap_or_default().iter().take_while(|&&byte| byte == b'-').count();
        if count == 1 {
            alone += 1;
            singles.rotate_left(1);
            singles[4] = next;
            let taken = alone.min(5);
            run = Dashes { start: singles[5 - taken], count: taken, end: next + 1, spread: taken > 1 };
        } else {
            alone = 0;
            run = Dashes { start: next, count, end: next + count, spread: false };
        }
        next = skip_space(text, next + count, true);
    }
    run
}

fn skip_space(text: &[u8], mut at: usize, lines: bool) -> usize {
    while text.get(at).is_some_and(|&byte| label::is_space(byte) && (lines || !matches!(byte, b'\n' | b'\r'))) {
        at += 1;
    }
    at
}

/// The armour line whose dashes begin at or after `at`; where to look further if there is none.
pub(super) fn with_dashes(text: &[u8], at: usize) -> Result<Armor<'_>, usize> {
    let run = dashes(text, at);
    let resume = run.end;
    if run.count == 1 && !starts_line(text, run.start) {
        return Err(resume);
    }
    let word_at = skip_space(text, run.end, run.spread);
    let Some((side, word_end)) = word(text, word_at, run.spread) else {
        return cut_word(text, word_at, &run).ok_or(resume);
    };
    let mut armor = after_word(text, side, run.start, word_end, run.spread, run.count >= 2).ok_or(resume)?;
    armor.five_dashes &= run.count == 5 || (run.count > 5 && joined(text, run.start));
    armor.spread |= run.spread || word_at != run.end;
    Ok(armor)
}

/// Whether dashes stand directly before this place: those of the block before, without a line break.
fn joined(text: &[u8], at: usize) -> bool {
    at.checked_sub(1).and_then(|before| text.get(before)) == Some(&b'-')
}

/// An armour line without any dashes before it, at the start of a line: only for a known label.
pub(super) fn without_dashes(text: &[u8], at: usize) -> Option<Armor<'_>> {
    let (side, word_end) = word(text, at, false)?;
    if !matches!(text.get(word_end), Some(b' ' | b'\t')) {
        return None;
    }
    let mut armor = after_word(text, side, at, word_end, false, false)?;
    armor.five_dashes = false;
    Some(armor)
}

/// BEGIN or END in any case, each letter perhaps on a line of its own.
fn word(text: &[u8], at: usize, spread: bool) -> Option<(Side, usize)> {
    [(Side::Begin, b"BEGIN".as_slice()), (Side::End, b"END")].into_iter().find_map(|(side, letters)| {
        let mut next = at;
        for letter in letters {
            if spread {
                next = skip_space(text, next, true);
            }
            if text.get(next)?.to_ascii_uppercase() != *letter {
                return None;
            }
            next += 1;
        }
        Some((side, next))
    })
}

/// An END line that the end of the text cut before its label.
fn cut_word<'a>(text: &'a [u8], at: usize, run: &Dashes) -> Option<Armor<'a>> {
    let rest = text.get(at..)?;
    let cut = rest.len() < 3 && b"END".starts_with(&rest.to_ascii_uppercase());
    (cut && run.count >= 2).then_some(Armor {
        side: Side::End,
        start: run.start,
        end: text.len(),
        label: b"",
        five_dashes: false,
        spread: run.spread,
        cut: true,
    })
}

/// Reads label and closing dashes.
fn after_word(
    text: &[u8],
    side: Side,
    start: usize,
    word_end: usize,
    mut spread: bool,
    anything: bool,
) -> Option<Armor<'_>> {
    let mut label_start = skip_space(text, word_end, spread);
    if matches!(text.get(label_start), Some(b'\n' | b'\r')) {
        // The line broke between BEGIN and the label.
        label_start = skip_space(text, label_start, true);
        label::known_prefix(text.get(label_start..text.len().min(label_start + MOST))?)?;
        spread = true;
    }
    let (mut end, closed) = label_end(text, label_start, &mut spread);
    let mut label = text.get(label_start..end)?.trim_ascii();
    let touching = label_start == word_end;
    let mut cut = false;
    if !closed {
        match label::known_prefix(label) {
            Some((_, size)) => {
                let rest = label.get(size..).unwrap_or_default();
                if !rest.iter().all(|&byte| label::is_space(byte)) {
                    end = label_start + size;
                }
                label = label.get(..size).unwrap_or_default();
            }
            None if end == text.len() && side == Side::End && anything => cut = true,
            None => return None,
        }
    }
    // `BEGINNING`, `END-USER`: letters that touch the word must be a known label.
    if !cut && label::known(label).is_none() && (touching && !label.is_empty() || !anything) {
        return None;
    }
    let (end, closing) = closing_dashes(text, end, spread);
    Some(Armor {
        side,
        start,
        end,
        label,
        five_dashes: closing == 5,
        spread: spread || (touching && !label.is_empty()),
        cut,
    })
}

/// Where the letters of a label end, and whether dashes follow. A line that broke within a label that is known as a
/// whole, before its dashes, makes `spread`.
fn label_end(text: &[u8], start: usize, spread: &mut bool) -> (usize, bool) {
    let mut end = start;
    while end - start <= MOST {
        match text.get(end) {
            Some(b'-') => {
                let next = text.get(end + 1).copied().unwrap_or(b'-');
                let so_far = text.get(start..end).unwrap_or_default();
                if !next.is_ascii_alphanumeric() || label::known(so_far).is_some() {
                    return (end, true);
                }
            }
            Some(b'\n' | b'\r') if !*spread => {
                let more = text.get(start..text.len().min(start + MOST)).unwrap_or_default();
                let whole = label::known_prefix(more).filter(|&(_, size)| start + size > end);
                if whole.is_none_or(|(_, size)| text.get(start + size) != Some(&b'-')) {
                    return (end, false);
                }
                *spread = true;
            }
            Some(&byte) if byte.is_ascii_alphanumeric() || label::is_space(byte) => {}
            Some(b'#' | b'.' | b'/' | b'+' | b':' | b'(' | b')' | b',') => {}
            _ => return (end, false),
        }
        end += 1;
    }
    (end, false)
}

/// Where the closing dashes end, and how many there are. When the next BEGIN follows without a line break, the dashes
/// between are shared.
fn closing_dashes(text: &[u8], at: usize, spread: bool) -> (usize, usize) {
    if spread && text.get(at) == Some(&b'-') && text.get(at + 1) != Some(&b'-') {
        let (mut end, mut count) = (at, 0);
        while count < 5 {
            let next = skip_space(text, end, true);
            if text.get(next) != Some(&b'-') {
                break;
            }
            (end, count) = (next + 1, count + 1);
        }
        return (end, count);
    }
    let count = text.get(at..).unwrap_or_default().iter().take_while(|&&byte| byte == b'-').count();
    if count > 5 && word(text, at + count, false).is_some() {
        let taken = (count / 2).max(1);
        return (at + taken, if count == 10 { 5 } else { taken });
    }
    (at + count, count)
}
