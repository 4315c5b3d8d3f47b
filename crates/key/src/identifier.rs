//! From an algorithm's OID to what is done with its keys.

use crate::{Algorithm, oids};
use keybundle_encoding::Oid;

/// How keys of an algorithm are read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    Rsa,
    RsaPss,
    RsaOaep,
    Ec,
    /// A public key of fixed size without structure.
    Fixed {
        algorithm: Algorithm,
        public_size: usize,
    },
    Dsa,
    Dh,
    Unknown,
}

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
            oids::X25519 => Self::Fixed { algorithm: Algorithm::X25519, public_size: 32 },
            oids::X448 => Self::Fixed { algorithm: Algorithm::X448, public_size: 56 },
            oids::ED25519 => Self::Fixed { algorithm: Algorithm::Ed25519, public_size: 32 },
            oids::ED448 => Self::Fixed { algorithm: Algorithm::Ed448, public_size: 57 },
            oids::ML_DSA_44 => Self::Fixed { algorithm: Algorithm::MlDsa44, public_size: 1312 },
            oids::ML_DSA_65 => Self::Fixed { algorithm: Algorithm::MlDsa65, public_size: 1952 },
            oids::ML_DSA_87 => Self::Fixed { algorithm: Algorithm::MlDsa87, public_size: 2592 },
            _ => Self::Unknown,
        }
    }

    /// DSA or Diffie-Hellman with a prime of this size.
    pub(crate) fn modular(&self, bits: usize) -> Algorithm {
        match self {
            Self::Dsa => Algorithm::Dsa { bits },
            _ => Algorithm::Dh { bits },
        }
    }
}
