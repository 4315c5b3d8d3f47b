//! The arguments of `keybundle csr`.

#[cfg(feature = "pkcs11")]
use super::TokenAccess;
use super::{Form, Input, key::key_type, place};
use crate::provider::Provider;
use clap::{Args, Subcommand};
use keybundle::{KeyType, SignatureAlgorithm};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum Csr {
    /// Make a request, signed by a given key or a new one
    New(Box<NewRequest>),
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

#[derive(Debug, Args)]
pub(crate) struct NewRequest {
    #[command(flatten)]
    pub(crate) key: RequestKey,
    #[command(flatten)]
    pub(crate) content: RequestContent,
    /// Write the request into this file, which must not be there; else on standard output
    #[arg(long, value_name = "FILE", value_parser = place())]
    pub(crate) out: Option<PathBuf>,
    /// Text or binary
    #[arg(long, visible_alias = "to", value_enum, default_value_t = Form::Pem)]
    pub(crate) form: Form,
    /// Replace files that are there already
    #[arg(long)]
    pub(crate) force: bool,
    /// Print one JSON object about the request on standard output, with its PEM
    #[arg(long)]
    pub(crate) json: bool,
}

/// Whose request it is.
#[derive(Debug, Args)]
#[command(next_help_heading = "Key")]
pub(crate) struct RequestKey {
    /// A file with the private key: PEM, DER, PKCS#12, JWK …
    #[arg(long, value_name = "FILE", required_unless_present = "new_key", conflicts_with = "new_key")]
    pub(crate) key: Option<PathBuf>,
    // That these two belong to `key`, and `key_out` to `new_key`, is checked when they are used: clap takes `requires`
    // for fulfilled where what is required conflicts with what is given.
    /// A file with the key's password (UTF-8, or UTF-16 as PowerShell writes it; one line break at its end is dropped)
    #[arg(long, value_name = "FILE")]
    pub(crate) key_password_file: Vec<PathBuf>,
    /// An environment variable that holds the key's password
    #[arg(long, value_name = "VARIABLE")]
    pub(crate) key_password_env: Vec<String>,
    /// Make a new key: rsa-2048, rsa-3072, rsa-4096, p-256, p-384, p-521, ed25519, ml-dsa-44, ml-dsa-65, ml-dsa-87
    #[arg(long, value_name = "TYPE", requires = "key_out", value_parser = key_type)]
    pub(crate) new_key: Option<KeyType>,
    /// Write the new key (PKCS#8, mode 0600, not encrypted) into this file, which must not be there
    #[arg(long, value_name = "FILE", value_parser = place())]
    pub(crate) key_out: Option<PathBuf>,
    /// How to sign: sha256WithRSAEncryption, rsassa-pss-sha384, ecdsa-with-SHA256, Ed25519, ML-DSA-44 …
    #[arg(long, value_name = "NAME", value_parser = signature_algorithm)]
    pub(crate) signature_algorithm: Option<SignatureAlgorithm>,
    /// Who signs
    #[arg(long, value_enum, default_value_t)]
    pub(crate) provider: Provider,
    #[cfg(feature = "pkcs11")]
    #[command(flatten)]
    pub(crate) token: TokenAccess,
}

/// What it says. Flags go over what a description, a certificate or another request says.
#[derive(Debug, Args)]
#[command(next_help_heading = "Content")]
pub(crate) struct RequestContent {
    /// A description as JSON or TOML: the fields of docs/csr.md
    #[arg(long, value_name = "FILE")]
    pub(crate) description: Option<PathBuf>,
    /// Ask for what this certificate has (renewal): subject, names and uses
    #[arg(long, value_name = "FILE", conflicts_with = "description")]
    pub(crate) from_certificate: Option<PathBuf>,
    /// Ask for what this request asks for
    #[arg(long, value_name = "FILE", conflicts_with_all = ["description", "from_certificate"])]
    pub(crate) from_request: Option<PathBuf>,
    /// The subject as RFC 4514 text: the first attribute written is the last one encoded (CN=a,O=b,C=DE)
    #[arg(long, value_name = "NAME")]
    pub(crate) subject: Option<String>,
    /// The string type of the subject's text: utf8, printable, teletex, bmp
    #[arg(long, value_name = "TYPE")]
    pub(crate) string_type: Option<String>,
    /// An alternative name: DNS:a.example, IP:192.0.2.7, email:a@b.example, URI:…, UPN:…, dirName:…, RID:…, otherName:OID;UTF8:…
    #[arg(long, value_name = "NAME")]
    pub(crate) san: Vec<String>,
    /// What the key may be used for: digitalSignature, keyEncipherment …
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(crate) key_usage: Vec<String>,
    /// For what purposes: serverAuth, clientAuth … or OIDs
    #[arg(long, value_name = "NAME", value_delimiter = ',')]
    pub(crate) extended_key_usage: Vec<String>,
    /// Ask for a certification authority (true) or say that it is none (false)
    #[arg(long, value_name = "BOOLEAN")]
    pub(crate) ca: Option<bool>,
    /// How many authorities may stand below it
    #[arg(long, value_name = "NUMBER", requires = "ca")]
    pub(crate) path_length: Option<u8>,
    /// A certificate policy
    #[arg(long, value_name = "OID")]
    pub(crate) policy: Vec<String>,
    /// Any other extension: its OID and its encoded value in hex
    #[arg(long, value_name = "OID=HEX")]
    pub(crate) extension: Vec<String>,
    /// As --extension, marked as critical
    #[arg(long, value_name = "OID=HEX")]
    pub(crate) critical_extension: Vec<String>,
    /// Any other attribute of the request: its OID, and text (UTF8String) or `#` and the hex of an encoded value
    #[arg(long, value_name = "OID=VALUE")]
    pub(crate) attribute: Vec<String>,
    /// The unstructured name
    #[arg(long, value_name = "TEXT")]
    pub(crate) unstructured_name: Option<String>,
    /// A file with the challenge password (UTF-8, or UTF-16 as PowerShell writes it; one line break at its end is dropped)
    #[arg(long, value_name = "FILE")]
    pub(crate) challenge_password_file: Option<PathBuf>,
    /// An environment variable that holds the challenge password
    #[arg(long, value_name = "VARIABLE", conflicts_with = "challenge_password_file")]
    pub(crate) challenge_password_env: Option<String>,
    /// The string type of the challenge password: printable, utf8, ia5, teletex, bmp
    #[arg(long, value_name = "TYPE")]
    pub(crate) challenge_password_type: Option<String>,
}

fn signature_algorithm(name: &str) -> Result<SignatureAlgorithm, String> {
    SignatureAlgorithm::from_name(name).ok_or_else(|| {
        let names: Vec<_> = SignatureAlgorithm::all().map(SignatureAlgorithm::name).collect();
        format!("one of these is expected: {}", names.join(", "))
    })
}
