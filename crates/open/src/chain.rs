//! Keys paired with certificates by public key, and chains ordered by issuer.

use crate::{Certificate, cost, name_match};
use keybundle_key::PublicKey;
use sha2::{Digest as _, Sha256};
use std::{
    cell::{Cell, OnceCell},
    collections::HashMap,
};

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
    /// The same by names that compare alike, for issuers whose name is encoded in another way: made when it is first
    /// needed.
    by_folded_subject: OnceCell<HashMap<[u8; 32], Vec<usize>>>,
    /// The issuer of each, as far as it was asked: leaves of a batch share their issuers.
    issuers: Vec<Option<Issuer>>,
    /// Whether each is a root, as far as it was asked.
    roots: Vec<Option<bool>>,
    /// What may still be spent on checking signatures.
    work_left: Cell<u64>,
}

/// A chain above a leaf, as indices: nearest issuer first.
pub(crate) struct Chain {
    pub(crate) issuers: Vec<usize>,
    pub(crate) complete: bool,
    /// Whether it ends below a certificate that should be the issuer, by its name, and did not sign.
    pub(crate) broken: bool,
}

impl Chain {
    /// Of a key without a certificate.
    pub(crate) const fn none() -> Self {
        Self { issuers: Vec::new(), complete: false, broken: false }
    }
}

/// What was found above a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Issuer {
    At(usize),
    Missing,
    /// There is a certificate of that name, and of no other key identifier, which did not sign.
    Other,
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
        let by_folded_subject = OnceCell::new();
        Self { certificates, by_key, by_subject, by_folded_subject, issuers, roots, work_left: Cell::new(MOST_WORK) }
    }

    /// The certificate of a key: of several the one that is valid longest, an end-entity's before an authority's, one that
    /// was issued before one that the key signed itself, which stands in until there is another.
    pub(crate) fn leaf(&self, key: &PublicKey) -> Option<usize> {
        let candidates = self.by_key.get(&key.value_sha256())?;
        candidates.iter().copied().max_by_key(|&index| {
            let certificate = self.certificates[index];
            // The first of equals: `max_by_key` gives the last, so the position counts backwards.
            (
                !certificate.is_authority(),
                !certificate.is_self_issued(),
                certificate.not_after(),
                std::cmp::Reverse(index),
            )
        })
    }

    /// The issuers above a certificate, to a self-signed root or to where none is there.
    pub(crate) fn chain(&mut self, leaf: usize) -> Chain {
        if self.is_root(leaf) {
            return Chain { complete: true, ..Chain::none() };
        }
        let issuer = self.issuer(leaf);
        self.climb(issuer, Some(leaf))
    }

    /// The issuers above a certificate that is none of these.
    pub(crate) fn chain_above(&mut self, leaf: &Certificate) -> Chain {
        if is_root(leaf, &self.work_left) {
            return Chain { complete: true, ..Chain::none() };
        }
        let issuer = self.find_issuer(leaf, None);
        self.climb(issuer, None)
    }

    /// A chain from its first issuer on.
    fn climb(&mut self, first: Issuer, leaf: Option<usize>) -> Chain {
        let mut issuers = Vec::new();
        let mut next = first;
        loop {
            match next {
                Issuer::At(issuer) if Some(issuer) != leaf && !issuers.contains(&issuer) && issuers.len() < LONGEST => {
                    issuers.push(issuer);
                    if self.is_root(issuer) {
                        return Chain { issuers, complete: true, broken: false };
                    }
                    next = self.issuer(issuer);
                }
                end => return Chain { issuers, complete: false, broken: end == Issuer::Other },
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
    fn issuer(&mut self, index: usize) -> Issuer {
        if let Some(known) = self.issuers[index] {
            return known;
        }
        let found = self.find_issuer(self.certificates[index], Some(index));
        self.issuers[index] = Some(found);
        found
    }

    /// `own`: where the certificate itself stands.
    fn find_issuer(&self, certificate: &Certificate, own: Option<usize>) -> Issuer {
        let Some(name) = certificate.issuer_der() else { return Issuer::Missing };
        let equal = self.by_subject.get(Sha256::digest(name).as_slice());
        let found = equal.map_or(Issuer::Missing, |candidates| self.issuer_of(candidates, certificate, own));
        if let Issuer::At(_) = found {
            return found;
        }
        let folded = self.by_folded_subject.get_or_init(|| self.fold_subjects());
        match name_match::folded_sha256(name).and_then(|name| folded.get(&name)) {
            Some(candidates) if equal.is_none_or(|equal| equal != candidates) => {
                self.issuer_of(candidates, certificate, own)
            }
            _ => found,
        }
    }

    fn fold_subjects(&self) -> HashMap<[u8; 32], Vec<usize>> {
        let mut folded: HashMap<_, Vec<_>> = HashMap::new();
        for (index, certificate) in self.certificates.iter().enumerate() {
            if let Some(subject) = certificate.subject_der().and_then(name_match::folded_sha256) {
                folded.entry(subject).or_default().push(index);
            }
        }
        folded
    }

    /// The issuer among certificates of its name.
    fn issuer_of(&self, candidates: &[usize], certificate: &Certificate, own: Option<usize>) -> Issuer {
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
        let mut otherwise = Issuer::Missing;
        for &(agree, _, std::cmp::Reverse(candidate)) in ranked.iter().take(16) {
            let Some(key) = self.certificates[candidate].public_key() else { continue };
            match is_signed_by(&self.work_left, certificate, key) {
                Some(true) => return Issuer::At(candidate),
                None if agree > 0 && !matches!(otherwise, Issuer::At(_)) => otherwise = Issuer::At(candidate),
                Some(false) if agree > 0 && otherwise == Issuer::Missing => otherwise = Issuer::Other,
                _ => {}
            }
        }
        otherwise
    }
}

/// Whether a chain ends here. A root's own signature proves nothing that its issuer's name and key identifier, both its
/// own, don't say; it is checked where no identifier tells a root from a renewed authority's certificate under its old
/// key.
fn is_root(certificate: &Certificate, work_left: &Cell<u64>) -> bool {
    let own = (certificate.authority_key_identifier(), certificate.subject_key_identifier());
    let is_own_key = matches!(own, (Some(authority), Some(subject)) if authority == subject);
    let is_own_name = certificate.is_self_issued()
        || (is_own_key || own.0.is_none())
            && certificate.subject_der().zip(certificate.issuer_der()).is_some_and(|(subject, issuer)| {
                let folded = name_match::folded_sha256(subject);
                folded.is_some() && folded == name_match::folded_sha256(issuer)
            });
    is_own_name
        && (is_own_key
            || certificate.public_key().is_some_and(|key| is_signed_by(work_left, certificate, key) != Some(false)))
}

/// Whether `key` signed; `None` as well where no work is left for it.
fn is_signed_by(work_left: &Cell<u64>, certificate: &Certificate, key: &PublicKey) -> Option<bool> {
    work_left.set(work_left.get().checked_sub(cost::of_key(key.algorithm()))?);
    certificate.is_signed_by(key)
}
