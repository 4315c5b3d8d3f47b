//! Who does the operations of private keys.

use clap::ValueEnum;
use getrandom::SysRng;
#[cfg(feature = "pkcs11")]
use keybundle::crates::key;
use keybundle::{PrivateKey, Recipient, RecipientKey, Signer, SoftwareRecipient, SoftwareSigner, crates::key::Result};
use rand_core::UnwrapErr;

/// A recipient that one thread hands to another.
pub(crate) type OwnRecipient = Box<dyn Recipient + Send>;

/// Chosen by value: what comes out is the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Provider {
    /// keybundle's own, in Rust
    #[default]
    Software,
    /// OpenSSL's libcrypto
    #[cfg(feature = "openssl")]
    Openssl,
    /// a PKCS#11 token, which keeps the key
    #[cfg(feature = "pkcs11")]
    Pkcs11,
}

impl Provider {
    /// Makes a recipient's key ready for use, which is in memory.
    pub(crate) fn recipient(self, key: &RecipientKey) -> Result<OwnRecipient> {
        let identity = key.identity.clone();
        Ok(match self {
            Self::Software => Box::new(SoftwareRecipient::new(&key.private_key, identity, UnwrapErr(SysRng))?),
            #[cfg(feature = "openssl")]
            Self::Openssl => Box::new(keybundle_openssl::OpensslRecipient::new(&key.private_key, identity)?),
            #[cfg(feature = "pkcs11")]
            Self::Pkcs11 => return Err(not_on_a_token()),
        })
    }

    /// Makes a key ready to sign, which is in memory.
    pub(crate) fn signer(self, key: &PrivateKey) -> Result<Box<dyn Signer>> {
        Ok(match self {
            Self::Software => Box::new(SoftwareSigner::new(key, UnwrapErr(SysRng))?),
            #[cfg(feature = "openssl")]
            Self::Openssl => Box::new(keybundle_openssl::OpensslSigner::new(key)?),
            #[cfg(feature = "pkcs11")]
            Self::Pkcs11 => return Err(not_on_a_token()),
        })
    }
}

/// A token is not given keys.
#[cfg(feature = "pkcs11")]
fn not_on_a_token() -> key::Error {
    key::Error::UnsupportedAlgorithm { name: "a key that is not on a token".to_owned() }
}
