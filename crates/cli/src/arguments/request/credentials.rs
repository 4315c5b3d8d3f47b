//! The arguments of passcodes and ACME credentials.

use super::{Common, pair};
use clap::Args;
use std::path::PathBuf;

/// What limits a credential.
#[derive(Debug, Args)]
pub(crate) struct Limited {
    /// What it is called
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// What it is for
    #[arg(long, value_name = "TEXT")]
    pub(crate) description: Option<String>,
    /// How often it may be used
    #[arg(long, value_name = "NUMBER")]
    pub(crate) usage_limit: Option<u64>,
    /// The first day, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    pub(crate) start_date: Option<String>,
    /// The last day, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    pub(crate) end_date: Option<String>,
    /// A registered value, for instance `subject.common_name=device-1`; several of one field make a list
    #[arg(long, value_name = "FIELD=VALUE", value_parser = pair)]
    pub(crate) registered_value: Vec<(String, String)>,
}

#[derive(Debug, Args)]
pub(crate) struct Passcode {
    /// The enrollment profile that it is for: `IOT_` and a UUID
    #[arg(long, value_name = "ID")]
    pub(crate) enrollment_profile: Option<String>,
    /// How many characters the passcode shall have
    #[arg(long, value_name = "NUMBER")]
    pub(crate) passcode_length: Option<u64>,
    #[command(flatten)]
    pub(crate) limited: Limited,
    #[command(flatten)]
    pub(crate) common: Common,
}

#[derive(Debug, Args)]
pub(crate) struct AcmeCredential {
    /// The account
    #[arg(long, value_name = "ID")]
    pub(crate) account_id: Option<String>,
    /// Ask for a key for external account binding
    #[arg(long)]
    pub(crate) external_account_binding: bool,
    /// A file with the account's key: a public key, a certificate, or the private key, of which the public half is taken
    #[arg(long, value_name = "FILE")]
    pub(crate) authentication_key: Option<PathBuf>,
    /// The enrollment profile
    #[arg(long, value_name = "ID")]
    pub(crate) enrollment_profile: Option<String>,
    #[command(flatten)]
    pub(crate) limited: Limited,
    #[command(flatten)]
    pub(crate) common: Common,
}
