//! The arguments that find a token and log in to it.

use clap::Args;
use std::path::PathBuf;

/// Where keys on tokens are; the PIN never comes from an argument itself.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Token")]
pub(crate) struct TokenAccess {
    /// The PKCS#11 library of the token, for --provider pkcs11; the private key is then a PKCS#11 URI (RFC 7512), such as
    /// `pkcs11:token=…;object=…`
    #[arg(long, value_name = "FILE")]
    pub(crate) pkcs11_module: Option<PathBuf>,
    /// A file with the user PIN (one line break at its end is dropped); else a `pin-source=file:…` of the URI, else a prompt
    #[arg(long, value_name = "FILE", requires = "pkcs11_module")]
    pub(crate) pin_file: Option<PathBuf>,
    /// An environment variable that holds the user PIN
    #[arg(long, value_name = "VARIABLE", requires = "pkcs11_module", conflicts_with = "pin_file")]
    pub(crate) pin_env: Option<String>,
    /// A file descriptor from which the user PIN is read
    #[arg(long, value_name = "NUMBER", requires = "pkcs11_module", conflicts_with_all = ["pin_file", "pin_env"])]
    pub(crate) pin_fd: Option<u32>,
}
