//! The arguments, from which help, completions and the man page are made.

mod batch;
mod credential;
mod csr;
mod eab;
mod key;
mod matching;
pub(crate) mod request;
#[cfg(feature = "pkcs11")]
mod token;

pub(crate) use batch::Batch;
pub(crate) use credential::{CheckCredential, Credential, ShowCredential};
pub(crate) use csr::{Csr, NewRequest, RequestContent, RequestKey, ShowRequest};
pub(crate) use eab::{
    AccountKey, AccountKeyPassword, Eab, EabCredential, KeyAuthorization, SignBinding, SignNewAccount, Thumbprint,
    VerifyBinding,
};
pub(crate) use key::{ConvertKey, Derivation, Encryption, Key, KeyEncoding, KeyOutput, NewKey, ShowKey};
pub(crate) use matching::Match;
#[cfg(feature = "pkcs11")]
pub(crate) use token::TokenAccess;

use crate::provider::Provider;
use clap::{
    Args, Parser, Subcommand, ValueEnum,
    builder::{PathBufValueParser, TypedValueParser},
};
use keybundle::crates::encoding::hex;
use std::path::PathBuf;

/// Opens what a certificate service hands out: key, certificate and chain, checked against each other.
#[derive(Debug, Parser)]
#[command(name = "keybundle", version, max_term_width = 100, subcommand_required = true, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Tell what a file is and what it needs, without a secret
    Inspect(Inspect),
    /// Open a file into private keys, certificates and chains
    Decode(Box<Decode>),
    /// Remove one CMS layer and give its content byte for byte
    Decrypt(Box<Decrypt>),
    /// Make, describe and convert keys
    #[command(subcommand)]
    Key(Key),
    /// Read, verify and make certificate requests (PKCS#10)
    #[command(subcommand)]
    Csr(Csr),
    /// Bind an ACME account to a credential (External Account Binding), and check bindings
    #[command(subcommand)]
    Eab(Box<Eab>),
    /// Hold a request or certificate against registered values
    Match(Box<Match>),
    /// Open one answer a line (NDJSON), on all cores, and give one result a line
    Batch(Box<Batch>),
    /// Describe credentials, and tell which of them would accept a request
    #[command(subcommand)]
    Credential(Credential),
    /// Make and check requests to the service; nothing is sent
    #[command(subcommand)]
    Request(request::Request),
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page (roff), with all subcommands and their options: `keybundle man | man -l -`
    Man,
}

