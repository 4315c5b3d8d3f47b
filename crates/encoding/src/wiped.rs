//! Secrets that grow: where they move, nothing of them is left behind.

use alloc::{string::String, vec::Vec};
use zeroize::Zeroizing;

/// How much is read at once.
const PIECE: usize = 1 << 16;

/// Makes room for so many bytes `more`, and for as many again as there are where they have to move.
pub fn reserve(bytes: &mut Zeroizing<Vec<u8>>, more: usize) {
    let need = bytes.len().saturating_add(more);
    if need > bytes.capacity() {
        let mut larger = Zeroizing::new(Vec::with_capacity(need.max(bytes.capacity().saturating_mul(2))));
        larger.extend_from_slice(bytes);
        *bytes = larger;
    }
}

/// One text of several. Its room is measured first: one that grows leaves secrets behind where it was.
///
/// ```
/// # use keybundle_encoding::wiped;
/// assert_eq!(wiped::joined(&["user", ":", "password"]).as_str(), "user:password");
/// ```
#[must_use]
pub fn joined(pieces: &[impl AsRef<str>]) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(pieces.iter().map(|piece| piece.as_ref().len()).sum()));
    pieces.iter().for_each(|piece| text.push_str(piece.as_ref()));
    text
}

/// Reads until `read`, which fills what it is given from the front on and tells how far, has no more. `size` is what is
/// expected: one byte more, and nothing moves.
///
/// ```
/// # use keybundle_encoding::wiped;
/// let mut source = [1, 2, 3].as_slice();
/// let bytes = wiped::read_to_end(4, |room| std::io::Read::read(&mut source, room))?;
/// assert_eq!(bytes.as_slice(), [1, 2, 3]);
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
/// Those of `read`.
pub fn read_to_end<E>(
    size: usize,
    mut read: impl FnMut(&mut [u8]) -> Result<usize, E>,
) -> Result<Zeroizing<Vec<u8>>, E> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(size));
    loop {
        let start = bytes.len();
        if start == bytes.capacity() {
            reserve(&mut bytes, PIECE);
        }
        let room = (bytes.capacity() - start).min(PIECE);
        bytes.resize(start + room, 0);
        let size = read(bytes.get_mut(start..).unwrap_or_default())?.min(room);
        bytes.truncate(start + size);
        if size == 0 {
            return Ok(bytes);
        }
    }
}
