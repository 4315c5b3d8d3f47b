//! Ed25519, Ed448, X25519 and X448 (RFC 8410).

use super::Parts;
use crate::{Algorithm, Error, PublicKey, Result, public::Value, write};
use const_oid::ObjectIdentifier;
use keybundle_encoding::{
    WarningCode, Warnings,
    ber::{Element, Tag},
};
use zeroize::Zeroizing;

/// Reads `CurvePrivateKey ::= OCTET STRING` out of the octets of PKCS#8.
pub(super) fn read(
    octets: &[u8],
    algorithm: Algorithm,
    oid: ObjectIdentifier,
    warnings: &mut Warnings,
) -> Result<Parts> {
    let size = secret_size(&algorithm);
    if octets.len() == size {
        // Some tools leave the inner OCTET STRING out.
        warnings.push(WarningCode::NotDer, "the private key lacks the OCTET STRING around it");
        return from_secret(octets, algorithm, oid);
    }
    let element = Element::parse(octets)?;
    element.expect(Tag::OCTET_STRING, "an OCTET STRING was expected in the private key")?;
    let secret = Zeroizing::new(element.octets()?.into_owned());
    if secret.len() == size {
        return from_secret(&secret, algorithm, oid);
    }
    // libsodium's form: the seed, then the public key.
    match secret.split_at_checked(32) {
        Some((seed, public)) if algorithm == Algorithm::Ed25519 && public.len() == 32 => {
            let parts = from_secret(seed, algorithm, oid)?;
            if parts.public.as_ref().is_none_or(|key| !matches!(key.value(), Value::Fixed { key, .. } if key == public))
            {
                return Err(Error::InvalidValue { reason: "the public part does not belong to the private one" });
            }
            warnings.push(WarningCode::NotDer, "the private key has the public one appended");
            Ok(parts)
        }
        _ => Err(Error::InvalidValue { reason: "a private key of another size than its algorithm has" }),
    }
}

/// The key of a seed (Edwards) or scalar (Montgomery) of the right size.
pub(super) fn from_secret(secret: &[u8], algorithm: Algorithm, oid: ObjectIdentifier) -> Result<Parts> {
    let public = public(secret, &algorithm)
        .ok_or(Error::InvalidValue { reason: "a private key of another size than its algorithm has" })?;
    let identifier = write::algorithm(oid, &[]);
    let value = Value::Fixed { oid: oid.as_bytes().to_vec(), key: public.clone() };
    let public = PublicKey::computed(algorithm.clone(), &identifier, public, value);
    let inner = write::tlv(write::OCTET_STRING, &[secret]);
    Ok(Parts { algorithm, identifier, inner, public: Some(public), keeps_public: false })
}

const fn secret_size(algorithm: &Algorithm) -> usize {
    match algorithm {
        Algorithm::Ed448 => 57,
        Algorithm::X448 => 56,
        _ => 32,
    }
}

fn public(secret: &[u8], algorithm: &Algorithm) -> Option<Vec<u8>> {
    Some(match algorithm {
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
        Algorithm::X448 => {
            let mut base = [0; 56];
            base[0] = 5;
            x448::x448(<[u8; 56]>::try_from(secret).ok()?, base)?.to_vec()
        }
        _ => return None,
    })
}
