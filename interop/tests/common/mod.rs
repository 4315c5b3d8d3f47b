//! What the tests share.

use getrandom::SysRng;
use keybundle::{
    PrivateKey,
    crates::key::{KeyType, SoftwareSigner},
};
use rand_core::{CryptoRng, UnwrapErr};

/// The kinds of key that ACME accounts have.
pub(crate) const KEY_TYPES: [KeyType; 5] =
    [KeyType::Rsa2048, KeyType::P256, KeyType::P384, KeyType::P521, KeyType::Ed25519];

/// The system's randomness.
pub(crate) const fn randomness() -> UnwrapErr<SysRng> {
    UnwrapErr(SysRng)
}

/// A signer with a new key.
pub(crate) fn signer<R: CryptoRng>(key_type: KeyType, mut rng: R) -> SoftwareSigner<R> {
    let key = PrivateKey::generate(key_type, &mut rng).unwrap();
    SoftwareSigner::new(&key, rng).unwrap()
}

/// Where a tool is, which `cargo xtask interop` says.
pub(crate) fn tool(variable: &str) -> String {
    std::env::var(variable).unwrap_or_else(|_| panic!("{variable} is not set: run `cargo xtask interop`"))
}
