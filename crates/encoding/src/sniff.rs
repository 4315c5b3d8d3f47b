//! What is this? Content decides, never a name.

mod der;
mod foreign;
mod peek;
mod words;

use crate::{pem, text};

/// What bytes are, as far as their beginning tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// Nothing, or white space only.
    Empty,
    /// JSON text: an object, an array or a string.
    Json,
    /// Text with PEM blocks.
    Pem,
    /// Base64 of something that is known here.
    Base64,
    /// Hexadecimal of something that is known here.
    Hex,
    /// BER or DER.
    Der(DerKind),
    /// A ZIP archive.
    Zip,
    /// A MIME entity: headers, or a multipart body from its first boundary on; an HTTP answer.
    Mime,
    /// A MIME entity that is PKCS#7 (`application/pkcs7-mime`).
    Smime,
    /// Known, and not opened here.
    Unsupported {
        /// What it is.
        name: &'static str,
        /// What to do with it.
        hint: &'static str,
    },
    /// Nothing that is known here.
    Unknown,
}

/// What a BER or DER structure is, by its first fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DerKind {
    /// PKCS#12 (RFC 7292 §4).
    Pfx,
    /// CMS ContentInfo of any content type (RFC 5652 §3).
    CmsContentInfo,
    /// EnvelopedData without its ContentInfo (RFC 5652 §6.1).
    EnvelopedData,
    /// SignedData without its ContentInfo (RFC 5652 §5.1).
    SignedData,
    /// X.509 certificate (RFC 5280 §4.1).
    Certificate,
    /// A SEQUENCE OF Certificate (PkiPath, RFC 6066 §10.1).
    CertificateSequence,
    /// PKCS#10 request (RFC 2986 §4).
    CertificateRequest,
    /// Certificate revocation list (RFC 5280 §5.1).
    Crl,
    /// PKCS#8 private key, version 1 or 2 (RFC 5958 §2).
    PrivateKeyInfo,
    /// Encrypted PKCS#8 (RFC 5958 §3).
    EncryptedPrivateKeyInfo,
    /// AsymmetricKeyPackage: PKCS#8 keys in a row (RFC 5958 §2).
    AsymmetricKeyPackage,
    /// RSAPrivateKey (RFC 8017 A.1.2).
    Pkcs1Private,
    /// RSAPublicKey (RFC 8017 A.1.1).
    Pkcs1Public,
    /// ECPrivateKey (RFC 5915 §3).
    Sec1Private,
    /// OpenSSL's DSA private key: version, p, q, g, y, x.
    DsaPrivate,
    /// SubjectPublicKeyInfo (RFC 5280 §4.1).
    Spki,
    /// DHParameter (PKCS#3) or DomainParameters (RFC 3279 §2.3.3).
    DhParameters,
    /// Dss-Parms (RFC 3279 §2.3.2).
    DsaParameters,
    /// EC parameters: the OID of a curve, or explicit ones (RFC 3279 §2.3.5).
    EcParameters,
    /// A SEQUENCE that is none of these.
    OtherSequence,
}

/// Tells what `bytes` are. Looks at their beginning, whatever their size, and at the armour lines of text.
///
/// ```
/// use keybundle_encoding::sniff::{DerKind, Format, sniff};
/// assert_eq!(sniff(b" \r\n"), Format::Empty);
/// assert_eq!(sniff(b"{\"pem\": null}"), Format::Json);
/// // SEQUENCE { INTEGER 1, OCTET STRING … }
/// assert_eq!(sniff(&[0x30, 6, 2, 1, 1, 4, 1, 7]), Format::Der(DerKind::Sec1Private));
/// ```
#[must_use]
pub fn sniff(bytes: &[u8]) -> Format {
    sniff_within(bytes, 3)
}

