//! RSADP (RFC 8017 §5.1.2) with a key that is used many times.

use crate::{
    Error, PrivateKey, Result,
    private::{
        shared_rng::{Draw, SharedRng},
        working::rsa_key,
    },
    write::trim,
};
use crypto_bigint::{BoxedUint, RandomMod, modular::BoxedMontyForm};
use rand_core::CryptoRng;
use rsa::{
    RsaPrivateKey,
    hazmat::{rsa_decrypt, rsa_encrypt},
    traits::PublicKeyParts,
};
use std::sync::{Mutex, PoisonError};
use zeroize::{Zeroize, Zeroizing};

/// How often a pair of blinding factors is squared before another one is drawn: as often as OpenSSL does it.
const USES: u32 = 32;
/// How many factors are drawn until one has an inverse: nearly all have one, whatever the key.
const DRAWS: u32 = 64;

/// A key with the factors that blind it.
pub(super) struct Rsa {
    key: Box<RsaPrivateKey>,
    blinding: Mutex<Option<Blinding>>,
}

/// `r^e` and `r^-1` modulo n. The squares of both are such a pair again, so that the inversion, a fifth of an operation
/// with the key, is not needed each time.
struct Blinding {
    blind: BoxedMontyForm,
    unblind: BoxedMontyForm,
    uses: u32,
}

impl Rsa {
    pub(super) fn new(key: &PrivateKey) -> Result<Self> {
        Ok(Self { key: Box::new(rsa_key(key)?), blinding: Mutex::new(None) })
    }

    /// `c^d mod n`, as long as the modulus.
    pub(super) fn decrypt<R: CryptoRng>(&self, ciphertext: &[u8], rng: &SharedRng<R>) -> Result<Zeroizing<Vec<u8>>> {
        let stripped = trim(ciphertext);
        let size = self.key.size();
        if stripped.len() > size {
            return Err(failed("the ciphertext is longer than the modulus"));
        }
        let ciphertext = BoxedUint::from_be_slice(stripped, self.key.n_bits_precision())
            .map_err(|_| failed("the ciphertext is longer than the modulus"))?;
        if ciphertext >= **self.key.n() {
            return Err(failed("the ciphertext is not below the modulus"));
        }
        let blinding = self.blinding(rng)?;
        let params = self.key.n_params();
        let blinded = BoxedMontyForm::new(ciphertext.clone(), params).mul(&blinding.blind).retrieve();
        // It blinds no second time.
        let plain = rsa_decrypt(None::<&mut Draw<'_, R>>, &*self.key, &blinded).map_err(unusable)?;
        let mut plain = BoxedMontyForm::new(plain, params).mul(&blinding.unblind);
        let number = Zeroizing::new(plain.retrieve());
        plain.as_montgomery_mut().zeroize();
        // A fault in one half of the computation would tell the factors.
        if rsa_encrypt(&*self.key, &number).map_or(true, |again| again != ciphertext) {
            return Err(failed("the result does not encrypt to the ciphertext"));
        }
        // As wide as the modulus in whole limbs: the bytes above the modulus are zero.
        let bytes = Zeroizing::new(number.to_be_bytes().into_vec());
        let start = bytes.len().checked_sub(size).ok_or_else(|| failed("a result shorter than the modulus"))?;
        Ok(Zeroizing::new(bytes.get(start..).unwrap_or_default().to_vec()))
    }

    /// A pair that no other operation has. It is locked for two squarings, and for drawing one now and then.
    fn blinding<R: CryptoRng>(&self, rng: &SharedRng<R>) -> Result<Blinding> {
        // Whoever panicked left a whole pair or none.
        let mut kept = self.blinding.lock().unwrap_or_else(PoisonError::into_inner);
        let next = match kept.take() {
            Some(last) if last.uses < USES => last.squared(),
            _ => self.draw(rng)?,
        };
        *kept = Some(next.copy());
        Ok(next)
    }

    fn draw<R: CryptoRng>(&self, rng: &SharedRng<R>) -> Result<Blinding> {
        let params = self.key.n_params();
        for _ in 0..DRAWS {
            let factor = Zeroizing::new(BoxedUint::random_mod_vartime(&mut rng.draw(), self.key.n()));
            if let Some(inverse) = factor.invert_mod(self.key.n()).into_option() {
                let power = rsa_encrypt(&*self.key, &factor).map_err(unusable)?;
                let (blind, unblind) = (BoxedMontyForm::new(power, params), BoxedMontyForm::new(inverse, params));
                return Ok(Blinding { blind, unblind, uses: 0 });
            }
        }
        Err(failed("no factor to blind the key with"))
    }
}

impl Blinding {
    fn squared(&self) -> Self {
        Self { blind: self.blind.square(), unblind: self.unblind.square(), uses: self.uses + 1 }
    }

