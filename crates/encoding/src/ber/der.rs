//! Whether something is DER.

use super::{MAX_DEPTH, Tag, header::Header};
use alloc::vec::Vec;

/// Where `bytes` first deviate from DER (X.690 §10) in a length or in a string that came in pieces, if they do.
///
/// One pass over the headers. The order of a SET and the contents of primitive elements are not looked at: a reader
/// tolerates both. `None` as well when the input is broken, which reading it tells.
#[must_use]
pub fn first_deviation(bytes: &[u8]) -> Option<usize> {
    let mut ends: Vec<usize> = Vec::new();
    let mut position = 0;
    while position < bytes.len() {
        while ends.last() == Some(&position) {
            ends.pop();
        }
        let header = Header::read(bytes.get(position..)?, position).ok()?;
        let in_pieces = header.constructed
            && [Tag::OCTET_STRING, Tag::BIT_STRING, Tag::UTF8_STRING, Tag::BMP_STRING].contains(&header.tag);
        if !header.minimal || in_pieces {
            return Some(position);
        }
        let content = position.checked_add(header.size)?;
        let end = content.checked_add(header.length?)?;
        if end > bytes.len() || ends.last().is_some_and(|&outer| end > outer) {
            return None;
        }
        position = end;
        if header.constructed && end > content {
            if ends.len() >= MAX_DEPTH {
                return None;
            }
            ends.push(end);
            position = content;
        }
    }
    None
}
