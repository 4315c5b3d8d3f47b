//! The arguments of `keybundle credential`.

use super::{Input, matching::RuleChoices};
use clap::{ArgGroup, Args, Subcommand, builder::PossibleValuesParser};
use keybundle::credential::{Offset, Protocol};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum Credential {
    /// Describe a credential, a certificate or a public key as the service does
    Show(ShowCredential),
    /// Tell which credentials of a policy would accept a request, and why each other would not
    Check(Box<CheckCredential>),
}

#[derive(Debug, Args)]
pub(crate) struct ShowCredential {
    #[command(flatten)]
    pub(crate) input: Input,
    /// Print one JSON object on standard output
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
#[command(
    group = ArgGroup::new("credentials").args(["policy", "credential"]).required(true).multiple(true),
    group = ArgGroup::new("presented").args(["csr", "certificate", "request"]),
    group = ArgGroup::new("proof").args(["passcode_file", "client_certificate", "kid"]),
)]
pub(crate) struct CheckCredential {
    /// An authentication policy: JSON that holds several credentials
    #[arg(long, value_name = "FILE")]
    pub(crate) policy: Vec<PathBuf>,
    /// A credential: its JSON, or the certificate of a client or an authority
    #[arg(long, value_name = "FILE")]
    pub(crate) credential: Vec<PathBuf>,
    /// The request's CSR
    #[arg(long, value_name = "FILE")]
    pub(crate) csr: Option<PathBuf>,
    /// A certificate, in place of the request that it came from
    #[arg(long, value_name = "FILE")]
    pub(crate) certificate: Option<PathBuf>,
    /// The request's JSON
    #[arg(long, value_name = "FILE")]
    pub(crate) request: Option<PathBuf>,
    /// When the request is made, as RFC 3339 or YYYY-MM-DD; now unless given
    #[arg(long, value_name = "TIME")]
    pub(crate) at: Option<String>,
    /// The time zone whose days the credentials' dates mean, such as +02:00; the service does not tell it
    #[arg(long, value_name = "OFFSET", default_value = "Z", value_parser = offset, allow_hyphen_values = true)]
    pub(crate) utc_offset: Offset,
    /// The protocol
    #[arg(long, ignore_case = true, value_parser = PossibleValuesParser::new(Protocol::ALL.iter().map(|one| one.as_str())))]
    pub(crate) protocol: Option<String>,
    /// How often the credentials were used, where their JSON does not tell
    #[arg(long, value_name = "NUMBER")]
    pub(crate) uses: Option<u64>,
    /// A file with the passcode that the request carries (one line break at its end is dropped)
    #[arg(long, value_name = "FILE")]
    pub(crate) passcode_file: Option<PathBuf>,
    /// The certificate that the client presents in TLS, with those that it sends along
    #[arg(long, value_name = "FILE")]
    pub(crate) client_certificate: Option<PathBuf>,
    /// The key identifier that binds the ACME account
    #[arg(long, value_name = "KID")]
    pub(crate) kid: Option<String>,
    /// The ACME account's key: public key, certificate or private key
    #[arg(long, value_name = "FILE", conflicts_with_all = ["passcode_file", "client_certificate"])]
    pub(crate) account_key: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) rules: RuleChoices,
    /// Print one JSON object on standard output
    #[arg(long)]
    pub(crate) json: bool,
}

fn offset(argument: &str) -> Result<Offset, String> {
    Offset::read(argument).ok_or_else(|| "an offset such as +02:00 is expected".to_owned())
}
