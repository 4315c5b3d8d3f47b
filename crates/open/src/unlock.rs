//! The key ring: everything that may open a layer.

use crate::CheckedIssuers;
use keybundle_key::Recipient;
use std::sync::Arc;
use zeroize::Zeroizing;

/// Passwords, recipients and key-encryption keys; each layer tries what fits it. It may go to another thread, and be
/// used by one at a time.
///
/// Without a password, the empty and the null password are tried before `password-required` is returned.
#[derive(Default)]
pub struct Unlock {
    passwords: Vec<Zeroizing<Vec<u8>>>,
    mac_passwords: Vec<Zeroizing<Vec<u8>>>,
    recipients: Vec<Box<dyn Recipient + Send>>,
    key_encryption_keys: Vec<KeyEncryptionKey>,
    exact_verdicts: bool,
    checked_issuers: Option<Arc<CheckedIssuers>>,
    watch: Option<Box<dyn Fn(Progress) + Send + Sync>>,
}

/// How far the derivation of keys from passwords is, in the unit of [`crate::Limits::derivation_work`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// The work that was done.
    pub done: u64,
    /// The work that is known to be needed; it grows when another password or layer is tried.
    pub needed: u64,
}

/// A symmetric key that wraps content-encryption keys (RFC 5652 §6.2.3), or encrypts content itself (§8).
pub struct KeyEncryptionKey {
    /// The raw bytes of the identifier by which messages name it (`keyIdentifier` of KEKIdentifier), if it is known;
    /// without one the key is tried on every message.
    pub identifier: Option<Vec<u8>>,
    secret: Zeroizing<Vec<u8>>,
}

impl core::fmt::Debug for KeyEncryptionKey {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("KeyEncryptionKey").field("identifier", &self.identifier).finish_non_exhaustive()
    }
}

impl KeyEncryptionKey {
    /// Takes the raw bytes of the identifier and of the key.
    #[must_use]
    pub const fn new(identifier: Option<Vec<u8>>, secret: Zeroizing<Vec<u8>>) -> Self {
        Self { identifier, secret }
    }

    /// The raw bytes of the key.
    #[must_use]
    pub fn secret_bytes(&self) -> &[u8] {
        &self.secret
    }
}

impl Unlock {
    /// An empty key ring: opens what needs nothing, or an empty password.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a password, as bytes (UTF-8 wherever it comes from a person).
    #[must_use]
    pub fn with_password(mut self, password: impl AsRef<[u8]>) -> Self {
        self.passwords.push(Zeroizing::new(password.as_ref().to_vec()));
        self
    }

    /// Adds a password for the MAC of a PKCS#12, where that differs from the one of its bags.
    #[must_use]
    pub fn with_mac_password(mut self, password: impl AsRef<[u8]>) -> Self {
        self.mac_passwords.push(Zeroizing::new(password.as_ref().to_vec()));
        self
    }

    /// Adds a recipient of CMS messages.
    #[must_use]
    pub fn with_recipient(mut self, recipient: Box<dyn Recipient + Send>) -> Self {
        self.recipients.push(recipient);
        self
    }

    /// Adds a key-encryption key.
    #[must_use]
    pub fn with_key_encryption_key(mut self, key: KeyEncryptionKey) -> Self {
        self.key_encryption_keys.push(key);
        self
    }

    /// Tells causes apart by proof: `file-altered` from `wrong-password`, and each step of a CMS message.
    ///
    /// For those who own the key and read the verdict themselves. A program that passes verdicts on to others leaves it
    /// off: then every failure is one generic `wrong-password` or `decrypt-failed`, which teaches an attacker nothing.
    #[must_use]
    pub const fn with_exact_verdicts(mut self) -> Self {
        self.exact_verdicts = true;
        self
    }

    /// Remembers which authorities' certificates were signed by which key, for inputs to come that share their chains.
    ///
    /// ```
    /// use keybundle_open::{CheckedIssuers, Unlock, open};
    /// use std::sync::Arc;
    ///
    /// # let answer = include_bytes!("../../../testdata/vectors/pem/openssl3-chain-first.pem");
    /// # let answers = [answer, answer];
    /// let checked = Arc::new(CheckedIssuers::default());
    /// let unlock = Unlock::new().with_checked_issuers(Arc::clone(&checked));
    /// // `answers`: PEM of a key, its certificate and the same chain, each.
    /// for answer in answers {
    ///     // From the second one on, only the device's own certificate is checked.
    ///     assert!(open(answer, &unlock)?.bundles[0].chain_complete);
    /// }
    /// # Ok::<(), keybundle_open::Error>(())
    /// ```
    #[must_use]
    pub fn with_checked_issuers(mut self, checked: Arc<CheckedIssuers>) -> Self {
        self.checked_issuers = Some(checked);
        self
    }

    /// Calls `watch` every few milliseconds with the progress of key derivation; for scrypt only before and after.
    #[must_use]
    pub fn with_progress(mut self, watch: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        self.watch = Some(Box::new(watch));
        self
    }

    /// Who is told how far derivations are.
    pub(crate) fn watch(&self) -> Option<&dyn Fn(Progress)> {
        match &self.watch {
            Some(watch) => Some(&**watch),
            None => None,
        }
    }

    /// What is remembered of issuers.
    pub(crate) fn checked_issuers(&self) -> Option<&CheckedIssuers> {
        self.checked_issuers.as_deref()
    }

    /// The passwords, in the order in which they were added.
    pub(crate) fn passwords(&self) -> impl Iterator<Item = &[u8]> {
        self.passwords.iter().map(|password| password.as_slice())
    }

    /// The passwords for MACs alone.
    pub(crate) fn mac_passwords(&self) -> impl Iterator<Item = &[u8]> {
        self.mac_passwords.iter().map(|password| password.as_slice())
    }

    /// The recipients.
    pub(crate) fn recipients(&self) -> impl Iterator<Item = &dyn Recipient> {
        self.recipients.iter().map(|recipient| recipient.as_ref() as &dyn Recipient)
    }

    /// The key-encryption keys.
    pub(crate) fn key_encryption_keys(&self) -> &[KeyEncryptionKey] {
        &self.key_encryption_keys
    }

    /// Whether causes are told apart.
    pub(crate) const fn exact_verdicts(&self) -> bool {
        self.exact_verdicts
    }
}

impl core::fmt::Debug for Unlock {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Unlock")
            .field("passwords", &self.passwords.len())
            .field("mac_passwords", &self.mac_passwords.len())
            .field("recipients", &self.recipients.len())
            .field("key_encryption_keys", &self.key_encryption_keys.len())
            .field("exact_verdicts", &self.exact_verdicts)
            .finish()
    }
}
