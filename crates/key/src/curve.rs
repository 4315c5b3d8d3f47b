//! Elliptic curves in Weierstrass form.

/// Runs generic code with the type of the curve's crate, or the fallback where there is none. In a browser, where code
/// has to be loaded, it is the fallback that serves every curve but the one that is met each day.
#[cfg(target_family = "wasm")]
macro_rules! by_crate {
    ($curve:expr, $function:ident($($argument:expr),*), $fallback:expr) => {
        match $curve {
            curve if curve == $crate::Curve::P256 => $function::<p256::NistP256>($($argument),*),
            _ => $fallback,
        }
    };
}

/// Runs generic code with the type of the curve's crate, or the fallback where there is none.
#[cfg(not(target_family = "wasm"))]
macro_rules! by_crate {
    ($curve:expr, $function:ident($($argument:expr),*), $fallback:expr) => {
        match $curve {
            curve if curve == $crate::Curve::P256 => $function::<p256::NistP256>($($argument),*),
            curve if curve == $crate::Curve::P384 => $function::<p384::NistP384>($($argument),*),
            curve if curve == $crate::Curve::P521 => $function::<p521::NistP521>($($argument),*),
            curve if curve == $crate::Curve::P224 => $function::<p224::NistP224>($($argument),*),
            curve if curve == $crate::Curve::SECP256K1 => $function::<k256::Secp256k1>($($argument),*),
            curve if curve == $crate::Curve::BRAINPOOL_P256R1 => $function::<bp256::BrainpoolP256r1>($($argument),*),
            curve if curve == $crate::Curve::BRAINPOOL_P256T1 => $function::<bp256::BrainpoolP256t1>($($argument),*),
            curve if curve == $crate::Curve::BRAINPOOL_P384R1 => $function::<bp384::BrainpoolP384r1>($($argument),*),
            curve if curve == $crate::Curve::BRAINPOOL_P384T1 => $function::<bp384::BrainpoolP384t1>($($argument),*),
            _ => $fallback,
        }
    };
}
pub(crate) use by_crate;

#[cfg_attr(not(any(target_arch = "x86_64", target_arch = "aarch64")), path = "curve/no_assembly.rs")]
pub(crate) mod assembly;
mod parameters;
mod point;
mod table;
pub(crate) mod weierstrass;

pub(crate) use parameters::Domain;

use core::{
    fmt,
    hash::{Hash, Hasher},
};
use keybundle_encoding::{Oid, rare};

/// A named curve over a prime or a binary field.
#[derive(Clone, Copy)]
pub struct Curve(&'static Parameters);

/// What the tables hold.
pub(crate) struct Parameters {
    name: &'static str,
    /// Dotted.
    oid: const_oid::ObjectIdentifier,
    /// Bits of a field element.
    bits: usize,
    field: Field,
}

/// Numbers are big-endian; coordinates as long as the field.
pub(crate) enum Field {
    Prime(Prime),
    Binary(Binary),
}

/// `y² = x³ + ax + b` modulo p, with a generator of prime order n.
pub(crate) struct Prime {
    pub(crate) p: &'static [u8],
    pub(crate) a: &'static [u8],
    pub(crate) b: &'static [u8],
    pub(crate) x: &'static [u8],
    pub(crate) y: &'static [u8],
    pub(crate) n: &'static [u8],
}

/// What tells binary curves apart: x of the generator, and its order.
pub(crate) struct Binary {
    pub(crate) x: &'static [u8],
    pub(crate) n: &'static [u8],
}

impl Curve {
    /// prime192v1, secp192r1.
    pub const P192: Self = Self(&table::nist::P192);
    /// secp224r1.
    pub const P224: Self = Self(&table::nist::P224);
    /// prime256v1, secp256r1.
    pub const P256: Self = Self(&table::nist::P256);
    /// secp384r1.
    pub const P384: Self = Self(&table::nist::P384);
    /// secp521r1.
    pub const P521: Self = Self(&table::nist::P521);
    /// The Koblitz curve secp256k1.
    pub const SECP256K1: Self = Self(&table::sec::SECP256K1);
    /// brainpoolP256r1.
    pub const BRAINPOOL_P256R1: Self = Self(&table::brainpool::BRAINPOOLP256R1);
    /// brainpoolP256t1.
    pub const BRAINPOOL_P256T1: Self = Self(&table::brainpool::BRAINPOOLP256T1);
    /// brainpoolP384r1.
    pub const BRAINPOOL_P384R1: Self = Self(&table::brainpool::BRAINPOOLP384R1);
    /// brainpoolP384t1.
    pub const BRAINPOOL_P384T1: Self = Self(&table::brainpool::BRAINPOOLP384T1);
    /// The curve of SM2 (GB/T 32918.5).
    pub const SM2: Self = Self(&table::national::SM2);

    /// Every curve that is known here, the common ones first.
    pub fn all() -> impl Iterator<Item = Self> {
        let rare = if cfg!(feature = "rare") { table::RARE } else { &[] };
        table::COMMON.iter().chain(rare).map(|parameters| Self(parameters))
    }

    /// The first that `is` finds, the common ones first.
    fn find(mut is: impl FnMut(&Self) -> bool) -> Option<Self> {
        let mut among = |curves: &[&'static Parameters]| curves.iter().map(|parameters| Self(parameters)).find(&mut is);
        among(table::COMMON).or_else(|| if rare::is_here() { among(table::RARE) } else { None })
    }

    /// The curve with this OID.
    #[must_use]
    pub fn from_oid(oid: Oid<'_>) -> Option<Self> {
        Self::find(|curve| oid == curve.0.oid)
    }

    /// The curve with this name: as [`Curve::name`] gives it.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::find(|curve| curve.0.name == name)
    }

    /// `P-256` for the NIST curves, else the name OpenSSL has for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.0.name
    }

    /// The OID that names it.
    #[must_use]
    pub const fn oid(self) -> const_oid::ObjectIdentifier {
        self.0.oid
    }

    /// Size of a field element in bits.
    #[must_use]
    pub const fn bits(self) -> usize {
        self.0.bits
    }

    /// Size of a field element in bytes.
    #[must_use]
    pub const fn field_size(self) -> usize {
        self.0.bits.div_ceil(8)
    }

    /// Whether it is over a binary field. Nothing is computed on such curves here.
    #[must_use]
    pub const fn is_binary(self) -> bool {
        matches!(self.0.field, Field::Binary(_))
    }

    /// Whether its group has more points than the generator's multiples (cofactor 4): nobody agrees on keys there.
    pub(crate) const fn has_cofactor(self) -> bool {
        matches!(self.name().as_bytes(), b"secp112r2" | b"secp128r2")
    }

    /// The order of the generator, big-endian, without leading zeros.
    #[must_use]
    pub const fn order(self) -> &'static [u8] {
        match &self.0.field {
            Field::Prime(prime) => prime.n,
            Field::Binary(binary) => binary.n,
        }
    }

    /// The equation and generator, over a prime field.
    pub(crate) const fn prime(self) -> Option<&'static Prime> {
        match &self.0.field {
            Field::Prime(prime) => Some(prime),
            Field::Binary(_) => None,
        }
    }
}

impl PartialEq for Curve {
    fn eq(&self, other: &Self) -> bool {
        self.0.oid == other.0.oid
    }
}

impl Eq for Curve {}

impl Hash for Curve {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.oid.hash(state);
    }
}

impl fmt::Display for Curve {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name)
    }
}

impl fmt::Debug for Curve {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Curve({})", self.0.name)
    }
}
