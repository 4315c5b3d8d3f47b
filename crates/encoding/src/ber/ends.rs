//! Where indefinite-length elements end, found once.

use super::{MAX_DEPTH, header::Header};
use crate::{Error, Result};
use alloc::{rc::Rc, vec::Vec};

/// Position and content length of every indefinite-length element that one pass met, by position.
///
/// The pass goes into indefinite elements only and skips definite ones by their length; what is inside those gets a
/// pass of its own when it is entered. So each header is looked at once for its extent, whatever the nesting.
#[derive(Clone, Debug, Default)]
pub(super) struct Ends(Option<Rc<[(usize, usize)]>>);

impl Ends {
    /// The content length of the indefinite element whose header ends at `position`, if this pass met it.
    pub(super) fn find(&self, position: usize) -> Option<usize> {
        let found = self.0.as_ref()?;
        found.binary_search_by_key(&position, |&(start, _)| start).ok().map(|index| found[index].1)
    }

    /// Looks for the end of the indefinite element whose content starts with `bytes`, at `position` of the input,
    /// at nesting level `depth`.
    pub(super) fn scan(bytes: &[u8], position: usize, depth: usize) -> Result<Self> {
        // In the order of their starts, so that `find` can search by halves.
        let mut found: Vec<(usize, usize)> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        let enter = |found: &mut Vec<(usize, usize)>, open: &mut Vec<usize>, start: usize| {
            if depth + open.len() >= MAX_DEPTH {
                return Err(Error::Depth { limit: MAX_DEPTH });
            }
            open.push(found.len());
            found.push((start, 0));
            Ok(())
        };
        enter(&mut found, &mut open, position)?;
        let mut offset = 0;
        while let Some(&innermost) = open.last() {
            let here = position.saturating_add(offset);
            let rest = bytes.get(offset..).unwrap_or_default();
            let header = Header::read(rest, here)?;
            if header.is_end_of_contents() {
                let start = found[innermost].0;
                found[innermost].1 = here - start;
                open.pop();
                offset += header.size;
                continue;
            }
            offset += header.size;
            match header.length {
                None => enter(&mut found, &mut open, position.saturating_add(offset))?,
                Some(length) if length <= bytes.len().saturating_sub(offset) => offset += length,
                Some(length) => {
                    return Err(Error::Truncated {
                        have: position.saturating_add(bytes.len()),
                        need: position.saturating_add(offset).saturating_add(length),
                    });
                }
            }
        }
        Ok(Self(Some(found.into())))
    }
}
