//! PEM as RFC 7468 has it, and as people send it.
//!
//! Whatever is plain is read and reported: missing line breaks, spaces or `\n` in their place, indentation, quotes,
//! wrong dashes, a missing END line when the content is complete. Whatever is damaged is refused with its position.
//!
//! ```
//! use keybundle_encoding::pem;
//! let scan = pem::scan(br"-----BEGIN PRIVATE KEY-----\nMAA=\n-----END PRIVATE KEY-----")?;
//! assert_eq!(scan.blocks[0].label, "PRIVATE KEY");
//! assert_eq!(scan.blocks[0].bytes.as_slice(), [0x30, 0]);
//! assert_eq!(scan.deviations[0].to_string(), "line breaks are spelled out as \\n (byte 27)");
//! # Ok::<(), keybundle_encoding::Error>(())
//! ```

mod armor;
mod block;
mod columns;
mod headers;
mod label;
mod prose;
mod scanner;

use crate::{
    Deviation, Result, base64,
    ber::Element,
    foreign,
    text::{self, Plain},
};
use ::base64::engine::general_purpose::STANDARD;
use alloc::{string::String, vec::Vec};
use core::fmt;
use scanner::Scanner;
use zeroize::Zeroizing;

/// Lines are of 64 characters (RFC 7468 §2), or of 76 (RFC 2045 §6.8). One that is shorter than this, and not the last,
/// is told ([`crate::DeviationKind::OddLines`]).
pub const SHORTEST_LINE: usize = 32;
/// One that is longer than this is told too.
pub const LONGEST_LINE: usize = 80;

/// One block: BEGIN, headers, base64, END.
#[non_exhaustive]
pub struct Block {
    /// What stands after BEGIN, in upper case with single spaces, and in the usual spelling where it has one.
    pub label: String,
    /// RFC 1421 headers in their order: name and value, unfolded. `DEK-Info` and `Proc-Type` without white space.
    pub headers: Vec<(String, String)>,
    /// The content. Of a label that [`unsupported`] knows, which need not be base64, perhaps empty.
    pub bytes: Zeroizing<Vec<u8>>,
    /// What follows the certificate in a `TRUSTED CERTIFICATE`: OpenSSL's `CertAux`. Otherwise empty.
    pub auxiliary: Vec<u8>,
    /// Byte offset of the BEGIN line.
    pub position: usize,
}

impl Block {
    /// The value of a header, by its name in any case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Whether the content is encrypted by OpenSSL's old scheme (`Proc-Type: 4,ENCRYPTED`, RFC 1421 §4.6.1.1).
    #[must_use]
    pub fn is_encrypted(&self) -> bool {
        self.header("Proc-Type").is_some_and(|value| value.ends_with("ENCRYPTED")) || self.header("DEK-Info").is_some()
    }

    /// Whether this is OpenSSL's `TRUSTED CERTIFICATE`, of which [`Block::bytes`] holds the certificate alone.
    #[must_use]
    pub fn is_trusted(&self) -> bool {
        self.label == "TRUSTED CERTIFICATE"
    }
}

impl fmt::Debug for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Block").field("label", &self.label).field("position", &self.position).finish_non_exhaustive()
    }
}

/// All blocks of a text.
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Scan {
    /// In the order in which they stand; at least one.
    pub blocks: Vec<Block>,
    /// What was accepted though RFC 7468 does not have it, each kind once.
    pub deviations: Vec<Deviation>,
    /// The text without the blocks, as it was read (decoded, and escapes undone where the blocks have them): other
    /// values may stand there.
    pub around: Zeroizing<Vec<u8>>,
}

/// Whether an armour line, or what is plainly meant by one, stands in `text`.
#[must_use]
pub fn looks_like(text: &[u8]) -> bool {
    let decoded = text::decode(text);
    let text = decoded.as_ref().map_or(text, |decoded| &decoded.text);
    armor::find(text, 0).is_some() || Plain::of(text).is_some_and(|plain| armor::find(plain.as_bytes(), 0).is_some())
}

