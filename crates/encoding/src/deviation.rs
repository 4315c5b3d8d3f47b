//! What was accepted in text though its standard does not have it.

use crate::{Warning, WarningCode};
use alloc::{format, vec::Vec};
use core::fmt;

/// One way in which a text deviates, and where it does so first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deviation {
    /// What deviates.
    pub kind: DeviationKind,
    /// Byte offset of the first place, in the text that was given.
    pub position: usize,
}

impl Deviation {
    /// The warning that tells of it: `lenient-pem` or `lenient-base64`.
    #[must_use]
    pub fn warning(&self) -> Warning {
        Warning { code: self.kind.code(), message: format!("{self}") }
    }
}

impl fmt::Display for Deviation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (byte {})", self.kind.as_str(), self.position)
    }
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident($code:ident) => $text:literal,)+) => {
        /// The ways in which text deviates from RFC 7468 (PEM) and RFC 4648 (base64) and is still plain.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum DeviationKind { $($(#[$doc])* $variant,)+ }

        impl DeviationKind {
            /// Every kind there is.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// In words.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }

            /// The code of its warning.
            #[must_use]
            pub const fn code(self) -> WarningCode {
                match self { $(Self::$variant => WarningCode::$code,)+ }
            }
        }
    };
}

kinds! {
    /// The armour and the body share a line.
    NoLineBreaks(LenientPem) => "line breaks around the body are missing",
    /// Spaces or tabs where line breaks belong.
    SpacesForLineBreaks(LenientPem) => "spaces stand where line breaks belong",
    /// `\n` or `\r\n` spelled out.
    EscapedLineBreaks(LenientPem) => "line breaks are spelled out as \\n",
    /// Other escapes: `\/`, `\u002b`, `%2B`, `&#10;`.
    Escapes(LenientPem) => "characters are escaped as in JSON, HTML or a URL",
    /// Quotes, commas or semicolons around the block or its lines.
    Punctuation(LenientPem) => "quotes or commas stand around the text",
    /// Lines with a prefix, as in a quoted mail.
    QuotedLines(LenientPem) => "lines are quoted",
    /// Lines that begin with white space.
    Indentation(LenientPem) => "lines are indented",
    /// Blank lines in the body.
    BlankLines(LenientPem) => "blank lines stand in the body",
    /// Lines much shorter or longer than 64 characters.
    OddLines(LenientPem) => "lines of the body are not of the usual length",
    /// Invisible characters: byte order marks, zero-width and no-break spaces.
    InvisibleCharacters(LenientPem) => "invisible characters stand in the text",
    /// Dashes of another kind than hyphen-minus.
    OtherDashes(LenientPem) => "dashes are not hyphens",
    /// More or fewer than five dashes.
    DashCount(LenientPem) => "an armour line has not five dashes",
    /// The armour itself is spread over lines or lost its spaces.
    SpreadArmor(LenientPem) => "an armour line has white space in it or lost some",
    /// A label in lower case.
    LabelCase(LenientPem) => "a label is not in upper case",
    /// A label that RFC 7468 calls obsolete.
    OldLabel(LenientPem) => "a label is that of an old tool",
    /// The END label is another spelling of the BEGIN label.
    EndLabel(LenientPem) => "the END label differs from the BEGIN label",
    /// The BEGIN line is missing and the content is complete.
    NoBegin(LenientPem) => "the BEGIN line is missing",
    /// The END line is missing and the content is complete.
    NoEnd(LenientPem) => "the END line is missing",
    /// Something else than the body follows a BEGIN line on its line.
    BehindBegin(LenientPem) => "what follows a BEGIN line on its line was ignored",
    /// An END line that closes nothing.
    StrayEnd(LenientPem) => "an END line closes nothing",
    /// A block without content beside others, or one in prose.
    EmptyBlock(LenientPem) => "a block without content was ignored",
    /// A byte order mark before the text.
    ByteOrderMark(LenientPem) => "a byte order mark stands before the text",
    /// UTF-16 where ASCII is due.
    Utf16(LenientPem) => "the text is UTF-16",
    /// NUL bytes at the end.
    TrailingNul(LenientPem) => "zero bytes follow the text",
    /// White space within a line of base64.
    SpacesInBase64(LenientBase64) => "white space stands in the base64",
    /// A space wherever a plus sign was, as a form's decoding leaves it.
    SpacesForPlusSigns(LenientBase64) => "spaces stand where plus signs were",
    /// `-` and `_` in place of `+` and `/`.
    UrlAlphabet(LenientBase64) => "the base64 is in the URL alphabet",
    /// Characters of both alphabets.
    MixedAlphabets(LenientBase64) => "the base64 mixes two alphabets",
    /// Less padding than is due.
    MissingPadding(LenientBase64) => "padding is missing",
    /// More padding than is due.
    ExtraPadding(LenientBase64) => "there is too much padding",
    /// Bits after the last byte that are not zero.
    TrailingBits(LenientBase64) => "the last character has bits that nothing needs",
    /// `data:…;base64,` before the text.
    DataUrl(LenientBase64) => "the text is a data URL",
}

/// Deviations, each kind once, at its first position.
#[derive(Debug, Default)]
pub(crate) struct Notes(Vec<Deviation>);

impl Notes {
    pub(crate) fn note(&mut self, kind: DeviationKind, position: usize) {
        match self.0.iter_mut().find(|known| known.kind == kind) {
            Some(known) => known.position = known.position.min(position),
            None => self.0.push(Deviation { kind, position }),
        }
    }

    pub(crate) fn extend(&mut self, other: Self) {
        for Deviation { kind, position } in other.0 {
            self.note(kind, position);
        }
    }

    pub(crate) fn into_vec(self) -> Vec<Deviation> {
        self.0
    }
}
