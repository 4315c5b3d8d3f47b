//! A few lines of DER for what is made; what others encoded goes in byte for byte as it stood.
//!
//! Everything is appended to one buffer, so that a request costs few allocations.

use alloc::vec::Vec;
use keybundle_encoding::hex;

pub(crate) const BOOLEAN: u8 = 0x01;
pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const BIT_STRING: u8 = 0x03;
pub(crate) const OCTET_STRING: u8 = 0x04;
pub(crate) const OID: u8 = 0x06;
pub(crate) const SEQUENCE: u8 = 0x30;
pub(crate) const SET: u8 = 0x31;
/// `[0]`, constructed.
pub(crate) const CONTEXT_0: u8 = 0xa0;

/// What somebody else encoded, in pairs of hex digits, with colons or spaces between them or not.
pub(crate) fn from_hex(text: &str) -> Option<Vec<u8>> {
    hex::pairs(&text.replace([':', ' '], ""))
}

/// Appends an element of this content.
pub(crate) fn primitive(out: &mut Vec<u8>, tag: u8, content: &[u8]) {
    element(out, tag, |out| out.extend_from_slice(content));
}

/// Appends an element whose content `content` appends; its length is put in behind it.
pub(crate) fn element<T>(out: &mut Vec<u8>, tag: u8, content: impl FnOnce(&mut Vec<u8>) -> T) -> T {
    out.extend([tag, 0]);
    let start = out.len();
    let result = content(out);
    let length = out.len().saturating_sub(start);
    let octets = length.to_be_bytes();
    let significant = octets.iter().position(|&byte| byte != 0).and_then(|at| octets.get(at..)).unwrap_or_default();
    let first = match u8::try_from(length) {
        Ok(short) if short < 0x80 => short,
        _ => {
            out.extend_from_slice(significant);
            out.get_mut(start..).unwrap_or_default().rotate_right(significant.len());
            0x80 | significant.len() as u8
        }
    };
    if let Some(byte) = start.checked_sub(1).and_then(|at| out.get_mut(at)) {
        *byte = first;
    }
    result
}

/// Appends a SET OF these elements, in the order of DER (X.690 §11.6), each once.
pub(crate) fn set_of(out: &mut Vec<u8>, tag: u8, mut members: Vec<Vec<u8>>) {
    members.sort_unstable();
    members.dedup();
    element(out, tag, |out| members.iter().for_each(|member| out.extend_from_slice(member)));
}
