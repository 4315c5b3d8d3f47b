//! A few lines of DER for what is computed: the parts are wiped, and parameters go in byte for byte as they stood.

use const_oid::ObjectIdentifier;
use zeroize::Zeroizing;

pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const BIT_STRING: u8 = 0x03;
pub(crate) const OCTET_STRING: u8 = 0x04;
pub(crate) const NULL: &[u8] = &[0x05, 0x00];
pub(crate) const OID: u8 = 0x06;
pub(crate) const SEQUENCE: u8 = 0x30;
/// `[0]`, primitive.
pub(crate) const IMPLICIT_0: u8 = 0x80;
/// `[0]`, constructed.
pub(crate) const EXPLICIT_0: u8 = 0xa0;
/// `[1]`, constructed.
pub(crate) const EXPLICIT_1: u8 = 0xa1;
/// `[2]`, constructed.
pub(crate) const EXPLICIT_2: u8 = 0xa2;
/// `[1]`, primitive.
pub(crate) const IMPLICIT_1: u8 = 0x81;

/// An element of these parts. Allocated once, so that no copy stays behind.
pub(crate) fn tlv(tag: u8, parts: &[&[u8]]) -> Zeroizing<Vec<u8>> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let octets = length.to_be_bytes();
    let significant = octets.iter().position(|&byte| byte != 0).map_or(&[][..], |at| octets.get(at..).unwrap_or(&[]));
    let mut bytes = Zeroizing::new(Vec::with_capacity(2 + octets.len() + length));
    bytes.push(tag);
    match (length, significant) {
        (0..=0x7f, _) => bytes.push(u8::try_from(length).unwrap_or(0)),
        (_, octets) => {
            bytes.push(0x80 | u8::try_from(octets.len()).unwrap_or(0));
            bytes.extend_from_slice(octets);
        }
    }
    for part in parts {
        bytes.extend_from_slice(part);
    }
    bytes
}

/// A non-negative INTEGER of these big-endian bytes.
pub(crate) fn integer(bytes: &[u8]) -> Zeroizing<Vec<u8>> {
    match trim(bytes) {
        [] => tlv(INTEGER, &[&[0]]),
        bytes @ [first, ..] if first & 0x80 != 0 => tlv(INTEGER, &[&[0], bytes]),
        bytes => tlv(INTEGER, &[bytes]),
    }
}

/// A BIT STRING without unused bits.
pub(crate) fn bit_string(bytes: &[u8]) -> Zeroizing<Vec<u8>> {
    tlv(BIT_STRING, &[&[0], bytes])
}

/// An AlgorithmIdentifier with parameters as they stand.
pub(crate) fn algorithm(oid: ObjectIdentifier, parameters: &[u8]) -> Vec<u8> {
    let content = oid.as_bytes();
    // `ObjectIdentifier` holds less than 128 bytes.
    tlv(SEQUENCE, &[&[OID, content.len() as u8], content, parameters]).to_vec()
}

/// A SubjectPublicKeyInfo.
pub(crate) fn spki(algorithm: &[u8], key: &[u8]) -> Vec<u8> {
    tlv(SEQUENCE, &[algorithm, &bit_string(key)]).to_vec()
}

/// Without leading zeros.
pub(crate) fn trim(bytes: &[u8]) -> &[u8] {
    let zeros = bytes.iter().take_while(|&&byte| byte == 0).count();
    bytes.get(zeros..).unwrap_or_default()
}

/// Left-padded with zeros, or stripped of leading zeros, to `size`; `None` when it does not fit.
pub(crate) fn fit(bytes: &[u8], size: usize) -> Option<Zeroizing<Vec<u8>>> {
    let bytes = trim(bytes);
    let mut fitted = Zeroizing::new(vec![0; size]);
    fitted.get_mut(size.checked_sub(bytes.len())?..)?.copy_from_slice(bytes);
    Some(fitted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_and_signs() {
        assert_eq!(integer(&[]).as_slice(), [2, 1, 0]);
        assert_eq!(integer(&[0, 0, 0x80]).as_slice(), [2, 2, 0, 0x80]);
        assert_eq!(integer(&[0x7f]).as_slice(), [2, 1, 0x7f]);
        assert_eq!(tlv(OCTET_STRING, &[&[0; 0x80]])[..3], [4, 0x81, 0x80]);
        assert_eq!(tlv(OCTET_STRING, &[&[0; 0x100]])[..4], [4, 0x82, 1, 0]);
        assert_eq!(fit(&[0, 0, 1], 2).unwrap().as_slice(), [0, 1]);
        assert!(fit(&[1, 0, 1], 2).is_none());
    }
}
