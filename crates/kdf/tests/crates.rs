//! Random jobs, one at a time and all at once, against the plain crates.

#![allow(clippy::unwrap_used)]

use digest::Digest;
use hmac::SimpleHmac;
use keybundle_kdf::{Derivation, Hash, Pkcs12Purpose, derive, derive_all};
use pbkdf2::{pbkdf2, pbkdf2_hmac};
use proptest::{collection::vec, prelude::*, sample::select};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_jobs_together(jobs in vec(job(), 0..24)) {
        let derivations: Vec<_> = jobs.iter().map(Job::derivation).collect();
        for ((job, derivation), derived) in jobs.iter().zip(&derivations).zip(derive_all(&derivations)) {
            let expected = job.expected();
            let derived = derived.unwrap();
            prop_assert_eq!(&derived[..], &expected, "{:?} in lanes", derivation);
            let derived = derive(derivation).unwrap();
            prop_assert_eq!(&derived[..], &expected, "{:?} alone", derivation);
        }
    }

    /// Every lane of every width of one hash, whatever the others do.
    #[test]
    fn one_hash_together(hash in select(Hash::ALL), jobs in vec(job(), 1..40)) {
        let jobs: Vec<_> = jobs.into_iter().map(|job| Job { hash, ..job }).collect();
        let derivations: Vec<_> = jobs.iter().map(Job::derivation).collect();
        for ((job, derivation), derived) in jobs.iter().zip(&derivations).zip(derive_all(&derivations)) {
            let derived = derived.unwrap();
            prop_assert_eq!(&derived[..], &job.expected(), "{:?} in lanes", derivation);
        }
    }
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Pbkdf2,
    Pkcs12(Pkcs12Purpose),
    Pbkdf1,
    BytesToKey,
}

#[derive(Debug)]
struct Job {
    kind: Kind,
    hash: Hash,
    password: Vec<u8>,
    salt: Vec<u8>,
    iterations: u64,
    length: usize,
}

fn job() -> impl Strategy<Value = Job> {
    use Pkcs12Purpose::{Iv, Key, Mac};
    const KINDS: &[Kind] = &[
        Kind::Pbkdf2,
        Kind::Pbkdf2,
        Kind::Pkcs12(Key),
        Kind::Pkcs12(Iv),
        Kind::Pkcs12(Mac),
        Kind::Pbkdf1,
        Kind::BytesToKey,
    ];
    (select(KINDS), select(Hash::ALL), vec(any::<u8>(), 0..160), vec(any::<u8>(), 0..160), 1..60u64, 0..200usize)
        .prop_map(|(kind, hash, password, salt, iterations, length)| Job {
            kind,
            hash,
            password,
            salt,
            iterations,
            length,
        })
}

