//! New private keys.

use super::{
    Encoding, Parts, PrivateKey, ec, fixed, lattice,
    rsa::{Number, Numbers, Prime},
};
use crate::{Algorithm, Curve, Error, KeyType, Result, identifier::Fixed, oids, write};
use crypto_bigint::BoxedUint;
use elliptic_curve::{CurveArithmetic, Generate, SecretKey};
use keybundle_encoding::Warnings;
use rand_core::CryptoRng;
use rsa::{
    RsaPrivateKey,
    traits::{PrivateKeyParts, PublicKeyParts},
};
use zeroize::Zeroizing;

impl PrivateKey {
    /// Makes a new key. RSA has two primes and the exponent 65537 (FIPS 186-5 §5.1), ML-DSA keeps its seed.
    ///
    /// ```
    /// use keybundle_key::{KeyType, PrivateKey};
    /// # fn system_random() -> impl rand_core::CryptoRng { rand_core::UnwrapErr(getrandom::SysRng) }
    ///
    /// let key = PrivateKey::generate(KeyType::P256, &mut system_random())?;
    /// assert_eq!(key.algorithm().to_string(), "EC P-256");
    /// # Ok::<(), keybundle_key::Error>(())
    /// ```
    ///
    /// # Errors
    /// `invalid-value` when no key can be made of what `rng` gives.
    pub fn generate<R: CryptoRng + ?Sized>(key_type: KeyType, rng: &mut R) -> Result<Self> {
        let parts = match key_type {
            KeyType::Rsa2048 => rsa(2048, rng),
            KeyType::Rsa3072 => rsa(3072, rng),
            KeyType::Rsa4096 => rsa(4096, rng),
            KeyType::P256 => curve::<p256::NistP256, _>(Curve::P256, rng),
            KeyType::P384 => curve::<p384::NistP384, _>(Curve::P384, rng),
            KeyType::P521 => curve::<p521::NistP521, _>(Curve::P521, rng),
            KeyType::Ed25519 => seeded(&Algorithm::Ed25519, fixed::from_secret, rng),
            KeyType::MlDsa44 => seeded(&Algorithm::MlDsa44, |seed, fixed| lattice::from_seed(fixed, seed), rng),
            KeyType::MlDsa65 => seeded(&Algorithm::MlDsa65, |seed, fixed| lattice::from_seed(fixed, seed), rng),
            KeyType::MlDsa87 => seeded(&Algorithm::MlDsa87, |seed, fixed| lattice::from_seed(fixed, seed), rng),
        }?;
        Ok(Self { encoding: Encoding::Pkcs8, parts })
    }
}

fn failed() -> Error {
    Error::InvalidValue { reason: "no key could be made" }
}

fn rsa<R: CryptoRng + ?Sized>(bits: usize, rng: &mut R) -> Result<Parts> {
    let key = RsaPrivateKey::new(rng, bits).map_err(|_| failed())?;
    let bytes = |number: &BoxedUint| -> Number { Zeroizing::new(number.to_be_bytes_trimmed_vartime().into_vec()) };
    let numbers = Numbers {
        modulus: bytes(key.n()),
        exponent: bytes(key.e()),
        private_exponent: bytes(key.d()),
        primes: key.primes().iter().map(|prime| Prime::alone(bytes(prime.as_ref()))).collect(),
        coefficient: Number::default(),
    };
    let identifier = write::algorithm(oids::RSA, write::NULL);
    numbers.into_parts(&identifier, |bits| Algorithm::Rsa { bits }, &mut Warnings::new())
}

fn curve<C: CurveArithmetic, R: CryptoRng + ?Sized>(curve: Curve, rng: &mut R) -> Result<Parts> {
    let key = SecretKey::<C>::generate_from_rng(rng);
    let scalar = Zeroizing::new(key.to_bytes());
    ec::from_scalar(curve, &scalar, None)
}

/// A key that is 32 random bytes.
fn seeded<R: CryptoRng + ?Sized>(
    algorithm: &Algorithm,
    make: impl Fn(&[u8], &'static Fixed) -> Result<Parts>,
    rng: &mut R,
) -> Result<Parts> {
    let mut seed = Zeroizing::new([0; 32]);
    rng.fill_bytes(&mut *seed);
    make(seed.as_slice(), Fixed::from_name(&algorithm.to_string()).ok_or_else(failed)?)
}
