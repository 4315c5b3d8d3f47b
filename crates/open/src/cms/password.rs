//! Recipients that know a password (RFC 5652 §6.2.4, RFC 3211).

use super::{
    oids,
    recipient_info::PasswordInfo,
    recovery::{Failure, Recovered},
};
use crate::{Error, context::Context};
use keybundle_cipher::{
    PasswordForm,
    key_derivation::KeyDerivation,
    wrap::{KeyWrap, PasswordWrap},
};
use keybundle_encoding::AlgorithmIdentifier;
use zeroize::Zeroizing;

/// How the key is wrapped: as RFC 3211 has it, or with a key wrap, as some writers do.
enum Wrap {
    Password(PasswordWrap),
    Key(KeyWrap),
}

impl Wrap {
    fn from_identifier(algorithm: &AlgorithmIdentifier<'_>) -> Result<Self, Error> {
        if algorithm.oid == oids::PWRI_KEK {
            Ok(Self::Password(PasswordWrap::from_identifier(algorithm)?))
        } else {
            Ok(Self::Key(KeyWrap::from_identifier(algorithm)?))
        }
    }

    const fn key_size(&self) -> usize {
        match self {
            Self::Password(wrap) => wrap.key_size(),
            Self::Key(wrap) => wrap.key_size(),
        }
    }

    fn unwrap(&self, kek: &[u8], wrapped: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        match self {
            Self::Password(wrap) => wrap.unwrap(kek, wrapped).ok(),
            Self::Key(wrap) => wrap.unwrap(kek, wrapped).ok(),
        }
    }

    fn name(&self) -> String {
        match self {
            Self::Password(wrap) => format!("pwri-kek {}", wrap.name()),
            Self::Key(wrap) => wrap.name().to_owned(),
        }
    }
}

/// As reports name the algorithm.
pub(crate) fn describe(info: &PasswordInfo<'_>) -> Option<String> {
    Wrap::from_identifier(&info.algorithm).ok().map(|wrap| wrap.name())
}

/// Recovers the key with one of the passwords, and tells which form of it did.
pub(crate) fn recover(
    info: &PasswordInfo<'_>,
    context: &mut Context<'_>,
) -> Result<(Recovered, PasswordForm), Failure> {
    let wrap = Wrap::from_identifier(&info.algorithm).map_err(Failure::Unsupported)?;
    let unwrap = |kek: &[u8]| wrap.unwrap(kek, &info.encrypted_key).map(|key| Recovered::proven(key, wrap.name()));
    let derivation = match &info.derivation {
        Some(algorithm) => {
            Some(KeyDerivation::from_identifier(algorithm).map_err(|error| Failure::Unsupported(error.into()))?)
        }
        None => None,
    };
    let Some(derivation) = derivation else {
        // The key-encryption key comes from elsewhere: it may be the password itself.
        let keys = context.unlock.key_encryption_keys().iter().map(crate::KeyEncryptionKey::secret_bytes);
        return keys
            .chain(context.unlock.passwords())
            .filter(|key| key.len() == wrap.key_size())
            .find_map(unwrap)
            .map(|recovered| (recovered, PasswordForm::Given))
            .ok_or(Failure::NotRecovered);
    };
    let mut tried: Vec<Zeroizing<Vec<u8>>> = Vec::new();
    for candidate in context.candidates() {
        if tried.contains(&candidate.octets) {
            continue;
        }
        let job = derivation.derivation(&candidate.octets, wrap.key_size());
        context.charge(std::slice::from_ref(&job)).map_err(Failure::Fatal)?;
        let keys = context.derive(std::slice::from_ref(&job)).into_iter().collect::<Result<Vec<_>, _>>();
        let keys = keys.map_err(|error| Failure::Unsupported(error.into()))?;
        let Some(kek) = keys.first() else { continue };
        if let Some(recovered) = unwrap(kek) {
            return Ok((recovered, candidate.form));
        }
        tried.push(candidate.octets);
    }
    Err(Failure::NotRecovered)
}
