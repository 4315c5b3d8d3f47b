//! The key of an ACME account.

mod algorithm;

pub(crate) use algorithm::SigningAlgorithm;

use crate::{Error, Jws, Result, base64url, jws::Object};
use core::fmt;
use keybundle_key::{Algorithm, PublicKey, Signer};
use sha2::{Digest as _, Sha256};

/// The exact text of RFC 7638 §3: the required members of the key's JWK in the order of their names, no white space.
/// `None` for keys that no ACME account has.
pub(crate) fn thumbprint_input(key: &PublicKey) -> Option<String> {
    SigningAlgorithm::of(key)?;
    key.to_jwk()
}

/// The public key of an ACME account: RSA, P-256, P-384, P-521 or Ed25519.
///
/// This half is enough for a binding and for the values of challenges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountPublicKey {
    jwk: String,
    algorithm: SigningAlgorithm,
}

impl AccountPublicKey {
    /// Takes the public half of an account key.
    ///
    /// # Errors
    /// `unsupported-algorithm` for a key that JWS has no algorithm for.
    pub fn new(key: &PublicKey) -> Result<Self> {
        let unsupported = || Error::UnsupportedKey {
            algorithm: match key.algorithm() {
                Algorithm::RsaPss { .. } | Algorithm::RsaOaep { .. } => {
                    format!("{} that is restricted to PSS or OAEP", key.algorithm())
                }
                other => other.to_string(),
            },
        };
        let algorithm = SigningAlgorithm::of(key).ok_or_else(unsupported)?;
        Ok(Self { jwk: thumbprint_input(key).ok_or_else(unsupported)?, algorithm })
    }

    /// The JWK as RFC 7638 §3 takes it: JSON text with the required members alone, in the order of their names.
    ///
    /// Servers compare the payload of a binding with the `jwk` of the request: both are this text.
    #[must_use]
    pub fn jwk(&self) -> &str {
        &self.jwk
    }

    /// The value of `alg` in what this key signs.
    #[must_use]
    pub const fn algorithm(&self) -> &'static str {
        self.algorithm.name()
    }

    /// The JWK thumbprint: SHA-256 of [`AccountPublicKey::jwk`] (RFC 7638 §3.4).
    #[must_use]
    pub fn thumbprint(&self) -> [u8; 32] {
        Sha256::digest(&self.jwk).into()
    }

    /// The thumbprint as base64url, as it stands in a key authorization.
    #[must_use]
    pub fn thumbprint_text(&self) -> String {
        base64url::encode(self.thumbprint())
    }
}

/// The private key of an ACME account, wherever it is: what signs requests.
#[derive(Clone)]
pub struct AccountKey<'a> {
    signer: &'a dyn Signer,
    public: AccountPublicKey,
}

impl<'a> AccountKey<'a> {
    /// Takes whoever signs with the account key.
    ///
    /// # Errors
    /// As [`AccountPublicKey::new`].
    pub fn new(signer: &'a dyn Signer) -> Result<Self> {
        Ok(Self { signer, public: AccountPublicKey::new(signer.public_key())? })
    }

    /// The public half.
    #[must_use]
    pub const fn public(&self) -> &AccountPublicKey {
        &self.public
    }

    /// Signs the body of one request (RFC 8555 §6.2): a JWS whose protected header is `alg`, `jwk` or `kid`, `nonce`
    /// and `url`. `payload` is JSON text; empty it makes POST-as-GET (§6.3).
    ///
    /// # Errors
    /// `invalid-value` for a nonce that is not base64url (§6.5.1) or an invalid URL; the errors of signing.
    pub fn sign(&self, sender: Sender<'_>, nonce: &str, url: &str, payload: &str) -> Result<Jws> {
        check_nonce(nonce)?;
        check_url(url)?;
        let header = Object::new().text("alg", self.public.algorithm());
        let header = match sender {
            Sender::Jwk => header.raw("jwk", &self.public.jwk),
            Sender::Kid(account) => header.text("kid", account),
        };
        let header = header.text("nonce", nonce).text("url", url).finish();
        Jws::sign(&header, payload.as_bytes(), |input| self.public.algorithm.sign(self.signer, input))
    }
}

impl fmt::Debug for AccountKey<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccountKey").field("public", &self.public).finish_non_exhaustive()
    }
}

/// How a request says who sends it (RFC 8555 §6.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sender<'a> {
    /// By the public key itself: newAccount, and revokeCert with the certificate's key.
    Jwk,
    /// By the account's URL: every other request.
    Kid(&'a str),
}

/// RFC 8555 §6.5.1: a server's nonce is base64url.
fn check_nonce(nonce: &str) -> Result<()> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    if nonce.is_empty() || !nonce.bytes().all(allowed) {
        return Err(Error::InvalidValue { reason: "the nonce is not base64url: take it from the Replay-Nonce header" });
    }
    Ok(())
}

/// What is no URL at all shows early: an address goes into the header byte for byte.
pub(crate) fn check_url(url: &str) -> Result<()> {
    // RFC 3986 §3.1: a scheme has no case.
    let is_http = |scheme: &str| ["https", "http"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
    let rest = url.split_once("://").filter(|(scheme, _)| is_http(scheme)).map(|(_, rest)| rest);
    if rest.is_none_or(|rest| rest.is_empty() || rest.starts_with('/'))
        || !url.bytes().all(|byte| byte.is_ascii_graphic())
    {
        return Err(Error::InvalidValue {
            reason: "the URL is not an absolute https URL: take newAccount of the directory",
        });
    }
    Ok(())
}