#[derive(Debug, Args)]
pub(crate) struct Inspect {
    #[command(flatten)]
    pub(crate) input: Input,
    /// Print one JSON object on standard output
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Decode {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) secrets: Secrets,
    /// The request that the input answers (its body, or what `keybundle request --json` printed): its password is used,
    /// and what came otherwise than it was asked for is a warning
    #[arg(long, value_name = "FILE")]
    pub(crate) request: Option<PathBuf>,
    /// Print one JSON object on standard output
    #[arg(long, conflicts_with = "pem")]
    pub(crate) json: bool,
    /// Write key (mode 0600), certificate, chain and full chain of each bundle into this directory
    #[arg(long, value_name = "DIR", value_parser = place())]
    pub(crate) out: Option<PathBuf>,
    /// The form of the files that are written
    #[arg(long, value_enum, default_value_t = Form::Pem, requires = "out")]
    pub(crate) form: Form,
    /// Replace files that are there already
    #[arg(long, requires = "out")]
    pub(crate) force: bool,
    /// Print key, certificate and chain as PEM on standard output
    #[arg(long)]
    pub(crate) pem: bool,
    /// Add the PEM of each key and certificate to the JSON
    // Beside `requires`: clap takes that for fulfilled where `json` conflicts with what is given.
    #[arg(long, requires = "json", conflicts_with = "pem")]
    pub(crate) include_secrets: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Decrypt {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) secrets: Secrets,
    /// Print one JSON object about the content on standard output, in place of the content
    #[arg(long)]
    pub(crate) json: bool,
    /// Write the content into this file (mode 0600), which must not be there
    #[arg(long, value_name = "FILE", value_parser = place())]
    pub(crate) out: Option<PathBuf>,
    /// Replace the file if it is there already
    #[arg(long, requires = "out")]
    pub(crate) force: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Input {
    /// The file, or `-` for standard input: a whole JSON answer, base64, PEM, DER, PKCS#12, CMS, ZIP or MIME
    #[arg(value_name = "FILE", default_value = "-")]
    pub(crate) file: PathBuf,
    /// Raise or lower a limit, for instance `derivation_work=200000000`; a refusal names the limit
    #[arg(long = "limit", value_name = "NAME=NUMBER", value_parser = limit)]
    pub(crate) limits: Vec<(String, u64)>,
}

/// Where secrets come from; never from an argument itself, which other users of the machine can read.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Secrets")]
pub(crate) struct Secrets {
    /// A file whose content is a password (UTF-8, or UTF-16 as PowerShell writes it; one line break at its end is dropped)
    #[arg(long, value_name = "FILE")]
    pub(crate) password_file: Vec<PathBuf>,
    /// An environment variable that holds a password
    #[arg(long, value_name = "VARIABLE")]
    pub(crate) password_env: Vec<String>,
    /// A file descriptor from which a password is read
    #[arg(long, value_name = "NUMBER")]
    pub(crate) password_fd: Vec<u32>,
    /// A file with the password of a PKCS#12's MAC, where that is another one
    #[arg(long, value_name = "FILE")]
    pub(crate) mac_password_file: Vec<PathBuf>,
    /// A file with a recipient's private key: PEM, DER or PKCS#12
    #[arg(long, value_name = "FILE")]
    pub(crate) recipient_key: Vec<PathBuf>,
    /// A file with the password of the recipients' private keys
    #[arg(long, value_name = "FILE", requires = "recipient_key")]
    pub(crate) recipient_key_password_file: Vec<PathBuf>,
    /// A file with a recipient's certificate
    #[arg(long, value_name = "FILE")]
    pub(crate) recipient_cert: Vec<PathBuf>,
    /// A file with the raw bytes of a key-encryption key
    #[arg(long, value_name = "FILE")]
    pub(crate) kek_file: Vec<PathBuf>,
    /// The identifier of the key-encryption key, in hex
    #[arg(long, value_name = "HEX", requires = "kek_file", value_parser = hex_bytes)]
    pub(crate) kek_id: Vec<Bytes>,
    /// Who does the operations of recipients' private keys
    #[arg(long, value_enum, default_value_t)]
    pub(crate) provider: Provider,
    #[cfg(feature = "pkcs11")]
    #[command(flatten)]
    pub(crate) token: TokenAccess,
}

/// Bytes that an argument gives in hex.
#[derive(Clone, Debug)]
pub(crate) struct Bytes(pub(crate) Vec<u8>);

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// Text (RFC 7468)
    Pem,
    /// Binary
    Der,
}

/// Where something is written. Everywhere else `-` is a standard stream: a private key must not end in a file of that name.
pub(crate) fn place() -> impl TypedValueParser<Value = PathBuf> {
    PathBufValueParser::new().try_map(|path| {
        let is_stream = path.as_os_str() == "-";
        let reason = "this is no standard stream: leave the option out, or write ./- for a place of that name";
        if is_stream { Err(reason) } else { Ok(path) }
    })
}

fn limit(argument: &str) -> Result<(String, u64), String> {
    let (name, number) = argument.split_once('=').ok_or("NAME=NUMBER is expected")?;
    let number = number.parse().map_err(|_| "the limit is no whole number")?;
    Ok((name.to_owned(), number))
}

/// Reads pairs of hex digits.
pub(crate) fn hex_bytes(argument: &str) -> Result<Bytes, String> {
    hex::pairs(argument).map(Bytes).ok_or_else(|| "pairs of hex digits are expected".to_owned())
}
