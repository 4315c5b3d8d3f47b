//! The arguments of `keybundle key`.

use super::{Form, Input, Secrets, place};
use clap::{Args, Subcommand, ValueEnum};
use keybundle::KeyType;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum Key {
    /// Make a new private key
    New(NewKey),
    /// Tell the kind of a key, its hash and thumbprint, and what is weak about it
    Show(Box<ShowKey>),
    /// Write a key in another encoding
    Convert(Box<ConvertKey>),
}

#[derive(Debug, Args)]
pub(crate) struct NewKey {
    /// The kind of key: rsa-2048, rsa-3072, rsa-4096, p-256, p-384, p-521, ed25519, ml-dsa-44, ml-dsa-65, ml-dsa-87
    #[arg(long = "type", value_name = "TYPE", value_parser = key_type)]
    pub(crate) key_type: KeyType,
    #[command(flatten)]
    pub(crate) output: KeyOutput,
    /// How the key is written
    #[arg(long, value_enum, default_value_t = KeyEncoding::Pkcs8)]
    pub(crate) encoding: KeyEncoding,
    #[command(flatten)]
    pub(crate) encryption: Encryption,
    /// A file whose content is the password to encrypt by (UTF-8, or UTF-16 as PowerShell writes it; one line break at its end is dropped)
    #[arg(long, value_name = "FILE", help_heading = "Secrets")]
    pub(crate) password_file: Option<PathBuf>,
    /// An environment variable that holds the password
    #[arg(long, value_name = "VARIABLE", conflicts_with = "password_file", help_heading = "Secrets")]
    pub(crate) password_env: Option<String>,
    /// A file descriptor from which the password is read
    #[arg(long, value_name = "NUMBER", conflicts_with_all = ["password_file", "password_env"], help_heading = "Secrets")]
    pub(crate) password_fd: Option<u32>,
}

#[derive(Debug, Args)]
pub(crate) struct ShowKey {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) secrets: Secrets,
    /// Print one JSON object on standard output
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ConvertKey {
    #[command(flatten)]
    pub(crate) input: Input,
    #[command(flatten)]
    pub(crate) output: KeyOutput,
    /// How the key is written; pkcs8 unless given, and spki of a public key or certificate
    #[arg(long, value_enum)]
    pub(crate) encoding: Option<KeyEncoding>,
    /// Write the public half
    #[arg(long)]
    pub(crate) public: bool,
    #[command(flatten)]
    pub(crate) encryption: Encryption,
    #[command(flatten)]
    pub(crate) secrets: Secrets,
    /// A file with the password to encrypt by, where that is another than the one that opens the input
    #[arg(long, value_name = "FILE", help_heading = "Secrets")]
    pub(crate) new_password_file: Option<PathBuf>,
    /// An environment variable that holds the password to encrypt by
    #[arg(long, value_name = "VARIABLE", conflicts_with = "new_password_file", help_heading = "Secrets")]
    pub(crate) new_password_env: Option<String>,
    /// A file descriptor from which the password to encrypt by is read
    #[arg(
        long,
        value_name = "NUMBER",
        conflicts_with_all = ["new_password_file", "new_password_env"],
        help_heading = "Secrets"
    )]
    pub(crate) new_password_fd: Option<u32>,
}

/// Where a key goes, and in what form.
#[derive(Debug, Args)]
pub(crate) struct KeyOutput {
    /// Text or binary
    #[arg(long, visible_alias = "to", value_enum, default_value_t = Form::Pem)]
    pub(crate) form: Form,
    /// Write the key into this file (mode 0600 where it is private), which must not be there; else on standard output
    #[arg(long, value_name = "FILE", value_parser = place())]
    pub(crate) out: Option<PathBuf>,
    /// Replace the file if it is there already
    #[arg(long, requires = "out")]
    pub(crate) force: bool,
    /// Print one JSON object about the key on standard output
    #[arg(long, requires = "out")]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Encryption {
    /// Encrypt the key by a password (PKCS#8 with PBES2 and AES-256-CBC): how the password becomes a key
    #[arg(long, value_enum)]
    pub(crate) encrypt: Option<Derivation>,
    /// Iterations of PBKDF2 (600000 unless given), or the cost of scrypt (16384 unless given)
    #[arg(long, value_name = "NUMBER")]
    pub(crate) iterations: Option<u32>,
    /// Let an empty password through, which protects nothing
    #[arg(long)]
    pub(crate) allow_empty_password: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Derivation {
    /// PBKDF2 with HMAC-SHA-256
    Pbkdf2,
    /// scrypt
    Scrypt,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum KeyEncoding {
    /// Every private key
    Pkcs8,
    /// RSA keys
    Pkcs1,
    /// Private keys on elliptic curves
    Sec1,
    /// Every public key (SubjectPublicKeyInfo)
    Spki,
    /// JSON Web Key
    Jwk,
}

pub(super) fn key_type(argument: &str) -> Result<KeyType, String> {
    KeyType::from_name(argument).ok_or_else(|| {
        let names: Vec<_> = KeyType::ALL.iter().map(|known| known.name()).collect();
        format!("there are {}", names.join(", "))
    })
}
