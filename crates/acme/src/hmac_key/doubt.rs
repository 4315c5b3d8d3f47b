//! What makes a key doubtful. All of it is decoded and used as it stands: these are warnings.

use super::HmacKey;
use crate::{MacAlgorithm, base64url};
use keybundle_encoding::{WarningCode, Warnings};

pub(super) fn size(key: &HmacKey, algorithm: MacAlgorithm, warnings: &mut Warnings) {
    let (have, need) = (key.size(), algorithm.size());
    if have < need {
        let message =
            format!("the HMAC key has {have} bytes, and {algorithm} asks for at least {need} (RFC 7518 section 3.2)");
        warnings.push(WarningCode::WeakKey, message);
    }
}

pub(super) fn text(key: &HmacKey, kid: &str, warnings: &mut Warnings) {
    let text = key.secret_text();
    if text == kid.as_bytes() {
        warnings.push(WarningCode::KidKeySwapped, "the kid and the HMAC key are the same text");
    } else if is_uuid(text) || (text.len() <= 43 && kid.len() == 86 && looks_like_a_key(kid)) {
        let message = if looks_like_a_key(kid) {
            "the HMAC key looks like a kid, and the kid like a key: the two are swapped"
        } else {
            "the HMAC key looks like an identifier: check that it is not the kid"
        };
        warnings.push(WarningCode::KidKeySwapped, message);
    } else if text.len() >= 32 && text.iter().all(u8::is_ascii_hexdigit) {
        let message = "the HMAC key is all hex digits; it was decoded as base64, as ACME has it";
        warnings.push(WarningCode::KeyInHex, message);
    } else if key.size() >= 16 && base64url::is_base64_text(key.secret_bytes()) {
        let message = "the HMAC key decodes to text that is base64 again; it was decoded once, as ACME has it";
        warnings.push(WarningCode::DoublyEncoded, message);
    }
}

/// Whether it looks like the base64 of 32 random bytes or more: letters of both cases and digits, in one word.
pub(crate) fn looks_like_a_key(text: &str) -> bool {
    let has = |kind: fn(&u8) -> bool| text.as_bytes().iter().any(kind);
    text.len() >= 43
        && base64url::is_base64_text(text.as_bytes())
        && has(u8::is_ascii_lowercase)
        && has(u8::is_ascii_uppercase)
        && has(u8::is_ascii_digit)
}

/// `8165f313-6883-4202-bd80-083e4a59a718`
fn is_uuid(text: &[u8]) -> bool {
    text.len() == 36
        && text.iter().enumerate().all(|(index, byte)| {
            if matches!(index, 8 | 13 | 18 | 23) { *byte == b'-' } else { byte.is_ascii_hexdigit() }
        })
}
