//! What keys cost, told roughly before they are worked with, so that thousands of the dearest are refused.

use keybundle_encoding::{
    Oid, Result, base64,
    ber::{Element, Tag},
    json::Json,
};
use keybundle_key::{Algorithm, Curve};

/// What an algorithm costs that nothing is known of.
const USUAL: u64 = 1_000;

/// Reading a key of ML-KEM.
const ML_KEM: u64 = 4_000;

/// What a key may cost that is read to say what an input is: that of P-256 and of RSA to 3,072 bits, which take up to
/// 50 µs.
pub(crate) const MOST_TO_INSPECT: u64 = 1_400;

/// The work of checking one signature, or of computing a public half, which reading a private key does: in compressions
/// of SHA-256, as derivations count. Measured: 2.5 ms on brainpoolP512r1, 0.2 ms on P-521, 0.05 ms on P-256.
pub(crate) fn of_key(algorithm: &Algorithm) -> u64 {
    match algorithm {
        Algorithm::Rsa { bits } | Algorithm::RsaPss { bits } | Algorithm::RsaOaep { bits } => of_rsa(*bits),
        Algorithm::Ec(curve) => of_curve(*curve),
        Algorithm::Dsa { bits } => of_dsa(*bits),
        Algorithm::Dh { bits } => of_dh(*bits),
        Algorithm::Ed25519 | Algorithm::X25519 => 500,
        Algorithm::Ed448 | Algorithm::X448 => 18_000,
        Algorithm::MlDsa44 | Algorithm::MlDsa65 | Algorithm::MlDsa87 => 14_000,
        _ => USUAL,
    }
}

/// The work of computing a public half alone.
fn of_public_half(curve: Curve) -> u64 {
    match curve.name() {
        "P-256" | "secp256k1" | "P-384" | "P-521" | "P-224" => of_curve(curve),
        _ if curve.is_binary() => USUAL,
        _ => of_multiple(curve.bits()),
    }
}

/// A multiple of the generator of a curve without code of its own. `key` keeps those of a generator that files use
/// often: a sixth of what checking a signature there takes, and what goes with every key.
fn of_multiple(bits: usize) -> u64 {
    of_bits(bits) / 6 + 1_000
}

/// Taking the root for a compressed point costs a twelfth of a multiplication. It counts for more, because it is done
/// as points are met: so the limit is reached within a second.
pub(crate) const COMPRESSED_POINT_SHARE: u64 = 2;

/// What reading a private key (PKCS#8, PKCS#1, SEC1, OpenSSL's DSA) will cost, told by its structure alone.
pub(crate) fn of_private_key(der: &[u8]) -> u64 {
    private_key(der).unwrap_or(USUAL)
}

/// The same of a private JWK, by its members.
pub(crate) fn of_jwk(jwk: &Json) -> u64 {
    let text = |name| jwk.member(name).and_then(Json::text).unwrap_or_default();
    match (text("kty"), text("crv")) {
        ("RSA" | "RSA-HSM", _) => {
            let bits = text("n").len().saturating_mul(6);
            // As it will be read: what decodes to nothing but zeros is no factor.
            let is_there = |name: &'static str| {
                base64::decode(text(name).as_bytes()).is_ok_and(|factor| factor.bytes.iter().any(|&byte| byte != 0))
            };
            if is_there("p") || is_there("q") { of_rsa(bits) } else { of_factoring(bits) }
        }
        ("EC" | "EC-HSM", name) => Curve::from_name(name).map_or(USUAL, of_public_half),
        (_, "Ed448" | "X448") => of_key(&Algorithm::Ed448),
        ("AKP", _) => of_key(&Algorithm::MlDsa44),
        _ => USUAL,
    }
}

fn private_key(der: &[u8]) -> Result<u64> {
    let mut fields = Element::parse(der)?.sequence()?;
    fields.any()?;
    let second = fields.any()?;
    match second.tag() {
        Tag::SEQUENCE => {
            let mut identifier = second.sequence()?;
            let oid = identifier.oid()?;
            let parameters = identifier.next_element()?;
            let key = fields.octets()?;
            Ok(of_identifier(oid, parameters.as_ref(), &key))
        }
        Tag::OCTET_STRING => {
            let named = fields.optional(Tag::context(0))?.map(|tagged| tagged.explicit()).transpose()?;
            let bits = second.octets()?.len().saturating_mul(8);
            Ok(named.and_then(|named| curve(&named)).map_or_else(|| of_multiple(bits), of_public_half))
        }
        // DSA's second field is its modulus as well, and fewer follow.
        _ => Ok(of_pkcs1(der).unwrap_or_else(|_| of_dsa(bits_of(&second)))),
    }
}

