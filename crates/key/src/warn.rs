//! What is accepted with a warning.

use crate::{Algorithm, Weakness, write::trim};
use keybundle_encoding::{Result, WarningCode, Warnings, ber::Element};

/// Warns about a key that nobody should use any more.
pub(crate) fn weak(algorithm: &Algorithm, warnings: &mut Warnings) {
    if let Some(reason) = algorithm.weakness() {
        push(&Weakness::Algorithm { reason }, warnings);
    }
}

/// Warns about one.
pub(crate) fn push(weakness: &Weakness, warnings: &mut Warnings) {
    let warning = weakness.warning();
    warnings.push(warning.code, warning.message);
}

/// Warns about an algorithm that is not known, and gives it.
pub(crate) fn unknown(oid: String, what: &str, warnings: &mut Warnings) -> Algorithm {
    warnings
        .push(WarningCode::UnknownAlgorithm, format!("the key's {what} {oid} is not known; the key is kept as it is"));
    Algorithm::Unknown { oid }
}

/// Warns about an algorithm that is known by name only, and gives it.
pub(crate) fn named(name: &'static str, oid: &str, warnings: &mut Warnings) -> Algorithm {
    let message = format!("nothing is done with keys of {name} ({oid}); the key is kept as it is");
    warnings.push(WarningCode::UnknownAlgorithm, message);
    Algorithm::Named { name }
}

/// A non-negative INTEGER without leading zeros. Old tools forgot the zero byte before a first bit that is set, which
/// makes a positive number look negative: no key holds a negative one.
pub(crate) fn unsigned<'a>(element: &Element<'a>, warnings: &mut Warnings) -> Result<&'a [u8]> {
    let content = element.integer()?;
    if content.first().is_some_and(|first| first & 0x80 != 0) {
        warnings.push(WarningCode::NotDer, "an INTEGER of the key lacks the zero byte that makes it positive");
    }
    Ok(trim(content))
}

/// The size in bits of a big-endian number.
pub(crate) fn bit_length(bytes: &[u8]) -> usize {
    let bytes = trim(bytes);
    bytes.first().map_or(0, |first| bytes.len() * 8 - first.leading_zeros() as usize)
}
