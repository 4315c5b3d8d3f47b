//! What keys cost, told roughly before or after they are worked with, so that thousands of the dearest are refused.

use keybundle_key::Algorithm;

/// About the most that reading one key costs: an elliptic curve of 512 bits without code of its own.
pub(crate) const DEAR_KEY: u64 = 70_000;

/// Taking the root for a compressed point costs this part of a multiplication: 0.2 ms on brainpoolP512r1.
pub(crate) const PUBLIC_SHARE: u64 = 12;

/// The work of computing a public half, which reading a private key does, or of checking one signature: in compressions
/// of SHA-256, as derivations count. Measured: 2.5 ms on brainpoolP512r1, 0.18 ms on P-521, 0.05 ms on P-256.
pub(crate) fn of_key(algorithm: &Algorithm) -> u64 {
    let power = |bits: usize, exponent| u64::try_from(bits).unwrap_or(u64::MAX).saturating_pow(exponent);
    match algorithm {
        Algorithm::Rsa { bits } | Algorithm::RsaPss { bits } | Algorithm::RsaOaep { bits } => power(*bits, 2) / 8_192,
        Algorithm::Ec(curve) => {
            let generic = power(curve.bits(), 3) / 1_917;
            // These have code of their own.
            if matches!(curve.name(), "P-256" | "P-384" | "P-521" | "secp256k1") { generic / 32 } else { generic }
        }
        Algorithm::Dsa { bits } => power(*bits, 2) / 419,
        Algorithm::Dh { bits } => power(*bits, 3) / 106_000,
        _ => 1_000,
    }
}
