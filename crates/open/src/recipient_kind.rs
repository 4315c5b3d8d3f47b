//! By what a recipient opens a message.

use core::fmt;

/// By what a content-encryption key is protected: the choice of RecipientInfo (RFC 5652 §6.2, RFC 9629 §3), or, of
/// EncryptedData, which has no recipients, what was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RecipientKind {
    /// KeyTransRecipientInfo: RSA.
    KeyTransport,
    /// KeyAgreeRecipientInfo: Diffie-Hellman, on a curve or not.
    KeyAgreement,
    /// KEKRecipientInfo: a key-encryption key that both sides have.
    KeyEncryptionKey,
    /// PasswordRecipientInfo.
    Password,
    /// KEMRecipientInfo: a key encapsulation mechanism, such as ML-KEM.
    KeyEncapsulation,
    /// OtherRecipientInfo of another kind.
    Other,
    /// EncryptedData, and the content-encryption key itself was given.
    GivenKey,
    /// EncryptedData, and a password was given.
    GivenPassword,
}

impl RecipientKind {
    /// The name used in JSON, which is that of the choice: `ktri`, `kari`, `kekri`, `pwri`, `kemri`, `ori`; `key` and
    /// `password` for EncryptedData.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::KeyTransport => "ktri",
            Self::KeyAgreement => "kari",
            Self::KeyEncryptionKey => "kekri",
            Self::Password => "pwri",
            Self::KeyEncapsulation => "kemri",
            Self::Other => "ori",
            Self::GivenKey => "key",
            Self::GivenPassword => "password",
        }
    }
}

impl fmt::Display for RecipientKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
