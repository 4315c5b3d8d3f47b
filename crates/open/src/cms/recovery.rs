//! What comes of trying to recover a content-encryption key from one recipient.

use crate::Error;
use subtle::Choice;
use zeroize::Zeroizing;

/// A content-encryption key and how it was found.
pub(crate) struct Recovered {
    /// The key; of RSAES-PKCS1-v1_5 with a wrong padding, a made-up one.
    pub(crate) key: Zeroizing<Vec<u8>>,
    /// What speaks for it.
    pub(crate) proof: Proof,
    /// The algorithm that protected the key, as reports name it.
    pub(crate) algorithm: String,
}

/// What speaks for a key.
pub(crate) enum Proof {
    /// An integrity check: this is the key that was sent.
    Checked,
    /// Whether the padding of RSAES-PKCS1-v1_5 was right: what a padding oracle tells, to be looked at for the owner of
    /// the key alone.
    Padding(Choice),
}

impl Recovered {
    /// A key that passed an integrity check.
    pub(crate) fn proven(key: Zeroizing<Vec<u8>>, algorithm: String) -> Self {
        Self { key, proof: Proof::Checked, algorithm }
    }
}

/// Why a recipient gave no key.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Another key, or a damaged one.
    NotRecovered,
    /// Its algorithm is not implemented, or what it needs is not there.
    Unsupported(Error),
    /// Trying on makes no sense: a limit.
    Fatal(Error),
}

impl From<keybundle_encoding::Error> for Failure {
    fn from(error: keybundle_encoding::Error) -> Self {
        Self::Unsupported(error.into())
    }
}
