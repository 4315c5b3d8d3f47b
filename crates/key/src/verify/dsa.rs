//! DSA (FIPS 186-4 §4.7) with `Dss-Sig-Value` (RFC 3279 §2.2.2).

use super::ecdsa;
use crate::{
    number::{below, number},
    warn::bit_length,
    write::trim,
};
use crypto_bigint::{
    BoxedUint, NonZero, Odd,
    modular::{BoxedMontyForm, BoxedMontyParams},
};
use keybundle_encoding::{AlgorithmIdentifier, ber::Element};

/// Larger primes and orders are not worked with: no key has them.
const MAX_PRIME_BITS: usize = 10_000;
const MAX_ORDER_BITS: usize = 512;

/// `None` where the parameters are inherited or of no usable size.
pub(super) fn verify(spki: &[u8], prime: &[u8], public: &[u8], hash: &[u8], signature: &[u8]) -> Option<bool> {
    let identifier =
        AlgorithmIdentifier::from_element(&Element::parse(spki).ok()?.sequence().ok()?.any().ok()?).ok()?;
    let mut parameters = identifier.parameters?.sequence().ok()?;
    parameters.any().ok()?;
    let order = trim(parameters.any().ok()?.integer().ok()?);
    let generator = trim(parameters.any().ok()?.integer().ok()?);
    let order_bits = bit_length(order);
    if bit_length(prime) > MAX_PRIME_BITS || order_bits > MAX_ORDER_BITS || !below(generator, prime) {
        return None;
    }
    let Some((r, s)) = ecdsa::read(signature, order.len()) else { return Some(false) };
    let in_range = |value: &[u8]| !trim(value).is_empty() && below(value, order);
    if !in_range(&r) || !in_range(&s) {
        return Some(false);
    }

    let field = |modulus: &[u8]| -> Option<BoxedMontyParams> {
        Some(BoxedMontyParams::new_vartime(Odd::new((*number(modulus)).clone()).into_option()?))
    };
    let element = |bytes: &[u8], params: &BoxedMontyParams| -> Option<BoxedMontyForm> {
        let value = BoxedUint::from_be_slice(trim(bytes), params.bits_precision()).ok()?;
        Some(BoxedMontyForm::new(value, params))
    };
    let (modulo_p, modulo_q) = (field(prime)?, field(order)?);
    // The leftmost bits of the hash, as many as the order has.
    let hash = hash.get(..hash.len().min(order.len()))?;
    let excess = u32::try_from((hash.len() * 8).saturating_sub(order_bits)).ok()?;
    let hash = number(hash).shr_vartime(excess)?;

    let inverse = element(&s, &modulo_q)?.invert_vartime().into_option()?;
    let first = element(&hash.to_be_bytes(), &modulo_q)?.mul(&inverse).retrieve();
    let second = element(&r, &modulo_q)?.mul(&inverse).retrieve();
    let power = element(generator, &modulo_p)?.pow(&first).mul(&element(public, &modulo_p)?.pow(&second)).retrieve();
    let found = power.rem_vartime(&NonZero::new(modulo_q.modulus().as_ref().clone()).into_option()?);
    Some(trim(&found.to_be_bytes()) == trim(&r))
}
