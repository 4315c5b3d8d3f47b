//! The server's checks of a binding, made before anything is sent (RFC 8555 §7.3.4).

mod binding;
mod received;
mod request;
mod signature;

use crate::{
    Credential, Result,
    json::{self, Json},
};
use core::fmt;
use keybundle_encoding::{Error, Warnings, text};
use keybundle_key::PublicKey;
use received::Received;

/// The outcome of a verification. Every check is made, whatever the others gave.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Verification {
    /// The checks, in the order of [`CheckName`]; those of the request itself only where it was given whole.
    pub checks: Vec<Check>,
}

impl Verification {
    /// Whether every check passed.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.checks.iter().all(|check| check.passed)
    }

    /// The outcome of one check; `None` where it does not apply.
    #[must_use]
    pub fn check(&self, name: CheckName) -> Option<&Check> {
        self.checks.iter().find(|check| check.name == name)
    }

    fn add(&mut self, name: CheckName, outcome: Outcome) {
        let (passed, detail) = match outcome {
            Ok(detail) => (true, detail),
            Err(detail) => (false, detail),
        };
        self.checks.push(Check { name, passed, detail });
    }
}

/// One check: what was seen, or what is wrong.
type Outcome = Result<String, String>;

/// The outcome of one check.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Check {
    /// Which one.
    pub name: CheckName,
    /// Whether it passed: a server accepts it.
    pub passed: bool,
    /// What was seen, or what is wrong. It may quote the URL and the kid of the request, never a key.
    pub detail: String,
}

macro_rules! names {
    ($($(#[$doc:meta])* $variant:ident => $text:literal,)+) => {
        /// What is checked.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum CheckName { $($(#[$doc])* $variant,)+ }

        impl CheckName {
            /// Every check there is, in their order.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The name used in JSON.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }
        }
    };
}

names! {
    /// The binding is a well-formed JWS: flattened JSON, base64url without padding, no name twice.
    Form => "form",
    /// The binding's `alg` is a MAC.
    Algorithm => "algorithm",
    /// The binding has no `nonce`.
    Nonce => "nonce",
    /// The binding's `kid` is the one that the service handed out.
    Kid => "kid",
    /// The binding's `url`, and the request's, are that of newAccount.
    Url => "url",
    /// The binding's payload is the public key of the account: that of the request, or the one that was given.
    Payload => "payload",
    /// The binding's MAC is that of the HMAC key.
    Signature => "signature",
    /// The request is a JWS as RFC 8555 §6.2 has it, with the account's public key in its header.
    OuterForm => "outer_form",
    /// The request has a nonce (RFC 8555 §6.5.2).
    OuterNonce => "outer_nonce",
    /// The request is signed by the account key.
    OuterSignature => "outer_signature",
}

impl fmt::Display for CheckName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Checks what any client sends to bind an account: the whole body of its newAccount request, that request's payload,
/// or the object of `externalAccountBinding` alone. `credential` and `url` (that of newAccount, from the directory) are
/// what the server knows; `account_key` is compared too where it is given.
///
/// Warnings: `loose-jws` for what this specification allows and strict servers refuse; `weak-key`.
///
/// # Errors
/// `empty-input`, `truncated`; `unknown-format` when the input is none of the three.
pub fn verify(
    input: &[u8],
    credential: &Credential,
    url: &str,
    account_key: Option<&PublicKey>,
    warnings: &mut Warnings,
) -> Result<Verification> {
    let json = read(input)?;
    let expected = Expected { credential, url, account_key };
    let mut found = Verification { checks: Vec::new() };
    if let Some(object) = json.member("externalAccountBinding") {
        binding::check(Some(&Received::read(object)), None, &expected, &mut found, warnings);
        return Ok(found);
    }
    if !Received::is_one(&json) {
        return Err(Error::UnknownFormat.into());
    }
    let jws = Received::read(&json);
    let payload = json::read(&jws.payload).unwrap_or(Json::Null);
    let object = payload.member("externalAccountBinding");
    if object.is_none() && (json::text(&payload, "kty").is_some() || jws.header.member("jwk").is_none()) {
        binding::check(Some(&jws), None, &expected, &mut found, warnings);
        return Ok(found);
    }
    let inner = object.map(Received::read);
    binding::check(inner.as_ref(), Some(&jws), &expected, &mut found, warnings);
    request::check(&jws, &mut found);
    Ok(found)
}

/// What the server knows.
struct Expected<'a> {
    credential: &'a Credential,
    url: &'a str,
    account_key: Option<&'a PublicKey>,
}

/// JSON, or a JWS in compact form, which is none.
fn read(input: &[u8]) -> Result<Json> {
    json::read(input).or_else(|error| {
        let decoded = text::decode(input);
        let text = decoded.as_ref().map_or(input, |decoded| decoded.text.as_ref());
        match core::str::from_utf8(text.trim_ascii()) {
            Ok(text) if received::is_compact(text) => Ok(Json::Text(text.to_owned().into())),
            _ => Err(error.into()),
        }
    })
}
