//! A recipient whose key is in libcrypto.

use crate::import::{import, unsupported};
use core::fmt;
use keybundle_key::{Error, PrivateKey, Recipient, RecipientIdentity, Result};
use openssl::{
    bn::BigNumContext,
    derive::Deriver,
    ec::{EcKey, EcPoint},
    error::ErrorStack,
    pkey::{Id, PKey, Private, Public},
    rsa::Padding,
};
use zeroize::Zeroizing;

/// A private key in libcrypto, which blinds RSA by itself.
///
/// ```
/// use keybundle::Warnings;
/// use keybundle_key::{PrivateKey, RecipientIdentity};
/// use keybundle_openssl::OpensslRecipient;
/// # let der = openssl::rsa::Rsa::generate(2048).unwrap().private_key_to_der().unwrap();
///
/// let key = PrivateKey::from_der(&der, &mut Warnings::new())?;
/// let identity = RecipientIdentity::from_public_key(key.public_key().cloned().unwrap());
/// let recipient = OpensslRecipient::new(&key, identity)?;
/// // And then: Unlock::new().with_recipient(Box::new(recipient))
/// # Ok::<(), keybundle_key::Error>(())
/// ```
pub struct OpensslRecipient {
    identity: RecipientIdentity,
    key: PKey<Private>,
}

impl OpensslRecipient {
    /// Hands `key` to libcrypto. `identity` says how messages name it.
    ///
    /// # Errors
    /// `unsupported-algorithm` when libcrypto does not take the key, or it neither decrypts nor agrees.
    pub fn new(key: &PrivateKey, identity: RecipientIdentity) -> Result<Self> {
        Self::from_pkey(import(key)?, identity)
    }

    /// Takes a key that libcrypto holds already: of a provider, say.
    ///
    /// # Errors
    /// `unsupported-algorithm` when the key neither decrypts nor agrees.
    pub fn from_pkey(key: PKey<Private>, identity: RecipientIdentity) -> Result<Self> {
        match key.id() {
            Id::RSA | Id::EC | Id::X25519 | Id::X448 => Ok(Self { identity, key }),
            _ => Err(unsupported(identity.public_key.algorithm())),
        }
    }

    /// The peer's point as a key on the curve of this one.
    fn peer(&self, public: &[u8]) -> Result<PKey<Public>, ErrorStack> {
        match self.key.id() {
            Id::EC => {
                let own = self.key.ec_key()?;
                let mut context = BigNumContext::new()?;
                let point = EcPoint::from_bytes(own.group(), public, &mut context)?;
                let peer = EcKey::from_public_key(own.group(), &point)?;
                peer.check_key()?;
                PKey::from_ec_key(peer)
            }
            other => PKey::public_key_from_raw_bytes(public, other),
        }
    }
}

impl Recipient for OpensslRecipient {
    fn identity(&self) -> &RecipientIdentity {
        &self.identity
    }

    fn rsa_raw(&self, ciphertext: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        if self.key.id() != Id::RSA {
            return Err(unsupported(self.identity.public_key.algorithm()));
        }
        let key = self.key.rsa().map_err(|_| failed("libcrypto does not give its RSA key"))?;
        let size = self.key.size();
        let zeros = ciphertext.iter().take_while(|byte| **byte == 0).count();
        let stripped = ciphertext.get(zeros..).unwrap_or_default();
        let padding =
            size.checked_sub(stripped.len()).ok_or_else(|| failed("the ciphertext is longer than the modulus"))?;
        let padded = [&vec![0; padding], stripped].concat();
        let mut plain = Zeroizing::new(vec![0; size]);
        match key.private_decrypt(&padded, &mut plain, Padding::NONE) {
            Ok(length) if length == size => Ok(plain),
            _ => Err(failed("the ciphertext is not below the modulus")),
        }
    }

    fn agree_raw(&self, peer_public: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        if self.key.id() == Id::RSA {
            return Err(unsupported(self.identity.public_key.algorithm()));
        }
        let agree = || {
            let peer = self.peer(peer_public)?;
            let mut deriver = Deriver::new(&self.key)?;
            deriver.set_peer(&peer)?;
            deriver.derive_to_vec().map(Zeroizing::new)
        };
        agree().map_err(|_: ErrorStack| failed("the peer's public key is not valid on the curve of this key"))
    }
}

impl fmt::Debug for OpensslRecipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpensslRecipient").field("identity", &self.identity).finish_non_exhaustive()
    }
}

const fn failed(reason: &'static str) -> Error {
    Error::Operation { reason }
}
