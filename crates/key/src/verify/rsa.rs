//! RSASSA-PKCS1-v1_5 and RSASSA-PSS (RFC 8017 §8).

use crate::{
    hash::{Hash, with_hash},
    number::{below, number},
    oids,
    warn::bit_length,
    write::fit,
};
use crypto_bigint::BoxedUint;
use keybundle_encoding::{
    AlgorithmIdentifier,
    ber::{Element, Tag},
};
use rsa::{Pkcs1v15Sign, RsaPublicKey, hazmat::rsa_encrypt, traits::PublicKeyParts};

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

/// `RSASSA-PSS-params` (RFC 4055 §3.1).
pub(crate) struct PssParameters {
    pub(crate) hash: Hash,
    pub(crate) mask_hash: Hash,
    /// Of a key: the least that it signs with.
    pub(crate) salt_size: usize,
}

impl PssParameters {
    /// SHA-1, MGF1 with SHA-1 and 20 bytes of salt unless told otherwise.
    pub(crate) fn read(parameters: &Element<'_>) -> Option<Self> {
        let mut fields = parameters.sequence().ok()?;
        let mut read = Self { hash: Hash::Sha1, mask_hash: Hash::Sha1, salt_size: 20 };
        if let Some(tagged) = fields.optional(Tag::context(0)).ok()? {
            read.hash = Hash::of(AlgorithmIdentifier::from_element(&tagged.explicit().ok()?).ok()?.oid)?;
        }
        if let Some(tagged) = fields.optional(Tag::context(1)).ok()? {
            let mask = AlgorithmIdentifier::from_element(&tagged.explicit().ok()?).ok()?;
            if mask.oid != oids::MGF1 {
                return None;
            }
            read.mask_hash = Hash::of(AlgorithmIdentifier::from_element(mask.parameters.as_ref()?).ok()?.oid)?;
        }
        if let Some(tagged) = fields.optional(Tag::context(2)).ok()? {
            read.salt_size = usize::try_from(tagged.explicit().ok()?.unsigned().ok()?).ok()?;
        }
        Some(read)
    }
}

pub(super) fn verify_pss(
    modulus: &[u8],
    exponent: &[u8],
    parameters: &Element<'_>,
    message: &[u8],
    signature: &[u8],
) -> Option<bool> {
    let PssParameters { hash, mask_hash, salt_size } = PssParameters::read(parameters)?;
    let key = key(modulus, exponent)?;
    // RFC 8017 §8.1.2: the message is one bit shorter than the modulus, and so perhaps a byte shorter.
    let bits = bit_length(modulus).checked_sub(1)?;
    let size = key.size();
    if signature.len() != size || !below(signature, modulus) {
        return Some(false);
    }
    let signature = BoxedUint::from_be_slice(signature, key.n_bits_precision()).ok()?;
    let encoded = rsa_encrypt(&key, &signature).ok()?.to_be_bytes_trimmed_vartime();
    // What does not fit fails: the value is at least 2^bits then.
    let Some(encoded) = fit(&encoded, bits.div_ceil(8)) else { return Some(false) };
    Some(pss(&encoded, bits, hash, mask_hash, salt_size, message).unwrap_or(false))
}

/// EMSA-PSS-VERIFY (RFC 8017 §9.1.2), whose hashes may differ: Java and Windows mask with SHA-1 unless told otherwise.
fn pss(encoded: &[u8], bits: usize, hash: Hash, mask_hash: Hash, salt_size: usize, message: &[u8]) -> Option<bool> {
    let digest = hash.digest(message);
    let (&0xbc, rest) = encoded.split_last()? else { return None };
    let (masked, inner) = rest.split_at_checked(rest.len().checked_sub(digest.len())?)?;
    let mut block = masked.to_vec();
    let mask = (0u32..).flat_map(|counter| mask_hash.digest(&[inner, &counter.to_be_bytes()].concat()));
    block.iter_mut().zip(mask).for_each(|(byte, mask)| *byte ^= mask);
    // The bits above the encoded message must be zero, and are not part of the mask.
    let unused = !(0xff_u8 >> (encoded.len() * 8 - bits));
    if masked.first()? & unused != 0 {
        return None;
    }
    *block.first_mut()? &= !unused;
    let (padding, salt) = block.split_at_checked(block.len().checked_sub(salt_size)?)?;
    let (&0x01, zeros) = padding.split_last()? else { return None };
    let input = [&[0; 8], digest.as_slice(), salt].concat();
    Some(zeros.iter().all(|&byte| byte == 0) && hash.digest(&input) == inner)
}
