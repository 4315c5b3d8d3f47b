//! JSON Web Signatures in the one form that ACME takes.

use crate::base64url;
use core::fmt::{self, Write as _};

/// A JWS as flattened JSON (RFC 7515 §7.2.2), its three members base64url. `Display` gives the JSON: no white space,
/// the members in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Jws {
    /// The protected header.
    pub protected: String,
    /// The payload; empty for POST-as-GET.
    pub payload: String,
    /// The signature or MAC over both.
    pub signature: String,
}

impl Jws {
    /// Signs `payload` under the header `protected` (both JSON text): `sign` is given the two parts of the signing
    /// input with the dot between them.
    pub(crate) fn sign<E>(
        protected: &str,
        payload: &[u8],
        sign: impl FnOnce(&[u8]) -> Result<Vec<u8>, E>,
    ) -> Result<Self, E> {
        let mut input = base64url::encode(protected);
        let dot = input.len();
        input.push('.');
        input.push_str(&base64url::encode(payload));
        let signature = base64url::encode(sign(input.as_bytes())?);
        let payload = input.split_off(dot + 1);
        input.truncate(dot);
        Ok(Self { protected: input, payload, signature })
    }
}

impl fmt::Display for Jws {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Nothing in base64url is escaped in JSON.
        f.write_str("{\"protected\":\"")?;
        f.write_str(&self.protected)?;
        f.write_str("\",\"payload\":\"")?;
        f.write_str(&self.payload)?;
        f.write_str("\",\"signature\":\"")?;
        f.write_str(&self.signature)?;
        f.write_str("\"}")
    }
}

/// Builds a JSON object whose members stand in the order in which they are added.
pub(crate) struct Object(String);

impl Object {
    pub(crate) fn new() -> Self {
        Self(String::from("{"))
    }

    /// A member that is text.
    pub(crate) fn text(self, name: &str, value: &str) -> Self {
        let value = serde_json::Value::from(value);
        self.raw(name, &value)
    }

    /// A member that is JSON already.
    pub(crate) fn raw(mut self, name: &str, json: &dyn fmt::Display) -> Self {
        let comma = if self.0.len() > 1 { "," } else { "" };
        // Writing into text does not fail.
        let _ = write!(self.0, "{comma}\"{name}\":{json}");
        self
    }

    pub(crate) fn finish(mut self) -> String {
        self.0.push('}');
        self.0
    }
}
