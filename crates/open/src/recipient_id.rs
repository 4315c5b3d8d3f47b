//! Who a message is encrypted to, as far as the message itself tells.

use std::fmt;

/// How a message names one of its recipients, or what a given recipient is known by.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RecipientId {
    /// Issuer and serial number of the recipient's certificate.
    IssuerAndSerial {
        /// RFC 4514 text.
        issuer: String,
        /// Lower-case hex of the INTEGER's content bytes, a leading zero byte included.
        serial: String,
    },
    /// The subject key identifier of the recipient's certificate, lower-case hex.
    SubjectKeyIdentifier(String),
    /// The identifier of a key-encryption key, lower-case hex; empty where it has none.
    KeyEncryptionKey(String),
    /// Anyone who knows the password.
    Password,
    /// SHA-256 of the SPKI, lower-case hex: a given key without a certificate.
    PublicKey(String),
    /// Another kind of recipient (OtherRecipientInfo, RFC 5652 §6.2.5), by its dotted OID.
    Other(String),
}

impl fmt::Display for RecipientId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::IssuerAndSerial { issuer, serial } => write!(f, "serial {serial} of issuer \"{issuer}\""),
            Self::SubjectKeyIdentifier(hex) => write!(f, "subject key identifier {hex}"),
            Self::KeyEncryptionKey(hex) if hex.is_empty() => f.write_str("a key-encryption key"),
            Self::KeyEncryptionKey(hex) => write!(f, "key-encryption key {hex}"),
            Self::Password => f.write_str("a password"),
            Self::PublicKey(hex) => write!(f, "public key with SPKI SHA-256 {hex}"),
            Self::Other(oid) => write!(f, "a recipient of kind {oid}"),
        }
    }
}
