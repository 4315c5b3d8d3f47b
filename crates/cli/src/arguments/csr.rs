//! The arguments of `keybundle csr`.

use super::Input;
use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub(crate) enum Csr {
    /// Tell what a request says, and whether its signature verifies
    Show(ShowRequest),
    /// As `show`; exit code 3 unless the signature verifies
    Verify(ShowRequest),
}

#[derive(Debug, Args)]
pub(crate) struct ShowRequest {
    #[command(flatten)]
    pub(crate) input: Input,
    /// Print one JSON object on standard output
    #[arg(long)]
    pub(crate) json: bool,
}