/// Whether `text` speaks of armour lines rather than having one: words stand before the first on its line, and nothing
/// like a body behind it.
#[must_use]
pub fn is_mentioned(text: &[u8]) -> bool {
    let marked = columns::marked(text);
    let text = marked.as_ref().map_or(text, |marked| marked);
    let Some(armor) = armor::find(text, 0) else { return false };
    let before = text.get(..armor.start).unwrap_or_default();
    let line = before.rsplit(|&byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
    let behind = text.get(armor.end..).unwrap_or_default();
    // Line breaks that are spelled out count as such.
    let behind = behind.iter().skip_while(|byte| byte.is_ascii_whitespace() || matches!(byte, b'\\' | b'n' | b'r'));
    let body = behind.take_while(|byte| !byte.is_ascii_whitespace()).count();
    line.trim_ascii_start().contains(&b' ') && body < SHORTEST_BODY
}

/// Fewer characters in a row are a word.
const SHORTEST_BODY: usize = 16;

/// Whether a label, in its one spelling, is one that is met here.
#[must_use]
pub fn is_known(label: &str) -> bool {
    label::known(label.as_bytes()).is_some()
}

/// Reads all blocks of `text`, in whatever encoding it is; what stands around them is ignored.
///
/// # Errors
/// `malformed-pem` with the position where there is no block at all, a character that base64 does not have, a lost
/// character, an END line for something else; `truncated` where the text ends before the content does.
pub fn scan(text: &[u8]) -> Result<Scan> {
    let Some(decoded) = text::decode(text) else { return scan_text(text) };
    let mut scan = scan_text(&decoded.text).map_err(|error| decoded.relocate(error))?;
    let mut last = (0, 0);
    for block in &mut scan.blocks {
        block.position = decoded.original_position_from(block.position, &mut last);
    }
    decoded.relocate_deviations(&mut scan.deviations);
    Ok(scan)
}

fn scan_text(text: &[u8]) -> Result<Scan> {
    let first = scan_lines(text);
    // What stands before the lines may be letters of base64, and something else comes out of them.
    let is_whole = |block: &Block| {
        unsupported(&block.label).is_some() || !block.is_encrypted() && Element::parse(&block.bytes).is_ok()
    };
    if first.as_ref().is_ok_and(|scan| scan.blocks.iter().all(is_whole)) {
        return first;
    }
    columns::marked(text).and_then(|marked| scan_lines(&marked).ok()).map_or(first, Ok)
}

fn scan_lines(text: &[u8]) -> Result<Scan> {
    let first = Scanner::run(text);
    if let Ok(scanner) = &first
        && !scanner.left_over(text)
    {
        return first.map(|first| first.into_scan(text));
    }
    let Some(plain) = Plain::of(text) else { return first.map(|first| first.into_scan(text)) };
    match (first, Scanner::run(plain.as_bytes())) {
        // Nothing more came of undoing the escapes: they stand in the text around.
        (Ok(first), Ok(second)) if first.blocks.len() >= second.blocks.len() => Ok(first.into_scan(text)),
        (Ok(first), Err(_)) => Ok(first.into_scan(text)),
        (_, Ok(second)) => {
            let mut scan = second.into_scan(plain.as_bytes());
            for block in &mut scan.blocks {
                block.position = plain.original_position(block.position);
            }
            plain.relocate_deviations(&mut scan.deviations);
            Ok(scan)
        }
        (Err(_), Err(error)) => Err(plain.relocate(error)),
    }
}

/// PEM as RFC 7468 §3 has it: lines of 64 characters, and a line break at the end.
#[must_use]
pub fn encode(label: &str, der: &[u8]) -> Zeroizing<String> {
    let characters = der.len().div_ceil(3).saturating_mul(4);
    let size = characters + characters.div_ceil(64) + 2 * label.len() + 32;
    let mut text = Vec::with_capacity(size);
    let armor = |text: &mut Vec<u8>, side: &str| {
        for part in ["-----", side, " ", label, "-----\n"] {
            text.extend_from_slice(part.as_bytes());
        }
    };
    armor(&mut text, "BEGIN");
    for line in der.chunks(48) {
        base64::append(&STANDARD, line, &mut text);
        text.push(b'\n');
    }
    armor(&mut text, "END");
    Zeroizing::new(String::from_utf8(text).unwrap_or_default())
}

/// Name and hint of the first block when no block is anything that is opened here.
pub(crate) fn all_unsupported(text: &[u8]) -> Option<(&'static str, &'static str)> {
    let mut first = None;
    let mut at = 0;
    while let Some(armor) = armor::find(text, at) {
        at = armor.end;
        let foreign = unsupported(&label::normalize(armor.label))?;
        first.get_or_insert(foreign);
    }
    first
}

/// Name and hint for labels of what is known and not opened.
#[must_use]
pub fn unsupported(label: &str) -> Option<(&'static str, &'static str)> {
    if label.starts_with("PGP ") {
        return Some(foreign::OPENPGP);
    }
    match label {
        "OPENSSH PRIVATE KEY" => Some(foreign::OPENSSH_KEY),
        "SSH2 PUBLIC KEY" | "SSH2 ENCRYPTED PRIVATE KEY" => Some(foreign::SSH2_KEY),
        "AGE ENCRYPTED FILE" => Some(foreign::AGE),
        "TSS2 PRIVATE KEY" => Some(foreign::TPM_KEY),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