impl Job {
    fn derivation(&self) -> Derivation<'_> {
        let Self { ref password, ref salt, iterations, length, .. } = *self;
        let hash = self.hash;
        match self.kind {
            Kind::Pbkdf2 => Derivation::Pbkdf2 { hash, password, salt, iterations, length },
            Kind::Pkcs12(purpose) => Derivation::Pkcs12 { hash, password, salt, iterations, purpose, length },
            Kind::Pbkdf1 => {
                let hash = if matches!(hash, Hash::Md5) { hash } else { Hash::Sha1 };
                Derivation::Pbkdf1 { hash, password, salt, iterations, length: length % (hash.output_size() + 1) }
            }
            Kind::BytesToKey => Derivation::BytesToKey { hash, password, salt, length },
        }
    }

    /// The same derivation written out over the plain crates.
    fn expected(&self) -> Vec<u8> {
        let hash = match self.kind {
            Kind::Pbkdf1 if !matches!(self.hash, Hash::Md5) => Hash::Sha1,
            _ => self.hash,
        };
        match self.kind {
            Kind::Pbkdf2 => self.pbkdf2(),
            Kind::Pkcs12(purpose) => self.pkcs12(purpose),
            Kind::Pbkdf1 => {
                let mut digest = digest_of(hash, &[&self.password, &self.salt]);
                for _ in 1..self.iterations {
                    digest = digest_of(hash, &[&digest]);
                }
                digest.truncate(self.length % (hash.output_size() + 1));
                digest
            }
            Kind::BytesToKey => {
                let (mut output, mut last) = (Vec::new(), Vec::new());
                while output.len() < self.length {
                    last = digest_of(hash, &[&last, &self.password, &self.salt]);
                    output.extend(&last);
                }
                output.truncate(self.length);
                output
            }
        }
    }

    fn pbkdf2(&self) -> Vec<u8> {
        let mut output = vec![0; self.length];
        let (password, salt, rounds) = (&self.password, &self.salt, self.iterations as u32);
        match self.hash {
            Hash::Md5 => pbkdf2_hmac::<md5::Md5>(password, salt, rounds, &mut output),
            Hash::Sha1 => pbkdf2_hmac::<sha1::Sha1>(password, salt, rounds, &mut output),
            Hash::Sha224 => pbkdf2_hmac::<sha2::Sha224>(password, salt, rounds, &mut output),
            Hash::Sha256 => pbkdf2_hmac::<sha2::Sha256>(password, salt, rounds, &mut output),
            Hash::Sha384 => pbkdf2_hmac::<sha2::Sha384>(password, salt, rounds, &mut output),
            Hash::Sha512 => pbkdf2_hmac::<sha2::Sha512>(password, salt, rounds, &mut output),
            Hash::Sha512_224 => pbkdf2_hmac::<sha2::Sha512_224>(password, salt, rounds, &mut output),
            Hash::Sha512_256 => pbkdf2_hmac::<sha2::Sha512_256>(password, salt, rounds, &mut output),
            Hash::Sha3_224 => pbkdf2::<SimpleHmac<sha3::Sha3_224>>(password, salt, rounds, &mut output).unwrap(),
            Hash::Sha3_256 => pbkdf2::<SimpleHmac<sha3::Sha3_256>>(password, salt, rounds, &mut output).unwrap(),
            Hash::Sha3_384 => pbkdf2::<SimpleHmac<sha3::Sha3_384>>(password, salt, rounds, &mut output).unwrap(),
            Hash::Sha3_512 => pbkdf2::<SimpleHmac<sha3::Sha3_512>>(password, salt, rounds, &mut output).unwrap(),
            other => unreachable!("{other}"),
        }
        output
    }

    /// RFC 7292 §B.2, number by number.
    fn pkcs12(&self, purpose: Pkcs12Purpose) -> Vec<u8> {
        let v = self.hash.block_size();
        let fill =
            |bytes: &[u8]| -> Vec<u8> { bytes.iter().copied().cycle().take(bytes.len().div_ceil(v) * v).collect() };
        let mut blocks = [fill(&self.salt), fill(&self.password)].concat();
        let mut output = Vec::new();
        while output.len() < self.length {
            let mut digest = digest_of(self.hash, &[&vec![purpose as u8; v], &blocks]);
            for _ in 1..self.iterations {
                digest = digest_of(self.hash, &[&digest]);
            }
            for block in blocks.chunks_mut(v) {
                let mut carry = 1;
                for at in (0..v).rev() {
                    let sum = u32::from(block[at]) + u32::from(digest[at % digest.len()]) + carry;
                    (block[at], carry) = (sum as u8, sum >> 8);
                }
            }
            output.extend(digest);
        }
        output.truncate(self.length);
        output
    }
}

fn digest_of(hash: Hash, parts: &[&[u8]]) -> Vec<u8> {
    fn of<D: Digest>(parts: &[&[u8]]) -> Vec<u8> {
        D::digest(parts.concat()).to_vec()
    }
    match hash {
        Hash::Md5 => of::<md5::Md5>(parts),
        Hash::Sha1 => of::<sha1::Sha1>(parts),
        Hash::Sha224 => of::<sha2::Sha224>(parts),
        Hash::Sha256 => of::<sha2::Sha256>(parts),
        Hash::Sha384 => of::<sha2::Sha384>(parts),
        Hash::Sha512 => of::<sha2::Sha512>(parts),
        Hash::Sha512_224 => of::<sha2::Sha512_224>(parts),
        Hash::Sha512_256 => of::<sha2::Sha512_256>(parts),
        Hash::Sha3_224 => of::<sha3::Sha3_224>(parts),
        Hash::Sha3_256 => of::<sha3::Sha3_256>(parts),
        Hash::Sha3_384 => of::<sha3::Sha3_384>(parts),
        Hash::Sha3_512 => of::<sha3::Sha3_512>(parts),
        other => unreachable!("{other}"),
    }
}
