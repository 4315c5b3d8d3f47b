//! MacData (RFC 7292 §4): the MAC over the AuthenticatedSafe.
//!
//! ```text
//! MacData ::= SEQUENCE { mac DigestInfo, macSalt OCTET STRING, iterations INTEGER DEFAULT 1 }
//! DigestInfo ::= SEQUENCE { digestAlgorithm AlgorithmIdentifier, digest OCTET STRING }
//! ```

use super::{oids, pbmac1::Pbmac1};
use crate::{
    Error, Result,
    hmac::{hash_of_digest, hmac},
};
use keybundle_cipher::PasswordCandidate;
use keybundle_encoding::{AlgorithmIdentifier, ber::Element};
use keybundle_kdf::{Derivation, Hash, Pkcs12Purpose};
use std::borrow::Cow;
use subtle::ConstantTimeEq;

/// The MAC as it stands in the file.
#[derive(Debug)]
pub(super) struct MacData<'a> {
    pub(super) algorithm: AlgorithmIdentifier<'a>,
    digest: Cow<'a, [u8]>,
    salt: Cow<'a, [u8]>,
    pub(super) iterations: u64,
}

/// How the MAC is computed.
#[derive(Debug)]
pub(super) enum MacMethod<'a> {
    /// HMAC with a key from the PKCS#12 derivation (RFC 7292 appendix B).
    Pkcs12 { hash: Hash, salt: &'a [u8], iterations: u64 },
    /// PBMAC1 (RFC 9579): HMAC with a key from PBKDF2. Salt and iterations of MacData mean nothing then.
    Pbmac1(Pbmac1),
}

impl<'a> MacData<'a> {
    pub(super) fn from_element(element: &Element<'a>) -> keybundle_encoding::Result<Self> {
        let mut fields = element.sequence()?;
        let mut info = fields.sequence()?;
        let algorithm = AlgorithmIdentifier::from_element(&info.any()?)?;
        let digest = info.octets()?;
        info.finish()?;
        let salt = fields.octets()?;
        let iterations = match fields.next_element()? {
            Some(iterations) => iterations.unsigned()?,
            None => 1,
        };
        fields.finish()?;
        Ok(Self { algorithm, digest, salt, iterations })
    }

    /// How this MAC is computed.
    ///
    /// # Errors
    /// `unsupported-algorithm` with the OID; `malformed-der` and `invalid-value` for PBMAC1 parameters that RFC 9579
    /// does not allow.
    pub(super) fn method(&self) -> Result<MacMethod<'_>> {
        if self.algorithm.oid == oids::PBMAC1 {
            return Ok(MacMethod::Pbmac1(Pbmac1::from_parameters(self.algorithm.required_parameters()?)?));
        }
        match hash_of_digest(self.algorithm.oid) {
            Some(hash) => Ok(MacMethod::Pkcs12 { hash, salt: &self.salt, iterations: self.iterations }),
            None => Err(Error::UnsupportedAlgorithm {
                identifier: self.algorithm.oid.to_dotted(),
                name: unsupported_name(&self.algorithm),
            }),
        }
    }

    /// Whether this is the MAC over `content` under the derived `key`. In constant time.
    pub(super) fn matches(&self, method: &MacMethod<'_>, key: &[u8], content: &[u8]) -> bool {
        hmac(method.hash(), key, content).is_some_and(|mac| mac.as_slice().ct_eq(&self.digest).into())
    }

    pub(super) fn salt_size(&self) -> usize {
        self.salt.len()
    }
}

impl MacMethod<'_> {
    /// The hash under HMAC.
    pub(super) const fn hash(&self) -> Hash {
        match self {
            Self::Pkcs12 { hash, .. } => *hash,
            Self::Pbmac1(pbmac1) => pbmac1.hash,
        }
    }

    /// What to derive from a password for the key of the MAC.
    pub(super) fn derivation<'d>(&'d self, password: &'d PasswordCandidate) -> Derivation<'d> {
        match self {
            Self::Pkcs12 { hash, salt, iterations } => Derivation::Pkcs12 {
                hash: *hash,
                password: &password.bmp,
                salt,
                iterations: *iterations,
                purpose: Pkcs12Purpose::Mac,
                length: hash.output_size(),
            },
            Self::Pbmac1(pbmac1) => pbmac1.derivation(&password.octets),
        }
    }
}

/// Names those that are met in practice: the Russian standards' (R 50.1.112-2016 and before).
fn unsupported_name(algorithm: &AlgorithmIdentifier<'_>) -> &'static str {
    match algorithm.oid.to_dotted().as_str() {
        "1.2.643.7.1.1.2.2" | "1.2.643.7.1.1.2.3" => "a PKCS#12 MAC with GOST R 34.11-2012",
        "1.2.643.2.2.9" => "a PKCS#12 MAC with GOST R 34.11-94",
        "1.3.36.3.2.1" => "a PKCS#12 MAC with RIPEMD-160",
        "1.2.156.10197.1.401" => "a PKCS#12 MAC with SM3",
        "1.2.840.113549.2.2" => "a PKCS#12 MAC with MD2",
        _ => "the MAC of this PKCS#12 file",
    }
}
