//! Hexadecimal as people paste it: digits with or without separators, `0x` and `\x` before them.

mod dump;

use crate::text;
use alloc::{string::String, vec::Vec};
use zeroize::Zeroizing;

/// The bytes that `text` spells, if it is hexadecimal and nothing else: digits in pairs, in any case, and between pairs
/// white space, `:`, `-` or `,`; `0x` or `\x` before the first or before each; in UTF-16 too. Or a dump as `xxd` or
/// `hexdump -C` writes it, whose offsets must be right.
///
/// ```
/// use keybundle_encoding::hex;
/// assert_eq!(hex::decode(b"30:03 0x02,01\n07").unwrap().as_slice(), [0x30, 3, 2, 1, 7]);
/// assert!(hex::decode(b"300").is_none());
/// assert!(hex::decode(b"3g").is_none());
/// ```
#[must_use]
pub fn decode(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    text::decode(text).map_or_else(|| decode_as_is(text), |decoded| decode_as_is(&decoded.text))
}

fn decode_as_is(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    dump::decode(text).or_else(|| digits(text))
}

/// The same of digits alone, in an encoding that extends ASCII.
pub(crate) fn digits(text: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
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

/// The bytes of digits in pairs, in any case, with nothing between them.
///
/// ```
/// use keybundle_encoding::hex;
/// assert_eq!(hex::pairs("00aB"), Some(vec![0, 0xab]));
/// assert_eq!((hex::pairs("00a"), hex::pairs("00 ab")), (None, None));
/// ```
#[must_use]
pub fn pairs(text: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = text.as_bytes().as_chunks();
    rest.is_empty().then(|| pairs.iter().map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?)).collect())?
}

/// Lower-case digits.
///
/// ```
/// assert_eq!(keybundle_encoding::hex::encode(&[0, 0xab]), "00ab");
/// ```
#[must_use]
pub fn encode(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    let mut text = String::with_capacity(bytes.len() * 2);
    text.extend(digits.filter_map(|digit| char::from_digit(digit.into(), 16)));
    text
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::decode;
    use alloc::vec::Vec;

    #[test]
    fn in_utf_16_too() {
        let text: Vec<u8> = "\u{feff}30 03 02 01 07\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&text).unwrap().as_slice(), [0x30, 3, 2, 1, 7]);
    }
}
