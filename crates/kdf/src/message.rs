//! Hashing of whole messages with the compression function of a family.

use crate::{
    family::Family,
    word::{State, read_block},
};
use zeroize::Zeroizing;

/// The state after the message that `parts` make one after another, begun at `state`, which has taken in `prefix` bytes
/// (whole blocks) already: padding and length (RFC 1321 §3, FIPS 180-4 §5.1) included.
pub(crate) fn hash<F: Family>(state: &State<F::Word>, prefix: usize, parts: &[&[u8]]) -> State<F::Word> {
    let mut state = *state;
    let mut bytes = Zeroizing::new([0; 128]);
    let buffer = &mut bytes[..F::BLOCK];
    let (mut filled, mut length) = (0, prefix as u64);
    for part in parts {
        length = length.wrapping_add(part.len() as u64);
        let mut rest = *part;
        while !rest.is_empty() {
            let (now, later) = rest.split_at(rest.len().min(F::BLOCK - filled));
            buffer[filled..filled + now.len()].copy_from_slice(now);
            filled += now.len();
            rest = later;
            if filled == F::BLOCK {
                F::compress(&mut state, &read_block(buffer, F::ORDER));
                filled = 0;
            }
        }
    }
    buffer[filled] = 0x80;
    buffer[filled + 1..].fill(0);
    if filled >= F::BLOCK - 2 * F::WORD {
        F::compress(&mut state, &read_block(buffer, F::ORDER));
        buffer.fill(0);
    }
    F::write_length(buffer, length);
    F::compress(&mut state, &read_block(buffer, F::ORDER));
    state
}
