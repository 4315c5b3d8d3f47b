//! The derivations over any hash of the `digest` crate, one at a time.

use crate::pkcs12::Input;
use digest::{Digest, Output, block_api::BlockSizeUser};
use zeroize::{Zeroize, Zeroizing};

/// PBKDF2 with HMAC (RFC 8018 §5.2, RFC 2104) into `output`.
pub(crate) fn pbkdf2<D>(password: &[u8], salt: &[u8], iterations: u64, output: &mut [u8])
where
    D: Digest + BlockSizeUser + Clone,
{
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
fn hmac_states<D: Digest + BlockSizeUser>(password: &[u8]) -> (D, D) {
    let mut key = Zeroizing::new(digest::block_api::Block::<D>::default().to_vec());
    if password.len() > key.len() {
        let digest = D::digest(password);
        key[..digest.len()].copy_from_slice(&digest);
    } else {
        key[..password.len()].copy_from_slice(password);
    }
    let state = |key: &mut [u8], mask: u8| {
        key.iter_mut().for_each(|byte| *byte ^= mask);
        D::new_with_prefix(key)
    };
    let inner = state(&mut key, 0x36);
    let outer = state(&mut key, 0x36 ^ 0x5c);
    (inner, outer)
}

/// The PKCS#12 derivation (RFC 7292 §B.2) into `output`.
pub(crate) fn pkcs12<D: Digest>(mut input: Input, iterations: u64, output: &mut [u8]) {
    for part in output.chunks_mut(<D as Digest>::output_size()) {
        let mut digest = repeated::<D>(input.as_bytes(), iterations);
        part.copy_from_slice(&digest[..part.len()]);
        input.add(&digest);
        digest.zeroize();
    }
}

/// PBKDF1 (RFC 8018 §5.1) into `output`, which is no longer than a digest.
pub(crate) fn pbkdf1<D: Digest>(password: &[u8], salt: &[u8], iterations: u64, output: &mut [u8]) {
    let mut digest = D::new().chain_update(password).chain_update(salt).finalize();
    for _ in 1..iterations {
        digest = D::digest(&digest);
    }
    output.copy_from_slice(&digest[..output.len()]);
    digest.zeroize();
}

/// The hash of the hash …, `iterations` times.
fn repeated<D: Digest>(bytes: &[u8], iterations: u64) -> Output<D> {
    let mut digest = D::digest(bytes);
    for _ in 1..iterations {
        digest = D::digest(&digest);
    }
    digest
}
