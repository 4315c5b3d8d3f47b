//! Recipients that share a symmetric key (RFC 5652 §6.2.3).

use super::{
    recipient_info::KekInfo,
    recovery::{Failure, Recovered},
};
use crate::KeyEncryptionKey;
use keybundle_cipher::wrap::KeyWrap;

/// Recovers the key that was wrapped with `kek`.
pub(crate) fn recover(info: &KekInfo<'_>, kek: &KeyEncryptionKey) -> Result<Recovered, Failure> {
    let wrap = KeyWrap::from_identifier(&info.algorithm).map_err(|error| Failure::Unsupported(error.into()))?;
    match wrap.unwrap(kek.secret_bytes(), &info.encrypted_key) {
        Ok(key) => Ok(Recovered::proven(key, wrap.name().to_owned())),
        Err(_) => Err(Failure::NotRecovered),
    }
}
