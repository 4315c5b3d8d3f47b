//! What was found so far, and the bundles made of it.

use crate::{
    Bundle, Certificate, File, KeyEncoding, Layer, Limit, Limits, Opened, Result, Secret, Summary,
    chain::{Chain, Index},
    context::Context,
};
use keybundle_encoding::{WarningCode, Warnings};
use keybundle_key::{PrivateKey, PublicKey};
use std::{collections::HashSet, sync::Arc};

/// A private key with what its store said of it.
pub(crate) struct FoundKey {
    pub(crate) key: PrivateKey,
    pub(crate) encoding: KeyEncoding,
    pub(crate) friendly_name: Option<String>,
    pub(crate) local_key_id: Option<Vec<u8>>,
}

/// Keys and certificates in the order in which they stood, each once.
#[derive(Default)]
pub(crate) struct Collection {
    keys: Vec<FoundKey>,
    /// Keys that were not read.
    counted_keys: usize,
    /// Public keys, by [`PublicKey::value_sha256`].
    known_keys: HashSet<[u8; 32]>,
    certificates: Vec<Certificate>,
    known_certificates: HashSet<[u8; 32]>,
    pub(crate) public_keys: Vec<PublicKey>,
    known_public_keys: HashSet<[u8; 32]>,
    pub(crate) certificate_requests: Vec<Vec<u8>>,
    pub(crate) certificate_revocation_lists: Vec<Vec<u8>>,
    pub(crate) secrets: Vec<Secret>,
    pub(crate) files: Vec<File>,
    key_layers: Option<Vec<Layer>>,
    other_layers: Option<Vec<Layer>>,
    deepest: Vec<Layer>,
}

impl Collection {
    pub(crate) fn add_key(&mut self, found: FoundKey, path: &[Layer]) {
        self.key_layers.get_or_insert_with(|| path.to_vec());
        let is_new = found.key.public_key().is_none_or(|public| self.known_keys.insert(public.value_sha256()));
        if is_new {
            self.keys.push(found);
        }
    }

    /// A key that is not read: what it is beside that does not matter.
    pub(crate) fn count_key(&mut self, path: &[Layer]) {
        self.key_layers.get_or_insert_with(|| path.to_vec());
        self.counted_keys += 1;
    }

    pub(crate) fn add_certificate(&mut self, certificate: Certificate, path: &[Layer]) {
        self.other_layers.get_or_insert_with(|| path.to_vec());
        if self.known_certificates.insert(certificate.sha256()) {
            self.certificates.push(certificate);
        }
    }

    pub(crate) fn add_public_key(&mut self, key: PublicKey, path: &[Layer]) {
        self.other_layers.get_or_insert_with(|| path.to_vec());
        if self.known_public_keys.insert(key.value_sha256()) {
            self.public_keys.push(key);
        }
    }

    /// Remembers how deep it went, for inputs without key or certificate.
    pub(crate) fn reached(&mut self, path: &[Layer]) {
        if path.len() > self.deepest.len() {
            self.deepest = path.to_vec();
        }
    }

    /// Whether there is a private key.
    pub(crate) const fn has_private_key(&self) -> bool {
        !self.keys.is_empty() || self.counted_keys > 0
    }

    /// Whether there are certificates, and nothing that says where their key is.
    pub(crate) const fn has_certificates_alone(&self) -> bool {
        !self.certificates.is_empty()
            && !self.has_private_key()
            && self.public_keys.is_empty()
            && self.certificate_requests.is_empty()
    }

    /// Whether there is any key, certificate or request.
    pub(crate) const fn has_key_material(&self) -> bool {
        !(self.keys.is_empty()
            && self.counted_keys == 0
            && self.certificates.is_empty()
            && self.public_keys.is_empty()
            && self.certificate_requests.is_empty()
            && self.certificate_revocation_lists.is_empty()
            && self.secrets.is_empty())
    }

    /// Takes the keys and certificates out, as if none had been met.
    pub(crate) fn take_pairs(&mut self) -> (Vec<FoundKey>, Vec<Certificate>) {
        self.known_keys.clear();
        self.known_certificates.clear();
        (std::mem::take(&mut self.keys), std::mem::take(&mut self.certificates))
    }

    /// How many of each kind there are.
    pub(crate) const fn summary(&self) -> Summary {
        Summary {
            private_keys: self.keys.len() + self.counted_keys,
            certificates: self.certificates.len(),
            public_keys: self.public_keys.len(),
            certificate_requests: self.certificate_requests.len(),
            certificate_revocation_lists: self.certificate_revocation_lists.len(),
            files: self.files.len(),
        }
    }

    /// The wrappings, as [`Opened::layers`] has them.
    pub(crate) fn layers(&mut self) -> Vec<Layer> {
        self.key_layers.take().or_else(|| self.other_layers.take()).unwrap_or_else(|| std::mem::take(&mut self.deepest))
    }

