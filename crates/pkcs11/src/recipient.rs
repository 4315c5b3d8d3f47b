//! A recipient whose key is in a token.

use crate::{Error, Result, TokenKey, key::Use};
use core::fmt;
use cryptoki::{
    mechanism::{
        Mechanism, MechanismType,
        elliptic_curve::{EcKdf, Ecdh1DeriveParams},
    },
    object::{Attribute, AttributeType, KeyType, ObjectClass},
};
use keybundle_encoding::ber::Element;
use keybundle_key::{Algorithm, Curve, Error as KeyError, Recipient, RecipientIdentity};
use zeroize::Zeroizing;

/// A private key in a token that decrypts or agrees. It can be handed to another thread, and not shared by several:
/// each takes a [`TokenKey`] of its own.
pub struct Pkcs11Recipient {
    key: TokenKey,
    identity: RecipientIdentity,
    operation: Operation,
}

enum Operation {
    /// With the modulus, big-endian, without leading zeros.
    Rsa(Vec<u8>),
    Ec(Curve),
}

impl Pkcs11Recipient {
    /// Takes a key of a token. `identity` says how messages name it: by its certificate, or its public key.
    ///
    /// # Errors
    /// `key-certificate-mismatch` when the token knows another public key than `identity`; `unsupported-algorithm` when
    /// the key is neither RSA nor of a curve over a prime field, may not decrypt or agree, asks for the PIN at each
    /// operation, or the token does not do it without padding or derivation.
    pub fn new(key: TokenKey, identity: RecipientIdentity) -> Result<Self> {
        let operation = match identity.public_key.algorithm() {
            Algorithm::Rsa { .. } | Algorithm::RsaOaep { .. } => {
                key.check(&identity.public_key, Use::Decrypt, MechanismType::RSA_X_509)?;
                let modulus = identity.public_key.pkcs1_der().and_then(|der| modulus(&der));
                Operation::Rsa(modulus.ok_or(Error::Unsupported { reason: "its modulus can't be read" })?)
            }
            Algorithm::Ec(curve) if !curve.is_binary() => {
                key.check(&identity.public_key, Use::Derive, MechanismType::ECDH1_DERIVE)?;
                Operation::Ec(*curve)
            }
            _ => return Err(Error::Unsupported { reason: "it is neither RSA nor of a curve over a prime field" }),
        };
        Ok(Self { key, identity, operation })
    }

    fn unsupported(&self) -> KeyError {
        let name = self.identity.public_key.algorithm().to_string();
        KeyError::UnsupportedAlgorithm { name }
    }

    /// The shared x coordinate: derived into an object of the session that may be read, which is destroyed.
    fn derive(&self, curve: Curve, point: &[u8]) -> cryptoki::error::Result<Option<Zeroizing<Vec<u8>>>> {
        let session = &self.key.session;
        let template = [
            Attribute::Class(ObjectClass::SECRET_KEY),
            Attribute::KeyType(KeyType::GENERIC_SECRET),
            Attribute::ValueLen(curve.field_size().try_into()?),
            Attribute::Token(false),
            Attribute::Sensitive(false),
            Attribute::Extractable(true),
        ];
        let mechanism = Mechanism::Ecdh1Derive(Ecdh1DeriveParams::new(EcKdf::null(), point));
        let derived = session.derive_key(&mechanism, self.key.handle, &template)?;
        let read = session.get_attributes(derived, &[AttributeType::Value]).map(|read| {
            read.into_iter().find_map(|attribute| match attribute {
                Attribute::Value(value) => Some(Zeroizing::new(value)),
                _ => None,
            })
        });
        session.destroy_object(derived)?;
        read
    }
}

impl Recipient for Pkcs11Recipient {
    fn identity(&self) -> &RecipientIdentity {
        &self.identity
    }

    /// Whether the operation is blinded is the token's business.
    fn rsa_raw(&self, ciphertext: &[u8]) -> keybundle_key::Result<Zeroizing<Vec<u8>>> {
        let Operation::Rsa(modulus) = &self.operation else { return Err(self.unsupported()) };
        let zeros = ciphertext.iter().take_while(|byte| **byte == 0).count();
        let ciphertext = fit(ciphertext.get(zeros..).unwrap_or_default(), modulus.len())
            .filter(|ciphertext| ciphertext.as_slice() < modulus.as_slice())
            .ok_or_else(|| failed("the ciphertext is not below the modulus"))?;
        let plain = self.key.session.decrypt(&Mechanism::RsaX509, self.key.handle, &ciphertext);
        let plain = Zeroizing::new(plain.map_err(|_| failed("the token refused it"))?);
        // As a number: some tokens leave out its leading zeros.
        fit(&plain, modulus.len()).ok_or_else(|| failed("a result longer than the modulus"))
    }

    fn agree_raw(&self, peer_public: &[u8]) -> keybundle_key::Result<Zeroizing<Vec<u8>>> {
        let Operation::Ec(curve) = &self.operation else { return Err(self.unsupported()) };
        // Not every token looks whether the point is on the curve, and not every one takes a compressed one.
        let point = curve
            .uncompressed(peer_public)
            .ok_or_else(|| failed("the peer's public key is not valid on the curve of this key"))?;
        match self.derive(*curve, &point) {
            Ok(Some(value)) if value.len() == curve.field_size() => Ok(value),
            Ok(_) => Err(failed("the token gives no shared value of the curve's size")),
            Err(_) => Err(failed("the token refused it")),
        }
    }
}

impl fmt::Debug for Pkcs11Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pkcs11Recipient").field("identity", &self.identity).finish_non_exhaustive()
    }
}

/// The first INTEGER of an `RSAPublicKey`.
fn modulus(pkcs1: &[u8]) -> Option<Vec<u8>> {
    let element = Element::parse(pkcs1).ok()?.sequence().ok()?.any().ok()?;
    Some(element.unsigned_bytes().ok()?.to_vec())
}

/// A number in as many bytes, big-endian.
fn fit(bytes: &[u8], size: usize) -> Option<Zeroizing<Vec<u8>>> {
    let mut fitted = Zeroizing::new(vec![0; size]);
    fitted.get_mut(size.checked_sub(bytes.len())?..)?.copy_from_slice(bytes);
    Some(fitted)
}

const fn failed(reason: &'static str) -> KeyError {
    KeyError::Operation { reason }
}
