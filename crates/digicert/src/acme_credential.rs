//! The answer that hands out a key for External Account Binding, shown once.

use keybundle_acme::{Credential, Error, Result};
use keybundle_encoding::{Warnings, json::Json, text};
use std::fmt;
use zeroize::Zeroizing;

/// What a service answers when an ACME credential is created (`POST /iot/api/v1/acme-authentication`): `id` is the key
/// identifier, `hmac_key` the key. Other members are ignored.
///
/// The names that other services have for the two are read as well, so that any such answer can be given as it came.
#[derive(Default)]
#[non_exhaustive]
pub struct AcmeCredential {
    /// The key identifier, `kid` of the binding (RFC 8555 §7.3.4).
    pub id: Option<String>,
    /// Whether it was made for External Account Binding; otherwise it has no HMAC key.
    pub external_account_binding: Option<bool>,
    hmac_key: Option<Zeroizing<String>>,
}

/// The names of the key identifier, and of the key.
const IDENTIFIERS: [&str; 5] = ["eab_kid", "kid", "key_id", "keyId", "id"];
const KEYS: [&str; 3] = ["hmac_key", "eab_hmac_key", "b64MacKey"];

impl AcmeCredential {
    /// Reads the answer: one object, which may stand in a list or in another object, in whatever encoding its text is.
    ///
    /// # Errors
    /// `empty-input`; `unknown-format` when it is no such JSON; `invalid-value` when it holds several keys.
    pub fn read(json: &[u8]) -> Result<Self> {
        let decoded = text::decode(json);
        let text = decoded.as_ref().map_or(json, |decoded| decoded.text.as_ref());
        if text.trim_ascii().is_empty() {
            return Err(keybundle_encoding::Error::Empty.into());
        }
        let (true, Ok(all)) = (Self::looks_like(json), Json::read(text)) else { return Err(Error::NoCredential) };
        let mut holders = Vec::new();
        with_key(&all, &mut holders);
        let json = match holders.as_slice() {
            [] if matches!(all, Json::Object(_)) => &all,
            [] => return Err(Error::NoCredential),
            [one] => one,
            _ => {
                return Err(Error::InvalidValue { reason: "there are several HMAC keys in this JSON: give one alone" });
            }
        };
        // A key that is no text is no key that is missing.
        let is_odd = |name: &&str| !matches!(json.member(name), None | Some(Json::Null | Json::Text(_)));
        if IDENTIFIERS.iter().chain(&KEYS).any(is_odd) {
            return Err(Error::NoCredential);
        }
        let first = |names: &[&str]| names.iter().find_map(|name| json.member(name)?.text());
        Ok(Self {
            id: first(&IDENTIFIERS).map(ToOwned::to_owned),
            external_account_binding: match json.member("external_account_binding") {
                Some(Json::Bool(value)) => Some(*value),
                _ => None,
            },
            hmac_key: first(&KEYS).map(|key| Zeroizing::new(key.to_owned())),
        })
    }

    /// Whether `text` may be such an answer and is no bare key: it begins as a JSON object or list.
    #[must_use]
    pub fn looks_like(bytes: &[u8]) -> bool {
        let decoded = text::decode(bytes);
        let text = decoded.as_ref().map_or(bytes, |decoded| decoded.text.as_ref()).trim_ascii_start();
        text.starts_with(b"{") || text.starts_with(b"[")
    }

    /// The text of the HMAC key: base64, as the service writes it.
    #[must_use]
    pub fn secret_hmac_key(&self) -> Option<&str> {
        self.hmac_key.as_ref().map(|key| key.as_str())
    }

    /// Identifier and key, ready to bind an account. A `kid` that is given must be the one in the answer.
    ///
    /// # Errors
    /// `invalid-value` when a member is missing or the identifiers differ; as [`Credential::from_text`].
    pub fn credential(&self, kid: Option<&str>, warnings: &mut Warnings) -> Result<Credential> {
        let wrong = |reason| Err(Error::InvalidValue { reason });
        let Some(key) = self.secret_hmac_key() else {
            return wrong(match self.external_account_binding {
                Some(false) => "this credential has no hmac_key: it was made without external account binding",
                _ => "there is no hmac_key in this JSON: the service shows it once, when the credential is made",
            });
        };
        match (kid, self.id.as_deref()) {
            (None, None) => wrong("there is no id in this JSON, and no kid was given"),
            (Some(kid), Some(id)) if kid.trim() != id.trim() => {
                wrong("the kid that was given is not the id in this JSON")
            }
            (Some(kid), _) | (None, Some(kid)) => Credential::from_text(kid, key.as_bytes(), warnings),
        }
    }
}

/// Every object that has a key, wherever it stands.
fn with_key<'a>(json: &'a Json, into: &mut Vec<&'a Json>) {
    match json {
        Json::Object(_) if KEYS.iter().any(|name| json.member(name).is_some()) => into.push(json),
        Json::Object(members) => members.iter().for_each(|(_, value)| with_key(value, into)),
        Json::Array(values) => values.iter().for_each(|value| with_key(value, into)),
        _ => {}
    }
}

impl fmt::Debug for AcmeCredential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AcmeCredential").field("id", &self.id).finish_non_exhaustive()
    }
}
