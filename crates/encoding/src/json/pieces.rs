//! JSON in other text: in a log, behind the head of an answer, one answer after another with words between them.

use super::Json;
use crate::{Error, Result};
use alloc::vec::Vec;

/// How many things that look like JSON may be none.
const MOST_TRIES: usize = 32;

/// A piece of a text with JSON in it.
pub enum Piece<'a> {
    /// Values, one after another.
    Values(Vec<Json>),
    /// What is no JSON.
    Other(&'a str),
}

/// The pieces of a text with JSON in it, in their order. Up to 32 things that look like JSON may be none: each may be
/// read far until that shows. Beyond, the rest is other text.
///
/// ```
/// use keybundle_encoding::json::{Piece, Pieces};
/// let mut pieces = Pieces::new("retrying in 2 s\n{\"id\": 1}\n{\"id\": 2}\n");
/// assert!(matches!(pieces.next_piece()?, Some(Piece::Other("retrying in 2 s\n"))));
/// assert!(matches!(pieces.next_piece()?, Some(Piece::Values(values)) if values.len() == 2));
/// assert!(pieces.next_piece()?.is_none());
/// # Ok::<(), keybundle_encoding::Error>(())
/// ```
pub struct Pieces<'a> {
    text: &'a str,
    /// Where the next piece begins.
    at: usize,
    /// Values that were met behind other text, which is given first.
    values: Option<Vec<Json>>,
    tries: usize,
}

impl<'a> Pieces<'a> {
    /// Those of `text`.
    #[must_use]
    pub const fn new(text: &'a str) -> Self {
        Self { text, at: 0, values: None, tries: 0 }
    }

    /// Bytes before the next piece.
    #[must_use]
    pub const fn position(&self) -> usize {
        self.at
    }

    /// Whether no more values are looked for: too much looked like some and was none.
    #[must_use]
    pub const fn gave_up(&self) -> bool {
        self.tries > MOST_TRIES
    }

    /// The next piece; none is blank.
    ///
    /// # Errors
    /// `truncated` where an object or array is cut off that stands by itself or right behind others; `limit-depth`,
    /// `unsupported-format` of more values than are read.
    pub fn next_piece(&mut self) -> Result<Option<Piece<'a>>> {
        use Error::{Depth, Truncated, UnknownFormat};
        if let Some(values) = self.values.take() {
            return Ok(Some(Piece::Values(values)));
        }
        let rest = self.text.get(self.at..).unwrap_or_default();
        let trimmed = rest.trim_ascii_start();
        if trimmed.is_empty() {
            return Ok(None);
        }
        let is_cut_off = self.at == 0 || trimmed.starts_with(['{', '[']);
        let mut start = 0;
        loop {
            match Json::read_all(rest.get(start..).unwrap_or_default()) {
                Ok(read) => {
                    self.at += start + read.end;
                    if start == 0 {
                        return Ok(Some(Piece::Values(read.values)));
                    }
                    self.values = Some(read.values);
                    return Ok(rest.get(..start).map(Piece::Other));
                }
                Err(UnknownFormat) => {}
                Err(Truncated { .. }) if start > 0 || !is_cut_off => {}
                Err(Depth { .. }) if start > 0 => {}
                Err(error) => return Err(error),
            }
            // What stands right behind a value is read once anyway.
            self.tries += usize::from(start > 0);
            match next_start(rest.as_bytes(), start).filter(|_| !self.gave_up()) {
                Some(next) => start = next,
                None => {
                    self.at = self.text.len();
                    return Ok(Some(Piece::Other(rest)));
                }
            }
        }
    }
}

/// Where the next object begins, or an array of objects or texts.
fn next_start(text: &[u8], behind: usize) -> Option<usize> {
    let inside = |at: usize| text.get(at + 1..).unwrap_or_default().trim_ascii_start().first();
    let is_start = |&at: &usize| match text.get(at) {
        Some(b'{') => inside(at) == Some(&b'"'),
        Some(b'[') => matches!(inside(at), Some(b'{' | b'[' | b'"')),
        _ => false,
    };
    (behind + 1..text.len()).find(is_start)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::{Piece, Pieces};
    use crate::Result;
    use alloc::{borrow::ToOwned as _, format, string::String, vec::Vec};

    fn pieces(text: &str) -> Result<Vec<String>> {
        let mut pieces = Pieces::new(text);
        let mut found = Vec::new();
        while let Some(piece) = pieces.next_piece()? {
            found.push(match piece {
                Piece::Values(values) => format!("{} values", values.len()),
                Piece::Other(other) => other.trim().to_owned(),
            });
        }
        Ok(found)
    }

    #[test]
    fn values_and_what_is_between_them() {
        for (text, expected) in [
            ("{\"a\":1}\n[2] ", &["2 values"][..]),
            ("{\"a\":1}\nretrying in [2] s\n{\"b\":2}", &["1 values", "retrying in [2] s", "1 values"]),
            ("[2024-01-01 10:00] got [{\"a\":1}] so", &["[2024-01-01 10:00] got", "1 values", "so"]),
            ("{a: {\"b\": 1,}}", &["{a: {\"b\": 1,}}"]),
            ("[1] x {\"cut", &["1 values", "x {\"cut"]),
            ("[1]\n\"cut", &["1 values", "\"cut"]),
        ] {
            assert_eq!(pieces(text).unwrap(), expected, "{text}");
        }
        assert!(pieces("[1]\n{\"cut").is_err() && pieces("{\"cut").is_err());
    }

    #[test]
    fn what_looks_like_json_is_tried_so_often_and_no_more() {
        assert_eq!(pieces(&"{\"a\" ".repeat(100_000)).unwrap().len(), 1);
        // A log may be long.
        assert_eq!(pieces(&"[1 s] info {\"a\": 1}\n".repeat(1_000)).unwrap().len(), 2_000);
    }
}
