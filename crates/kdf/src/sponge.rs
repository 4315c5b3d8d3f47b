//! The derivations over SHA-3, which has no chain of compressions to take apart: one after another.

use crate::{Derivation, Hash, input::Input};
use digest::{Digest, Output, block_api::BlockSizeUser};
use zeroize::{Zeroize, Zeroizing};

/// Derives into `output` with `hash`, if that is a SHA-3.
pub(crate) fn derive(derivation: &Derivation<'_>, hash: Hash, output: &mut [u8]) {
    match hash {
        Hash::Sha3_224 => derive_with::<sha3::Sha3_224>(derivation, output),
        Hash::Sha3_256 => derive_with::<sha3::Sha3_256>(derivation, output),
        Hash::Sha3_384 => derive_with::<sha3::Sha3_384>(derivation, output),
        Hash::Sha3_512 => derive_with::<sha3::Sha3_512>(derivation, output),
        _ => {}
    }
}

fn derive_with<D: Digest + BlockSizeUser + Clone>(derivation: &Derivation<'_>, output: &mut [u8]) {
    if let Derivation::Pbkdf2 { password, salt, iterations, .. } = *derivation {
        pbkdf2::<D>(password, salt, iterations, output);
    } else if let Some((input, iterations)) = Input::of(derivation) {
        repeated::<D>(input, iterations, output);
    }
}

/// PBKDF2 with HMAC (RFC 8018 §5.2, RFC 2104).
fn pbkdf2<D: Digest + BlockSizeUser + Clone>(password: &[u8], salt: &[u8], iterations: u64, output: &mut [u8]) {
    let (inner, outer) = hmac_states::<D>(password);
    let mac = |parts: &[&[u8]]| -> Output<D> {
        let hash = parts.iter().fold(inner.clone(), D::chain_update);
        outer.clone().chain_update(hash.finalize()).finalize()
    };
    for (index, part) in (1u32..).zip(output.chunks_mut(<D as Digest>::output_size())) {
        let mut last = mac(&[salt, &index.to_be_bytes()]);
        part.copy_from_slice(&last[..part.len()]);
        for _ in 1..iterations {
            last = mac(&[&last]);
            for (byte, addend) in part.iter_mut().zip(&last) {
                *byte ^= addend;
            }
        }
        last.zeroize();
    }
}

/// The hash after HMAC's inner and outer key block.
fn hmac_states<D: Digest + BlockSizeUser + Clone>(password: &[u8]) -> (D, D) {
    let mut block = Zeroizing::new([0; Hash::MAX_BLOCK_SIZE]);
    let key = &mut block[..D::block_size()];
    if let Some(key) = key.get_mut(..password.len()) {
        key.copy_from_slice(password);
    } else {
        let digest = D::digest(password);
        key[..digest.len()].copy_from_slice(&digest);
    }
    let mut state = |mask: u8| {
        key.iter_mut().for_each(|byte| *byte ^= mask);
        D::new_with_prefix(&*key)
    };
    (state(0x36), state(0x36 ^ 0x5c))
}

/// The hash of the hash …, `iterations` times, for each part of the output.
fn repeated<D: Digest>(mut input: Input, iterations: u64, output: &mut [u8]) {
    for part in output.chunks_mut(<D as Digest>::output_size()) {
        let mut digest = D::digest(input.as_bytes());
        for _ in 1..iterations {
            digest = D::digest(&digest);
        }
        part.copy_from_slice(&digest[..part.len()]);
        input.follow(&digest);
        digest.zeroize();
    }
}
