//! Errors inside a structure whose own end was found.

use crate::Error;
use keybundle_encoding::Error as Encoding;

/// An element inside that is longer or shorter than its place is no sign of a cut file, nor of something that follows
/// the structure: `truncated` and `trailing-data` become `malformed-der`.
pub(crate) fn contained(error: Error) -> Error {
    match error {
        Error::Encoding(error) | Error::Cipher(keybundle_cipher::Error::Encoding(error)) => fits(error).into(),
        other => other,
    }
}

/// As [`contained`].
pub(crate) fn fits(error: Encoding) -> Encoding {
    match error {
        Encoding::Truncated { have, .. } => {
            Encoding::MalformedDer { position: have, reason: "an element is longer than what holds it" }
        }
        Encoding::TrailingData { position, .. } => {
            Encoding::MalformedDer { position, reason: "an element is shorter than what holds it" }
        }
        other => other,
    }
}
