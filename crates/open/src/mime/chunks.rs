//! The chunked transfer coding of HTTP (RFC 9112 §7.1), as it stands in answers that were saved as they came.

use super::headers::Headers;
use zeroize::Zeroizing;

/// What a body holds whose headers tell that it came in chunks. `None` where they don't, and where the body is no
/// chunks: `curl --include` takes them apart and leaves the header as it was. Of a body that was cut off, what is
/// there.
pub(crate) fn unchunked(headers: &Headers, body: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let coding = headers.value("transfer-encoding")?;
    if !coding.rsplit(',').next()?.trim().eq_ignore_ascii_case("chunked") {
        return None;
    }
    let mut content = Zeroizing::new(Vec::with_capacity(body.len()));
    let mut rest = body;
    loop {
        let (size, behind) = line(rest)?;
        let size = size.split(|&byte| byte == b';').next()?.trim_ascii();
        let digits = std::str::from_utf8(size).ok().filter(|text| text.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        let size = usize::from_str_radix(digits, 16).ok()?;
        if size == 0 {
            return Some(content);
        }
        let Some((data, behind)) = behind.split_at_checked(size) else {
            content.extend_from_slice(behind);
            return Some(content);
        };
        content.extend_from_slice(data);
        rest = behind.strip_prefix(b"\r\n").or_else(|| behind.strip_prefix(b"\n")).unwrap_or(behind);
        if rest.is_empty() {
            return Some(content);
        }
        // Between chunks there is a line break: else it was no chunk.
        if rest.len() == behind.len() {
            return None;
        }
    }
}

/// The first line without its break, and what follows.
fn line(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    // A size of more digits than this is none.
    let end = bytes.iter().take(256).position(|&byte| byte == b'\n')?;
    let (line, rest) = bytes.split_at_checked(end)?;
    Some((line, rest.get(1..)?))
}

#[cfg(test)]
mod tests {
    use super::super::headers::Headers;
    use super::unchunked;

    fn body(coding: &str, body: &[u8]) -> Option<Vec<u8>> {
        let head = format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: {coding}\r\n\r\n");
        unchunked(&Headers::parse(head.as_bytes()).0, body).map(|content| content.to_vec())
    }

    #[test]
    fn chunks_are_put_together() {
        let whole = b"4\r\nWiki\r\n6;name=value\r\npedia \r\nE\r\nin \r\n\r\nchunks.\r\n0\r\nTrailer: x\r\n\r\n";
        assert_eq!(body("gzip, Chunked", whole).unwrap(), b"Wikipedia in \r\n\r\nchunks.");
        assert_eq!(body("chunked", b"4\nWiki\n0\n\n").unwrap(), b"Wiki");
        // Cut off.
        assert_eq!(body("chunked", b"4\r\nWiki\r\n6\r\nped").unwrap(), b"Wikiped");
    }

    #[test]
    fn what_is_no_chunks_is_left_as_it_is() {
        assert_eq!(body("identity", b"4\r\nWiki\r\n0\r\n\r\n"), None);
        assert_eq!(body("chunked", b"-----BEGIN X-----\r\n"), None);
        assert_eq!(body("chunked", b"AB\r\nCDEF and so on"), Some(b"CDEF and so on".to_vec()));
        assert_eq!(body("chunked", b"4\r\nWikipedia"), None);
        assert_eq!(body("chunked", b"0123456789abcdef0123\r\n"), None);
    }
}
