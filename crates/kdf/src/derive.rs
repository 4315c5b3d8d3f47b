//! Deriving.

use crate::{Derivation, Error, Hash, Result, bytes_to_key::bytes_to_key, pkcs12::Input, plain, scrypt::scrypt};
use alloc::{vec, vec::Vec};
use zeroize::Zeroizing;

/// Evaluates `$body` with `$digest` standing for the type of `$hash`.
macro_rules! with_hash {
    (@ $digest:ident, $type:ty, $body:expr) => {{
        type $digest = $type;
        $body
    }};
    ($hash:expr, $digest:ident => $body:expr) => {
        match $hash {
            Hash::Md5 => with_hash!(@ $digest, md5::Md5, $body),
            Hash::Sha1 => with_hash!(@ $digest, sha1::Sha1, $body),
            Hash::Sha224 => with_hash!(@ $digest, sha2::Sha224, $body),
            Hash::Sha256 => with_hash!(@ $digest, sha2::Sha256, $body),
            Hash::Sha384 => with_hash!(@ $digest, sha2::Sha384, $body),
            Hash::Sha512 => with_hash!(@ $digest, sha2::Sha512, $body),
            Hash::Sha512_224 => with_hash!(@ $digest, sha2::Sha512_224, $body),
            Hash::Sha512_256 => with_hash!(@ $digest, sha2::Sha512_256, $body),
            Hash::Sha3_224 => with_hash!(@ $digest, sha3::Sha3_224, $body),
            Hash::Sha3_256 => with_hash!(@ $digest, sha3::Sha3_256, $body),
            Hash::Sha3_384 => with_hash!(@ $digest, sha3::Sha3_384, $body),
            Hash::Sha3_512 => with_hash!(@ $digest, sha3::Sha3_512, $body),
        }
    };
}

/// Derives one key: `length` bytes.
///
/// It takes as long as the parameters say: hold [`Derivation::work`] and [`Derivation::memory`] against limits first.
///
/// # Errors
/// `invalid-value` for parameters that the standard forbids: zero iterations, more output than there is, scrypt
/// parameters outside of RFC 7914.
pub fn derive(derivation: &Derivation<'_>) -> Result<Zeroizing<Vec<u8>>> {
    check(derivation)?;
    let mut output = Zeroizing::new(vec![0; derivation.length()]);
    match *derivation {
        Derivation::Pbkdf2 { hash, password, salt, iterations, .. } => {
            with_hash!(hash, D => plain::pbkdf2::<D>(password, salt, iterations, &mut output));
        }
        Derivation::Pkcs12 { hash, password, salt, iterations, purpose, .. } => {
            let input = Input::new(password, salt, purpose, hash.block_size());
            with_hash!(hash, D => plain::pkcs12::<D>(input, iterations, &mut output));
        }
        Derivation::Pbkdf1 { hash, password, salt, iterations, .. } => {
            with_hash!(hash, D => plain::pbkdf1::<D>(password, salt, iterations, &mut output));
        }
        Derivation::Scrypt { password, salt, n, r, p, .. } => scrypt(password, salt, (n, r, p), &mut output)?,
        Derivation::BytesToKey { hash, password, salt, .. } => {
            with_hash!(hash, D => bytes_to_key::<D>(password, salt, &mut output));
        }
    }
    Ok(output)
}

/// Derives independent keys together, which is faster than one after another: the results of [`derive`] for each, in
/// the order of `jobs`.
pub fn derive_all(jobs: &[Derivation<'_>]) -> Vec<Result<Zeroizing<Vec<u8>>>> {
    jobs.iter().map(derive).collect()
}

/// Refuses what a standard forbids.
fn check(derivation: &Derivation<'_>) -> Result<()> {
    match *derivation {
        Derivation::Pbkdf2 { iterations: 0, .. }
        | Derivation::Pkcs12 { iterations: 0, .. }
        | Derivation::Pbkdf1 { iterations: 0, .. } => Err(Error::ZeroIterations),
        // RFC 8018 §5.2 step 1.
        Derivation::Pbkdf2 { hash, length, .. } if length.div_ceil(hash.output_size()) > u32::MAX as usize => {
            Err(Error::OutputTooLong { length })
        }
        Derivation::Pbkdf1 { hash, .. } if !matches!(hash, Hash::Md5 | Hash::Sha1) => Err(Error::Pbkdf1Hash { hash }),
        // RFC 8018 §5.1 step 1.
        Derivation::Pbkdf1 { hash, length, .. } if length > hash.output_size() => Err(Error::OutputTooLong { length }),
        _ => Ok(()),
    }
}
