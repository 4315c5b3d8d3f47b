//! HMAC with the hash that a file names.

use const_oid::ObjectIdentifier;
use hmac::{
    KeyInit, Mac, SimpleHmac,
    digest::{Digest, common::BlockSizeUser},
};
use keybundle_encoding::{Oid, rare};
use keybundle_kdf::Hash;

/// `1.2.840.113549.2.5` and its like: what a DigestInfo names (RFC 8017 appendix B.1, FIPS 202).
const DIGESTS: &[(ObjectIdentifier, Hash)] = &[
    (oid("1.2.840.113549.2.5"), Hash::Md5),
    (oid("1.3.14.3.2.26"), Hash::Sha1),
    (oid("2.16.840.1.101.3.4.2.4"), Hash::Sha224),
    (oid("2.16.840.1.101.3.4.2.1"), Hash::Sha256),
    (oid("2.16.840.1.101.3.4.2.2"), Hash::Sha384),
    (oid("2.16.840.1.101.3.4.2.3"), Hash::Sha512),
    (oid("2.16.840.1.101.3.4.2.5"), Hash::Sha512_224),
    (oid("2.16.840.1.101.3.4.2.6"), Hash::Sha512_256),
    (oid("2.16.840.1.101.3.4.2.7"), Hash::Sha3_224),
    (oid("2.16.840.1.101.3.4.2.8"), Hash::Sha3_256),
    (oid("2.16.840.1.101.3.4.2.9"), Hash::Sha3_384),
    (oid("2.16.840.1.101.3.4.2.10"), Hash::Sha3_512),
];

/// hmacWithSHA256 and its like: what PBMAC1 and AuthenticatedData name (RFC 8018 appendix B.1.1, RFC 9688; the second
/// of SHA-1 is that of RFC 3370 §3.1).
const HMACS: &[(ObjectIdentifier, Hash)] = &[
    (oid("1.3.6.1.5.5.8.1.2"), Hash::Sha1),
    (oid("1.2.840.113549.2.7"), Hash::Sha1),
    (oid("1.2.840.113549.2.8"), Hash::Sha224),
    (oid("1.2.840.113549.2.9"), Hash::Sha256),
    (oid("1.2.840.113549.2.10"), Hash::Sha384),
    (oid("1.2.840.113549.2.11"), Hash::Sha512),
    (oid("1.2.840.113549.2.12"), Hash::Sha512_224),
    (oid("1.2.840.113549.2.13"), Hash::Sha512_256),
    (oid("2.16.840.1.101.3.4.2.13"), Hash::Sha3_224),
    (oid("2.16.840.1.101.3.4.2.14"), Hash::Sha3_256),
    (oid("2.16.840.1.101.3.4.2.15"), Hash::Sha3_384),
    (oid("2.16.840.1.101.3.4.2.16"), Hash::Sha3_512),
];

const fn oid(text: &str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

/// The hash that a digest's OID names.
pub(crate) fn hash_of_digest(oid: Oid<'_>) -> Option<Hash> {
    find(DIGESTS, oid)
}

/// The hash under the HMAC that an OID names.
pub(crate) fn hash_of_hmac(oid: Oid<'_>) -> Option<Hash> {
    find(HMACS, oid)
}

fn find(table: &[(ObjectIdentifier, Hash)], oid: Oid<'_>) -> Option<Hash> {
    table.iter().find(|(known, _)| oid == *known).map(|&(_, hash)| hash)
}

/// HMAC (RFC 2104) over `message`; `None` for a hash that is not implemented.
pub(crate) fn hmac(hash: Hash, key: &[u8], message: &[u8]) -> Option<Vec<u8>> {
    match hash {
        Hash::Sha3_224 | Hash::Sha3_256 | Hash::Sha3_384 | Hash::Sha3_512 if !rare::is_here() => None,
        Hash::Md5 => compute::<md5::Md5>(key, message),
        Hash::Sha1 => compute::<sha1::Sha1>(key, message),
        Hash::Sha224 => compute::<sha2::Sha224>(key, message),
        Hash::Sha256 => compute::<sha2::Sha256>(key, message),
        Hash::Sha384 => compute::<sha2::Sha384>(key, message),
        Hash::Sha512 => compute::<sha2::Sha512>(key, message),
        Hash::Sha512_224 => compute::<sha2::Sha512_224>(key, message),
        Hash::Sha512_256 => compute::<sha2::Sha512_256>(key, message),
        Hash::Sha3_224 => compute::<sha3::Sha3_224>(key, message),
        Hash::Sha3_256 => compute::<sha3::Sha3_256>(key, message),
        Hash::Sha3_384 => compute::<sha3::Sha3_384>(key, message),
        Hash::Sha3_512 => compute::<sha3::Sha3_512>(key, message),
        _ => None,
    }
}

fn compute<D: Digest + BlockSizeUser>(key: &[u8], message: &[u8]) -> Option<Vec<u8>> {
    let mut mac = SimpleHmac::<D>::new_from_slice(key).ok()?;
    mac.update(message);
    Some(mac.finalize().into_bytes().to_vec())
}
