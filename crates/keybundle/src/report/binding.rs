//! What there is to tell of ACME accounts and their bindings.

use super::{hex, warnings};
use crate::Warnings;
use keybundle_acme::{AccountPublicKey, HmacKey, KeyAuthorization, Verification};
use serde_json::{Value, json};

/// What a verification of a binding found; of the HMAC key its size and fingerprint.
#[must_use]
pub fn verification(found: &Verification, key: &HmacKey, odd: &Warnings) -> Value {
    let check = |check: &keybundle_acme::Check| json!({ "name": check.name.as_str(), "passed": check.passed, "detail": check.detail });
    json!({
        "valid": found.is_valid(),
        "checks": found.checks.iter().map(check).collect::<Vec<_>>(),
        "hmac_key": { "size": key.size(), "sha256": hex(&key.fingerprint()) },
        "warnings": warnings(odd),
    })
}

/// An account's public key as ACME has it.
#[must_use]
pub fn account(account: &AccountPublicKey, odd: &Warnings) -> Value {
    json!({
        "thumbprint": account.thumbprint_text(),
        "algorithm": account.algorithm(),
        "jwk": serde_json::from_str::<Value>(account.jwk()).unwrap_or_default(),
        "warnings": warnings(odd),
    })
}

/// A key authorization, and what each kind of challenge makes of it.
#[must_use]
pub fn key_authorization(authorization: &KeyAuthorization, odd: &Warnings) -> Value {
    json!({
        "key_authorization": authorization.as_str(),
        "http_01_path": authorization.http_01_path(),
        "dns_01_value": authorization.dns_01_value(),
        "tls_alpn_01_digest": hex(&authorization.tls_alpn_01_digest()),
        "warnings": warnings(odd),
    })
}
