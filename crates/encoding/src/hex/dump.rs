//! Dumps: an offset, bytes, and the same as characters, on each line.

use super::digit;
use alloc::vec::Vec;
use zeroize::Zeroizing;

/// The bytes of a dump by `xxd` (`00000000: 3082 0a2b  0..+`) or `hexdump -C` (`00000000  30 82  |0.|`). `None` where
/// an offset is not that of the bytes before it, so that nothing is lost unseen.
pub(super) fn decode(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(text.len() / 2));
    let mut is_squeezed = false;
    for line in text.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty()) {
        if line == b"*" {
            is_squeezed = true;
            continue;
        }
        let size = line.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
        let (offset, rest) = line.split_at_checked(size).filter(|(offset, _)| (6..=16).contains(&offset.len()))?;
        let offset = offset
            .iter()
            .try_fold(0_usize, |sum, &byte| sum.checked_mul(16)?.checked_add(usize::from(digit(byte)?)))?;
        if is_squeezed {
            repeat(&mut bytes, offset)?;
            is_squeezed = false;
        }
        if offset != bytes.len() {
            return None;
        }
        match rest.strip_prefix(b":") {
            Some(rest) => groups(rest.trim_ascii_start(), true, &mut bytes)?,
            None => groups(rest, false, &mut bytes)?,
        }
    }
    (!bytes.is_empty() && !is_squeezed).then_some(bytes)
}

/// The bytes of a line: in groups that two spaces end (`xxd`), or one by one up to a bar.
fn groups(line: &[u8], is_xxd: bool, bytes: &mut Vec<u8>) -> Option<()> {
    let end = if is_xxd {
        line.windows(2).position(|pair| pair == b"  ")
    } else {
        line.iter().position(|&byte| byte == b'|')
    };
    let line = line.get(..end.unwrap_or(line.len()))?;
    for group in line.split(u8::is_ascii_whitespace).filter(|group| !group.is_empty()) {
        if !is_xxd && group.len() != 2 {
            return None;
        }
        for pair in group.chunks(2) {
            let [first, second] = *pair else { return None };
            bytes.push(digit(first)? << 4 | digit(second)?);
        }
    }
    Some(())
}

/// Lines that are the same as the one before are written as a star: no more of them than there is room for.
fn repeat(bytes: &mut Zeroizing<Vec<u8>>, until: usize) -> Option<()> {
    let last = Zeroizing::new(bytes.get(bytes.len().checked_sub(16)?..)?.to_vec());
    if until <= bytes.len() || until > bytes.capacity() || !(until - bytes.len()).is_multiple_of(16) {
        return None;
    }
    while bytes.len() < until {
        bytes.extend_from_slice(&last);
    }
    Some(())
}
