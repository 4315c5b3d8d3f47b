//! From an algorithm's OID to what is done with its keys.

use crate::{Algorithm, oids};
use const_oid::ObjectIdentifier;
use keybundle_encoding::Oid;

/// How keys of an algorithm are read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    Rsa,
    RsaPss,
    RsaOaep,
    Ec,
    /// Keys of fixed size without structure.
    Fixed(&'static Fixed),
    Dsa,
    Dh,
    /// Known by name only.
    Named(&'static str),
    Unknown,
}

/// An algorithm whose keys are octets of fixed size.
#[derive(Debug, PartialEq)]
pub(crate) struct Fixed {
    pub(crate) oid: ObjectIdentifier,
    pub(crate) algorithm: Algorithm,
    pub(crate) family: Family,
    pub(crate) public_size: usize,
    /// Of the seed or scalar; of SLH-DSA, the whole private key.
    pub(crate) secret_size: usize,
    /// Of the expanded form of a lattice key.
    pub(crate) expanded_size: usize,
}

/// What a private key of fixed size looks like.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Family {
    /// RFC 8410: an OCTET STRING.
    Octets,
    /// RFC 9881, RFC 9935: seed, expanded key, or both.
    Lattice,
    /// RFC 9909: nothing but the bytes; their second half is the public key.
    HashBased,
}

const fn octets(oid: ObjectIdentifier, algorithm: Algorithm, size: usize) -> Fixed {
    Fixed { oid, algorithm, family: Family::Octets, public_size: size, secret_size: size, expanded_size: 0 }
}

const fn lattice(oid: ObjectIdentifier, algorithm: Algorithm, public: usize, seed: usize, expanded: usize) -> Fixed {
    Fixed { oid, algorithm, family: Family::Lattice, public_size: public, secret_size: seed, expanded_size: expanded }
}

const fn hash_based(last_arc: &'static str, name: &'static str, size: usize) -> Fixed {
    Fixed {
        oid: ObjectIdentifier::new_unwrap(last_arc),
        algorithm: Algorithm::Named { name },
        family: Family::HashBased,
        public_size: 2 * size,
        secret_size: 4 * size,
        expanded_size: 0,
    }
}

/// RFC 8410; FIPS 204 table 2; FIPS 203 table 3; FIPS 205 table 2.
static FIXED: [Fixed; 22] = [
    octets(oids::ED25519, Algorithm::Ed25519, 32),
    octets(oids::X25519, Algorithm::X25519, 32),
    octets(oids::ED448, Algorithm::Ed448, 57),
    octets(oids::X448, Algorithm::X448, 56),
    lattice(oids::ML_DSA_44, Algorithm::MlDsa44, 1312, 32, 2560),
    lattice(oids::ML_DSA_65, Algorithm::MlDsa65, 1952, 32, 4032),
    lattice(oids::ML_DSA_87, Algorithm::MlDsa87, 2592, 32, 4896),
    lattice(oids::ML_KEM_512, Algorithm::Named { name: "ML-KEM-512" }, 800, 64, 1632),
    lattice(oids::ML_KEM_768, Algorithm::Named { name: "ML-KEM-768" }, 1184, 64, 2400),
    lattice(oids::ML_KEM_1024, Algorithm::Named { name: "ML-KEM-1024" }, 1568, 64, 3168),
    hash_based("2.16.840.1.101.3.4.3.20", "SLH-DSA-SHA2-128s", 16),
    hash_based("2.16.840.1.101.3.4.3.21", "SLH-DSA-SHA2-128f", 16),
    hash_based("2.16.840.1.101.3.4.3.22", "SLH-DSA-SHA2-192s", 24),
    hash_based("2.16.840.1.101.3.4.3.23", "SLH-DSA-SHA2-192f", 24),
    hash_based("2.16.840.1.101.3.4.3.24", "SLH-DSA-SHA2-256s", 32),
    hash_based("2.16.840.1.101.3.4.3.25", "SLH-DSA-SHA2-256f", 32),
    hash_based("2.16.840.1.101.3.4.3.26", "SLH-DSA-SHAKE-128s", 16),
    hash_based("2.16.840.1.101.3.4.3.27", "SLH-DSA-SHAKE-128f", 16),
    hash_based("2.16.840.1.101.3.4.3.28", "SLH-DSA-SHAKE-192s", 24),
    hash_based("2.16.840.1.101.3.4.3.29", "SLH-DSA-SHAKE-192f", 24),
    hash_based("2.16.840.1.101.3.4.3.30", "SLH-DSA-SHAKE-256s", 32),
    hash_based("2.16.840.1.101.3.4.3.31", "SLH-DSA-SHAKE-256f", 32),
];

/// Algorithms that have a name and nothing else here.
const NAMED: [(ObjectIdentifier, &str); 8] = [
    (ObjectIdentifier::new_unwrap("1.2.643.2.2.19"), "GOST R 34.10-2001"),
    (ObjectIdentifier::new_unwrap("1.2.643.7.1.1.1.1"), "GOST R 34.10-2012 256"),
    (ObjectIdentifier::new_unwrap("1.2.643.7.1.1.1.2"), "GOST R 34.10-2012 512"),
    (ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.3.32"), "HashML-DSA-44"),
    (ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.3.33"), "HashML-DSA-65"),
    (ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.3.34"), "HashML-DSA-87"),
    (ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.3.17"), "HSS/LMS"),
    (ObjectIdentifier::new_unwrap("1.3.14.7.2.1.1"), "ElGamal"),
];

impl Kind {
    pub(crate) fn of(oid: Oid<'_>) -> Self {
        let Some(oid) = oid.to_object_identifier() else { return Self::Unknown };
        match oid {
            oids::RSA | oids::X500_RSA => Self::Rsa,
            oids::RSA_PSS => Self::RsaPss,
            oids::RSA_OAEP => Self::RsaOaep,
            oids::EC | oids::EC_DH | oids::EC_MQV => Self::Ec,
            oids::DSA | oids::OIW_DSA => Self::Dsa,
            oids::DH_PKCS3 | oids::DH_X942 => Self::Dh,
            _ => match FIXED.iter().find(|fixed| fixed.oid == oid) {
                Some(fixed) => Self::Fixed(fixed),
                None => match NAMED.iter().find(|(known, _)| *known == oid) {
                    Some((_, name)) => Self::Named(name),
                    None => Self::Unknown,
                },
            },
        }
    }

    /// DSA or Diffie-Hellman with a prime of this size.
    pub(crate) const fn modular(self, bits: usize) -> Algorithm {
        match self {
            Self::Dsa => Algorithm::Dsa { bits },
            _ => Algorithm::Dh { bits },
        }
    }
}

impl Fixed {
    pub(crate) fn from_oid(oid: ObjectIdentifier) -> Option<&'static Self> {
        FIXED.iter().find(|fixed| fixed.oid == oid)
    }

    pub(crate) const fn is_ml_dsa(&self) -> bool {
        matches!(self.algorithm, Algorithm::MlDsa44 | Algorithm::MlDsa65 | Algorithm::MlDsa87)
    }

    /// By the name that JWK (RFC 8037, RFC 9964) and people use.
    pub(crate) fn from_name(name: &str) -> Option<&'static Self> {
        FIXED.iter().find(|fixed| fixed.algorithm.to_string() == name)
    }
}
