//! Deriving.

use crate::{
    Derivation, Error, Hash, Result,
    cost::weight,
    family::{self, Member},
    job::Job,
    pool::{self, Watch},
    scrypt::scrypt,
    sponge,
};
use alloc::{vec, vec::Vec};
use core::slice;
use keybundle_encoding::rare;
use zeroize::Zeroizing;

/// Derives one key: `length` bytes.
///
/// It takes as long as the parameters say: hold [`Derivation::work`] and [`Derivation::memory`] against limits first.
///
/// # Errors
/// `invalid-value` for parameters that the standard forbids: zero iterations, more output than there is, scrypt
/// parameters outside of RFC 7914.
pub fn derive(derivation: &Derivation<'_>) -> Result<Zeroizing<Vec<u8>>> {
    let mut result = begin(derivation);
    fill(slice::from_ref(derivation), slice::from_mut(&mut result), &mut None);
    result
}

/// Derives independent keys together, which is faster than one after another: the results of [`derive()`] for each, in
/// the order of `jobs`.
pub fn derive_all(jobs: &[Derivation<'_>]) -> Vec<Result<Zeroizing<Vec<u8>>>> {
    derive_watched(jobs, None)
}

/// As [`derive_all`], and tells every few milliseconds what work was done since the last time, in the unit of
/// [`Derivation::work`]: for those who show how far it is. scrypt and SHA-3 are not told.
pub fn derive_watched(
    jobs: &[Derivation<'_>],
    mut watch: Option<&mut dyn FnMut(u64)>,
) -> Vec<Result<Zeroizing<Vec<u8>>>> {
    let mut results: Vec<_> = jobs.iter().map(begin).collect();
    fill(jobs, &mut results, &mut watch);
    results
}

/// Room for the output; the output itself of scrypt, which shares nothing with the others.
fn begin(derivation: &Derivation<'_>) -> Result<Zeroizing<Vec<u8>>> {
    check(derivation)?;
    check_hash(derivation)?;
    let mut output = Zeroizing::new(vec![0; derivation.length()]);
    if let Derivation::Scrypt { password, salt, n, r, p, .. } = *derivation {
        if !rare::is_here() {
            return Err(Error::ScryptParameters { n, r, p });
        }
        scrypt(password, salt, (n, r, p), &mut output)?;
    }
    Ok(output)
}

/// Derives into the room that was made.
fn fill<'a>(derivations: &[Derivation<'a>], results: &'a mut [Result<Zeroizing<Vec<u8>>>], watch: &mut Watch<'_>) {
    let mut queues = Queues::default();
    for (derivation, result) in derivations.iter().zip(results) {
        let Ok(output) = result else { continue };
        match *derivation {
            Derivation::Scrypt { .. } => {}
            Derivation::Pbkdf2 { hash, .. }
            | Derivation::Pkcs12 { hash, .. }
            | Derivation::Pbkdf1 { hash, .. }
            | Derivation::BytesToKey { hash, .. } => queues.push(derivation, hash, output),
        }
    }
    queues.run(watch);
}

/// The jobs, by what can share lanes.
#[derive(Default)]
struct Queues<'a> {
    md5: Vec<Job<'a, family::Md5>>,
    sha1: Vec<Job<'a, family::Sha1>>,
    sha256: Vec<Job<'a, family::Sha256>>,
    sha512: Vec<Job<'a, family::Sha512>>,
}

impl<'a> Queues<'a> {
    // Cold: what is done once for each key, not millions of times, is to be small.
    #[cold]
    fn push(&mut self, derivation: &Derivation<'a>, hash: Hash, output: &'a mut [u8]) {
        match Member::of(hash) {
            Some(Member::Md5(variant)) => self.md5.extend(Job::new(derivation, variant, output)),
            Some(Member::Sha1(variant)) => self.sha1.extend(Job::new(derivation, variant, output)),
            Some(Member::Sha256(variant)) => self.sha256.extend(Job::new(derivation, variant, output)),
            // Refused before.
            _ if !rare::IS_HERE => {}
            Some(Member::Sha512(variant)) => self.sha512.extend(Job::new(derivation, variant, output)),
            None => sponge::derive(derivation, hash, output),
        }
    }

    fn run(&mut self, watch: &mut Watch<'_>) {
        pool::run(&mut self.md5, weight(Hash::Md5), watch);
        pool::run(&mut self.sha1, weight(Hash::Sha1), watch);
        pool::run(&mut self.sha256, weight(Hash::Sha256), watch);
        if rare::IS_HERE {
            pool::run(&mut self.sha512, weight(Hash::Sha512), watch);
        }
    }
}

/// Refuses a hash that this build leaves out.
fn check_hash(derivation: &Derivation<'_>) -> Result<()> {
    match *derivation {
        Derivation::Pbkdf2 { hash, .. }
        | Derivation::Pkcs12 { hash, .. }
        | Derivation::Pbkdf1 { hash, .. }
        | Derivation::BytesToKey { hash, .. }
            if matches!(Member::of(hash), Some(Member::Sha512(_)) | None) && !rare::is_here() =>
        {
            Err(Error::HashLeftOut { hash })
        }
        _ => Ok(()),
    }
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
