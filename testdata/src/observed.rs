//! What opening a vector gave, and how that differs from its header.

use crate::{Expect, Header};
use std::collections::BTreeSet;

/// A result, in the words of the headers. Hashes are lower-case hex.
#[derive(Debug, Default)]
pub struct Observed {
    /// The code and the stage of the refusal.
    pub refusal: Option<(String, String)>,
    /// One for each private key.
    pub bundles: Vec<ObservedBundle>,
    /// SHA-256 of each certificate of no bundle.
    pub certificates: Vec<String>,
    /// SPKI SHA-256 of each lone public key.
    pub public_keys: Vec<String>,
    /// SHA-256 of each other member.
    pub files: Vec<String>,
    /// The codes of the warnings.
    pub warnings: Vec<String>,
    /// The names of the layers.
    pub layers: Vec<String>,
}

/// A private key and what belongs to it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ObservedBundle {
    /// For instance `RSA 2048`.
    pub algorithm: String,
    /// SPKI SHA-256 of the key.
    pub spki_sha256: Option<String>,
    /// SHA-256 of the certificate.
    pub certificate: Option<String>,
    /// SHA-256 of each issuer, nearest first.
    pub chain: Vec<String>,
    /// Whether the chain ends in a self-signed certificate.
    pub chain_complete: bool,
}

impl Observed {
    /// Every difference between this result and what the header wants, in words.
    #[must_use]
    pub fn differences(&self, header: &Header) -> Vec<String> {
        let expect = &header.expect;
        let mut found = Vec::new();
        match (&expect.code, &self.refusal) {
            (Some(wanted), Some((code, stage))) => {
                if wanted != code {
                    found.push(format!("refused as {code}, not {wanted}"));
                }
                if expect.stage.as_ref().is_some_and(|wanted| wanted != stage) {
                    found.push(format!("refused at {stage}, not {:?}", expect.stage));
                }
            }
            (Some(wanted), None) => found.push(format!("opened, and {wanted} was due")),
            (None, Some((code, _))) => found.push(format!("refused as {code}")),
            (None, None) => self.compare(expect, &mut found),
        }
        found
    }

    fn compare(&self, expect: &Expect, found: &mut Vec<String>) {
        self.compare_bundles(expect, found);
        for (what, wanted, there) in [
            ("certificates", &expect.certificates, &self.certificates),
            ("public keys", &expect.public_keys, &self.public_keys),
            ("files", &expect.files, &self.files),
        ] {
            let (wanted, there) = (sorted(wanted), sorted(there));
            if wanted != there {
                found.push(format!("{what} are {there:?}, not {wanted:?}"));
            }
        }
        let there: BTreeSet<_> = self.warnings.iter().collect();
        for wanted in expect.warnings.iter().filter(|wanted| !there.contains(wanted)) {
            found.push(format!("no warning {wanted} among {there:?}"));
        }
        for unwanted in expect.no_warnings.iter().filter(|unwanted| there.contains(unwanted)) {
            found.push(format!("an unwanted warning {unwanted}"));
        }
        if expect.layers.as_ref().is_some_and(|wanted| *wanted != self.layers) {
            found.push(format!("layers are {:?}, not {:?}", self.layers, expect.layers));
        }
    }

    fn compare_bundles(&self, expect: &Expect, found: &mut Vec<String>) {
        let mut there: Vec<&ObservedBundle> = self.bundles.iter().collect();
        there.sort();
        let mut wanted: Vec<_> = expect.bundles.iter().collect();
        wanted.sort_by_key(|bundle| (&bundle.algorithm, &bundle.spki_sha256, &bundle.certificate, &bundle.chain));
        if wanted.len() != there.len() {
            found.push(format!("{} bundles, not {}", there.len(), wanted.len()));
            return;
        }
        for (wanted, there) in wanted.iter().zip(there) {
            let same = wanted.algorithm == there.algorithm
                && wanted.spki_sha256.as_ref().is_none_or(|wanted| Some(wanted) == there.spki_sha256.as_ref())
                && wanted.certificate == there.certificate
                && wanted.chain == there.chain
                && wanted.chain_complete.is_none_or(|complete| complete == there.chain_complete);
            if !same {
                found.push(format!("the bundle is {there:?}, not {wanted:?}"));
            }
        }
    }
}

fn sorted(list: &[String]) -> Vec<&String> {
    let mut list: Vec<_> = list.iter().collect();
    list.sort();
    list
}

/// Fails with every vector that differs, and tells how many there were.
///
/// # Panics
/// When `differing` is not empty.
pub fn report(count: usize, differing: &[String]) {
    assert!(differing.is_empty(), "{} of {count} vectors differ:\n{}", differing.len(), differing.join("\n"));
}
