//! Literals of a program.

use super::base64_text::is_base64;

/// Base64 in quotes, alone on its line but for what joins such.
pub(super) struct Literal<'a> {
    pub(super) inside: &'a [u8],
    /// A plus sign stands before it.
    goes_on_from: bool,
    /// A plus sign or a backslash stands behind it.
    goes_on: bool,
    /// The statement ends behind it.
    pub(super) ends: bool,
}

impl<'a> Literal<'a> {
    pub(super) fn read(text: &'a [u8]) -> Option<Self> {
        let is_joint = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'+' | b'(' | b')' | b';' | b'\\');
        let start = text.iter().position(|byte| !is_joint(byte))?;
        let end = text.iter().rposition(|byte| !is_joint(byte))?;
        let literal = text.get(start..=end)?;
        // Python's bytes.
        let literal = literal.strip_prefix(b"b").unwrap_or(literal);
        let [quote @ (b'"' | b'\'' | b'`'), inside @ .., closing] = literal else { return None };
        let (before, behind) = (text.get(..start)?, text.get(end + 1..)?);
        (quote == closing && is_base64(inside)).then(|| Self {
            inside,
            goes_on_from: before.contains(&b'+'),
            goes_on: behind.iter().any(|byte| matches!(byte, b'+' | b'\\')),
            ends: behind.iter().any(|byte| matches!(byte, b')' | b';')),
        })
    }

    pub(super) const fn is_joined_with(&self, next: &Self) -> bool {
        !self.ends && (self.goes_on || next.goes_on_from)
    }
}
