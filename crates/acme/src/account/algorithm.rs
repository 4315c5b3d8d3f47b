//! Signature algorithms by their names in JWS (RFC 7518 §3.1, RFC 8037 §3.1).

use crate::{Error, Result};
use der::{AnyRef, Encode as _, Tag, asn1::UintRef};
use keybundle_encoding::{AlgorithmIdentifier, ber::Element};
use keybundle_key::{Algorithm, Curve, Digest, PublicKey, SignatureAlgorithm, Signer};

/// An algorithm by which an account key signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct SigningAlgorithm {
    name: &'static str,
    value: SignatureAlgorithm,
}

const fn algorithm(name: &'static str, value: SignatureAlgorithm) -> SigningAlgorithm {
    SigningAlgorithm { name, value }
}

/// The first that fits a key is the one that it signs with.
const ALL: &[SigningAlgorithm] = &[
    algorithm("RS256", SignatureAlgorithm::RsaPkcs1(Digest::Sha256)),
    algorithm("RS384", SignatureAlgorithm::RsaPkcs1(Digest::Sha384)),
    algorithm("RS512", SignatureAlgorithm::RsaPkcs1(Digest::Sha512)),
    algorithm("PS256", SignatureAlgorithm::RsaPss(Digest::Sha256)),
    algorithm("PS384", SignatureAlgorithm::RsaPss(Digest::Sha384)),
    algorithm("PS512", SignatureAlgorithm::RsaPss(Digest::Sha512)),
    algorithm("ES256", SignatureAlgorithm::Ecdsa(Digest::Sha256)),
    algorithm("ES384", SignatureAlgorithm::Ecdsa(Digest::Sha384)),
    algorithm("ES512", SignatureAlgorithm::Ecdsa(Digest::Sha512)),
    algorithm("EdDSA", SignatureAlgorithm::Ed25519),
    // RFC 9864 §2.2: the same by its own name.
    algorithm("Ed25519", SignatureAlgorithm::Ed25519),
];

impl SigningAlgorithm {
    /// What this key signs with; `None` for keys that no account has.
    pub(crate) fn of(key: &PublicKey) -> Option<Self> {
        ALL.iter().copied().find(|known| known.fits(key))
    }

    /// The algorithm of this exact name.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        ALL.iter().copied().find(|known| known.name == name)
    }

    pub(crate) const fn name(self) -> &'static str {
        self.name
    }

    /// Whether a key signs so: each ES algorithm has its own curve (RFC 7518 §3.4).
    pub(crate) fn fits(self, key: &PublicKey) -> bool {
        match (self.value, key.algorithm()) {
            (SignatureAlgorithm::RsaPkcs1(_) | SignatureAlgorithm::RsaPss(_), Algorithm::Rsa { .. })
            | (SignatureAlgorithm::Ed25519, Algorithm::Ed25519) => true,
            (SignatureAlgorithm::Ecdsa(_), Algorithm::Ec(curve)) => self.curve() == Some(*curve),
            _ => false,
        }
    }

    fn curve(self) -> Option<Curve> {
        match self.value {
            SignatureAlgorithm::Ecdsa(Digest::Sha256) => Some(Curve::P256),
            SignatureAlgorithm::Ecdsa(Digest::Sha384) => Some(Curve::P384),
            SignatureAlgorithm::Ecdsa(Digest::Sha512) => Some(Curve::P521),
            _ => None,
        }
    }

    /// Signs; of ECDSA r and s side by side, each of the size of the curve (RFC 7518 §3.4).
    pub(crate) fn sign(self, signer: &dyn Signer, message: &[u8]) -> Result<Vec<u8>> {
        let signature = signer.sign(self.value, message)?;
        let Some(curve) = self.curve() else { return Ok(signature) };
        let odd = || Error::InvalidValue { reason: "the signer gave no ECDSA signature" };
        let mut numbers = Element::parse(&signature)?.sequence()?;
        let mut sides = Vec::with_capacity(curve.field_size().saturating_mul(2));
        for _ in 0..2 {
            let number = numbers.any()?.unsigned_bytes()?;
            let padding = curve.field_size().checked_sub(number.len()).ok_or_else(odd)?;
            sides.resize(sides.len().saturating_add(padding), 0);
            sides.extend_from_slice(number);
        }
        Ok(sides)
    }

    /// Whether the signature verifies; `None` when it can't be checked.
    pub(crate) fn verify(self, key: &PublicKey, message: &[u8], signature: &[u8]) -> Option<bool> {
        let Some(curve) = self.curve() else { return self.verify_as_x509(key, message, signature) };
        let size = curve.field_size();
        if signature.len() != size.saturating_mul(2) {
            return Some(false);
        }
        let (r, s) = signature.split_at_checked(size)?;
        self.verify_as_x509(key, message, &der_of(r, s)?)
    }

    /// Whether it is an ECDSA signature as X.509 has it, which JWS does not take.
    pub(crate) fn verify_der(self, key: &PublicKey, message: &[u8], signature: &[u8]) -> bool {
        self.curve().is_some() && self.verify_as_x509(key, message, signature) == Some(true)
    }

    fn verify_as_x509(self, key: &PublicKey, message: &[u8], signature: &[u8]) -> Option<bool> {
        let identifier = self.value.identifier_der();
        let identifier = AlgorithmIdentifier::from_element(&Element::parse(&identifier).ok()?).ok()?;
        key.verify(&identifier, message, signature)
    }
}

/// `Ecdsa-Sig-Value` (RFC 3279 §2.2.3).
fn der_of(r: &[u8], s: &[u8]) -> Option<Vec<u8>> {
    let mut body = UintRef::new(r).ok()?.to_der().ok()?;
    body.extend(UintRef::new(s).ok()?.to_der().ok()?);
    AnyRef::new(Tag::Sequence, &body).ok()?.to_der().ok()
}
