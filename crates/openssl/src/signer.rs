//! A signer whose key is in libcrypto.

use crate::import::{import, unsupported};
use core::fmt;
use keybundle_key::{Digest, Error, PrivateKey, PublicKey, Result, SignatureAlgorithm, Signer};
use openssl::{
    ec::EcKey,
    ecdsa::EcdsaSig,
    error::ErrorStack,
    hash::{MessageDigest, hash},
    pkey::{PKey, Private},
    rsa::Padding,
    sign::{self, RsaPssSaltlen},
};

/// A private key in libcrypto that signs: RSA, ECDSA and Ed25519.
pub struct OpensslSigner {
    public_key: PublicKey,
    key: PKey<Private>,
    /// Of a key on a curve that was handed over: signing with it directly takes two thirds of what the general way
    /// does.
    elliptic_curve: Option<EcKey<Private>>,
}

impl OpensslSigner {
    /// Hands `key` to libcrypto.
    ///
    /// # Errors
    /// `unsupported-algorithm` when libcrypto does not take the key.
    pub fn new(key: &PrivateKey) -> Result<Self> {
        let public_key = key.public_key().ok_or_else(|| unsupported(key.algorithm()))?;
        let key = import(key)?;
        let elliptic_curve = key.ec_key().ok();
        Ok(Self { public_key: public_key.clone(), key, elliptic_curve })
    }

    /// Takes a key that libcrypto holds already: of a provider, say. `public_key` is its public half.
    #[must_use]
    pub const fn from_pkey(key: PKey<Private>, public_key: PublicKey) -> Self {
        Self { public_key, key, elliptic_curve: None }
    }
}

impl Signer for OpensslSigner {
    fn public_key(&self) -> &PublicKey {
        &self.public_key
    }

    fn sign(&self, algorithm: SignatureAlgorithm, message: &[u8]) -> Result<Vec<u8>> {
        let refused = |reason| Error::NoSignature { key: self.public_key.algorithm().to_string(), reason };
        if !algorithm.is_allowed_by(&self.public_key) {
            return Err(refused("the signature algorithm is not one of this key"));
        }
        let signed = match algorithm {
            SignatureAlgorithm::RsaPkcs1(digest) => self.digest_and_sign(digest, None, message),
            SignatureAlgorithm::RsaPss(digest) => self.digest_and_sign(digest, Some(digest), message),
            SignatureAlgorithm::Ecdsa(digest) => match &self.elliptic_curve {
                Some(key) => hash(named(digest), message)
                    .and_then(|digest| EcdsaSig::sign(&digest, key))
                    .and_then(|signature| signature.to_der()),
                None => self.digest_and_sign(digest, None, message),
            },
            SignatureAlgorithm::Ed25519 => {
                sign::Signer::new_without_digest(&self.key).and_then(|mut signer| signer.sign_oneshot_to_vec(message))
            }
            _ => return Err(unsupported(self.public_key.algorithm())),
        };
        signed.map_err(|_| refused("libcrypto refused it"))
    }
}

impl OpensslSigner {
    fn digest_and_sign(&self, digest: Digest, pss: Option<Digest>, message: &[u8]) -> Result<Vec<u8>, ErrorStack> {
        let mut signer = sign::Signer::new(named(digest), &self.key)?;
        if let Some(mask) = pss {
            signer.set_rsa_padding(Padding::PKCS1_PSS)?;
            signer.set_rsa_mgf1_md(named(mask))?;
            signer.set_rsa_pss_saltlen(RsaPssSaltlen::DIGEST_LENGTH)?;
        }
        signer.sign_oneshot_to_vec(message)
    }
}

impl fmt::Debug for OpensslSigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpensslSigner").field("public_key", &self.public_key).finish_non_exhaustive()
    }
}

fn named(digest: Digest) -> MessageDigest {
    match digest {
        Digest::Sha256 => MessageDigest::sha256(),
        Digest::Sha384 => MessageDigest::sha384(),
        // The largest of those that we sign with.
        _ => MessageDigest::sha512(),
    }
}
