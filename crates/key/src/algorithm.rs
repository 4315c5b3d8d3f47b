//! What kind of key it is.

use crate::Curve;
use core::fmt;

/// The algorithm of a key with its size or curve. `Display` gives the words of the command's JSON: `RSA 2048`,
/// `EC P-256`, `Ed25519`, `ML-DSA-44`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Algorithm {
    /// RSA (RFC 8017), with the size of the modulus in bits.
    Rsa {
        /// Size of the modulus.
        bits: usize,
    },
    /// RSA that its identifier restricts to RSASSA-PSS (RFC 4055 §3.1).
    RsaPss {
        /// Size of the modulus in bits.
        bits: usize,
    },
    /// RSA that its identifier restricts to RSAES-OAEP (RFC 4055 §4.1).
    RsaOaep {
        /// Size of the modulus in bits.
        bits: usize,
    },
    /// An elliptic curve in Weierstrass form (RFC 5480).
    Ec(Curve),
    /// Ed25519 (RFC 8032).
    Ed25519,
    /// Ed448 (RFC 8032).
    Ed448,
    /// X25519 (RFC 7748).
    X25519,
    /// X448 (RFC 7748).
    X448,
    /// DSA (FIPS 186-4), with the size of p in bits; 0 when the parameters are inherited.
    Dsa {
        /// Size of p.
        bits: usize,
    },
    /// Diffie-Hellman (PKCS#3, X9.42), with the size of p in bits.
    Dh {
        /// Size of p.
        bits: usize,
    },
    /// ML-DSA-44 (FIPS 204, RFC 9881).
    MlDsa44,
    /// ML-DSA-65.
    MlDsa65,
    /// ML-DSA-87.
    MlDsa87,
    /// Known by name only: read, delivered, and paired where the public part stands in the file.
    Named {
        /// For instance `ML-KEM-768`.
        name: &'static str,
    },
    /// Not known here.
    Unknown {
        /// The OID, dotted.
        oid: String,
    },
}

impl Algorithm {
    /// The kind without size or curve, as the service and JWK call it: `RSA`, `EC`, `DSA`, `DH`; of the others the
    /// name that stands for all of it.
    #[must_use]
    pub fn family(&self) -> String {
        match self {
            Self::Rsa { .. } | Self::RsaPss { .. } | Self::RsaOaep { .. } => "RSA".to_owned(),
            Self::Ec(_) => "EC".to_owned(),
            Self::Dsa { .. } => "DSA".to_owned(),
            Self::Dh { .. } => "DH".to_owned(),
            other => other.to_string(),
        }
    }

    /// The size in bits: of an RSA modulus, of the prime of DSA and Diffie-Hellman, of a curve's field. `None` where
    /// the name tells it, or nothing does.
    #[must_use]
    pub const fn bits(&self) -> Option<usize> {
        match self {
            Self::Rsa { bits } | Self::RsaPss { bits } | Self::RsaOaep { bits } => Some(*bits),
            Self::Dsa { bits: 0 } | Self::Dh { bits: 0 } => None,
            Self::Dsa { bits } | Self::Dh { bits } => Some(*bits),
            Self::Ec(curve) => Some(curve.bits()),
            _ => None,
        }
    }

    /// The elliptic curve in Weierstrass form.
    #[must_use]
    pub const fn curve(&self) -> Option<Curve> {
        match self {
            Self::Ec(curve) => Some(*curve),
            _ => None,
        }
    }

    /// Whether messages are encrypted to such keys: others only sign, or are known by name alone.
    #[must_use]
    pub fn can_receive(&self) -> bool {
        match self {
            Self::Rsa { .. } | Self::RsaOaep { .. } | Self::X25519 | Self::X448 | Self::Dh { .. } => true,
            Self::Ec(curve) => !curve.is_binary() && !curve.has_cofactor(),
            Self::Named { name } => name.starts_with("ML-KEM-"),
            _ => false,
        }
    }

    /// Why nobody should use such a key any more, if that is so.
    #[must_use]
    pub fn weakness(&self) -> Option<&'static str> {
        match self {
            Self::Rsa { bits } | Self::RsaPss { bits } | Self::RsaOaep { bits } if *bits < 2048 => {
                Some("RSA below 2048 bits")
            }
            Self::Ec(curve) if curve.is_binary() => Some("an elliptic curve over a binary field"),
            Self::Ec(curve) if curve.bits() < 224 => Some("an elliptic curve below 224 bits"),
            Self::Dsa { .. } => Some("DSA, which FIPS 186-5 withdrew"),
            Self::Dh { bits } if *bits < 2048 => Some("Diffie-Hellman below 2048 bits"),
            _ => None,
        }
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rsa { bits } | Self::RsaPss { bits } | Self::RsaOaep { bits } => write!(f, "RSA {bits}"),
            Self::Ec(curve) if *curve == Curve::SM2 => f.write_str("SM2"),
            Self::Ec(curve) => write!(f, "EC {curve}"),
            Self::Ed25519 => f.write_str("Ed25519"),
            Self::Ed448 => f.write_str("Ed448"),
            Self::X25519 => f.write_str("X25519"),
            Self::X448 => f.write_str("X448"),
            Self::Dsa { bits: 0 } => f.write_str("DSA"),
            Self::Dsa { bits } => write!(f, "DSA {bits}"),
            Self::Dh { bits } => write!(f, "DH {bits}"),
            Self::MlDsa44 => f.write_str("ML-DSA-44"),
            Self::MlDsa65 => f.write_str("ML-DSA-65"),
            Self::MlDsa87 => f.write_str("ML-DSA-87"),
            Self::Named { name } => f.write_str(name),
            Self::Unknown { oid } => f.write_str(oid),
        }
    }
}
