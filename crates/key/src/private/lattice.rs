//! ML-DSA (RFC 9881 §6) and ML-KEM (RFC 9935 §6): seed, expanded key, or both.

use super::{
    Parts,
    fixed::{parts, wrong_size},
};
use crate::{Algorithm, Error, Result, identifier::Fixed, oids, write};
use keybundle_encoding::{
    WarningCode, Warnings,
    ber::{Element, Tag},
    rare,
};
use ml_dsa::{ExpandedSigningKey, Keypair, MlDsaParams, SigningKey};
use ml_kem::{Decapsulate, DecapsulationKey, KeyExport};
use sha3::Digest;
use shake::{ExtendableOutput, Shake256, Update, XofReader};
use subtle::ConstantTimeEq;
use zeroize::Zeroizing;

/// `CHOICE { seed [0] OCTET STRING, expandedKey OCTET STRING, both SEQUENCE { seed, expandedKey } }`, and what tools
/// wrote before that was settled: the bytes of either or both without any tag.
pub(super) fn read(octets: &[u8], fixed: &'static Fixed, warnings: &mut Warnings) -> Result<Parts> {
    let (seed_size, expanded_size) = (fixed.secret_size, fixed.expanded_size);
    let bare = if octets.len() == seed_size {
        Some((Some(octets), None))
    } else if octets.len() == expanded_size {
        Some((None, Some(octets)))
    } else if octets.len() == seed_size + expanded_size {
        octets.split_at_checked(seed_size).map(|(seed, expanded)| (Some(seed), Some(expanded)))
    } else {
        None
    };
    if let Some((seed, expanded)) = bare {
        warnings.push(WarningCode::NotDer, "the private key is in a form that its standard no longer has");
        return key(fixed, seed, expanded);
    }

    let element = Element::parse(octets)?;
    match element.tag() {
        tag if tag == Tag::context(0) => {
            let seed = Zeroizing::new(element.octets()?.into_owned());
            key(fixed, Some(&seed), None)
        }
        Tag::OCTET_STRING => {
            let content = Zeroizing::new(element.octets()?.into_owned());
            // liboqs appended the public key.
            match content.split_at_checked(expanded_size) {
                Some((expanded, [])) => key(fixed, None, Some(expanded)),
                Some((expanded, public)) if public.len() == fixed.public_size => {
                    let parts = key(fixed, None, Some(expanded))?;
                    super::require_public(&parts, public)?;
                    warnings.push(WarningCode::NotDer, "the private key has the public one appended");
                    Ok(parts)
                }
                None if content.len() == seed_size => key(fixed, Some(&content), None),
                _ => Err(wrong_size()),
            }
        }
        Tag::SEQUENCE => {
            let mut fields = element.sequence()?;
            let seed = Zeroizing::new(fields.octets()?.into_owned());
            let expanded = Zeroizing::new(fields.octets()?.into_owned());
            fields.finish()?;
            key(fixed, Some(&seed), Some(&expanded))
        }
        _ => Err(element.malformed("a private key that is neither seed nor expanded key").into()),
    }
}

/// The key of a seed alone: what a JWK holds.
pub(super) fn from_seed(fixed: &'static Fixed, seed: &[u8]) -> Result<Parts> {
    key(fixed, Some(seed), None)
}

/// What the inside of a key holds, the seed where it has one.
pub(crate) enum Secret {
    Seed(Zeroizing<Vec<u8>>),
    Expanded(Zeroizing<Vec<u8>>),
}

/// Reads what [`key`] wrote.
pub(crate) fn secret(inner: &[u8]) -> Result<Secret> {
    let element = Element::parse(inner)?;
    let octets = |element: &Element<'_>| -> Result<_> { Ok(Zeroizing::new(element.octets()?.into_owned())) };
    match element.tag() {
        Tag::SEQUENCE => Ok(Secret::Seed(octets(&element.sequence()?.any()?)?)),
        Tag::OCTET_STRING => Ok(Secret::Expanded(octets(&element)?)),
        _ => Ok(Secret::Seed(octets(&element)?)),
    }
}

macro_rules! decapsulated {
    ($secret:expr, $ciphertext:expr, $parameters:ty) => {{
        let key = match $secret {
            Secret::Seed(seed) => DecapsulationKey::<$parameters>::from_seed(seed.as_slice().try_into().ok()?),
            Secret::Expanded(expanded) => {
                let expanded = expanded.as_slice().try_into().ok()?;
                <DecapsulationKey<$parameters> as ml_kem::ExpandedKeyEncoding>::from_expanded_bytes(expanded).ok()?
            }
        };
        key.decapsulate_slice($ciphertext).ok()
    }};
}

/// The secret that a ciphertext of ML-KEM encapsulates. `None` where the ciphertext has another size, or the algorithm
/// is not ML-KEM.
// The expanded form is what files hold, deprecated or not.
#[allow(deprecated)]
pub(crate) fn decapsulate(algorithm: &str, secret: &Secret, ciphertext: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    if !rare::is_here() {
        return None;
    }
    let shared = match algorithm {
        "ML-KEM-512" => decapsulated!(secret, ciphertext, ml_kem::MlKem512),
        "ML-KEM-768" => decapsulated!(secret, ciphertext, ml_kem::MlKem768),
        "ML-KEM-1024" => decapsulated!(secret, ciphertext, ml_kem::MlKem1024),
        _ => None,
    }?;
    Some(Zeroizing::new(shared.to_vec()))
}

