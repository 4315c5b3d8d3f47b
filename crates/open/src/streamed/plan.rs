//! What is kept in mind of each key and certificate between two readings: who it is and where it stands.

use crate::{Certificate, UnixTime, collection::FoundKey, name_match, walk::Found};
use keybundle_key::PublicKey;
use sha2::{Digest, Sha256};
use std::{
    collections::{HashMap, HashSet, hash_map::Entry},
    hash::{Hash as _, Hasher},
};

/// Where something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Place {
    /// The number of its member in the archive's directory.
    pub(super) member: u32,
    /// Its number among those of its kind there.
    pub(super) number: u32,
}

/// A public key, for short.
type KeyId = [u8; 16];

pub(super) struct KeyRecord {
    pub(super) place: Place,
    id: Option<KeyId>,
    /// The number of its certificate.
    pub(super) leaf: Option<u32>,
}

pub(super) struct CertificateRecord {
    pub(super) place: Place,
    sha256: [u8; 32],
    key: Option<KeyId>,
    subject: Option<u64>,
    issuer: Option<u64>,
    not_after: Option<UnixTime>,
    is_authority: bool,
    is_self_issued: bool,
}

/// Keys and certificates in the order in which they stand, each once.
#[derive(Default)]
pub(super) struct Plan {
    pub(super) keys: Vec<KeyRecord>,
    pub(super) certificates: Vec<CertificateRecord>,
}

/// The same while it is made.
#[derive(Default)]
pub(super) struct Planner {
    plan: Plan,
    key_numbers: HashMap<KeyId, u32>,
    known_certificates: HashSet<[u8; 16]>,
}

impl Planner {
    /// Adds what a member holds.
    pub(super) fn add(&mut self, member: u32, found: &Found) {
        for (number, found) in (0..).zip(&found.keys) {
            let id = key_id(found);
            let count = u32::try_from(self.plan.keys.len()).unwrap_or(u32::MAX);
            let is_new = match id.map(|id| self.key_numbers.entry(id)) {
                Some(Entry::Occupied(_)) => false,
                Some(Entry::Vacant(place)) => {
                    place.insert(count);
                    true
                }
                None => true,
            };
            if is_new {
                self.plan.keys.push(KeyRecord { place: Place { member, number }, id, leaf: None });
            }
        }
        for (number, certificate) in (0..).zip(&found.certificates) {
            let sha256 = certificate.sha256();
            if self.known_certificates.insert(short(&sha256)) {
                self.plan.certificates.push(CertificateRecord {
                    place: Place { member, number },
                    sha256,
                    key: certificate.public_key().map(id_of),
                    subject: certificate.subject_der().map(name_id),
                    issuer: certificate.issuer_der().map(name_id),
                    not_after: certificate.not_after(),
                    is_authority: certificate.is_authority(),
                    is_self_issued: certificate.is_self_issued(),
                });
            }
        }
    }

    /// Pairs keys with certificates, by the rules of [`crate::chain::Index::leaf`].
    pub(super) fn finish(self) -> Plan {
        let Self { mut plan, key_numbers, known_certificates } = self;
        drop(known_certificates);
        let Plan { keys, certificates } = &mut plan;
        for (number, certificate) in (0..).zip(certificates.iter()) {
            let key = certificate.key.and_then(|id| key_numbers.get(&id));
            let Some(key) = key.and_then(|&key| keys.get_mut(key as usize)) else { continue };
            let rank = |one: &CertificateRecord| (!one.is_authority, !one.is_self_issued, one.not_after);
            let known = key.leaf.and_then(|leaf| certificates.get(leaf as usize));
            if known.is_none_or(|known| rank(certificate) > rank(known)) {
                key.leaf = Some(number);
            }
        }
        plan
    }
}

/// How many certificates of one name are looked at as an issuer: see [`crate::chain::Index`].
const MOST_OF_A_NAME: u32 = 256;

impl Plan {
    /// The numbers of the certificates that may have issued others.
    pub(super) fn issuers(&self) -> Vec<u32> {
        let mut issued: HashMap<u64, u32> = HashMap::new();
        for issuer in self.certificates.iter().filter_map(|one| one.issuer) {
            let count = issued.entry(issuer).or_default();
            *count = count.saturating_add(1);
        }
        let mut seen: HashMap<u64, u32> = HashMap::new();
        let mut numbers = Vec::new();
        for (number, certificate) in (0..).zip(&self.certificates) {
            let Some(subject) = certificate.subject else { continue };
            let own = u32::from(certificate.issuer == Some(subject));
            if issued.get(&subject).is_some_and(|&count| count > own) {
                let seen = seen.entry(subject).or_default();
                *seen += 1;
                if *seen <= MOST_OF_A_NAME {
                    numbers.push(number);
                }
            }
        }
        numbers
    }
}

impl KeyRecord {
    /// Whether this is the key that stood there when the record was made.
    pub(super) fn is(&self, found: &FoundKey) -> bool {
        self.id == key_id(found)
    }
}

impl CertificateRecord {
    /// Whether this is the certificate that stood there when the record was made.
    pub(super) fn is(&self, certificate: &Certificate) -> bool {
        self.sha256 == certificate.sha256()
    }
}

fn key_id(found: &FoundKey) -> Option<KeyId> {
    found.key.public_key().map(id_of)
}

/// A digest of what makes two public keys the same.
fn id_of(key: &PublicKey) -> KeyId {
    let mut hasher = DigestHasher(Sha256::new());
    key.hash(&mut hasher);
    short(&hasher.0.finalize().into())
}

/// Two names of one number cost memory, no more.
/// Of names that compare alike, the same.
fn name_id(name: &[u8]) -> u64 {
    let digest = name_match::folded_sha256(name).unwrap_or_else(|| Sha256::digest(name).into());
    let [a, b, c, d, e, f, g, h, ..] = digest;
    u64::from_be_bytes([a, b, c, d, e, f, g, h])
}

fn short(digest: &[u8; 32]) -> [u8; 16] {
    digest.first_chunk().copied().unwrap_or_default()
}

/// What a value would tell a hash table, digested.
struct DigestHasher(Sha256);

impl Hasher for DigestHasher {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        let digest: [u8; 32] = self.0.clone().finalize().into();
        digest.first_chunk().copied().map(u64::from_be_bytes).unwrap_or_default()
    }
}
