//! What came out.

use crate::{Certificate, Layer, UnixTime, validity};
use keybundle_encoding::{WarningCode, Warnings};
use keybundle_key::{Encoding, PrivateKey, PublicKey};
use std::{collections::HashSet, fmt, sync::Arc};
use zeroize::Zeroizing;

/// Everything that an input held, keys paired with their certificates.
#[derive(Debug)]
#[non_exhaustive]
pub struct Opened {
    /// The wrappings between the input and the first private key (without one: the first certificate).
    pub layers: Vec<Layer>,
    /// One for each private key, in the order in which the keys stood.
    pub bundles: Vec<Bundle>,
    /// Certificates that belong to no bundle.
    pub certificates: Vec<Arc<Certificate>>,
    /// Public keys that stood by themselves.
    pub public_keys: Vec<PublicKey>,
    /// Certificate requests (PKCS#10, RFC 2986), in DER or BER as they came.
    pub certificate_requests: Vec<Vec<u8>>,
    /// Certificate revocation lists (RFC 5280 §5), in DER or BER as they came.
    pub certificate_revocation_lists: Vec<Vec<u8>>,
    /// Secrets of key stores other than private keys: symmetric keys and passwords.
    pub secrets: Vec<Secret>,
    /// Members of archives and messages that are none of the above.
    pub files: Vec<File>,
    /// What the user should know.
    pub warnings: Warnings,
}

/// A private key, its certificate and the certificates above it.
#[derive(Debug)]
#[non_exhaustive]
pub struct Bundle {
    /// The key.
    pub private_key: PrivateKey,
    /// The encoding in which it came.
    pub encoding: KeyEncoding,
    /// The name that a key store gave it: `friendlyName` of its PKCS#12 bag (RFC 2985 §5.5.1).
    pub friendly_name: Option<String>,
    /// The bytes that tie a key and its certificate together in a PKCS#12: `localKeyId` (RFC 2985 §5.5.2).
    pub local_key_id: Option<Vec<u8>>,
    /// The certificate that has the same public key; `None` where there is none (warning `certificate-missing`).
    pub certificate: Option<Arc<Certificate>>,
    /// The issuers of the certificate, the nearest first; the certificate itself is not among them.
    pub chain: Vec<Arc<Certificate>>,
    /// Whether the chain ends in a self-signed certificate. It is not validated against a trust store.
    pub chain_complete: bool,
}

/// The encoding in which a private key came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum KeyEncoding {
    /// Unencrypted: PKCS#1, SEC1, PKCS#8 …
    Plain(Encoding),
    /// Encrypted PKCS#8.
    EncryptedPkcs8,
    /// A bag of a PKCS#12.
    Pkcs12,
}

impl KeyEncoding {
    /// The name used in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Plain(encoding) => encoding.as_str(),
            Self::EncryptedPkcs8 => "pkcs8-encrypted",
            Self::Pkcs12 => "pkcs12",
        }
    }
}

/// A secret of a key store other than a private key.
#[non_exhaustive]
pub struct Secret {
    /// The OID of its kind, dotted: `secretTypeId` of the SecretBag (RFC 7292 §4.2.5).
    pub kind: String,
    /// The name that the key store gave it.
    pub friendly_name: Option<String>,
    value: Zeroizing<Vec<u8>>,
}

impl Secret {
    pub(crate) const fn new(kind: String, friendly_name: Option<String>, value: Zeroizing<Vec<u8>>) -> Self {
        Self { kind, friendly_name, value }
    }

    /// Its bytes, as they were in the store.
    #[must_use]
    pub fn secret_bytes(&self) -> &[u8] {
        &self.value
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Secret").field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// A member of an archive or a message that is neither key nor certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct File {
    /// Its name in the archive or message, unchanged: it may be a path, absolute or with `..`, or hold control
    /// characters. Do not use it as a file name.
    pub name: String,
    /// Size of its content in bytes.
    pub size: u64,
    /// SHA-256 of its content.
    pub sha256: [u8; 32],
}

/// Counts of what can be read without a secret.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Summary {
    /// Unencrypted private keys.
    pub private_keys: usize,
    /// Certificates.
    pub certificates: usize,
    /// Public keys.
    pub public_keys: usize,
    /// Certificate signing requests.
    pub certificate_requests: usize,
    /// Certificate revocation lists.
    pub certificate_revocation_lists: usize,
    /// Other members.
    pub files: usize,
}