    /// Pairs keys with certificates and orders the chains.
    ///
    /// # Errors
    /// `limit-size` where many keys share so much of a chain that what comes out outgrows what went in.
    pub(crate) fn into_opened(mut self, context: Context<'_>) -> Result<Opened> {
        let layers = self.layers();
        let mut index = Index::new(&self.certificates, context.unlock.checked_issuers());
        let mut paired: Vec<(Option<usize>, Chain)> = Vec::with_capacity(self.keys.len());
        let mut copies = Copies::default();
        for found in &self.keys {
            let leaf = found.key.public_key().and_then(|key| index.leaf(key));
            let chain = leaf.map_or_else(Chain::none, |leaf| index.chain(leaf));
            copies.count(chain.issuers.iter().map(|&issuer| &self.certificates[issuer]), context.limits)?;
            paired.push((leaf, chain));
        }
        drop(index);
        let mut warnings = context.warnings;
        let mut pairing = Pairing { certificates: self.certificates.len(), ..Pairing::default() };
        for (leaf, chain) in &paired {
            pairing.count(*leaf, chain.issuers.iter().copied(), chain);
        }
        pairing.warn(&mut warnings);

        let mut is_used = vec![false; self.certificates.len()];
        for (leaf, chain) in &paired {
            leaf.iter().chain(&chain.issuers).for_each(|&place| is_used[place] = true);
        }
        let certificates: Vec<Arc<Certificate>> = self.certificates.into_iter().map(Arc::new).collect();
        let bundles = self
            .keys
            .into_iter()
            .zip(paired)
            .map(|(found, (leaf, chain))| Bundle {
                private_key: found.key,
                encoding: found.encoding,
                friendly_name: found.friendly_name,
                local_key_id: found.local_key_id,
                certificate: leaf.and_then(|leaf| certificates.get(leaf).cloned()),
                chain: chain.issuers.iter().filter_map(|&issuer| certificates.get(issuer).cloned()).collect(),
                chain_complete: chain.complete,
            })
            .collect();
        let mut is_used = is_used.into_iter();
        let mut loose = certificates;
        loose.retain(|_| is_used.next() != Some(true));
        Ok(Opened {
            layers,
            bundles,
            certificates: loose,
            public_keys: self.public_keys,
            certificate_requests: self.certificate_requests,
            certificate_revocation_lists: self.certificate_revocation_lists,
            secrets: self.secrets,
            files: self.files,
            warnings,
        })
    }
}

/// The bytes of the issuers of all bundles: each bundle has its chain whole wherever it is written, so that many keys
/// below a few large certificates make much of little.
#[derive(Default)]
pub(crate) struct Copies(u64);

impl Copies {
    /// Adds those of one bundle.
    ///
    /// # Errors
    /// `limit-size`.
    pub(crate) fn count<'a>(&mut self, chain: impl Iterator<Item = &'a Certificate>, limits: &Limits) -> Result<()> {
        self.0 = self.0.saturating_add(chain.map(|issuer| issuer.der().len() as u64).sum());
        limits.check(Limit::UnpackedBytes, self.0)
    }
}

/// Says so where nothing at all was found: whoever waits for a key is not to take it for success.
pub(crate) fn warn_if_empty(opened: &mut Opened, keys_and_certificates: usize) {
    let is_empty = keys_and_certificates == 0
        && opened.public_keys.is_empty()
        && opened.certificate_requests.is_empty()
        && opened.certificate_revocation_lists.is_empty()
        && opened.secrets.is_empty()
        && opened.files.is_empty();
    if is_empty {
        let message = "nothing is in it: no key, no certificate and no file; ask whoever made it what it should hold";
        opened.warnings.push(WarningCode::KeyMissing, message);
    }
}

/// What there is to be said of keys and their certificates.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Pairing {
    /// Private keys.
    pub(crate) keys: usize,
    /// Certificates, whether they belong to a key or not.
    pub(crate) certificates: usize,
    /// Keys that match no certificate.
    pub(crate) missing: usize,
    /// Chains that end in no root.
    pub(crate) incomplete: usize,
    /// Chains that end below what should be the issuer and did not sign.
    pub(crate) broken: usize,
    /// Whether an issuer stands before what it issued.
    pub(crate) reordered: bool,
}

impl Pairing {
    /// Counts a key, its certificate and the chain above that; both are told by where they stand.
    pub(crate) fn count(&mut self, leaf: Option<usize>, issuers: impl IntoIterator<Item = usize>, chain: &Chain) {
        self.keys += 1;
        let Some(mut previous) = leaf else {
            self.missing += 1;
            return;
        };
        self.incomplete += usize::from(!chain.complete && !chain.broken);
        self.broken += usize::from(chain.broken);
        for issuer in issuers {
            self.reordered |= issuer < previous;
            previous = issuer;
        }
    }

    pub(crate) fn warn(&self, warnings: &mut Warnings) {
        if self.keys == 0 && self.certificates > 0 {
            warnings.push(WarningCode::KeyMissing, "there are certificates and no private key");
        }
        if self.missing > 0 {
            let message = if self.certificates == 0 {
                "there is a private key and no certificate".to_owned()
            } else {
                let missing = self.missing;
                format!("{missing} private key(s) match none of the certificates; check which request they belong to")
            };
            warnings.push(WarningCode::CertificateMissing, message);
        }
        if self.incomplete > 0 {
            let incomplete = self.incomplete;
            let message = format!(
                "{incomplete} chain(s) do not reach a self-signed root; add the missing issuers if a peer needs them"
            );
            warnings.push(WarningCode::ChainIncomplete, message);
        }
        if self.broken > 0 {
            let broken = self.broken;
            let message = format!(
                "{broken} chain(s) end at a certificate whose signature is not by the issuer of that name that is there: it was \
                 altered, or the authority has another key; fetch both again"
            );
            warnings.push(WarningCode::ChainIncomplete, message);
        }
        // In a batch the issuers stand once, before or after all leaves: only a single chain has an order to keep.
        if self.keys == 1 && self.reordered {
            let message = "the certificates did not stand in the order of the chain; they are given leaf first";
            warnings.push(WarningCode::ChainReordered, message);
        }
    }
}
