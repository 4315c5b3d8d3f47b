//! A key as JSON, in the words in which the service describes one.

use super::{hex, warnings};
use crate::{Algorithm, Opened, PublicKey, Warnings};
use keybundle_encoding::base64;
use keybundle_key::Curve;
use serde_json::{Value, json};

/// What an input holds a key as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyKind {
    /// With its private half.
    PrivateKey,
    /// Alone.
    PublicKey,
    /// In a certificate.
    Certificate,
    /// In a certificate request.
    CertificateRequest,
}

impl KeyKind {
    /// The word in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::PrivateKey => "private_key",
            Self::PublicKey => "public_key",
            Self::Certificate => "certificate",
            Self::CertificateRequest => "certificate_request",
        }
    }
}

/// One key that was found: what it stood as, in which encoding, its algorithm, and its public half where that is known.
#[derive(Debug)]
pub struct FoundKey<'a> {
    /// What it stood as.
    pub kind: KeyKind,
    /// `pkcs8`, `spki` …, as the command's JSON has it.
    pub encoding: &'a str,
    /// Its algorithm.
    pub algorithm: &'a Algorithm,
    /// Its public half.
    pub public_key: Option<&'a PublicKey>,
}

impl FoundKey<'_> {
    /// The members that describe it.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let algorithm = self.algorithm;
        json!({
            "kind": self.kind.as_str(),
            "key_type": algorithm.family(),
            "size": algorithm.bits(),
            "curve": algorithm.curve().map(Curve::name),
            "key_description": algorithm.to_string(),
            "algorithm": algorithm.to_string(),
            "encoding": self.encoding,
            "spki_sha256": self.public_key.map(|key| hex(&key.spki_sha256())),
            "jwk_thumbprint": self.public_key.and_then(PublicKey::jwk_thumbprint_sha256)
                .map(|hash| base64::encode_url(&hash).to_string()),
        })
    }
}

/// How many keys are searched for weaknesses: each takes a millisecond.
const LOOKED_AT: usize = 1_000;

/// Adds a warning for each weakness of each key; only the first 1,000 keys are looked at.
pub fn warn_of_weaknesses(found: &[FoundKey<'_>], warnings: &mut Warnings) {
    found.iter().take(LOOKED_AT).filter_map(|key| key.public_key).for_each(|key| warn_of_weak_key(key, warnings));
}

/// Adds a warning for each weakness of a key.
pub fn warn_of_weak_key(key: &PublicKey, warnings: &mut Warnings) {
    for weakness in key.weaknesses() {
        let warning = weakness.warning();
        warnings.push(warning.code, warning.message);
    }
}

/// The keys of the certificate requests in what was opened, and its warnings with those about reading them. (A key
/// without its certificate, or vice versa, is not a warning here.)
#[must_use]
pub fn requested_keys(opened: &Opened) -> (Vec<PublicKey>, Warnings) {
    let mut keys = Vec::new();
    for der in &opened.certificate_requests {
        // What else is odd about a request is what `csr show` tells.
        if let Ok(request) = keybundle_csr::Request::from_der(der, &mut Warnings::new()) {
            keys.extend(request.public_key().cloned());
        }
    }
    (keys, opened.warnings_of_reading())
}

/// The keys of what was opened, each once: private ones, those of certificates that belong to none of these, public
/// ones that stand alone, and those of [`requested_keys`].
#[must_use]
pub fn found_keys<'a>(opened: &'a Opened, requests: &'a [PublicKey]) -> Vec<FoundKey<'a>> {
    let mut found = Vec::new();
    let mut certificates = Vec::new();
    for bundle in &opened.bundles {
        let key = &bundle.private_key;
        found.push(FoundKey {
            kind: KeyKind::PrivateKey,
            encoding: bundle.encoding.as_str(),
            algorithm: key.algorithm(),
            public_key: key.public_key(),
        });
        certificates.extend(&bundle.chain);
    }
    certificates.extend(&opened.certificates);
    let in_certificates = certificates.iter().filter_map(|certificate| certificate.public_key());
    let others = in_certificates.map(|key| (KeyKind::Certificate, key));
    let others = others.chain(opened.public_keys.iter().map(|key| (KeyKind::PublicKey, key)));
    let others = others.chain(requests.iter().map(|key| (KeyKind::CertificateRequest, key)));
    found.extend(others.map(|(kind, key)| FoundKey {
        kind,
        encoding: "spki",
        algorithm: key.algorithm(),
        public_key: Some(key),
    }));
    let mut known = std::collections::HashSet::new();
    found.retain(|one| one.public_key.is_none_or(|key| known.insert(key)));
    found
}

/// The first of some keys, with the others beside it and the warnings about all.
#[must_use]
pub fn keys(found: &[FoundKey<'_>], about: &Warnings) -> Value {
    let Some((first, others)) = found.split_first() else { return Value::Null };
    let mut object = first.to_json();
    object["others"] = others.iter().map(FoundKey::to_json).collect();
    object["warnings"] = warnings(about);
    object
}
