//! Private keys encrypted by a password, as written: `EncryptedPrivateKeyInfo` (RFC 5958 §3).

use crate::{Error, Result};
use der::{
    Encode, Tag,
    asn1::{AnyRef, OctetStringRef},
};
use keybundle_cipher::{Protection, protect};
use keybundle_key::PrivateKey;
use rand_core::CryptoRng;

/// Encrypts a key's PKCS#8 by a password (UTF-8) with PBES2 and AES-256-CBC, and gives the DER of an
/// EncryptedPrivateKeyInfo. Salt and IV come from `rng`. Derivation takes as long as `protection` says.
///
/// An empty password protects nothing; whoever lets one through does it knowingly.
///
/// # Errors
/// `invalid-value` for parameters out of their range.
pub fn encrypt_private_key<R: CryptoRng + ?Sized>(
    key: &PrivateKey,
    password: &[u8],
    protection: Protection,
    rng: &mut R,
) -> Result<Vec<u8>> {
    let (mut salt, mut iv) = ([0; 16], [0; 16]);
    rng.fill_bytes(&mut salt);
    rng.fill_bytes(&mut iv);
    let protected = protect(&key.secret_pkcs8_der(), password, protection, &salt, &iv)?;
    let encode = || {
        let ciphertext = OctetStringRef::new(&protected.ciphertext)?.to_der()?;
        let content = [protected.identifier.as_slice(), &ciphertext].concat();
        AnyRef::new(Tag::Sequence, &content)?.to_der()
    };
    encode().map_err(|_: der::Error| Error::InvalidValue { reason: "the key is too long to be encrypted" })
}
