//! From armour line to armour line.

use super::{
    Block, Scan,
    armor::{self, Armor, Side},
    block::{self, Content},
    label,
};
use crate::{DeviationKind, Error, Result, base64::Flaw, ber::Element, deviation::Notes};
use alloc::vec::Vec;

/// A body shorter than this beside real blocks is none: prose that speaks of armour lines.
const SHORTEST: usize = 16;

/// Blocks as they are found.
#[derive(Debug, Default)]
pub(super) struct Scanner {
    pub(super) blocks: Vec<Block>,
    notes: Notes,
    /// Where each block starts and ends.
    spans: Vec<(usize, usize)>,
    /// The first thing that is no block: an error if there is no other.
    pending: Option<Flaw>,
}

impl Scanner {
    /// Reads `text` as it stands.
    pub(super) fn run(text: &[u8]) -> Result<Self> {
        let mut scanner = Self::default();
        let mut at = 0;
        while let Some(armor) = armor::find(text, at) {
            at = match armor.side {
                Side::Begin => scanner.block(text, &armor)?,
                Side::End => scanner.end_without_begin(text, at, &armor),
            };
        }
        match (scanner.blocks.is_empty(), scanner.pending) {
            (false, _) => Ok(scanner),
            (true, Some(Flaw { position, reason })) => Err(Error::MalformedPem { position, reason }),
            (true, None) => Err(Error::MalformedPem { position: 0, reason: "no BEGIN line" }),
        }
    }

    pub(super) fn into_scan(self) -> Scan {
        Scan { blocks: self.blocks, deviations: self.notes.into_vec() }
    }

    /// Whether something that could be an escape stands outside of the blocks.
    pub(super) fn left_over(&self, text: &[u8]) -> bool {
        let mut at = 0;
        let suspicious = |part: &[u8]| part.iter().any(|&byte| byte >= 0x80 || matches!(byte, b'\\' | b'%' | b'&'));
        for &(start, end) in &self.spans {
            if text.get(at..start).is_some_and(suspicious) {
                return true;
            }
            at = end;
        }
        text.get(at..).is_some_and(suspicious)
    }

    /// Reads the block that `begin` opens and gives where to go on.
    fn block(&mut self, text: &[u8], begin: &Armor<'_>) -> Result<usize> {
        let label = label::normalize(begin.label);
        let foreign = label::is_foreign(&label);
        let mut notes = Notes::default();
        let content = match block::read(text, begin.end, foreign, &mut notes) {
            Ok(content) => content,
            Err(flaw) if is_prose(text, begin, flaw.position) => return Ok(self.ignore(begin, flaw)),
            Err(Flaw { position, reason }) => return Err(Error::MalformedPem { position, reason }),
        };
        // An encrypted body is no DER, and needs no proof but its END line.
        let encrypted = content.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("DEK-Info"));
        let size = match Element::parse_first(&content.bytes) {
            _ if foreign => Ok(content.bytes.len()),
            _ if encrypted => Err(None),
            Ok((_, rest)) => Ok(content.bytes.len() - rest.len()),
            Err(error) => Err(Some(error)),
        };
        if !foreign && (content.bytes.is_empty() || (content.characters < SHORTEST && !encrypted && size.is_err())) {
            let flaw = Flaw { position: begin.start, reason: "a block without content" };
            self.ignore(begin, flaw);
            return Ok(content.end);
        }
        ending(text, begin, &label, &content, &size, &mut notes)?;
        note_armor(begin, &label, &mut notes);
        if begin.start.checked_sub(1).and_then(|before| text.get(before)) == Some(&b'-') {
            notes.note(DeviationKind::NoLineBreaks, begin.start);
        }
        self.notes.extend(notes);
        self.spans.push((begin.start, content.end));
        let mut bytes = content.bytes;
        let mut auxiliary = Vec::new();
        if let (Ok(size), "TRUSTED CERTIFICATE") = (&size, label.as_str()) {
            auxiliary = bytes.get(*size..).unwrap_or_default().to_vec();
            bytes.truncate(*size);
        }
        self.blocks.push(Block { label, headers: content.headers, bytes, auxiliary, position: begin.start });
        Ok(content.end)
    }

    /// Passes over a BEGIN that opens nothing.
    fn ignore(&mut self, begin: &Armor<'_>, flaw: Flaw) -> usize {
        self.notes.note(DeviationKind::EmptyBlock, begin.start);
        self.pending.get_or_insert(flaw);
        begin.end
    }

    /// An END line that no BEGIN line opened: what stands before it is a block if it is a complete structure.
    fn end_without_begin(&mut self, text: &[u8], from: usize, end: &Armor<'_>) -> usize {
        let mut notes = Notes::default();
        let before = text.get(..end.start).unwrap_or_default();
        let content = block::read(before, from, false, &mut notes).ok();
        match content.filter(|content| Element::parse(&content.bytes).is_ok()) {
            Some(Content { headers, bytes, .. }) => {
                notes.note(DeviationKind::NoBegin, from);
                self.notes.extend(notes);
                self.spans.push((from, end.end));
                let label = label::normalize(end.label);
                self.blocks.push(Block { label, headers, bytes, auxiliary: Vec::new(), position: from });
            }
            None => {
                self.notes.note(DeviationKind::StrayEnd, end.start);
                self.pending.get_or_insert(Flaw { position: end.start, reason: "an END line without a BEGIN line" });
            }
        }
        end.end
    }
}