/// PKCS#1, whose factors may be zero: such a key is factored, by its exponents.
fn of_pkcs1(der: &[u8]) -> Result<u64> {
    let mut fields = Element::parse(der)?.sequence()?;
    fields.any()?;
    let modulus = bits_of(&fields.any()?);
    let (_, _, prime) = (fields.any()?, fields.any()?, fields.any()?);
    for _ in 0..4 {
        fields.any()?;
    }
    Ok(if prime.content().iter().all(|&byte| byte == 0) { of_factoring(modulus) } else { of_rsa(modulus) })
}

/// By what the AlgorithmIdentifier says.
fn of_identifier(oid: Oid<'_>, parameters: Option<&Element<'_>>, key: &[u8]) -> u64 {
    let modulus = || {
        let mut fields = parameters?.sequence().ok()?;
        fields.any().ok().map(|modulus| bits_of(&modulus))
    };
    match oid.to_dotted().as_str() {
        "1.2.840.113549.1.1.1" | "1.2.840.113549.1.1.7" | "1.2.840.113549.1.1.10" | "2.5.8.1.1" => {
            of_pkcs1(key).unwrap_or_else(|_| of_rsa(key.len().saturating_mul(16) / 9))
        }
        "1.2.840.10045.2.1" | "1.3.132.1.12" | "1.3.132.1.13" => match parameters.and_then(curve) {
            Some(curve) => of_public_half(curve),
            None => of_multiple(parameters.and_then(field_bits).unwrap_or_else(|| key.len().saturating_mul(3))),
        },
        "1.2.840.10040.4.1" | "1.3.14.3.2.12" => modulus().map_or(USUAL, of_dsa),
        "1.2.840.113549.1.3.1" | "1.2.840.10046.2.1" => modulus().map_or(USUAL, of_dh),
        "1.3.101.111" | "1.3.101.113" => of_key(&Algorithm::Ed448),
        "2.16.840.1.101.3.4.3.17" | "2.16.840.1.101.3.4.3.18" | "2.16.840.1.101.3.4.3.19" => {
            of_key(&Algorithm::MlDsa44)
        }
        "2.16.840.1.101.3.4.4.1" | "2.16.840.1.101.3.4.4.2" | "2.16.840.1.101.3.4.4.3" => ML_KEM,
        _ => USUAL,
    }
}

/// The curve that is named.
fn curve(parameters: &Element<'_>) -> Option<Curve> {
    parameters.oid().ok().and_then(Curve::from_oid)
}

/// The size of the field in explicit parameters (SEC 1 §C.2): `SEQUENCE { version, SEQUENCE { OID, p }, … }`.
fn field_bits(parameters: &Element<'_>) -> Option<usize> {
    let mut fields = parameters.sequence().ok()?;
    fields.any().ok()?;
    let mut field = fields.sequence().ok()?;
    field.oid().ok()?;
    field.any().ok().map(|prime| bits_of(&prime))
}

fn bits_of(integer: &Element<'_>) -> usize {
    integer.content().len().saturating_mul(8)
}

fn of_rsa(bits: usize) -> u64 {
    power(bits, 2) / 8_192
}

/// Measured: 250 ms at 2,048 bits, of a number that has no factors. Beyond 4,096 it is not done; zeros before the
/// number may make it look so.
fn of_factoring(bits: usize) -> u64 {
    power(bits.min(4_096), 3) / 1_200
}

fn of_dsa(bits: usize) -> u64 {
    power(bits, 2) / 419
}

fn of_dh(bits: usize) -> u64 {
    power(bits, 3) / 106_000
}

fn of_curve(curve: Curve) -> u64 {
    match curve.name() {
        // These have code of their own.
        "P-256" | "secp256k1" => 1_400,
        "P-384" => 4_000,
        "P-521" => 6_000,
        _ if curve.is_binary() => USUAL,
        _ => of_bits(curve.bits()),
    }
}

/// An elliptic curve over a prime of so many bits, without code of its own.
fn of_bits(bits: usize) -> u64 {
    power(bits, 3) / 1_917
}

fn power(bits: usize, exponent: u32) -> u64 {
    u64::try_from(bits).unwrap_or(u64::MAX).saturating_pow(exponent)
}

#[cfg(test)]
mod tests {
    use super::*;
    use keybundle_encoding::Warnings;
    use keybundle_key::PrivateKey;

    /// What is told before a key is read is what its algorithm costs: more would refuse it for nothing, less would let
    /// too many through.
    #[test]
    fn told_before_is_as_told_after() {
        let mut compared = 0;
        for vector in keybundle_testdata::group("key") {
            let Ok(key) = PrivateKey::from_der(&vector.bytes, &mut Warnings::new()) else { continue };
            let after = match key.algorithm() {
                Algorithm::Ec(curve) => of_public_half(*curve),
                other => of_key(other),
            };
            let before = of_private_key(&vector.bytes);
            // Rougher for explicit parameters, of which only the size of the field is looked at.
            assert!(before <= after * 7 + USUAL && after <= before * 2 + USUAL, "{}: {before}, {after}", vector.name);
            compared += 1;
        }
        assert!(compared > 30, "{compared}");
    }
}
