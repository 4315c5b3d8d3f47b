//! Hexadecimal as people paste it: digits with or without separators, `0x` and `\x` before them.

use alloc::vec::Vec;
use zeroize::Zeroizing;

/// The bytes that `text` spells, if it is hexadecimal and nothing else: digits in pairs, in any case, and between pairs
/// white space, `:`, `-` or `,`; `0x` or `\x` before the first or before each. Offsets, as dumps have them, are not told
/// from digits.
///
/// ```
/// use keybundle_encoding::hex;
/// assert_eq!(hex::decode(b"30:03 0x02,01\n07").unwrap().as_slice(), [0x30, 3, 2, 1, 7]);
/// assert!(hex::decode(b"300").is_none());
/// assert!(hex::decode(b"3g").is_none());
/// ```
#[must_use]
pub fn decode(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut bytes = Zeroizing::new(Vec::with_capacity(text.len() / 2));
    let mut rest = text.trim_ascii();
    while let Some((&first, tail)) = rest.split_first() {
        rest = match (first, tail) {
            (b'0' | b'\\', [b'x' | b'X', tail @ ..]) => tail,
            (b':' | b'-' | b',', _) => tail,
            _ if first.is_ascii_whitespace() => tail,
            (_, [second, tail @ ..]) => {
                bytes.push(digit(first)? << 4 | digit(*second)?);
                tail
            }
            _ => return None,
        };
    }
    (!bytes.is_empty()).then_some(bytes)
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}
