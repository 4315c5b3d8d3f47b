//! Why a MAC is not that of the key: the mistakes that clients make.

use super::Received;
use crate::{HmacKey, MacAlgorithm};
use keybundle_encoding::base64;
use zeroize::Zeroizing;

/// Tries the mistakes that are known, with the key that was given.
pub(super) fn why_not(jws: &Received, algorithm: MacAlgorithm, key: &HmacKey, signature: &[u8]) -> String {
    if signature.is_empty() {
        return "the signature is empty".to_owned();
    }
    if let Some((verb, _)) = mistaken_keys(key).iter().find(|(_, key)| fits(jws, algorithm, key, signature)) {
        return format!("the MAC is that of the key's text {verb}: the key's base64 is to be decoded, once");
    }
    for other in MacAlgorithm::ALL.iter().filter(|other| **other != algorithm) {
        if fits(jws, *other, key.secret_bytes(), signature) {
            return format!("the MAC is one of {other}, and the header says {algorithm}");
        }
    }
    if algorithm.verify(key.secret_bytes(), &[jws.protected.as_bytes(), b".", &jws.payload], signature) {
        return "the MAC is over the payload before base64url".to_owned();
    }
    if signature.len() != algorithm.size() {
        return format!("the MAC has {} bytes, and {algorithm} makes {}", signature.len(), algorithm.size());
    }
    "the MAC is not that of this HMAC key over this header and payload".to_owned()
}

/// The text itself, with and without a line break, and what decoding twice gives.
fn mistaken_keys(key: &HmacKey) -> Vec<(&'static str, Zeroizing<Vec<u8>>)> {
    let text = key.secret_text();
    let mut line = Zeroizing::new(Vec::with_capacity(text.len().saturating_add(1)));
    line.extend_from_slice(text);
    line.push(b'\n');
    let mut keys = vec![("itself", Zeroizing::new(text.to_vec())), ("itself and a line break", line)];
    if let Ok(twice) = base64::decode(key.secret_bytes()) {
        keys.push(("decoded twice", twice.bytes));
    }
    keys
}

fn fits(jws: &Received, algorithm: MacAlgorithm, key: &[u8], signature: &[u8]) -> bool {
    algorithm.verify(key, &jws.signing_input(), signature)
}
