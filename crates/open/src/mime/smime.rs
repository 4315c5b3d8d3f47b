//! S/MIME text (RFC 8551 §3): the CMS message in it.

use super::{
    chunks::unchunked,
    headers::{Headers, TransferEncoding, decode},
};
use crate::Result;
use keybundle_encoding::Error;
use zeroize::Zeroizing;

/// The CMS message in an `application/pkcs7-mime` entity, decoded.
///
/// # Errors
/// `not-base64` where the body is neither binary nor base64; `empty-input` when there is none.
pub(crate) fn message(entity: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
    let (headers, offset) = Headers::parse(entity);
    let body = entity.get(offset..).unwrap_or_default();
    let unchunked = unchunked(&headers, body);
    let body = unchunked.as_deref().map_or(body, Vec::as_slice);
    if body.trim_ascii().is_empty() {
        return Err(Error::Empty.into());
    }
    // The body of a binary entity is a SEQUENCE, whatever the headers say; no base64 text begins like that with a
    // length.
    if is_binary(body) {
        return Ok(Zeroizing::new(body.to_vec()));
    }
    let encoding = match headers.transfer_encoding() {
        TransferEncoding::Identity => TransferEncoding::Base64,
        told => told,
    };
    let decoded = decode(body, encoding);
    if is_binary(&decoded) || decoded.starts_with(b"-----BEGIN") {
        return Ok(decoded);
    }
    // Gives the position of what is wrong: in the whole entity, or in what came in chunks.
    let start = if unchunked.is_some() { 0 } else { offset };
    let bytes = keybundle_encoding::base64::decode(body).map_err(|error| error.at(start))?.bytes;
    Ok(bytes)
}

/// Whether bytes begin like a SEQUENCE of more than 127 bytes or of an indefinite length, which base64 text does not.
fn is_binary(body: &[u8]) -> bool {
    matches!(body, [0x30, 0x80..=0x84, ..])
}

#[cfg(test)]
mod tests {
    use super::message;
    use keybundle_encoding::Coded as _;

    #[test]
    fn bodies_in_base64_binary_and_with_a_footer() {
        let head = "MIME-Version: 1.0\r\nContent-Type: application/pkcs7-mime; name=smime.p7m\r\n";
        let base64 = format!("{head}Content-Transfer-Encoding: base64\r\n\r\nMIAGCSqGSIb3\r\n\r\n-- \r\na list\r\n");
        let expected = [0x30, 0x80, 6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7];
        assert_eq!(*message(base64.as_bytes()).unwrap(), expected);
        let binary = [head.as_bytes(), b"\r\n", &expected].concat();
        assert_eq!(*message(&binary).unwrap(), expected);
    }

    #[test]
    fn damage_is_told_with_its_position() {
        let broken = b"Content-Type: application/pkcs7-mime\n\nMIAG!SqG";
        assert_eq!(message(broken).unwrap_err().code().as_str(), "not-base64");
        let empty = b"Content-Type: application/pkcs7-mime\n\n\n";
        assert_eq!(message(empty).unwrap_err().code().as_str(), "empty-input");
    }
}
