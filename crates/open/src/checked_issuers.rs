//! Signatures that need not be checked again, because an input before had the same chain.

use crate::Certificate;
use keybundle_key::PublicKey;
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

/// So many are remembered, 72 bytes each. A service has a few authorities; who sends more begins anew.
const MOST: usize = 4096;

/// Which keys signed which certificates of authorities, as far as that was checked, for many inputs that share their
/// chains: the answers of a service, each with the same intermediate. See [`crate::Unlock::with_checked_issuers`].
///
/// What comes out is the same without it. It holds digests of public data alone, at most 300 kB, and may be shared by
/// threads.
#[derive(Debug, Default)]
pub struct CheckedIssuers {
    /// By the SHA-256 of the certificate and of the SPKI.
    verdicts: Mutex<HashMap<[[u8; 32]; 2], bool>>,
}

impl CheckedIssuers {
    /// [`Certificate::is_signed_by`], once for each certificate of an authority: that of a device comes once.
    pub(crate) fn is_signed_by(&self, certificate: &Certificate, key: &PublicKey) -> Option<bool> {
        if !certificate.is_authority() {
            return certificate.is_signed_by(key);
        }
        let pair = [certificate.sha256(), key.spki_sha256()];
        if let Some(&verdict) = self.verdicts.lock().unwrap_or_else(PoisonError::into_inner).get(&pair) {
            return Some(verdict);
        }
        // Not under the lock: other threads go on.
        let verdict = certificate.is_signed_by(key)?;
        let mut verdicts = self.verdicts.lock().unwrap_or_else(PoisonError::into_inner);
        if verdicts.len() >= MOST {
            verdicts.clear();
        }
        verdicts.insert(pair, verdict);
        Some(verdict)
    }
}