    fn copy(&self) -> Self {
        Self { blind: self.blind.clone(), unblind: self.unblind.clone(), uses: self.uses }
    }
}

impl Drop for Blinding {
    fn drop(&mut self) {
        self.blind.as_montgomery_mut().zeroize();
        self.unblind.as_montgomery_mut().zeroize();
    }
}

fn unusable(_: rsa::Error) -> Error {
    failed("an RSA key that can't be worked with")
}

fn failed(reason: &'static str) -> Error {
    Error::Operation { reason }
}

#[cfg(test)]
mod tests {
    use super::*;
    use keybundle_encoding::{Warnings, pem};
    use rand_core::UnwrapErr;

    fn rsa(name: &str) -> (Rsa, SharedRng<UnwrapErr<getrandom::SysRng>>) {
        let text = keybundle_testdata::file(&format!("keys/{name}.key.pem"));
        let der = &pem::scan(&text).unwrap().blocks[0].bytes;
        let key = PrivateKey::from_der(der, &mut Warnings::new()).unwrap();
        (Rsa::new(&key).unwrap(), SharedRng::new(UnwrapErr(getrandom::SysRng)))
    }

    #[test]
    fn each_operation_has_factors_of_its_own() {
        let (rsa, rng) = rsa("rsa2048");
        let params = rsa.key.n_params();
        let mut seen = Vec::new();
        for operation in 0..2 * USES + 3 {
            let blinding = rsa.blinding(&rng).unwrap();
            assert_eq!(blinding.uses, operation % (USES + 1));
            // (r^e)^d times r^-1 is one.
            let root =
                BoxedMontyForm::new(blinding.blind.retrieve(), params).pow(rsa::traits::PrivateKeyParts::d(&*rsa.key));
            assert_eq!(root.mul(&blinding.unblind), BoxedMontyForm::one(params));
            assert!(!seen.contains(&blinding.unblind.retrieve()));
            seen.push(blinding.unblind.retrieve());
        }
    }

    #[test]
    fn a_fault_is_not_given_out() {
        let (rsa, rng) = rsa("rsa2048");
        let ciphertext = [0x11; 256];
        let right = rsa.decrypt(&ciphertext, &rng).unwrap();
        assert_eq!(rsa.decrypt(&ciphertext, &rng).unwrap(), right);
        // What is squared next does not undo the blinding.
        let factor = rsa.blinding.lock().unwrap().as_mut().map(|kept| kept.unblind = kept.unblind.double());
        assert!(factor.is_some());
        let error = rsa.decrypt(&ciphertext, &rng).unwrap_err();
        assert_eq!(error, failed("the result does not encrypt to the ciphertext"));
    }

    /// Against libcrypto, past the number of operations after which other factors are drawn.
    #[test]
    fn gives_what_openssl_gives() {
        for name in ["rsa2048", "rsa3072", "rsa4096"] {
            let (rsa, rng) = rsa(name);
            let text = keybundle_testdata::file(&format!("keys/{name}.key.pem"));
            let theirs = openssl::rsa::Rsa::private_key_from_pem(&text).unwrap();
            let mut expected = vec![0; rsa.key.size()];
            for seed in 0..(if name == "rsa2048" { 40u8 } else { 3 }) {
                let ciphertext: Vec<u8> =
                    (0..rsa.key.size()).map(|index| (index as u8).wrapping_mul(seed) & 0x7f).collect();
                theirs.private_decrypt(&ciphertext, &mut expected, openssl::rsa::Padding::NONE).unwrap();
                assert_eq!(*rsa.decrypt(&ciphertext, &rng).unwrap(), expected);
            }
        }
    }

    /// As many threads as may decrypt at once, with one key.
    #[test]
    fn threads_share_a_key() {
        let (rsa, rng) = rsa("rsa2048");
        let ciphertext = [0x22; 256];
        let right = rsa.decrypt(&ciphertext, &rng).unwrap();
        std::thread::scope(|scope| {
            let threads: Vec<_> = (0..4)
                .map(|_| {
                    scope.spawn(|| (0..12).all(|_| rsa.decrypt(&ciphertext, &rng).is_ok_and(|plain| plain == right)))
                })
                .collect();
            assert!(threads.into_iter().all(|thread| thread.join().unwrap()));
        });
    }
}
