//! What a PKCS#12 file says of itself without a password.

use super::{
    bags::{RawValue, read_bags},
    mac::{MacData, MacMethod},
    pfx::{Integrity, Pfx},
    safe::{Ciphertext, Safe},
};
use crate::password::Lock;
use keybundle_cipher::PbeDescription;
use keybundle_kdf::Hash;

/// What protects a PKCS#12 file, as far as it is visible.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Pkcs12Info {
    /// The MAC; `None` where there is none.
    pub mac: Option<Pkcs12Mac>,
    /// Whether a signature stands in place of the MAC.
    pub signed: bool,
    /// The safes in their order; empty where they can't be read.
    pub safes: Vec<Pkcs12Safe>,
}

/// The MAC of a PKCS#12 file.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Pkcs12Mac {
    /// `pkcs12` (RFC 7292 appendix B), `pbmac1` (RFC 9579), or the OID of an algorithm that is not known.
    pub algorithm: String,
    /// The hash under HMAC.
    pub hash: Option<Hash>,
    /// Of PBMAC1, the hash under the derivation's HMAC.
    pub prf: Option<Hash>,
    /// Iterations of the derivation.
    pub iterations: u64,
    /// Bytes of the salt.
    pub salt_size: usize,
}

/// One safe.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Pkcs12Safe {
    /// In the clear: its bags can be seen.
    Plain(Pkcs12Bags),
    /// Encrypted by a password.
    Encrypted {
        /// How; of an algorithm that is not known, its OID.
        encryption: Result<PbeDescription, String>,
        /// Bytes of the ciphertext.
        size: usize,
    },
    /// Encrypted to recipients.
    Enveloped,
    /// Of a content type that PKCS#12 does not have: its OID.
    Unknown(String),
}

/// The bags of a safe, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Pkcs12Bags {
    /// Keys in the clear.
    pub keys: usize,
    /// How each encrypted key is; of an algorithm that is not known, its OID.
    pub encrypted_keys: Vec<Result<PbeDescription, String>>,
    /// Certificates.
    pub certificates: usize,
    /// CRLs.
    pub crls: usize,
    /// Secrets.
    pub secrets: usize,
    /// Bags of other kinds.
    pub others: usize,
}

impl Pfx<'_> {
    /// What can be seen without a password.
    pub(crate) fn inspect(&self) -> Pkcs12Info {
        let mac = match &self.integrity {
            Integrity::Mac(data) => Some(describe_mac(data)),
            Integrity::None | Integrity::Signature => None,
        };
        let safes = self.safes().unwrap_or_default();
        Pkcs12Info {
            mac,
            signed: matches!(self.integrity, Integrity::Signature),
            safes: safes.iter().map(describe_safe).collect(),
        }
    }
}

fn describe_mac(data: &MacData<'_>) -> Pkcs12Mac {
    match data.method() {
        Ok(MacMethod::Pkcs12 { hash, salt, iterations }) => {
            Pkcs12Mac { algorithm: "pkcs12".to_owned(), hash: Some(hash), prf: None, iterations, salt_size: salt.len() }
        }
        Ok(MacMethod::Pbmac1(pbmac1)) => Pkcs12Mac {
            algorithm: "pbmac1".to_owned(),
            hash: Some(pbmac1.hash),
            prf: pbmac1.derivation.hash(),
            iterations: pbmac1.derivation.iterations(),
            salt_size: pbmac1.derivation.salt_size(),
        },
        Err(_) => Pkcs12Mac {
            algorithm: data.algorithm.oid.to_dotted(),
            hash: None,
            prf: None,
            iterations: data.iterations,
            salt_size: data.salt_size(),
        },
    }
}

fn describe_safe(safe: &Safe<'_>) -> Pkcs12Safe {
    match safe {
        Safe::Plain(content) => Pkcs12Safe::Plain(count_bags(content)),
        Safe::Encrypted(sealed) => {
            Pkcs12Safe::Encrypted { encryption: describe(sealed), size: sealed.ciphertext.len() }
        }
        Safe::Enveloped(_) => Pkcs12Safe::Enveloped,
        Safe::Unknown(oid) => Pkcs12Safe::Unknown(oid.clone()),
    }
}

fn count_bags(content: &[u8]) -> Pkcs12Bags {
    let mut count = Pkcs12Bags::default();
    for bag in read_bags(content).unwrap_or_default() {
        match bag.value {
            RawValue::Key(_) => count.keys += 1,
            RawValue::ShroudedKey(sealed) => count.encrypted_keys.push(describe(&sealed)),
            RawValue::Certificate(_) => count.certificates += 1,
            RawValue::Crl(_) => count.crls += 1,
            RawValue::Secret { .. } => count.secrets += 1,
            RawValue::Other(_) => count.others += 1,
        }
    }
    count
}

/// An algorithm that can't be read is told by its OID.
fn describe(sealed: &Ciphertext<'_>) -> Result<PbeDescription, String> {
    match Lock::from_element(&sealed.algorithm) {
        Ok(lock) => Ok(lock.encryption.description()),
        Err(_) => Err(sealed.scheme().map(|scheme| scheme.oid.to_dotted()).unwrap_or_default()),
    }
}
