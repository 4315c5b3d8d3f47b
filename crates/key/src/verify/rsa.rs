//! RSASSA-PKCS1-v1_5 and RSASSA-PSS (RFC 8017 §8).

use super::hash::{Hash, with_hash};
use crate::{oids, private::rsa::number, warn::bit_length};
use keybundle_encoding::{
    AlgorithmIdentifier,
    ber::{Element, Tag},
};
use rsa::{Pkcs1v15Sign, Pss, RsaPublicKey};

/// The largest exponent that is worked with: a hostile one as long as the modulus would take seconds.
const MAX_EXPONENT_BITS: usize = 64;

fn key(modulus: &[u8], exponent: &[u8]) -> Option<RsaPublicKey> {
    // Reading the key has checked that the modulus is odd and of at most 16384 bits.
    let odd = modulus.last().is_some_and(|last| last & 1 == 1);
    let (modulus, exponent_number) = (number(modulus), number(exponent));
    (odd && bit_length(exponent) <= MAX_EXPONENT_BITS)
        .then(|| RsaPublicKey::new_unchecked((*modulus).clone(), (*exponent_number).clone()))
}

pub(super) fn verify_pkcs1(
    modulus: &[u8],
    exponent: &[u8],
    hash: Hash,
    message: &[u8],
    signature: &[u8],
) -> Option<bool> {
    let key = key(modulus, exponent)?;
    let padding = with_hash!(hash, D => Pkcs1v15Sign::new::<D>());
    Some(key.verify(padding, &hash.digest(message), signature).is_ok())
}

/// `RSASSA-PSS-params` (RFC 4055 §3.1): SHA-1, MGF1 with SHA-1 and 20 bytes of salt unless told otherwise.
pub(super) fn verify_pss(
    modulus: &[u8],
    exponent: &[u8],
    parameters: &Element<'_>,
    message: &[u8],
    signature: &[u8],
) -> Option<bool> {
    let mut fields = parameters.sequence().ok()?;
    let (mut hash, mut mask_hash, mut salt_size) = (Hash::Sha1, Hash::Sha1, 20);
    if let Some(tagged) = fields.optional(Tag::context(0)).ok()? {
        hash = Hash::of(AlgorithmIdentifier::from_element(&tagged.explicit().ok()?).ok()?.oid)?;
    }
    if let Some(tagged) = fields.optional(Tag::context(1)).ok()? {
        let mask = AlgorithmIdentifier::from_element(&tagged.explicit().ok()?).ok()?;
        if mask.oid != oids::MGF1 {
            return None;
        }
        mask_hash = Hash::of(AlgorithmIdentifier::from_element(mask.parameters.as_ref()?).ok()?.oid)?;
    }
    if let Some(tagged) = fields.optional(Tag::context(2)).ok()? {
        salt_size = usize::try_from(tagged.explicit().ok()?.unsigned().ok()?).ok()?;
    }
    // The library masks with the hash itself; another one is not seen in practice.
    if hash != mask_hash || salt_size > modulus.len() {
        return None;
    }
    let key = key(modulus, exponent)?;
    let digest = hash.digest(message);
    Some(with_hash!(hash, D => key.verify(Pss::<D>::new_with_salt(salt_size), &digest, signature)).is_ok())
}
