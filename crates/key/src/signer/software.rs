//! A signer whose key is in memory.

use super::{Digest, SignatureAlgorithm, Signer, ecdsa};
use crate::{
    Algorithm, Curve, Error, PrivateKey, PublicKey, Result,
    hash::Hash,
    private::{
        ec,
        lattice::{self, Secret},
        shared_rng::SharedRng,
        working::{octets, rsa_key},
    },
};
use core::fmt;
use ed25519_dalek::Signer as _;
use elliptic_curve::{CurveArithmetic, NonZeroScalar, SecretKey};
use keybundle_encoding::AlgorithmIdentifier;
use ml_dsa::{ExpandedSigningKey, MlDsaParams};
use rand_core::CryptoRng;
use rsa::{Pkcs1v15Sign, Pss, RsaPrivateKey};

/// A [`PrivateKey`] made ready to sign, with the random generator that it needs.
///
/// ```
/// use keybundle_encoding::Warnings;
/// use keybundle_key::{PrivateKey, SignatureAlgorithm, Signer, SoftwareSigner};
/// # let pkcs8 = [
/// #     &[0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20][..],
/// #     &[0xd4, 0xee, 0x72, 0xdb, 0xf9, 0x13, 0x58, 0x4a, 0xd5, 0xb6, 0xd8, 0xf1, 0xf7, 0x69, 0xf8, 0xad],
/// #     &[0x3a, 0xfe, 0x7c, 0x28, 0xcb, 0xf1, 0xd4, 0xfb, 0xe0, 0x97, 0xa8, 0x8f, 0x44, 0x75, 0x58, 0x42],
/// # ]
/// # .concat();
/// # fn system_random() -> impl rand_core::CryptoRng { rand_core::UnwrapErr(getrandom::SysRng) }
///
/// let key = PrivateKey::from_der(&pkcs8, &mut Warnings::new())?;
/// let signer = SoftwareSigner::new(&key, system_random())?;
/// let algorithm = SignatureAlgorithm::default_for(signer.public_key()).expect("a key that signs");
/// assert_eq!(signer.sign(algorithm, b"message")?.len(), 64);
/// # Ok::<(), keybundle_key::Error>(())
/// ```
pub struct SoftwareSigner<R> {
    public: PublicKey,
    key: Key,
    rng: SharedRng<R>,
}

enum Key {
    Rsa(Box<RsaPrivateKey>),
    P256(NonZeroScalar<p256::NistP256>),
    P384(NonZeroScalar<p384::NistP384>),
    P521(NonZeroScalar<p521::NistP521>),
    Ed25519(Box<ed25519_dalek::SigningKey>),
    MlDsa44(Box<ExpandedSigningKey<ml_dsa::MlDsa44>>),
    MlDsa65(Box<ExpandedSigningKey<ml_dsa::MlDsa65>>),
    MlDsa87(Box<ExpandedSigningKey<ml_dsa::MlDsa87>>),
}

impl<R: CryptoRng> SoftwareSigner<R> {
    /// Makes `key` ready: once, so that many signatures cost no more validation. `rng` blinds RSA, salts RSASSA-PSS
    /// and randomizes ML-DSA (FIPS 204 §3.4); ECDSA takes its nonce from key and message (RFC 6979).
    ///
    /// # Errors
    /// `unsupported-algorithm` when the key makes no signatures, or is too weak for it ([`Algorithm::weakness`]);
    /// `invalid-value` when it is an RSA key whose numbers can't be worked with.
    pub fn new(key: &PrivateKey, rng: R) -> Result<Self> {
        if let Some(reason) = key.algorithm().weakness() {
            return Err(refusal(key.algorithm(), reason));
        }
        let ready = match key.algorithm() {
            Algorithm::Rsa { .. } | Algorithm::RsaPss { .. } => Key::Rsa(Box::new(rsa_key(key)?)),
            Algorithm::Ec(curve) if *curve == Curve::P256 => Key::P256(scalar(key)?),
            Algorithm::Ec(curve) if *curve == Curve::P384 => Key::P384(scalar(key)?),
            Algorithm::Ec(curve) if *curve == Curve::P521 => Key::P521(scalar(key)?),
            Algorithm::Ed25519 => Key::Ed25519(Box::new(ed25519_dalek::SigningKey::from_bytes(&*octets::<32>(key)?))),
            Algorithm::MlDsa44 => Key::MlDsa44(expanded(key)?),
            Algorithm::MlDsa65 => Key::MlDsa65(expanded(key)?),
            Algorithm::MlDsa87 => Key::MlDsa87(expanded(key)?),
            other => return Err(refusal(other, "signing with such a key is not supported")),
        };
        let public = key.public_key().ok_or_else(|| refusal(key.algorithm(), "its public half is not known"))?;
        Ok(Self { public: public.clone(), key: ready, rng: SharedRng::new(rng) })
    }

