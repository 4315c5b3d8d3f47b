//! Whoever can open what was encrypted to a public key.

mod rsa;
mod software;

pub use software::SoftwareRecipient;

use crate::{Error, PublicKey, Result};
use zeroize::Zeroizing;

/// How CMS names a recipient (RFC 5652 §6.2.1): what messages are searched for before any cryptography is done.
#[derive(Clone, Debug)]
pub struct RecipientIdentity {
    /// The DER of the certificate's issuer Name.
    pub issuer: Option<Vec<u8>>,
    /// The content bytes of the certificate's serial number INTEGER.
    pub serial: Option<Vec<u8>>,
    /// The bytes of the certificate's subject key identifier (RFC 5280 §4.2.1.2).
    pub subject_key_identifier: Option<Vec<u8>>,
    /// The public key, which decides when there is no certificate.
    pub public_key: PublicKey,
}

impl RecipientIdentity {
    /// The identity of a key without a certificate.
    #[must_use]
    pub const fn from_public_key(public_key: PublicKey) -> Self {
        Self { issuer: None, serial: None, subject_key_identifier: None, public_key }
    }

    /// The identity of a certificate, by its fields: the DER of its issuer Name, the content bytes of its serial number,
    /// and the value of its subjectKeyIdentifier extension, if any.
    #[must_use]
    pub fn from_certificate_parts(
        issuer: &[u8],
        serial: &[u8],
        subject_key_identifier: Option<&[u8]>,
        public_key: PublicKey,
    ) -> Self {
        Self {
            issuer: Some(issuer.to_vec()),
            serial: Some(serial.to_vec()),
            subject_key_identifier: subject_key_identifier.map(<[u8]>::to_vec),
            public_key,
        }
    }
}

/// A private key that decrypts or agrees, wherever it lives: in memory, in a token, in another library.
///
/// It does the raw operation only. Padding, implicit rejection, key derivation and key unwrapping stay with the caller,
/// in constant time, so that the weakest implementation can't become an oracle.
pub trait Recipient {
    /// How messages name this recipient.
    fn identity(&self) -> &RecipientIdentity;

    /// RSADP (RFC 8017 §5.1.2): `c^d mod n`, big-endian, as long as the modulus. Blinded.
    ///
    /// # Errors
    /// `decrypt-failed` when the ciphertext is not below the modulus; `unsupported-algorithm` when this is no RSA key.
    fn rsa_raw(&self, ciphertext: &[u8]) -> Result<Zeroizing<Vec<u8>>>;

    /// Diffie-Hellman on the key's curve with a peer's SEC1 point (RFC 5480 §2.2) or 32 or 56 raw bytes (RFC 7748):
    /// the shared x coordinate, as long as the field. On all curves on which keys agree here the cofactor is 1 or
    /// cleared, so this is both the standard and the cofactor primitive. Of a key modulo a prime, with a peer's public
    /// value, big-endian: the shared value, as long as the prime (RFC 2631 §2.1.2).
    ///
    /// # Errors
    /// `decrypt-failed` when the point is not on the curve or the value not in the group, or the result is zero;
    /// `unsupported-algorithm` when this key does not agree.
    fn agree_raw(&self, peer_public: &[u8]) -> Result<Zeroizing<Vec<u8>>>;

    /// ML-KEM.Decaps (FIPS 203 §7.3): the shared secret of 32 bytes that `ciphertext` encapsulates. One that was made
    /// for another key gives another secret, and nothing tells.
    ///
    /// # Errors
    /// `decrypt-failed` for a ciphertext of another size; `unsupported-algorithm` when this key does not decapsulate,
    /// which is what a recipient says that does not implement it.
    fn decapsulate_raw(&self, ciphertext: &[u8]) -> Result<Zeroizing<Vec<u8>>> {
        let _ = ciphertext;
        Err(Error::UnsupportedAlgorithm { name: self.identity().public_key.algorithm().to_string() })
    }
}
