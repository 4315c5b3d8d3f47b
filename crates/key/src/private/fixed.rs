//! Private keys that are octets of fixed size: Edwards and Montgomery curves (RFC 8410), SLH-DSA (RFC 9909).

use super::Parts;
use crate::{
    Algorithm, Error, PublicKey, Result,
    identifier::{Family, Fixed},
    public::Value,
    write,
};
use keybundle_encoding::{
    WarningCode, Warnings,
    ber::{Element, Tag},
    rare,
};
use zeroize::Zeroizing;

/// Reads `CurvePrivateKey ::= OCTET STRING` out of the octets of PKCS#8; of SLH-DSA, the octets themselves.
pub(super) fn read(octets: &[u8], fixed: &'static Fixed, warnings: &mut Warnings) -> Result<Parts> {
    if octets.len() == fixed.secret_size {
        if fixed.family == Family::Octets {
            // Some tools leave the inner OCTET STRING out.
            warnings.push(WarningCode::NotDer, "the private key lacks the OCTET STRING around it");
        }
        return from_secret(octets, fixed);
    }
    let element = Element::parse(octets)?;
    element.expect(Tag::OCTET_STRING, "an OCTET STRING was expected in the private key")?;
    let secret = Zeroizing::new(element.octets()?.into_owned());
    if secret.len() == fixed.secret_size {
        return from_secret(&secret, fixed);
    }
    // libsodium's form: the seed, then the public key.
    match secret.split_at_checked(fixed.secret_size) {
        Some((seed, public)) if fixed.algorithm == Algorithm::Ed25519 && public.len() == fixed.public_size => {
            let parts = from_secret(seed, fixed)?;
            super::require_public(&parts, public)?;
            warnings.push(WarningCode::NotDer, "the private key has the public one appended");
            Ok(parts)
        }
        _ => Err(wrong_size()),
    }
}

/// The key of a seed (Edwards), a scalar (Montgomery) or all of it (SLH-DSA), of the right size.
pub(super) fn from_secret(secret: &[u8], fixed: &'static Fixed) -> Result<Parts> {
    let public = public(secret, fixed).ok_or_else(wrong_size)?;
    let inner = match fixed.family {
        Family::HashBased => Zeroizing::new(secret.to_vec()),
        _ => write::tlv(write::OCTET_STRING, &[secret]),
    };
    Ok(parts(fixed, inner, public))
}

/// A key of fixed size put together.
pub(super) fn parts(fixed: &'static Fixed, inner: Zeroizing<Vec<u8>>, public: Vec<u8>) -> Parts {
    let identifier = write::algorithm(fixed.oid, &[]);
    let value = Value::Fixed { oid: fixed.oid, key: public.clone() };
    let public = PublicKey::computed(fixed.algorithm.clone(), &identifier, public, value);
    Parts { algorithm: fixed.algorithm.clone(), identifier, inner, public: Some(public), keeps_public: false }
}

pub(super) const fn wrong_size() -> Error {
    Error::InvalidValue { reason: "a private key of another size than its algorithm has" }
}

fn public(secret: &[u8], fixed: &Fixed) -> Option<Vec<u8>> {
    if !rare::is_here() {
        return None;
    }
    Some(match fixed.algorithm {
        Algorithm::Ed25519 => {
            let seed = Zeroizing::new(<[u8; 32]>::try_from(secret).ok()?);
            ed25519_dalek::SigningKey::from_bytes(&seed).verifying_key().to_bytes().to_vec()
        }
        Algorithm::X25519 => {
            let secret = x25519_dalek::StaticSecret::from(<[u8; 32]>::try_from(secret).ok()?);
            x25519_dalek::PublicKey::from(&secret).to_bytes().to_vec()
        }
        Algorithm::Ed448 => {
            let seed = ed448_goldilocks::EdwardsScalarBytes::try_from(secret).ok()?;
            ed448_goldilocks::SigningKey::from(seed).verifying_key().to_bytes().to_vec()
        }
        Algorithm::X448 => x448::x448(<[u8; 56]>::try_from(secret).ok()?, x448::X448_BASEPOINT_BYTES)?.to_vec(),
        // SK.seed, SK.prf, PK.seed, PK.root (FIPS 205 §9.1): the second half is the public key.
        _ if fixed.family == Family::HashBased => secret.get(secret.len() - fixed.public_size..)?.to_vec(),
        _ => return None,
    })
}
