//! Who signs.

mod ecdsa;
mod identifier;
mod software;

pub use software::SoftwareSigner;

use crate::{Algorithm, Curve, PublicKey, Result, hash::Hash};
use keybundle_encoding::AlgorithmIdentifier;

/// Whoever holds a private key that signs: in memory, in libcrypto, in a token. Chosen by value.
pub trait Signer {
    /// The public half of its key.
    fn public_key(&self) -> &PublicKey;

    /// Signs `message` (the message itself, not its hash). The signature is in the form that X.509 takes: of ECDSA the
    /// DER of `Ecdsa-Sig-Value` (RFC 5480 Appendix A), of RSA as many bytes as the modulus has, of all others the raw
    /// bytes of the scheme.
    ///
    /// # Errors
    /// `unsupported-algorithm` when the key does not sign so.
    fn sign(&self, algorithm: SignatureAlgorithm, message: &[u8]) -> Result<Vec<u8>>;

    /// Whether a signature is one of this key, as [`PublicKey::verify`] tells it. Whoever has the private key at hand
    /// may tell it with less work.
    fn verify(&self, algorithm: &AlgorithmIdentifier<'_>, message: &[u8], signature: &[u8]) -> Option<bool> {
        self.public_key().verify(algorithm, message, signature)
    }
}

/// A signature algorithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SignatureAlgorithm {
    /// RSASSA-PKCS1-v1_5 (RFC 8017 §8.2).
    RsaPkcs1(Digest),
    /// RSASSA-PSS (RFC 8017 §8.1): MGF1 with the same hash, and a salt as long as the hash.
    RsaPss(Digest),
    /// ECDSA (FIPS 186-5).
    Ecdsa(Digest),
    /// Ed25519 (RFC 8032).
    Ed25519,
    /// ML-DSA-44 (FIPS 204), with an empty context.
    MlDsa44,
    /// ML-DSA-65.
    MlDsa65,
    /// ML-DSA-87.
    MlDsa87,
}

/// The hash function of a signature that is made here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Digest {
    /// SHA-256 (FIPS 180-4).
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

impl Digest {
    /// All of them, the smallest first.
    pub(crate) const ALL: [Self; 3] = [Self::Sha256, Self::Sha384, Self::Sha512];

    pub(crate) const fn hash(self) -> Hash {
        match self {
            Self::Sha256 => Hash::Sha256,
            Self::Sha384 => Hash::Sha384,
            Self::Sha512 => Hash::Sha512,
        }
    }

    /// Size of the hash in bytes.
    #[must_use]
    pub const fn size(self) -> usize {
        match self {
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }
}

impl SignatureAlgorithm {
    /// What a key signs with unless told otherwise: RSA with PKCS#1 v1.5 and SHA-256; PSS where its identifier asks
    /// for it, with the hash that its identifier names; a curve with the hash of its size. `None` of a key that makes
    /// no signatures here.
    #[must_use]
    pub fn default_for(key: &PublicKey) -> Option<Self> {
        Some(match key.algorithm() {
            Algorithm::Rsa { .. } => Self::RsaPkcs1(Digest::Sha256),
            Algorithm::RsaPss { .. } => {
                Digest::ALL.into_iter().map(Self::RsaPss).find(|&algorithm| algorithm.is_allowed_by(key))?
            }
            Algorithm::Ec(curve) if *curve == Curve::P256 => Self::Ecdsa(Digest::Sha256),
            Algorithm::Ec(curve) if *curve == Curve::P384 => Self::Ecdsa(Digest::Sha384),
            Algorithm::Ec(curve) if *curve == Curve::P521 => Self::Ecdsa(Digest::Sha512),
            Algorithm::Ed25519 => Self::Ed25519,
            Algorithm::MlDsa44 => Self::MlDsa44,
            Algorithm::MlDsa65 => Self::MlDsa65,
            Algorithm::MlDsa87 => Self::MlDsa87,
            _ => return None,
        })
    }

    /// Whether the key's kind signs so, and its own AlgorithmIdentifier does not forbid it (RFC 4055 §3.1 and §1.2).
    #[must_use]
    pub fn is_allowed_by(self, key: &PublicKey) -> bool {
        match (self, key.algorithm()) {
            (Self::RsaPkcs1(_) | Self::RsaPss(_), Algorithm::Rsa { .. })
            | (Self::Ed25519, Algorithm::Ed25519)
            | (Self::MlDsa44, Algorithm::MlDsa44)
            | (Self::MlDsa65, Algorithm::MlDsa65)
            | (Self::MlDsa87, Algorithm::MlDsa87) => true,
            (Self::Ecdsa(_), Algorithm::Ec(curve)) => [Curve::P256, Curve::P384, Curve::P521].contains(curve),
            (Self::RsaPss(digest), Algorithm::RsaPss { .. }) => match identifier::pss_restriction(key.spki_der()) {
                identifier::Restriction::None => true,
                identifier::Restriction::To(to) => {
                    (to.hash, to.mask_hash) == (digest.hash(), digest.hash()) && to.salt_size <= digest.size()
                }
                identifier::Restriction::Unreadable => false,
            },
            _ => false,
        }
    }
}
