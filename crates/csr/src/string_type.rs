//! Character strings of ASN.1, for what is written.

use crate::{Error, Result, write};
use alloc::vec::Vec;

/// The type of a string that is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum StringType {
    /// UTF8String: any text.
    Utf8,
    /// PrintableString: letters, digits, space and `'()+,-./:=?`.
    Printable,
    /// IA5String: ASCII.
    Ia5,
    /// TeletexString, as Latin-1: what every tool takes it for.
    Teletex,
    /// BMPString: UTF-16, without characters beyond the basic plane.
    Bmp,
}

impl StringType {
    /// By its name: `utf8`, `printable`, `ia5`, `teletex`, `bmp`, with or without `String`; case doesn't count.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        Some(match name.strip_suffix("string").unwrap_or(&name) {
            "utf8" => Self::Utf8,
            "printable" => Self::Printable,
            "ia5" => Self::Ia5,
            "teletex" | "t61" => Self::Teletex,
            "bmp" => Self::Bmp,
            _ => return None,
        })
    }

    /// PrintableString where it holds the text, otherwise UTF8String.
    pub(crate) fn narrowest(text: &str) -> Self {
        if is_printable(text) { Self::Printable } else { Self::Utf8 }
    }

    /// The text, encoded.
    ///
    /// # Errors
    /// `invalid-value` when this type can't hold it.
    pub(crate) fn encode(self, text: &str) -> Result<Vec<u8>> {
        let mut der = Vec::new();
        self.write_to(&mut der, text)?;
        Ok(der)
    }

    /// Appends the text, encoded.
    pub(crate) fn write_to(self, out: &mut Vec<u8>, text: &str) -> Result<()> {
        let misfit = |reason| Err(Error::field("string type", reason));
        match self {
            Self::Utf8 => write::primitive(out, 0x0c, text.as_bytes()),
            Self::Printable if !is_printable(text) => {
                return misfit("the text has characters that PrintableString has not");
            }
            Self::Printable => write::primitive(out, 0x13, text.as_bytes()),
            Self::Ia5 if !text.is_ascii() => {
                return misfit("the text has characters beyond ASCII, which IA5String has not");
            }
            Self::Ia5 => write::primitive(out, 0x16, text.as_bytes()),
            Self::Teletex => match text.chars().map(|letter| u8::try_from(u32::from(letter))).collect() {
                Ok::<Vec<u8>, _>(bytes) => write::primitive(out, 0x14, &bytes),
                Err(_) => return misfit("the text has characters beyond Latin-1"),
            },
            Self::Bmp => {
                let units: Vec<u16> = text.encode_utf16().collect();
                if units.len() != text.chars().count() {
                    return misfit("the text has characters beyond the basic plane, which BMPString has not");
                }
                let bytes: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
                write::primitive(out, 0x1e, &bytes);
            }
        }
        Ok(())
    }
}

/// The letters of PrintableString (X.680 §41.4).
pub(crate) fn is_printable(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b" '()+,-./:=?".contains(&byte))
}
