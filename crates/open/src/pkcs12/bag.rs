//! What comes out of a PKCS#12 file.

use std::fmt;
use zeroize::Zeroizing;

/// A bag, opened.
#[derive(Debug)]
pub(crate) struct Bag {
    /// What it holds.
    pub(crate) value: BagValue,
    /// The name that its maker gave it.
    pub(crate) friendly_name: Option<String>,
    /// What a key and its certificate have in common.
    pub(crate) local_key_id: Option<Vec<u8>>,
    /// Whether the JDK marked it as trusted.
    pub(crate) trusted: bool,
}

/// What a bag holds.
pub(crate) enum BagValue {
    /// PrivateKeyInfo (RFC 5958), DER or BER.
    Key(Zeroizing<Vec<u8>>),
    /// An X.509 certificate.
    Certificate(Vec<u8>),
    /// A CRL.
    Crl(Vec<u8>),
    /// A secret: the dotted OID of its type, and its value; the JDK's secret keys decrypted.
    Secret {
        /// The type.
        type_oid: String,
        /// The value.
        value: Zeroizing<Vec<u8>>,
    },
    /// Something of another kind, which the dotted OID names.
    Other {
        /// The kind of bag, or of certificate.
        oid: String,
    },
}

impl fmt::Debug for BagValue {
    /// Kinds and sizes, never a secret.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Key(key) => write!(f, "Key({} bytes)", key.len()),
            Self::Certificate(certificate) => write!(f, "Certificate({} bytes)", certificate.len()),
            Self::Crl(crl) => write!(f, "Crl({} bytes)", crl.len()),
            Self::Secret { type_oid, value } => write!(f, "Secret({type_oid}, {} bytes)", value.len()),
            Self::Other { oid } => write!(f, "Other({oid})"),
        }
    }
}