    fn rsa(&self, key: &RsaPrivateKey, digest: Digest, pss: bool, message: &[u8]) -> Result<Vec<u8>> {
        let hash = digest.hash().digest(message);
        let mut rng = self.rng.draw();
        match (digest, pss) {
            (Digest::Sha256, false) => key.sign_with_rng(&mut rng, Pkcs1v15Sign::new::<sha2::Sha256>(), &hash),
            (Digest::Sha384, false) => key.sign_with_rng(&mut rng, Pkcs1v15Sign::new::<sha2::Sha384>(), &hash),
            (Digest::Sha512, false) => key.sign_with_rng(&mut rng, Pkcs1v15Sign::new::<sha2::Sha512>(), &hash),
            (Digest::Sha256, true) => key.sign_with_rng(&mut rng, Pss::<sha2::Sha256>::new_blinded(), &hash),
            (Digest::Sha384, true) => key.sign_with_rng(&mut rng, Pss::<sha2::Sha384>::new_blinded(), &hash),
            (Digest::Sha512, true) => key.sign_with_rng(&mut rng, Pss::<sha2::Sha512>::new_blinded(), &hash),
        }
        // The result is checked against the public key: what fails here is the computation.
        .map_err(|_| Error::InvalidValue { reason: "an RSA key that can't be worked with" })
    }

    fn ml_dsa<P: MlDsaParams>(&self, key: &ExpandedSigningKey<P>, message: &[u8]) -> Result<Vec<u8>> {
        let mut rng = self.rng.draw();
        let signature = key.sign_randomized(message, &[], &mut rng);
        let signature =
            signature.map_err(|_| Error::InvalidValue { reason: "an ML-DSA key that can't be worked with" })?;
        Ok(signature.encode().to_vec())
    }
}

impl<R: CryptoRng> Signer for SoftwareSigner<R> {
    fn public_key(&self) -> &PublicKey {
        &self.public
    }

    fn sign(&self, algorithm: SignatureAlgorithm, message: &[u8]) -> Result<Vec<u8>> {
        use SignatureAlgorithm as By;
        if !algorithm.is_allowed_by(&self.public) {
            return Err(refusal(self.public.algorithm(), "the signature algorithm is not one of this key"));
        }
        match (&self.key, algorithm) {
            (Key::Rsa(key), By::RsaPkcs1(digest)) => self.rsa(key, digest, false, message),
            (Key::Rsa(key), By::RsaPss(digest)) => self.rsa(key, digest, true, message),
            (Key::P256(scalar), By::Ecdsa(digest)) => Ok(ecdsa::sign(Curve::P256, scalar, digest, message)),
            (Key::P384(scalar), By::Ecdsa(digest)) => Ok(ecdsa::sign(Curve::P384, scalar, digest, message)),
            (Key::P521(scalar), By::Ecdsa(digest)) => Ok(ecdsa::sign(Curve::P521, scalar, digest, message)),
            (Key::Ed25519(key), By::Ed25519) => Ok(key.sign(message).to_bytes().to_vec()),
            (Key::MlDsa44(key), By::MlDsa44) => self.ml_dsa(key, message),
            (Key::MlDsa65(key), By::MlDsa65) => self.ml_dsa(key, message),
            (Key::MlDsa87(key), By::MlDsa87) => self.ml_dsa(key, message),
            _ => Err(refusal(self.public.algorithm(), "the signature algorithm is not one of this key")),
        }
    }

    fn verify(&self, algorithm: &AlgorithmIdentifier<'_>, message: &[u8], signature: &[u8]) -> Option<bool> {
        let hash = algorithm.oid.to_object_identifier().and_then(Hash::of_ecdsa_signature);
        match (&self.key, hash) {
            (Key::P256(scalar), Some(hash)) => Some(ecdsa::verify(scalar, &hash.digest(message), signature)),
            (Key::P384(scalar), Some(hash)) => Some(ecdsa::verify(scalar, &hash.digest(message), signature)),
            (Key::P521(scalar), Some(hash)) => Some(ecdsa::verify(scalar, &hash.digest(message), signature)),
            _ => self.public.verify(algorithm, message, signature),
        }
    }
}

impl<R> Drop for SoftwareSigner<R> {
    fn drop(&mut self) {
        use zeroize::Zeroize;
        // The other keys wipe themselves.
        match &mut self.key {
            Key::P256(scalar) => scalar.zeroize(),
            Key::P384(scalar) => scalar.zeroize(),
            Key::P521(scalar) => scalar.zeroize(),
            _ => {}
        }
    }
}

impl<R> fmt::Debug for SoftwareSigner<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SoftwareSigner").field("public_key", &self.public).finish_non_exhaustive()
    }
}

fn refusal(algorithm: &Algorithm, reason: &'static str) -> Error {
    Error::NoSignature { key: algorithm.to_string(), reason }
}

fn scalar<C: CurveArithmetic>(key: &PrivateKey) -> Result<NonZeroScalar<C>> {
    let scalar = ec::scalar(key.secret_inner())?;
    // It was checked when the key was read.
    let key = SecretKey::<C>::from_slice(&scalar);
    Ok(key
        .map_err(|_| Error::InvalidValue { reason: "an elliptic-curve key that can't be worked with" })?
        .to_nonzero_scalar())
}

/// The expanded form, which what is read was checked to be; a seed is expanded.
#[allow(deprecated)]
fn expanded<P: MlDsaParams>(key: &PrivateKey) -> Result<Box<ExpandedSigningKey<P>>> {
    let wrong = || Error::InvalidValue { reason: "a private key of another size than its algorithm has" };
    Ok(Box::new(match lattice::secret(key.secret_inner())? {
        Secret::Seed(seed) => ExpandedSigningKey::from_seed(seed.as_slice().try_into().map_err(|_| wrong())?),
        Secret::Expanded(bytes) => ExpandedSigningKey::from_expanded(bytes.as_slice().try_into().map_err(|_| wrong())?),
    }))
}
