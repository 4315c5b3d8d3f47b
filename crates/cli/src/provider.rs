//! Who does the operations of private keys.

use clap::ValueEnum;
use getrandom::SysRng;
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
}

impl Provider {
    /// Makes a recipient's key ready for use.
    pub(crate) fn recipient(self, key: &RecipientKey) -> Result<OwnRecipient> {
        let identity = key.identity.clone();
        Ok(match self {
            Self::Software => Box::new(SoftwareRecipient::new(&key.private_key, identity, UnwrapErr(SysRng))?),
            #[cfg(feature = "openssl")]
            Self::Openssl => Box::new(keybundle_openssl::OpensslRecipient::new(&key.private_key, identity)?),
        })
    }

    /// Makes a key ready to sign.
    pub(crate) fn signer(self, key: &PrivateKey) -> Result<Box<dyn Signer>> {
        Ok(match self {
            Self::Software => Box::new(SoftwareSigner::new(key, UnwrapErr(SysRng))?),
            #[cfg(feature = "openssl")]
            Self::Openssl => Box::new(keybundle_openssl::OpensslSigner::new(key)?),
        })
    }
}
