//! Everything in a file that a password opens.

use super::{
    bags::{RawBag, RawValue, read_bags},
    mac::{MacData, MacMethod},
    safe::{Ciphertext, Safe},
};
use crate::{
    Certificate, Result,
    context::Context,
    password::{Lock, Locked, Outcome, Trials},
    shape,
};
use keybundle_cipher::PasswordCandidate;
use keybundle_encoding::{WarningCode, Warnings, ber::Element};
use keybundle_kdf::{Derivation, Hash};
use keybundle_key::PrivateKey;
use std::borrow::Cow;

/// A ciphertext with its lock.
pub(super) struct Sealed<'a> {
    lock: Lock<'a>,
    ciphertext: Cow<'a, [u8]>,
    kind: Kind,
}

#[derive(Clone, Copy)]
enum Kind {
    Safe,
    Key,
}

impl<'a> Sealed<'a> {
    /// Of a safe, if it is sealed by a password.
    pub(super) fn of_safe(safe: &'a Safe<'_>) -> Result<Option<Self>> {
        match safe {
            Safe::Encrypted(ciphertext) => Self::new(ciphertext, Kind::Safe).map(Some),
            Safe::Plain(_) | Safe::Enveloped(_) | Safe::Unknown(_) => Ok(None),
        }
    }

    /// Of a bag, if it is sealed by a password.
    pub(super) fn of_bag(bag: &'a RawBag<'_>) -> Result<Option<Self>> {
        match &bag.value {
            RawValue::ShroudedKey(ciphertext) => Self::new(ciphertext, Kind::Key).map(Some),
            RawValue::Secret { value, shrouded: true, .. } => {
                let Ciphertext { algorithm, ciphertext } = Ciphertext::from_private_key_info(&Element::parse(value)?)?;
                Ok(Some(Self { lock: Lock::from_element(&algorithm)?, ciphertext, kind: Kind::Key }))
            }
            _ => Ok(None),
        }
    }

    fn new(ciphertext: &'a Ciphertext<'_>, kind: Kind) -> Result<Self> {
        let lock = Lock::from_element(&ciphertext.algorithm)?;
        Ok(Self { lock, ciphertext: Cow::Borrowed(&ciphertext.ciphertext), kind })
    }

    /// Whether what was decrypted is a key whose parts belong together, or holds a certificate with a public key:
    /// neither comes of a wrong password, while padding and the outermost structure might.
    pub(super) fn holds_together(&self, plaintext: &[u8]) -> bool {
        let mut unheard = Warnings::new();
        match self.kind {
            Kind::Key => PrivateKey::from_der(plaintext, &mut unheard).is_ok(),
            Kind::Safe => read_bags(plaintext).is_ok_and(|bags| {
                bags.iter().any(|bag| match &bag.value {
                    RawValue::Key(key) => PrivateKey::from_der(key, &mut unheard).is_ok(),
                    RawValue::Certificate(certificate) => {
                        Certificate::from_der(certificate, &mut unheard).is_ok_and(|found| found.public_key().is_some())
                    }
                    _ => false,
                })
            }),
        }
    }

    pub(super) fn lock(&self) -> &dyn Locked {
        &self.lock
    }

    /// Tries the passwords; tells of a scheme that nobody should use any more.
    pub(super) fn open(&self, trials: &mut Trials, context: &mut Context<'_>) -> Result<Outcome> {
        let looks_right = match self.kind {
            Kind::Safe => shape::is_safe_contents,
            // As in an EncryptedPrivateKeyInfo alone: old tools put another form where PrivateKeyInfo belongs.
            Kind::Key => shape::is_private_key,
        };
        let outcome = trials.open(&self.lock, &self.ciphertext, looks_right, context)?;
        if matches!(outcome, Outcome::Opened(_)) && self.lock.encryption.is_legacy() {
            let what = match self.kind {
                Kind::Safe => "certificates are",
                Kind::Key => "a key is",
            };
            context.warnings.push(WarningCode::LegacyEncryption, format!("{what} encrypted by {}", self.lock.name()));
        }
        Ok(outcome)
    }
}

/// The MAC with its lock.
pub(super) struct MacLock<'a> {
    data: &'a MacData<'a>,
    method: MacMethod<'a>,
}

impl<'a> MacLock<'a> {
    pub(super) fn new(data: &'a MacData<'_>) -> Result<Self> {
        Ok(Self { data, method: data.method()? })
    }

    /// The first of the candidates in `order` under which this is the MAC of `content`.
    pub(super) fn open(
        &self,
        content: &[u8],
        order: &[usize],
        trials: &mut Trials,
        context: &mut Context<'_>,
    ) -> Result<Option<usize>> {
        for candidate in trials.distinct(self, order) {
            let keys = trials.derived(self, candidate, context)?;
            if keys.first().is_some_and(|key| self.data.matches(&self.method, key, content)) {
                return Ok(Some(candidate));
            }
        }
        Ok(None)
    }

    /// Tells of a MAC that nobody should use any more. HMAC with SHA-1 is not among them: modern encryption beside it
    /// is what old tools wrote for new readers.
    pub(super) fn warn(&self, context: &mut Context<'_>) {
        if self.method.hash() == Hash::Md5 {
            context.warnings.push(WarningCode::LegacyEncryption, "the MAC is made with MD5");
        }
    }
}

impl Locked for MacLock<'_> {
    /// Nothing else in a file has this: an AlgorithmIdentifier is never empty.
    fn identity(&self) -> &[u8] {
        &[]
    }

    fn derivations<'d>(&'d self, password: &'d PasswordCandidate) -> Vec<Derivation<'d>> {
        vec![self.method.derivation(password)]
    }
}
