//! A recipient whose key is in memory.

use super::{Recipient, RecipientIdentity, rsa::Rsa};
use crate::{
    Algorithm, Curve, Error, PrivateKey, Result,
    private::{ec, lattice, modular::Agreement, shared_rng::SharedRng, working::octets},
};
use core::fmt;
use keybundle_encoding::rare;
use rand_core::CryptoRng;
use zeroize::Zeroizing;

/// A [`PrivateKey`] made ready for use, with the random generator that blinds it.
pub struct SoftwareRecipient<R> {
    identity: RecipientIdentity,
    key: Key,
    rng: SharedRng<R>,
}

enum Key {
    Rsa(Rsa),
    Ec { curve: Curve, scalar: Zeroizing<Vec<u8>> },
    X25519(x25519_dalek::StaticSecret),
    X448(Zeroizing<[u8; 56]>),
    Dh(Agreement),
    MlKem(&'static str, lattice::Secret),
}

impl<R: CryptoRng> SoftwareRecipient<R> {
    /// Makes `key` ready: once, so that opening many messages costs no more validation. `identity` says how messages
    /// name it; `rng` blinds RSA.
    ///
    /// # Errors
    /// `unsupported-algorithm` when the key neither decrypts nor agrees.
    pub fn new(key: &PrivateKey, identity: RecipientIdentity, rng: R) -> Result<Self> {
        let key = match key.algorithm() {
            // A key restricted to signatures (RSASSA-PSS) decrypts nothing.
            Algorithm::Rsa { .. } | Algorithm::RsaOaep { .. } => Key::Rsa(Rsa::new(key)?),
            Algorithm::Ec(curve) if key.algorithm().can_receive() => {
                Key::Ec { curve: *curve, scalar: ec::scalar(key.secret_inner())? }
            }
            _ if !rare::is_here() => return Err(unsupported(key.algorithm())),
            Algorithm::X25519 => Key::X25519(x25519_dalek::StaticSecret::from(*octets(key)?)),
            Algorithm::X448 => Key::X448(octets(key)?),
            Algorithm::Dh { bits: 1.. } => Key::Dh(Agreement::of(key)?),
            Algorithm::Named { name } if name.starts_with("ML-KEM-") => {
                Key::MlKem(name, lattice::secret(key.secret_inner())?)
            }
            _ => return Err(unsupported(key.algorithm())),
        };
        Ok(Self { identity, key, rng: SharedRng::new(rng) })
    }

    fn unsupported(&self) -> Error {
        unsupported(self.identity.public_key.algorithm())
    }
}

impl<R: CryptoRng> Recipient for SoftwareRecipient<R> {
    fn identity(&self) -> &RecipientIdentity {
        &self.identity
    }

    fn rsa_raw(&self, ciphertext: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        let Key::Rsa(key) = &self.key else { return Err(self.unsupported()) };
        key.decrypt(ciphertext, &self.rng)
    }

    fn agree_raw(&self, peer_public: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        let invalid = || Error::Operation { reason: "the peer's public key is not valid on the curve of this key" };
        match &self.key {
            Key::Rsa(_) | Key::MlKem(..) => Err(self.unsupported()),
            Key::Ec { curve, scalar } => {
                let peer = curve.uncompressed(peer_public).ok_or_else(invalid)?;
                curve.agree(scalar, &peer).ok_or_else(invalid)
            }
            _ if !rare::IS_HERE => Err(self.unsupported()),
            Key::Dh(own) => own
                .agree(peer_public)
                .ok_or(Error::Operation { reason: "the peer's public value is not in the group of this key" }),
            Key::X25519(secret) => {
                let peer = <[u8; 32]>::try_from(peer_public).map_err(|_| invalid())?;
                let shared = secret.diffie_hellman(&x25519_dalek::PublicKey::from(peer));
                // RFC 8418 §2.1: all zero must be refused.
                if !shared.was_contributory() {
                    return Err(invalid());
                }
                Ok(Zeroizing::new(shared.as_bytes().to_vec()))
            }
            Key::X448(secret) => {
                let peer = <[u8; 56]>::try_from(peer_public).map_err(|_| invalid())?;
                let shared = Zeroizing::new(x448::x448_unchecked(**secret, peer));
                if bool::from(subtle::ConstantTimeEq::ct_eq(shared.as_slice(), [0; 56].as_slice())) {
                    return Err(invalid());
                }
                Ok(Zeroizing::new(shared.to_vec()))
            }
        }
    }

    fn decapsulate_raw(&self, ciphertext: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        let (Key::MlKem(name, secret), true) = (&self.key, rare::IS_HERE) else { return Err(self.unsupported()) };
        lattice::decapsulate(name, secret, ciphertext)
            .ok_or(Error::Operation { reason: "a ciphertext of another size than the key takes" })
    }
}

impl<R> fmt::Debug for SoftwareRecipient<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SoftwareRecipient").field("identity", &self.identity).finish_non_exhaustive()
    }
}

fn unsupported(algorithm: &Algorithm) -> Error {
    Error::UnsupportedAlgorithm {
        name: match algorithm {
            Algorithm::RsaPss { .. } => format!("{algorithm} that signs by RSASSA-PSS alone"),
            _ => algorithm.to_string(),
        },
    }
}
