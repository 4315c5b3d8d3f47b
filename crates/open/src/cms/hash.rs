//! Hash functions by OID: those of OAEP, key agreement and DigestedData.

use const_oid::ObjectIdentifier;
use digest::DynDigest;
use keybundle_encoding::{Oid, rare};
use zeroize::Zeroizing;

/// A hash function.
#[derive(Clone, Copy)]
pub(crate) struct HashFunction {
    /// As reports name it, for instance `sha-256`.
    pub(crate) name: &'static str,
    /// Bytes of a digest.
    pub(crate) size: usize,
    new: fn() -> Box<dyn DynDigest>,
}

fn hasher<D: DynDigest + Default + 'static>() -> Box<dyn DynDigest> {
    Box::<D>::default()
}

/// SHA-1 (FIPS 180-4), the default of RFC 4055 §2.1.
pub(crate) const SHA1: HashFunction = HashFunction { name: "sha-1", size: 20, new: hasher::<sha1::Sha1> };
pub(crate) const SHA224: HashFunction = HashFunction { name: "sha-224", size: 28, new: hasher::<sha2::Sha224> };
pub(crate) const SHA256: HashFunction = HashFunction { name: "sha-256", size: 32, new: hasher::<sha2::Sha256> };
pub(crate) const SHA384: HashFunction = HashFunction { name: "sha-384", size: 48, new: hasher::<sha2::Sha384> };
pub(crate) const SHA512: HashFunction = HashFunction { name: "sha-512", size: 64, new: hasher::<sha2::Sha512> };

/// By OID: RFC 1321's, OIW's and NIST's.
const KNOWN: &[(ObjectIdentifier, HashFunction)] = &[
    (ObjectIdentifier::new_unwrap("1.3.14.3.2.26"), SHA1),
    (ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.4"), SHA224),
    (ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1"), SHA256),
    (ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.2"), SHA384),
    (ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.3"), SHA512),
    (
        ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.5"),
        HashFunction { name: "sha-512/224", size: 28, new: hasher::<sha2::Sha512_224> },
    ),
    (
        ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.6"),
        HashFunction { name: "sha-512/256", size: 32, new: hasher::<sha2::Sha512_256> },
    ),
    (
        ObjectIdentifier::new_unwrap("1.2.840.113549.2.5"),
        HashFunction { name: "md5", size: 16, new: hasher::<md5::Md5> },
    ),
];

/// SHA-3 (FIPS 202).
const RARE: &[(ObjectIdentifier, HashFunction)] = &[
    (
        ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.7"),
        HashFunction { name: "sha3-224", size: 28, new: hasher::<sha3::Sha3_224> },
    ),
    (
        ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.8"),
        HashFunction { name: "sha3-256", size: 32, new: hasher::<sha3::Sha3_256> },
    ),
    (
        ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.9"),
        HashFunction { name: "sha3-384", size: 48, new: hasher::<sha3::Sha3_384> },
    ),
    (
        ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.10"),
        HashFunction { name: "sha3-512", size: 64, new: hasher::<sha3::Sha3_512> },
    ),
];

impl HashFunction {
    /// The function that an OID names.
    pub(crate) fn from_oid(oid: Oid<'_>) -> Option<Self> {
        let among = |table: &[(ObjectIdentifier, Self)]| {
            table.iter().find(|(known, _)| oid == *known).map(|&(_, function)| function)
        };
        among(KNOWN).or_else(|| if rare::is_here() { among(RARE) } else { None })
    }

    /// The digest of the parts, one after another.
    pub(crate) fn digest(self, parts: &[&[u8]]) -> Zeroizing<Vec<u8>> {
        let mut hasher = (self.new)();
        for part in parts {
            hasher.update(part);
        }
        Zeroizing::new(hasher.finalize().into_vec())
    }
}

impl core::fmt::Debug for HashFunction {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.name)
    }
}
