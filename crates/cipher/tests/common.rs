//! Reads the vectors in `data/`: lines of `what it is = hex`, `#` for comments.

use const_oid::ObjectIdentifier;
use keybundle_cipher::Error;
use keybundle_encoding::{AlgorithmIdentifier, ber::Element};

/// The lines of a file of vectors.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.lines().filter(|line| !line.starts_with('#')).map(|line| match line.rsplit_once(" = ") {
        Some(parts) => parts,
        None => panic!("a line without ` = `: {line}"),
    })
}

/// Bytes from hex.
pub(crate) fn hex(text: &str) -> Vec<u8> {
    let digit = |byte: &u8| match char::from(*byte).to_digit(16) {
        Some(digit) => digit as u8,
        None => panic!("not hex: {text}"),
    };
    assert!(text.len().is_multiple_of(2), "half a byte: {text}");
    text.as_bytes().chunks(2).map(|pair| digit(&pair[0]) << 4 | digit(&pair[1])).collect()
}

/// `SEQUENCE { OID, parameters }`, the parameters already encoded, below 128 bytes in all.
pub(crate) fn identifier(oid: &str, parameters: &[u8]) -> Vec<u8> {
    let oid = ObjectIdentifier::new_unwrap(oid);
    tlv(0x30, &[&tlv(0x06, oid.as_bytes()), parameters].concat())
}

/// A tag, a short length, and the content.
pub(crate) fn tlv(tag: u8, content: &[u8]) -> Vec<u8> {
    assert!(content.len() < 128, "a short length was expected");
    [&[tag, content.len() as u8], content].concat()
}

/// Reads an identifier with one of the readers of the crate.
pub(crate) fn read<T>(
    bytes: &[u8],
    reader: impl FnOnce(&AlgorithmIdentifier<'_>) -> Result<T, Error>,
) -> Result<T, Error> {
    reader(&AlgorithmIdentifier::from_element(&Element::parse(bytes)?)?)
}