fn key(fixed: &'static Fixed, seed: Option<&[u8]>, expanded: Option<&[u8]>) -> Result<Parts> {
    if !rare::is_here() {
        return Err(wrong_size());
    }
    if seed.is_some_and(|seed| seed.len() != fixed.secret_size)
        || expanded.is_some_and(|expanded| expanded.len() != fixed.expanded_size)
    {
        return Err(wrong_size());
    }
    let computed = seed.map(|seed| computed(fixed, seed)).transpose()?;
    let public = match (computed, expanded) {
        (Some(computed), None) => computed.public,
        (Some(computed), Some(expanded)) => {
            if !bool::from(computed.expanded.as_slice().ct_eq(expanded)) {
                return Err(Error::InvalidValue { reason: "the expanded key does not belong to the seed" });
            }
            computed.public
        }
        (None, Some(expanded)) => public_of_expanded(fixed, expanded)
            .ok_or(Error::InvalidValue { reason: "an expanded key that contradicts itself" })?,
        (None, None) => return Err(wrong_size()),
    };
    let inner = match (seed, expanded) {
        (Some(seed), Some(expanded)) => write::tlv(
            write::SEQUENCE,
            &[&write::tlv(write::OCTET_STRING, &[seed]), &write::tlv(write::OCTET_STRING, &[expanded])],
        ),
        (Some(seed), None) => write::tlv(write::IMPLICIT_0, &[seed]),
        (None, expanded) => write::tlv(write::OCTET_STRING, &[expanded.unwrap_or_default()]),
    };
    Ok(parts(fixed, inner, public))
}

macro_rules! kem {
    ($seed:expr, $parameters:ty) => {
        $seed.try_into().ok().map(|seed| {
            let key = DecapsulationKey::<$parameters>::from_seed(seed);
            let public = key.encapsulation_key().to_bytes().to_vec();
            Computed { public, expanded: expanded_kem(&key) }
        })
    };
}

#[allow(deprecated)]
fn expanded_kem<K: ml_kem::ExpandedKeyEncoding>(key: &K) -> Zeroizing<Vec<u8>> {
    Zeroizing::new(key.to_expanded_bytes().to_vec())
}

/// What a seed expands to.
struct Computed {
    public: Vec<u8>,
    expanded: Zeroizing<Vec<u8>>,
}

fn computed(fixed: &Fixed, seed: &[u8]) -> Result<Computed> {
    match fixed.oid {
        oids::ML_DSA_44 => dsa::<ml_dsa::MlDsa44>(seed),
        oids::ML_DSA_65 => dsa::<ml_dsa::MlDsa65>(seed),
        oids::ML_DSA_87 => dsa::<ml_dsa::MlDsa87>(seed),
        oids::ML_KEM_512 => kem!(seed, ml_kem::MlKem512),
        oids::ML_KEM_768 => kem!(seed, ml_kem::MlKem768),
        _ => kem!(seed, ml_kem::MlKem1024),
    }
    .ok_or_else(wrong_size)
}

// The expanded form is what files hold, deprecated or not.
#[allow(deprecated)]
fn dsa<P: MlDsaParams>(seed: &[u8]) -> Option<Computed> {
    let key = SigningKey::<P>::from_seed(seed.try_into().ok()?);
    let public = key.verifying_key().encode().to_vec();
    Some(Computed { public, expanded: Zeroizing::new(key.expanded_key().to_expanded().to_vec()) })
}

/// The public key that an expanded one holds (ML-KEM) or is computed from it (ML-DSA), checked by its hash inside.
fn public_of_expanded(fixed: &Fixed, expanded: &[u8]) -> Option<Vec<u8>> {
    match fixed.algorithm {
        Algorithm::MlDsa44 => expanded_dsa::<ml_dsa::MlDsa44>(fixed, expanded),
        Algorithm::MlDsa65 => expanded_dsa::<ml_dsa::MlDsa65>(fixed, expanded),
        Algorithm::MlDsa87 => expanded_dsa::<ml_dsa::MlDsa87>(fixed, expanded),
        _ => {
            // dk_PKE, ek, H(ek), z (FIPS 203 algorithm 16).
            let end = expanded.len().checked_sub(64)?;
            let (public, rest) = (expanded.get(end.checked_sub(fixed.public_size)?..end)?, expanded.get(end..)?);
            (sha3::Sha3_256::digest(public).as_slice() == rest.get(..32)?).then(|| public.to_vec())
        }
    }
}

/// rho, K, tr, s1, s2, t0 (FIPS 204 algorithm 24). The library panics on coefficients of s1 and s2 that are out of
/// range, so that they are looked at first.
#[allow(deprecated)]
fn expanded_dsa<P: MlDsaParams>(fixed: &Fixed, expanded: &[u8]) -> Option<Vec<u8>> {
    let rows = (fixed.public_size - 32) / 320;
    let short = expanded.get(128..expanded.len().checked_sub(416 * rows)?)?;
    let in_range = if fixed.algorithm == Algorithm::MlDsa65 {
        // eta = 4: four bits each, 0 to 8.
        short.iter().all(|byte| byte & 15 <= 8 && byte >> 4 <= 8)
    } else {
        // eta = 2: three bits each, 0 to 4; eight in three bytes.
        short.chunks_exact(3).all(|bytes| {
            let bits = bytes.iter().rev().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte));
            (0..8).all(|at| bits >> (3 * at) & 7 <= 4)
        })
    };
    if !in_range {
        return None;
    }
    let key = ExpandedSigningKey::<P>::from_expanded(expanded.try_into().ok()?);
    let public = key.verifying_key().encode().to_vec();
    let mut hash = [0; 64];
    let mut shake = Shake256::default();
    shake.update(&public);
    shake.finalize_xof().read(&mut hash);
    (expanded.get(64..128)? == hash).then_some(public)
}