/// How many bytes to pass over before a DER structure of a known kind or a ZIP archive that begins behind blanks: line
/// breaks, zeros, a byte order mark. 0 where there are none, or nothing such follows.
///
/// ```
/// use keybundle_encoding::sniff::blanks_before;
/// assert_eq!(blanks_before(b"\r\n\x30\x06\x02\x01\x01\x04\x01\x07"), 2);
/// assert_eq!(blanks_before(b"\n-----BEGIN CERTIFICATE-----"), 0);
/// ```
#[must_use]
pub fn blanks_before(bytes: &[u8]) -> usize {
    const MOST: usize = 4096;
    let mark = if bytes.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    let rest = bytes.get(mark..bytes.len().min(MOST)).unwrap_or_default();
    let blanks = mark + rest.iter().take_while(|byte| byte.is_ascii_whitespace() || **byte == 0).count();
    let begins = match bytes.get(blanks..) {
        Some(rest) if blanks > 0 => match der::sniff(rest) {
            Some(Format::Der(kind)) => kind != DerKind::OtherSequence,
            _ => rest.starts_with(b"PK\x03\x04"),
        },
        _ => false,
    };
    if begins { blanks } else { 0 }
}

/// Whether binary data was read as UTF-8 and written again: U+FFFD stands where bytes were none, and all of it is
/// valid.
fn went_through_text(bytes: &[u8]) -> bool {
    const REPLACEMENT: &[u8] = "\u{fffd}".as_bytes();
    let is_replaced = |part: &[u8]| part.windows(3).any(|three| three == REPLACEMENT);
    let begins = match bytes {
        [0x30, rest @ ..] => rest.starts_with(REPLACEMENT),
        // Within the header: a text that is stored may have such characters of its own.
        [b'P', b'K', 3, 4, rest @ ..] => rest.get(..36).is_some_and(is_replaced),
        _ => false,
    };
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    let is_utf8 = |head| match core::str::from_utf8(head) {
        Ok(_) => true,
        // The head may end within a character.
        Err(error) => error.error_len().is_none(),
    };
    begins && head.windows(3).filter(|three| *three == REPLACEMENT).take(4).count() == 4 && is_utf8(head)
}

/// As [`sniff`], through at most `layers` of base64.
fn sniff_within(bytes: &[u8], layers: usize) -> Format {
    if went_through_text(bytes) {
        let (name, hint) = foreign::REPLACED;
        return Format::Unsupported { name, hint };
    }
    if let Some(format) = der::sniff(bytes) {
        return format;
    }
    match bytes {
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => return Format::Zip,
        _ => {}
    }
    let blanks = blanks_before(bytes);
    if blanks > 0 {
        return sniff_within(bytes.get(blanks..).unwrap_or_default(), layers);
    }
    if let Some((name, hint)) = foreign::binary(bytes) {
        return Format::Unsupported { name, hint };
    }
    if let Some(format) = words::mime(bytes) {
        return format;
    }
    let format = match text::decode(bytes) {
        Some(decoded) => words::sniff(&decoded.text, layers),
        None if bytes.first() == Some(&0x30) => Format::Der(DerKind::OtherSequence),
        None => Format::Unknown,
    };
    if format == Format::Unknown && ends_as_zip(bytes) { Format::Zip } else { format }
}

/// Whether a ZIP archive ends here that starts behind something else (a self-extractor): its end record with a comment
/// of just the length that is left (APPNOTE 4.3.16).
fn ends_as_zip(bytes: &[u8]) -> bool {
    const RECORD: usize = 22;
    let tail = bytes.get(bytes.len().saturating_sub(RECORD + usize::from(u16::MAX))..).unwrap_or_default();
    tail.windows(RECORD).enumerate().any(|(at, record)| {
        let [b'P', b'K', 5, 6, .., low, high] = record else { return false };
        at + RECORD + usize::from(u16::from_le_bytes([*low, *high])) == tail.len()
    })
}

/// Whether `text` is base64 of something that is known here: what its beginning decodes to settles it, so that words
/// are not taken for base64.
#[must_use]
pub fn is_base64(text: &[u8]) -> bool {
    words::is_base64(text, 3)
}

#[cfg(test)]
mod tests;
