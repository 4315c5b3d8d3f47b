//! Literals of a program that stand one below the other, which C and Python take for one.

use super::{
    base64_text::{is_base64, is_complete_in_base64},
    literal::Literal,
};
use keybundle_encoding::wiped;
use std::iter::Peekable;
use zeroize::Zeroizing;

/// More lines than this are no key and no certificate.
const MOST: usize = 1_000;

/// The base64 in the literal at the end of a line, where nothing but such a literal stands before the next.
pub(super) fn last_literal(line: &[u8]) -> Option<&[u8]> {
    let line = line.trim_ascii();
    // The backslash joins it to the next line.
    let text = line.strip_suffix(b"\\").map_or(line, <[u8]>::trim_ascii_end);
    let (quote @ (b'"' | b'\''), rest) = text.split_last()? else { return None };
    let start = rest.iter().rposition(|byte| byte == quote)?;
    rest.get(start + 1..).filter(|inside| is_base64(inside))
}

/// What the literals are together of which `first` is one: that, and those alone on the lines that follow, when
/// together they are something to open. Otherwise no line is taken.
pub(super) fn adjacent<'a>(
    first: &[u8],
    lines: &mut Peekable<impl Iterator<Item = &'a [u8]> + Clone>,
) -> Option<Zeroizing<Vec<u8>>> {
    let mut ahead = lines.clone();
    let mut all = Zeroizing::new(first.to_vec());
    for _ in 0..MOST {
        let next = ahead.peek().and_then(|line| Literal::read(line));
        let Some(next) = next.filter(|next| next.inside.len() <= first.len()) else { break };
        ahead.next();
        wiped::reserve(&mut all, next.inside.len());
        all.extend_from_slice(next.inside);
        if next.ends {
            break;
        }
    }
    let is_one = all.len() > first.len() && !is_complete_in_base64(first) && is_complete_in_base64(&all);
    is_one.then(|| {
        *lines = ahead;
        all
    })
}
