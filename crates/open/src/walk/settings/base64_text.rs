//! Base64 in the middle of other text, and whether it is worth a look.

use super::SHORTEST;
use keybundle_encoding::{
    base64,
    ber::Element,
    json::Json,
    sniff::{DerKind, Format, sniff},
    wiped,
};
use zeroize::Zeroizing;

/// The base64 that a text begins with, and how much of the text it takes. Line breaks and slashes that are spelled out,
/// as in strings of programs, do not end it; padding does.
fn run(text: &[u8]) -> (Zeroizing<Vec<u8>>, usize) {
    let mut run = Zeroizing::new(Vec::new());
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        let backslashes = text.iter().skip(at).take_while(|&&byte| byte == b'\\').count();
        match text.get(at + backslashes) {
            Some(b'n' | b'r') if backslashes > 0 => at += backslashes + 1,
            Some(b'/') if backslashes > 0 => at += backslashes,
            _ if backslashes > 0 || !is_of_base64(byte) || byte != b'=' && run.ends_with(b"=") => break,
            _ => {
                wiped::reserve(&mut run, 1);
                run.push(byte);
                at += 1;
            }
        }
    }
    (run, at.max(1))
}

/// Whether base64 may be that of a SEQUENCE, of PEM or of a ZIP archive.
fn is_beginning(text: &[u8]) -> bool {
    [b"M".as_slice(), b"LS0t", b"UEsD"].iter().any(|beginning| text.starts_with(beginning))
}

/// Whether that stands somewhere in a text, and as much behind it as a key or certificate has.
pub(super) fn begins_somewhere(text: &[u8]) -> bool {
    let mut words = text.split(|&byte| !is_of_base64(byte) || byte == b'=');
    words.any(|word| word.len() >= SHORTEST && is_beginning(word))
}

const fn is_of_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')
}

pub(super) fn is_whole_in_base64(text: &[u8]) -> bool {
    base64::decode(text).is_ok_and(|decoded| is_whole(&decoded.bytes))
}

/// Whether bytes are something to open, and all of it is there.
pub(super) fn is_whole(bytes: &[u8]) -> bool {
    match sniff(bytes) {
        Format::Der(DerKind::OtherSequence) => false,
        Format::Der(_) => Element::parse_first(bytes).is_ok(),
        format => matches!(format, Format::Pem | Format::Zip | Format::Base64 | Format::Json),
    }
}

/// Whether base64 is that of something to open which ends where it should: what wraps something of unknown length says
/// where that ends.
pub(super) fn is_complete_in_base64(text: &[u8]) -> bool {
    let Ok(decoded) = base64::decode(text) else { return false };
    let bytes = decoded.bytes.as_slice();
    let has = |mark: &[u8]| bytes.windows(mark.len()).any(|window| window == mark);
    match sniff(bytes) {
        Format::Pem => has(b"-----END "),
        Format::Zip => has(b"PK\x05\x06"),
        Format::Base64 => is_complete_in_base64(bytes),
        Format::Json => Json::read(bytes).is_ok(),
        _ => is_whole(bytes),
    }
}

/// The runs of base64 in a line that begin like something to open and are as long as that is.
pub(super) fn runs(line: &[u8]) -> impl Iterator<Item = Zeroizing<Vec<u8>>> {
    let mut rest = line;
    let all = core::iter::from_fn(move || {
        let start = rest.iter().position(|&byte| is_of_base64(byte))?;
        let (run, size) = run(rest.get(start..)?);
        rest = rest.get(start + size..)?;
        Some(run)
    });
    all.filter(|run| run.len() >= SHORTEST && is_beginning(run))
}

/// The first of them of which a part is missing.
pub(super) fn damaged(line: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    runs(line).find(|run| !is_beside_the_point(run) && !is_whole_in_base64(run))
}

/// Whether what base64 begins with is no key, certificate or container: a signature, say.
pub(super) fn is_beside_the_point(text: &[u8]) -> bool {
    const HEAD: usize = 24;
    let is_one = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_');
    let size = text.iter().take_while(|&&byte| is_one(byte)).count();
    let head = text.get(..size - size % 4).unwrap_or_default();
    size >= HEAD
        && base64::decode(head).is_ok_and(|decoded| {
            matches!(
                sniff(&decoded.bytes),
                // Two numbers are an ECDSA signature as well as an RSA public key.
                Format::Der(DerKind::OtherSequence | DerKind::Pkcs1Public) | Format::Unknown
            )
        })
}

pub(super) fn is_base64(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().copied().all(is_of_base64)
}
