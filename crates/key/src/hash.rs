//! The hash under a signature.

use crate::oids;
use const_oid::ObjectIdentifier;
use keybundle_encoding::Oid;
use sha2::Digest;

/// A hash function that signatures are made with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hash {
    Md5,
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
    Sha512_224,
    Sha512_256,
    Sha3_224,
    Sha3_256,
    Sha3_384,
    Sha3_512,
}

/// Runs `$body` with `$type` standing for the hash.
macro_rules! with_hash {
    ($hash:expr, $type:ident => $body:expr) => {{
        use $crate::hash::Hash;
        macro_rules! run {
            ($actual:ty) => {{
                type $type = $actual;
                $body
            }};
        }
        match $hash {
            // What is computed where SHA-3 is left out does not count.
            hash if hash.is_sha3() && !keybundle_encoding::rare::is_here() => run!(sha2::Sha512),
            Hash::Md5 => run!(md5::Md5),
            Hash::Sha1 => run!(sha1::Sha1),
            Hash::Sha224 => run!(sha2::Sha224),
            Hash::Sha256 => run!(sha2::Sha256),
            Hash::Sha384 => run!(sha2::Sha384),
            Hash::Sha512 => run!(sha2::Sha512),
            Hash::Sha512_224 => run!(sha2::Sha512_224),
            Hash::Sha512_256 => run!(sha2::Sha512_256),
            Hash::Sha3_224 => run!(sha3::Sha3_224),
            Hash::Sha3_256 => run!(sha3::Sha3_256),
            Hash::Sha3_384 => run!(sha3::Sha3_384),
            Hash::Sha3_512 => run!(sha3::Sha3_512),
        }
    }};
}
pub(super) use with_hash;

impl Hash {
    pub(crate) const fn is_sha3(self) -> bool {
        matches!(self, Self::Sha3_224 | Self::Sha3_256 | Self::Sha3_384 | Self::Sha3_512)
    }

    /// By the hash's own OID.
    pub(crate) fn of(oid: Oid<'_>) -> Option<Self> {
        Some(match oid.to_object_identifier()? {
            oids::MD5 => Self::Md5,
            oids::SHA1 => Self::Sha1,
            oids::SHA224 => Self::Sha224,
            oids::SHA256 => Self::Sha256,
            oids::SHA384 => Self::Sha384,
            oids::SHA512 => Self::Sha512,
            oids::SHA512_224 => Self::Sha512_224,
            oids::SHA512_256 => Self::Sha512_256,
            oids::SHA3_224 => Self::Sha3_224,
            oids::SHA3_256 => Self::Sha3_256,
            oids::SHA3_384 => Self::Sha3_384,
            oids::SHA3_512 => Self::Sha3_512,
            _ => return None,
        })
    }

    /// By the OID of an RSASSA-PKCS1-v1_5 signature.
    pub(crate) fn of_rsa_signature(oid: ObjectIdentifier) -> Option<Self> {
        Some(match oid {
            oids::RSA_MD5 | oids::OIW_RSA_MD5 => Self::Md5,
            oids::RSA_SHA1 | oids::OIW_RSA_SHA1 => Self::Sha1,
            oids::RSA_SHA224 => Self::Sha224,
            oids::RSA_SHA256 => Self::Sha256,
            oids::RSA_SHA384 => Self::Sha384,
            oids::RSA_SHA512 => Self::Sha512,
            oids::RSA_SHA512_224 => Self::Sha512_224,
            oids::RSA_SHA512_256 => Self::Sha512_256,
            oids::RSA_SHA3_224 => Self::Sha3_224,
            oids::RSA_SHA3_256 => Self::Sha3_256,
            oids::RSA_SHA3_384 => Self::Sha3_384,
            oids::RSA_SHA3_512 => Self::Sha3_512,
            _ => return None,
        })
    }

    /// By the OID of an ECDSA signature.
    pub(crate) fn of_ecdsa_signature(oid: ObjectIdentifier) -> Option<Self> {
        Some(match oid {
            oids::ECDSA_SHA1 => Self::Sha1,
            oids::ECDSA_SHA224 => Self::Sha224,
            oids::ECDSA_SHA256 => Self::Sha256,
            oids::ECDSA_SHA384 => Self::Sha384,
            oids::ECDSA_SHA512 => Self::Sha512,
            oids::ECDSA_SHA3_224 => Self::Sha3_224,
            oids::ECDSA_SHA3_256 => Self::Sha3_256,
            oids::ECDSA_SHA3_384 => Self::Sha3_384,
            oids::ECDSA_SHA3_512 => Self::Sha3_512,
            _ => return None,
        })
    }

    /// By the OID of a DSA signature.
    pub(crate) fn of_dsa_signature(oid: ObjectIdentifier) -> Option<Self> {
        Some(match oid {
            oids::DSA_SHA1 | oids::OIW_DSA_SHA1 => Self::Sha1,
            oids::DSA_SHA224 => Self::Sha224,
            oids::DSA_SHA256 => Self::Sha256,
            oids::DSA_SHA384 => Self::Sha384,
            oids::DSA_SHA512 => Self::Sha512,
            oids::DSA_SHA3_224 => Self::Sha3_224,
            oids::DSA_SHA3_256 => Self::Sha3_256,
            oids::DSA_SHA3_384 => Self::Sha3_384,
            oids::DSA_SHA3_512 => Self::Sha3_512,
            _ => return None,
        })
    }

    /// The hash of a message.
    pub(crate) fn digest(self, message: &[u8]) -> Vec<u8> {
        with_hash!(self, D => D::digest(message).to_vec())
    }
}
