//! Keys paired with certificates by public key, and chains ordered by issuer.

use crate::{Certificate, CheckedIssuers, cost, name_match};
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
    signatures: Signatures<'a>,
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
    pub(crate) fn new(
        certificates: impl IntoIterator<Item = &'a Certificate>,
        checked: Option<&'a CheckedIssuers>,
    ) -> Self {
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
        let signatures = Signatures { checked, work_left: Cell::new(MOST_WORK) };
        Self { certificates, by_key, by_subject, by_folded_subject, issuers, roots, signatures }
    }

    /// The certificate of a key: of several the one that is valid longest, an end-entity's before an authority's, one
    /// that was issued before one that the key signed itself, which stands in until there is another.
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
        let issuer = self.issuer(leaf, 0);
        self.climb(issuer, Some(leaf))
    }

    /// The issuers above a certificate that is none of these.
    pub(crate) fn chain_above(&mut self, leaf: &Certificate) -> Chain {
        if is_root(leaf, &self.signatures) {
            return Chain { complete: true, ..Chain::none() };
        }
        let issuer = self.find_issuer(leaf, None, 0);
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
                    next = self.issuer(issuer, 0);
                }
                end => return Chain { issuers, complete: false, broken: end == Issuer::Other },
            }
        }
    }

    /// Whether a chain ends here.
    fn is_root(&mut self, index: usize) -> bool {
        let (certificate, signatures) = (self.certificates[index], &self.signatures);
        *self.roots[index].get_or_insert_with(|| is_root(certificate, signatures))
    }

    /// The certificate whose subject is the issuer's name, whose key identifier agrees where both tell one, and whose
    /// key made the signature where that can be checked. `depth`: of how many others it is the issuer's issuer.
    fn issuer(&mut self, index: usize, depth: usize) -> Issuer {
        if let Some(known) = self.issuers[index] {
            return known;
        }
        // Until it is found: who comes back here goes round in a circle.
        self.issuers[index] = Some(Issuer::Missing);
        let found = self.find_issuer(self.certificates[index], Some(index), depth);
        self.issuers[index] = Some(found);
        found
    }

    /// By the issuer's name as it stands, then by names that compare alike. `own`: where the certificate itself stands.
    fn find_issuer(&mut self, certificate: &Certificate, own: Option<usize>, depth: usize) -> Issuer {
        let Some(name) = certificate.issuer_der() else { return Issuer::Missing };
        let equal = self.by_subject.get(Sha256::digest(name).as_slice());
        let count = equal.map_or(0, Vec::len);
        let ranked = equal.map_or_else(Vec::new, |candidates| self.ranked(candidates, certificate, own));
        let found = self.issuer_of(&ranked, certificate, depth);
        if let Issuer::At(_) = found {
            return found;
        }
        let folded = self.by_folded_subject.get_or_init(|| self.fold_subjects());
        match name_match::folded_sha256(name).and_then(|name| folded.get(&name)) {
            // All equal names compare alike.
            Some(candidates) if candidates.len() > count => {
                let ranked = self.ranked(candidates, certificate, own);
                self.issuer_of(&ranked, certificate, depth)
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

    /// Certificates of the issuer's name, the best first: whether key identifiers agree, and where it stands.
    fn ranked(&self, candidates: &[usize], certificate: &Certificate, own: Option<usize>) -> Vec<(u8, usize)> {
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
        ranked.into_iter().take(16).map(|(agree, _, std::cmp::Reverse(candidate))| (agree, candidate)).collect()
    }

    /// The issuer among these. Of several that signed, as the certificates of one authority did that others issued to
    /// it, the first that leads to a root.
    fn issuer_of(&mut self, ranked: &[(u8, usize)], certificate: &Certificate, depth: usize) -> Issuer {
        let mut otherwise = Issuer::Missing;
        let mut first = None;
        for &(agree, candidate) in ranked {
            let Some(key) = self.certificates[candidate].public_key() else { continue };
            match self.signatures.is_by(key, certificate) {
                Some(true) if depth >= LONGEST || self.leads_to_root(candidate, depth) => return Issuer::At(candidate),
                Some(true) => first = first.or(Some(candidate)),
                None if agree > 0 && !matches!(otherwise, Issuer::At(_)) => otherwise = Issuer::At(candidate),
                Some(false) if agree > 0 && otherwise == Issuer::Missing => otherwise = Issuer::Other,
                _ => {}
            }
        }
        first.map_or(otherwise, Issuer::At)
    }

    fn leads_to_root(&mut self, index: usize, depth: usize) -> bool {
        let mut next = index;
        for _ in 0..LONGEST {
            if self.is_root(next) {
                return true;
            }
            match self.issuer(next, depth + 1) {
                Issuer::At(issuer) => next = issuer,
                Issuer::Missing | Issuer::Other => return false,
            }
        }
        false
    }
}

/// Whether a chain ends here. A root's own signature proves nothing that its issuer's name and key identifier, both its
/// own, don't say; it is checked where no identifier tells a root from a renewed authority's certificate under its old
/// key.
fn is_root(certificate: &Certificate, signatures: &Signatures<'_>) -> bool {
    let own = (certificate.authority_key_identifier(), certificate.subject_key_identifier());
    let is_own_key = matches!(own, (Some(authority), Some(subject)) if authority == subject);
    let is_own_name = certificate.is_self_issued()
        || (is_own_key || own.0.is_none())
            && certificate.subject_der().zip(certificate.issuer_der()).is_some_and(|(subject, issuer)| {
                let folded = name_match::folded_sha256(subject);
                folded.is_some() && folded == name_match::folded_sha256(issuer)
            });
    is_own_name
        && (is_own_key || certificate.public_key().is_some_and(|key| signatures.is_by(key, certificate) != Some(false)))
}

/// How signatures are checked.
struct Signatures<'a> {
    /// What inputs before had checked.
    checked: Option<&'a CheckedIssuers>,
    /// What may still be spent. What was checked before counts as well: an input has one result, whatever came before
    /// it.
    work_left: Cell<u64>,
}

impl Signatures<'_> {
    /// Whether `key` made the certificate's; `None` as well where no work is left for it.
    fn is_by(&self, key: &PublicKey, certificate: &Certificate) -> Option<bool> {
        self.work_left.set(self.work_left.get().checked_sub(cost::of_key(key.algorithm()))?);
        match self.checked {
            Some(checked) => checked.is_signed_by(certificate, key),
            None => certificate.is_signed_by(key),
        }
    }
}
