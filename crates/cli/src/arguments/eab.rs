//! The arguments of `keybundle eab`.

use super::Input;
use clap::{Args, Subcommand};
use keybundle::crates::acme::MacAlgorithm;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum Eab {
    /// Make the object externalAccountBinding
    Sign(SignBinding),
    /// Make the whole body of a newAccount request, signed by the account key
    NewAccount(SignNewAccount),
    /// Make the server's checks of a newAccount body or of a binding alone; exit code 3 unless all pass
    Verify(VerifyBinding),
    /// Print the JWK thumbprint of an account key (RFC 7638)
    Thumbprint(Thumbprint),
    /// Print the key authorization for a token, and what http-01, dns-01 and tls-alpn-01 make of it
    KeyAuthorization(KeyAuthorization),
}

#[derive(Debug, Args)]
pub(crate) struct SignBinding {
    #[command(flatten)]
    pub(crate) binding: Binding,
    #[command(flatten)]
    pub(crate) account: AccountKey,
    /// Print errors as JSON too; the binding is JSON anyway
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct SignNewAccount {
    #[command(flatten)]
    pub(crate) binding: Binding,
    #[command(flatten)]
    pub(crate) account: AccountKey,
    /// The nonce that the server gave in its header Replay-Nonce
    #[arg(long, value_name = "NONCE", allow_hyphen_values = true)]
    pub(crate) nonce: String,
    /// A URL by which the server reaches the account's holder, for instance `mailto:admin@example.com`
    #[arg(long, value_name = "URL")]
    pub(crate) contact: Vec<String>,
    /// Agree to the server's terms of service
    #[arg(long)]
    pub(crate) agree_to_terms: bool,
    /// Ask for the URL of the account if it exists, and make no new one
    #[arg(long)]
    pub(crate) only_return_existing: bool,
    /// Print errors as JSON too; the body is JSON anyway
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
#[command(mut_arg("file", |file| file.help("The file, or `-` for standard input: the JSON of a newAccount request or of a binding")))]
pub(crate) struct VerifyBinding {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) credential: EabCredential,
    /// The URL of newAccount, as the server's directory has it
    #[arg(long, value_name = "URL")]
    pub(crate) url: String,
    /// A file with the account's key: then the binding must be for this one
    #[arg(long, value_name = "FILE")]
    pub(crate) account_key: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) password: AccountKeyPassword,
    /// Print one JSON object on standard output
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Thumbprint {
    #[command(flatten)]
    pub(crate) account: AccountKey,
    /// Print one JSON object on standard output
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct KeyAuthorization {
    #[command(flatten)]
    pub(crate) account: AccountKey,
    /// The token of the challenge
    #[arg(long, value_name = "TOKEN", allow_hyphen_values = true)]
    pub(crate) token: String,
    /// Print one JSON object on standard output
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Binding {
    #[command(flatten)]
    pub(crate) credential: EabCredential,
    /// The URL of newAccount, as the server's directory has it
    #[arg(long, value_name = "URL")]
    pub(crate) url: String,
    /// The algorithm of the binding: HS256, HS384 or HS512
    #[arg(long, value_name = "NAME", default_value_t)]
    pub(crate) alg: MacAlgorithm,
}

/// What the service handed out. The key never comes from an argument itself, which other users of the machine can read.
#[derive(Debug, Args)]
#[command(next_help_heading = "Credential")]
#[group(required = true, multiple = true)]
pub(crate) struct EabCredential {
    /// The key identifier; not needed with the service's JSON answer
    #[arg(long, value_name = "KID", allow_hyphen_values = true)]
    pub(crate) kid: Option<String>,
    /// A file with the HMAC key as base64 in any form, or with the service's JSON answer
    #[arg(long, value_name = "FILE", group = "hmac_key")]
    pub(crate) hmac_key_file: Option<PathBuf>,
    /// An environment variable that holds the HMAC key
    #[arg(long, value_name = "VARIABLE", group = "hmac_key")]
    pub(crate) hmac_key_env: Option<String>,
    /// A file descriptor from which the HMAC key is read
    #[arg(long, value_name = "NUMBER", group = "hmac_key")]
    pub(crate) hmac_key_fd: Option<u32>,
    /// A file with the JSON in which the service answered `id` and `hmac_key`
    #[arg(long, value_name = "FILE", group = "hmac_key")]
    pub(crate) credential: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct AccountKey {
    /// A file with the account's key: PEM, DER, JWK or PKCS#12. Where nothing is signed by it, its public key or
    /// certificate will do
    #[arg(long, value_name = "FILE")]
    pub(crate) account_key: PathBuf,
    #[command(flatten)]
    pub(crate) password: AccountKeyPassword,
}

#[derive(Debug, Args)]
pub(crate) struct AccountKeyPassword {
    /// A file with the password of the account key
    #[arg(long, value_name = "FILE")]
    pub(crate) account_key_password_file: Vec<PathBuf>,
    /// An environment variable that holds it
    #[arg(long, value_name = "VARIABLE")]
    pub(crate) account_key_password_env: Vec<String>,
    /// A file descriptor from which it is read
    #[arg(long, value_name = "NUMBER")]
    pub(crate) account_key_password_fd: Vec<u32>,
}
