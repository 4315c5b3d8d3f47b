//! OpenSSL's `EVP_BytesToKey`.

use digest::Digest;
use zeroize::Zeroize;

/// `D_1 = H(password || salt)`, `D_i = H(D_(i-1) || password || salt)`, one after another into `output`
/// (OpenSSL, `EVP_BytesToKey(3)`, with a count of 1).
pub(crate) fn bytes_to_key<D: Digest>(password: &[u8], salt: &[u8], output: &mut [u8]) {
    let mut last = None;
    for part in output.chunks_mut(<D as Digest>::output_size()) {
        let mut hash = D::new();
        if let Some(last) = &last {
            hash.update(last);
        }
        let digest = last.insert(hash.chain_update(password).chain_update(salt).finalize());
        part.copy_from_slice(&digest[..part.len()]);
    }
    if let Some(digest) = &mut last {
        digest.zeroize();
    }
}
