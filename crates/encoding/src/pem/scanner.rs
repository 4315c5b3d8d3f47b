//! From armour line to armour line.

use super::{
    Block, Scan,
    armor::{self, Armor, Side},
    block::{self, Content},
    label, prose,
};
use crate::{DeviationKind, Error, Result, base64::Flaw, ber::Element, deviation::Notes};
use alloc::vec::Vec;
use zeroize::Zeroizing;

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
                Side::End => scanner.end_without_begin(text, at, &armor)?,
            };
        }
        match (scanner.blocks.is_empty(), scanner.pending) {
            (false, _) => Ok(scanner),
            (true, Some(Flaw { position, reason })) => Err(Error::MalformedPem { position, reason }),
            (true, None) => Err(Error::MalformedPem { position: 0, reason: "no BEGIN line" }),
        }
    }

    /// `text`: what was read.
    pub(super) fn into_scan(self, text: &[u8]) -> Scan {
        let size = self.outside(text).map(<[u8]>::len).sum();
        let mut around = Zeroizing::new(Vec::with_capacity(size));
        self.outside(text).for_each(|part| around.extend_from_slice(part));
        Scan { blocks: self.blocks, deviations: self.notes.into_vec(), around }
    }

    /// Whether something that could be an escape stands outside of the blocks.
    pub(super) fn left_over(&self, text: &[u8]) -> bool {
        let suspicious = |part: &[u8]| part.iter().any(|&byte| byte >= 0x80 || matches!(byte, b'\\' | b'%' | b'&'));
        self.outside(text).any(suspicious)
    }

    /// The parts of the text that belong to no block.
    fn outside<'t>(&self, text: &'t [u8]) -> impl Iterator<Item = &'t [u8]> {
        let ends = core::iter::once(0).chain(self.spans.iter().map(|(_, end)| *end));
        let starts = self.spans.iter().map(|(start, _)| *start).chain([text.len()]);
        ends.zip(starts).map(|(end, start)| text.get(end..start).unwrap_or_default())
    }

    /// Reads the block that `begin` opens and gives where to go on.
    fn block(&mut self, text: &[u8], begin: &Armor<'_>) -> Result<usize> {
        let label = label::normalize(begin.label);
        let foreign = label::is_foreign(&label);
        let mut found = Found::read(text, begin.end, foreign);
        if !found.as_ref().is_ok_and(|found| found.is_proven(&label))
            && let Some(behind) = Found::behind_remark(text, begin, &label)
        {
            found = Ok(behind);
        }
        let Found { content, encrypted, size, mut notes } = match found {
            Ok(found) => found,
            Err(flaw) if prose::is_mention(text, begin, flaw.position) => return Ok(self.ignore(begin, flaw)),
            Err(Flaw { position, reason }) => return Err(Error::MalformedPem { position, reason }),
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
    fn end_without_begin(&mut self, text: &[u8], from: usize, end: &Armor<'_>) -> Result<usize> {
        let before = text.get(..end.start).unwrap_or_default();
        let whole = |from| {
            let mut notes = Notes::default();
            let content = block::read(before, from, false, &mut notes).ok()?;
            Element::parse(&content.bytes).is_ok().then_some((from, content, notes))
        };
        let label = label::normalize(end.label);
        match whole(from).or_else(|| prose::last_body(before, from).and_then(whole)) {
            Some((from, Content { headers, bytes, .. }, mut notes)) => {
                notes.note(DeviationKind::NoBegin, from);
                self.notes.extend(notes);
                self.spans.push((from, end.end));
                self.blocks.push(Block { label, headers, bytes, auxiliary: Vec::new(), position: from });
            }
            None => {
                let flaw = Flaw { position: end.start, reason: "an END line without a BEGIN line" };
                let is_ours = label::known(label.as_bytes()).is_some() && !label::is_foreign(&label);
                if is_ours && prose::ends_with_body(before.get(from..).unwrap_or_default()) {
                    return Err(Error::MalformedPem { position: flaw.position, reason: flaw.reason });
                }
                self.notes.note(DeviationKind::StrayEnd, end.start);
                self.pending.get_or_insert(flaw);
            }
        }
        Ok(end.end)
    }
}

/// What follows a BEGIN line.
struct Found<'a> {
    content: Content<'a>,
    /// An encrypted body is no DER, and needs no proof but its END line.
    encrypted: bool,
    /// That of the DER, or why there is none.
    size: Result<usize, Option<Error>>,
    notes: Notes,
}

impl<'a> Found<'a> {
    fn read(text: &'a [u8], at: usize, foreign: bool) -> core::result::Result<Self, Flaw> {
        let mut notes = Notes::default();
        let content = block::read(text, at, foreign, &mut notes)?;
        let encrypted = content.headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("DEK-Info"));
        let size = match Element::parse_first(&content.bytes) {
            _ if foreign => Ok(content.bytes.len()),
            _ if encrypted => Err(None),
            Ok((_, rest)) => Ok(content.bytes.len() - rest.len()),
            Err(error) => Err(Some(error)),
        };
        Ok(Self { content, encrypted, size, notes })
    }

    /// Whether what was read is a structure and nothing else: words before one would be taken for a part of it.
    fn is_proven(&self, label: &str) -> bool {
        let is_all = |size: &usize| *size == self.content.bytes.len() || label == "TRUSTED CERTIFICATE";
        self.encrypted || self.size.as_ref().is_ok_and(is_all)
    }

    /// A block that begins on the line behind that of its BEGIN, with an END line that proves it:
    /// `-----BEGIN … # mine`.
    fn behind_remark(text: &'a [u8], begin: &Armor<'_>, label: &str) -> Option<Self> {
        let mut found = Self::read(text, prose::line_behind(text, begin)?, false).ok()?;
        let closing = found.content.closing.filter(|closing| closing.side == Side::End)?;
        if !found.is_proven(label) || !label::same(closing.label, begin.label) {
            return None;
        }
        found.notes.note(DeviationKind::BehindBegin, begin.end);
        Some(found)
    }
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