impl Bundle {
    /// Adds an `expired` warning for each of its certificates that is not valid at `now` (seconds since 1970, UTC).
    pub fn check_validity(&self, now: UnixTime, warnings: &mut Warnings) {
        for certificate in self.certificate.iter().chain(&self.chain) {
            if let Some(at) = certificate.not_after().filter(|&at| at < now) {
                let at = validity::rfc3339(at);
                warnings.push(WarningCode::Expired, format!("a certificate expired at {at}; renew it"));
            }
            if let Some(at) = certificate.not_before().filter(|&at| at > now) {
                let at = validity::rfc3339(at);
                let message = format!("a certificate is not valid before {at}; check the clock");
                warnings.push(WarningCode::Expired, message);
            }
        }
    }
}

impl Opened {
    /// The certificate that an input is about: that of the first key that has one; otherwise, among the certificates
    /// without a key, the first that is not an authority's, or else the first.
    #[must_use]
    pub fn end_entity(&self) -> Option<&Arc<Certificate>> {
        let paired = self.bundles.iter().find_map(|bundle| bundle.certificate.as_ref());
        let lone = || self.certificates.iter().find(|certificate| !certificate.is_authority());
        paired.or_else(lone).or_else(|| self.certificates.first())
    }

    /// Adds a warning where [`Opened::end_entity`] is one of several that are no chain of one another: those of keys,
    /// those that are no authority's, or, where there are none of these, those that issued no other.
    pub fn warn_of_other_end_entities(&self, warnings: &mut Warnings) {
        let mut paired: Vec<_> = self.bundles.iter().filter_map(|bundle| bundle.certificate.as_ref()).collect();
        paired.dedup();
        let count = if paired.is_empty() { self.lone_end_entities() } else { paired.len() };
        if count > 1 {
            let message =
                format!("there are {count} certificates in it that are no chain of one another; one is taken");
            warnings.push(WarningCode::OddCertificate, message);
        }
    }

    /// Adds a warning where the first certificate request is one of several.
    pub fn warn_of_other_requests(&self, warnings: &mut Warnings) {
        if self.certificate_requests.len() < 2 {
            return;
        }
        let count = self.certificate_requests.iter().collect::<HashSet<_>>().len();
        if count > 1 {
            let message = format!("there are {count} certificate requests in it; the first is taken");
            warnings.push(WarningCode::OddRequest, message);
        }
    }

    fn lone_end_entities(&self) -> usize {
        let of_others = |one: &&Arc<Certificate>| one.issuer_der() != one.subject_der();
        let issuers: HashSet<_> =
            self.certificates.iter().filter(of_others).filter_map(|one| one.issuer_der()).collect();
        let is_issuer = |one: &Certificate| one.subject_der().is_some_and(|subject| issuers.contains(subject));
        let last: Vec<_> = self.certificates.iter().filter(|one| !is_issuer(one)).collect();
        match last.iter().filter(|one| !one.is_authority()).count() {
            0 => last.len(),
            some => some,
        }
    }

    /// Its warnings without those that say what else it might hold: a certificate for a key, a key for a certificate,
    /// an issuer. For who takes one thing out of it.
    #[must_use]
    pub fn warnings_of_reading(&self) -> Warnings {
        use WarningCode::{CertificateMissing, ChainIncomplete, KeyMissing};
        let mut warnings = self.warnings.clone();
        [KeyMissing, CertificateMissing, ChainIncomplete].into_iter().for_each(|code| warnings.remove(code));
        warnings
    }

    /// Adds an `expired` warning for each certificate of a bundle that is not valid at `now` (seconds since 1970, UTC).
    pub fn check_validity(&mut self, now: UnixTime) {
        for bundle in &self.bundles {
            bundle.check_validity(now, &mut self.warnings);
        }
    }
}
