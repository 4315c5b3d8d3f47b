//! Reads the vectors in `data/`: lines of `what it is = hex`, `#` for comments.

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
