//! Keys paired with certificates by public key, and chains ordered by issuer.

use crate::{Certificate, cost};
use keybundle_key::PublicKey;
use sha2::{Digest as _, Sha256};
use std::{cell::Cell, collections::HashMap};

/// How long a chain may get: a longer one is no chain but an attack.
const LONGEST: usize = 32;
/// What checking the signatures of one input may cost, in compressions of SHA-256: seconds, and 10,000 of every usual
/// kind. Beyond that names and key identifiers decide, as they do where an algorithm is not known.
const MOST_WORK: u64 = 50_000_000;

/// Certificates by what they are looked up by. Built once for all keys of an input.
pub(crate) struct Index<'a> {
    certificates: Vec<&'a Certificate>,
    /// By [`PublicKey::value_sha256`].
    by_key: HashMap<[u8; 32], Vec<usize>>,
    /// By the SHA-256 of the subject.
    by_subject: HashMap<[u8; 32], Vec<usize>>,
    /// The issuer of each, as far as it was asked: leaves of a batch share their issuers.
    issuers: Vec<Option<Option<usize>>>,
    /// Whether each is a root, as far as it was asked.
    roots: Vec<Option<bool>>,
    /// What may still be spent on checking signatures.
    work_left: Cell<u64>,
}

/// A chain above a leaf, as indices: nearest issuer first.
pub(crate) struct Chain {
    pub(crate) issuers: Vec<usize>,
    pub(crate) complete: bool,
}

impl<'a> Index<'a> {
    pub(crate) fn new(certificates: impl IntoIterator<Item = &'a Certificate>) -> Self {
        let certificates: Vec<_> = certificates.into_iter().collect();
        let mut by_key: HashMap<_, Vec<_>> = HashMap::new();
        let mut by_subject: HashMap<_, Vec<_>> = HashMap::new();
        for (index, &certificate) in certificates.iter().enumerate() {
            if let Some(key) = certificate.public_key() {
                by_key.entry(key.value_sha256()).or_default().push(index);
            }
            if let Some(subject) = certificate.subject_der() {
                by_subject.entry(Sha256::digest(subject).into()).or_default().push(index);
            }
        }
        let (issuers, roots) = (vec![None; certificates.len()], vec![None; certificates.len()]);
        Self { certificates, by_key, by_subject, issuers, roots, work_left: Cell::new(MOST_WORK) }
    }

    /// The certificate of a key: of several the one that is valid longest, an end-entity's before an authority's.
    pub(crate) fn leaf(&self, key: &PublicKey) -> Option<usize> {
        let candidates = self.by_key.get(&key.value_sha256())?;
        candidates.iter().copied().max_by_key(|&index| {
            let certificate = self.certificates[index];
            // The first of equals: `max_by_key` gives the last, so the position counts backwards.
            (!certificate.is_authority(), certificate.not_after(), std::cmp::Reverse(index))
        })
    }

    /// The issuers above a certificate, to a self-signed root or to where none is there.
    pub(crate) fn chain(&mut self, leaf: usize) -> Chain {
        if self.is_root(leaf) {
            return Chain { issuers: Vec::new(), complete: true };
        }
        match self.issuer(leaf) {
            Some(issuer) if issuer != leaf => self.climb(issuer, Some(leaf)),
            _ => Chain { issuers: Vec::new(), complete: false },
        }
    }

    /// The issuers above a certificate that is none of these.
    pub(crate) fn chain_above(&mut self, leaf: &Certificate) -> Chain {
        if is_root(leaf, &self.work_left) {
            return Chain { issuers: Vec::new(), complete: true };
        }
        match self.find_issuer(leaf, None) {
            Some(issuer) => self.climb(issuer, None),
            None => Chain { issuers: Vec::new(), complete: false },
        }
    }

    /// A chain from its first issuer on.
    fn climb(&mut self, first: usize, leaf: Option<usize>) -> Chain {
        let mut issuers = vec![first];
        let mut current = first;
        loop {
            if self.is_root(current) {
                return Chain { issuers, complete: true };
            }
            match self.issuer(current) {
                Some(issuer) if Some(issuer) != leaf && !issuers.contains(&issuer) && issuers.len() < LONGEST => {
                    issuers.push(issuer);
                    current = issuer;
                }
                _ => return Chain { issuers, complete: false },
            }
        }
    }

    /// Whether a chain ends here.
    fn is_root(&mut self, index: usize) -> bool {
        let (certificate, work_left) = (self.certificates[index], &self.work_left);
        *self.roots[index].get_or_insert_with(|| is_root(certificate, work_left))
    }

    /// The certificate whose subject is the issuer's name, whose key identifier agrees where both tell one, and whose
    /// key made the signature where that can be checked.
    fn issuer(&mut self, index: usize) -> Option<usize> {
        if let Some(known) = self.issuers[index] {
            return known;
        }
        let found = self.find_issuer(self.certificates[index], Some(index));
        self.issuers[index] = Some(found);
        found
    }

    /// `own`: where the certificate itself stands.
    fn find_issuer(&self, certificate: &Certificate, own: Option<usize>) -> Option<usize> {
        let candidates = self.by_subject.get(Sha256::digest(certificate.issuer_der()?).as_slice())?;
        // A hostile file may hold thousands of certificates of one name: a few are looked at, fewer are checked.
        let mut ranked: Vec<_> = candidates
            .iter()
            .copied()
            .take(256)
            .filter(|&candidate| Some(candidate) != own)
            .map(|candidate| {
                let issuer = self.certificates[candidate];
                let agree = match (certificate.authority_key_identifier(), issuer.subject_key_identifier()) {
                    (Some(wanted), Some(there)) => u8::from(wanted == there) * 2,
                    _ => 1,
                };
                (agree, issuer.not_after(), std::cmp::Reverse(candidate))
            })
            .collect();
        ranked.sort_unstable_by(|a, b| b.cmp(a));
        let mut unchecked = None;
        for &(agree, _, std::cmp::Reverse(candidate)) in ranked.iter().take(16) {
            let Some(key) = self.certificates[candidate].public_key() else { continue };
            match is_signed_by(&self.work_left, certificate, key) {
                Some(true) => return Some(candidate),
                None if agree > 0 && unchecked.is_none() => unchecked = Some(candidate),
                _ => {}
            }
        }
        unchecked
    }
}

/// Whether a chain ends here. A root's own signature proves nothing that its issuer's name and key identifier, both its
/// own, don't say; it is checked where no identifier tells a root from a renewed authority's certificate under its old
/// key.
fn is_root(certificate: &Certificate, work_left: &Cell<u64>) -> bool {
    let own = (certificate.authority_key_identifier(), certificate.subject_key_identifier());
    certificate.is_self_issued()
        && (matches!(own, (Some(authority), Some(subject)) if authority == subject)
            || certificate.public_key().is_some_and(|key| is_signed_by(work_left, certificate, key) != Some(false)))
}

/// Whether `key` signed; `None` as well where no work is left for it.
fn is_signed_by(work_left: &Cell<u64>, certificate: &Certificate, key: &PublicKey) -> Option<bool> {
    work_left.set(work_left.get().checked_sub(cost::of_key(key.algorithm()))?);
    certificate.is_signed_by(key)
}