/// Whether an armour line stands in a sentence: words follow it on its line, not base64.
fn is_prose(text: &[u8], begin: &Armor<'_>, flaw: usize) -> bool {
    let between = text.get(begin.end..flaw).unwrap_or_default();
    between.len() < 24 && !between.iter().any(|byte| matches!(byte, b'\n' | b'\r'))
}

/// Checks how the block ends. `size` is that of its DER, or why there is none.
fn ending(
    text: &[u8],
    begin: &Armor<'_>,
    label: &str,
    content: &Content<'_>,
    size: &Result<usize, Option<Error>>,
    notes: &mut Notes,
) -> Result<()> {
    let closing = match &content.closing {
        Some(closing) if closing.side == Side::End => closing,
        other => {
            // Only a complete structure proves that nothing but the END line is missing.
            let position = other.as_ref().map_or(text.len(), |next| next.start);
            return match size {
                Ok(_) => {
                    notes.note(DeviationKind::NoEnd, position);
                    Ok(())
                }
                Err(Some(error @ Error::Truncated { .. })) => Err(error.clone()),
                Err(_) => Err(Error::MalformedPem { position, reason: "no END line" }),
            };
        }
    };
    note_armor(closing, "", notes);
    if closing.label == begin.label {
        return Ok(());
    }
    if closing.cut && label::begins(closing.label, begin.label) {
        notes.note(DeviationKind::NoEnd, closing.start);
        return Ok(());
    }
    let end_label = label::normalize(closing.label);
    let alike = closing.label.is_empty() || label::same_family(label, &end_label);
    if label::same(closing.label, begin.label) || (alike && size.is_ok()) {
        notes.note(DeviationKind::EndLabel, closing.start);
        return Ok(());
    }
    Err(Error::MalformedPem { position: closing.start, reason: "the END line is that of another label" })
}

fn note_armor(armor: &Armor<'_>, label: &str, notes: &mut Notes) {
    if !armor.five_dashes {
        notes.note(DeviationKind::DashCount, armor.start);
    }
    if armor.spread {
        notes.note(DeviationKind::SpreadArmor, armor.start);
    }
    if armor.label.iter().any(u8::is_ascii_lowercase) {
        notes.note(DeviationKind::LabelCase, armor.start);
    }
    if label::is_old(label) {
        notes.note(DeviationKind::OldLabel, armor.start);
    }
}
