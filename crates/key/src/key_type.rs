//! The kinds of key that are made here.

use crate::{Algorithm, Curve};
use core::fmt;

/// A kind of key with its size or curve, to be made by [`PrivateKey::generate`](crate::PrivateKey::generate).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum KeyType {
    /// RSA with 2048 bits and the exponent 65537.
    Rsa2048,
    /// RSA with 3072 bits.
    Rsa3072,
    /// RSA with 4096 bits.
    Rsa4096,
    /// The curve P-256.
    P256,
    /// The curve P-384.
    P384,
    /// The curve P-521.
    P521,
    /// Ed25519.
    Ed25519,
    /// ML-DSA-44.
    MlDsa44,
    /// ML-DSA-65.
    MlDsa65,
    /// ML-DSA-87.
    MlDsa87,
}

impl KeyType {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Rsa2048,
        Self::Rsa3072,
        Self::Rsa4096,
        Self::P256,
        Self::P384,
        Self::P521,
        Self::Ed25519,
        Self::MlDsa44,
        Self::MlDsa65,
        Self::MlDsa87,
    ];

    /// The name in an argument: `rsa-2048`, `p-256`, `ed25519`, `ml-dsa-44`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Rsa2048 => "rsa-2048",
            Self::Rsa3072 => "rsa-3072",
            Self::Rsa4096 => "rsa-4096",
            Self::P256 => "p-256",
            Self::P384 => "p-384",
            Self::P521 => "p-521",
            Self::Ed25519 => "ed25519",
            Self::MlDsa44 => "ml-dsa-44",
            Self::MlDsa65 => "ml-dsa-65",
            Self::MlDsa87 => "ml-dsa-87",
        }
    }

    /// What a key of this kind is.
    ///
    /// ```
    /// use keybundle_key::KeyType;
    /// assert_eq!(KeyType::Rsa2048.algorithm().to_string(), "RSA 2048");
    /// ```
    #[must_use]
    pub const fn algorithm(self) -> Algorithm {
        match self {
            Self::Rsa2048 => Algorithm::Rsa { bits: 2048 },
            Self::Rsa3072 => Algorithm::Rsa { bits: 3072 },
            Self::Rsa4096 => Algorithm::Rsa { bits: 4096 },
            Self::P256 => Algorithm::Ec(Curve::P256),
            Self::P384 => Algorithm::Ec(Curve::P384),
            Self::P521 => Algorithm::Ec(Curve::P521),
            Self::Ed25519 => Algorithm::Ed25519,
            Self::MlDsa44 => Algorithm::MlDsa44,
            Self::MlDsa65 => Algorithm::MlDsa65,
            Self::MlDsa87 => Algorithm::MlDsa87,
        }
    }

    /// The type that a name means: letters and digits count, not their case nor what stands between them
    /// (`RSA 2048`, `rsa:2048`, `P_256`, `ed_25519`), and the other names of the curves do too (`prime256v1`,
    /// `secp384r1`, `EC P-521`, `ECDSA_P256`).
    ///
    /// ```
    /// use keybundle_key::KeyType;
    /// assert_eq!(KeyType::from_name("RSA 2048"), Some(KeyType::Rsa2048));
    /// assert_eq!(KeyType::from_name("prime256v1"), Some(KeyType::P256));
    /// assert_eq!(KeyType::from_name("rsa-1024"), None);
    /// ```
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        let same = |own: Self| own.name().chars().filter(|&one| one != '-').eq(plain.chars());
        if let Some(known) = Self::ALL.into_iter().find(|&own| same(own)) {
            return Some(known);
        }
        let curve = plain.strip_prefix("ecdsa").or_else(|| plain.strip_prefix("ec")).unwrap_or(&plain);
        let curve = curve.strip_prefix("nist").unwrap_or(curve);
        Some(match curve {
            "p256" | "prime256v1" | "secp256r1" => Self::P256,
            "p384" | "secp384r1" => Self::P384,
            "p521" | "secp521r1" => Self::P521,
            _ => return None,
        })
    }
}

impl fmt::Display for KeyType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
