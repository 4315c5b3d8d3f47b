//! Base64url as JWS has it: the URL alphabet, no padding, nothing else (RFC 7515 §2).

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use keybundle_encoding::{Warnings, base64 as lenient};

/// Encodes.
pub(crate) fn encode(bytes: impl AsRef<[u8]>) -> String {
    core::mem::take(&mut *lenient::encode_url(bytes.as_ref()))
}

/// Decodes exactly this form.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text).ok()
}

/// Decodes what somebody else wrote. The second value tells how it deviates from the form that is due, if it does.
///
/// # Errors
/// `not-base64` when it can't be read even leniently.
pub(crate) fn decode_leniently(text: &str) -> keybundle_encoding::Result<(Vec<u8>, Option<&'static str>)> {
    if let Some(bytes) = decode(text) {
        return Ok((bytes, None));
    }
    let deviation = if text.contains('=') {
        "is padded"
    } else if text.contains(['+', '/']) {
        "is in the standard alphabet of base64"
    } else if text.contains(|character: char| character.is_ascii_whitespace()) {
        "has white space in it"
    } else {
        "has bits at its end that nothing needs, or other characters"
    };
    let decoded = lenient::decode(text.as_bytes())?;
    Ok((decoded.bytes.to_vec(), Some(deviation)))
}

/// Whether `text` is nothing but characters of base64, as many as base64 can have: an HMAC key may look so.
pub(crate) fn is_base64_text(text: &[u8]) -> bool {
    let body = text.trim_ascii().trim_ascii_end();
    let padding = body.iter().rev().take_while(|byte| **byte == b'=').count();
    let body = body.get(..body.len().saturating_sub(padding)).unwrap_or_default();
    let known = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_');
    padding <= 2 && body.len() % 4 != 1 && body.iter().all(known)
}

/// As [`decode_leniently`], for a key: what deviates is a warning, except what is due here.
pub(crate) fn warn(deviations: &[keybundle_encoding::Deviation], warnings: &mut Warnings) {
    use keybundle_encoding::DeviationKind as Kind;
    for deviation in deviations {
        // EAB keys are handed out as base64url without padding.
        if !matches!(deviation.kind, Kind::UrlAlphabet | Kind::MissingPadding) {
            let warning = deviation.warning();
            warnings.push(warning.code, warning.message);
        }
    }
}
