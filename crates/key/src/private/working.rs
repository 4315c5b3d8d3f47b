//! Keys in the forms that the algorithms' crates work with.

use super::{PrivateKey, rsa::Numbers};
use crate::{Error, Result, number::number, warn::bit_length};
use keybundle_encoding::{Warnings, ber::Element};
use rsa::RsaPrivateKey;
use zeroize::Zeroizing;

pub(crate) fn rsa_key(key: &PrivateKey) -> Result<RsaPrivateKey> {
    let numbers = Numbers::read(&Element::parse(key.secret_inner())?, &mut Warnings::new())?;
    let own = |bytes: &[u8]| (*number(bytes)).clone();
    let (modulus, exponent) = (own(&numbers.modulus), own(&numbers.exponent));
    let private_exponent = own(&numbers.private_exponent);
    let primes: Vec<_> = numbers.primes.iter().map(|factor| own(&factor.prime)).collect();
    // Which of the two it is depends on the sizes of the factors, which a key of unequal ones tells anyway: it is slow.
    let half = bit_length(&numbers.modulus).div_ceil(2);
    let balanced = primes.len() > 2 || numbers.primes.iter().all(|factor| bit_length(&factor.prime) <= half);
    if balanced {
        RsaPrivateKey::from_components_with_large_exponent(modulus, exponent, private_exponent, primes)
    } else {
        RsaPrivateKey::from_components_with_wide_primes(modulus, exponent, private_exponent, primes)
    }
    .map_err(|_| Error::InvalidValue { reason: "an RSA key that can't be worked with" })
}

/// The octets of a key of fixed size: seed or scalar.
pub(crate) fn octets<const SIZE: usize>(key: &PrivateKey) -> Result<Zeroizing<[u8; SIZE]>> {
    let element = Element::parse(key.secret_inner())?;
    let octets = Zeroizing::new(element.octets()?.into_owned());
    let octets: &[u8; SIZE] = octets.as_slice().try_into().map_err(|_| super::fixed::wrong_size())?;
    Ok(Zeroizing::new(*octets))
}
