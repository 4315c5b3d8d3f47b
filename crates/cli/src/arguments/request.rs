//! The arguments of `keybundle request`.

mod common;
mod credentials;

pub(crate) use common::{Auth, Common, Print};
pub(crate) use credentials::{AcmeCredential, Passcode};

use super::Input;
use clap::{ArgAction, Args, Subcommand, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub(crate) enum Request {
    /// Ask for a certificate with a key that the service makes
    Keygen(Box<Keygen>),
    /// Ask for a certificate for a CSR
    Enroll(Box<Enroll>),
    /// Ask for another certificate in place of one
    Renew(Box<Renew>),
    /// Make a device known
    Device(Box<Device>),
    /// Read a device
    DeviceRead(Box<DeviceRead>),
    /// Ask for a passcode
    Passcode(Box<Passcode>),
    /// Ask for an ACME credential
    AcmeCredential(Box<AcmeCredential>),
    /// Register a device at Device Trust Manager
    Register(Box<Register>),
    /// Fetch the bundle of a registered device
    DownloadBundle(Box<Download>),
    /// Fetch the certificates of a batch
    DownloadBatch(Box<Download>),
    /// Enrol over Secure Transport (RFC 7030)
    Est(Box<Est>),
    /// Check a request that someone wrote: everything that is wrong with it, at once
    Check(Box<Check>),
}

/// What goes into the certificate, whoever makes its key.
#[derive(Debug, Args)]
pub(crate) struct Subject {
    /// The enrollment profile: `IOT_` and a UUID
    #[arg(long, value_name = "ID")]
    pub(crate) enrollment_profile: Option<String>,
    /// An attribute of the certificate, for instance `subject.common_name=device-1`; several of one name make a list
    #[arg(long, value_name = "ID=VALUE", value_parser = pair)]
    pub(crate) attribute: Vec<(String, String)>,
    /// An attribute of the device
    #[arg(long, value_name = "ID=VALUE", value_parser = pair)]
    pub(crate) device_attribute: Vec<(String, String)>,
    /// Whether the chain comes along
    #[arg(long, value_name = "BOOL", action = ArgAction::Set)]
    pub(crate) include_certificate_chain: Option<bool>,
}

/// The key that the service makes, and how it comes.
#[derive(Debug, Args)]
pub(crate) struct ServerKey {
    /// `rsa_2048`, `rsa_3072`, `rsa_4096`, `p_256`, `p_384`, `p_521`, `ed_25519`; others are passed on
    #[arg(long, value_name = "TYPE")]
    pub(crate) key_type: Option<String>,
    /// `pem`, `der`, `pkcs_12`, `cert_encrypted`, `cert_encrypted_key_only`; others are passed on
    #[arg(long, value_name = "FORMAT")]
    pub(crate) private_key_format: Option<String>,
    /// The syntax of the key; its values are not documented
    #[arg(long, value_name = "SYNTAX")]
    pub(crate) private_key_syntax: Option<String>,
    /// A file with the password of the PKCS#12 (one line break at its end is dropped)
    #[arg(long, value_name = "FILE")]
    pub(crate) pkcs12_password_file: Option<PathBuf>,
    /// An environment variable with the password of the PKCS#12
    #[arg(long, value_name = "VARIABLE", conflicts_with = "pkcs12_password_file", value_parser = variable)]
    pub(crate) pkcs12_password_env: Option<String>,
    /// A file with the certificate to which the answer is encrypted: PEM, DER, PKCS#7 …
    #[arg(long, value_name = "FILE")]
    pub(crate) encryption_certificate: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Keygen {
    #[command(flatten)]
    pub(crate) subject: Subject,
    #[command(flatten)]
    pub(crate) key: ServerKey,
    #[command(flatten)]
    pub(crate) common: Common,
}

#[derive(Debug, Args)]
pub(crate) struct Enroll {
    /// A file with the CSR: PEM, DER, base64 …
    #[arg(long, value_name = "FILE")]
    pub(crate) csr: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) subject: Subject,
    #[command(flatten)]
    pub(crate) common: Common,
}

#[derive(Debug, Args)]
#[group(skip)]
pub(crate) struct Renew {
    /// The service's identifier of the certificate
    #[arg(long, value_name = "ID", required_unless_present = "serial_number")]
    pub(crate) certificate_id: Option<String>,
    /// Its serial number, in hex
    #[arg(long, value_name = "HEX", conflicts_with = "certificate_id")]
    pub(crate) serial_number: Option<String>,
    /// `PUT` in place of `POST`, as an older reference of the service has it
    #[arg(long)]
    pub(crate) put: bool,
    /// A file with the CSR, where the service does not make the key
    #[arg(long, value_name = "FILE")]
    pub(crate) csr: Option<PathBuf>,
    /// Let the service make the key
    #[arg(long, conflicts_with = "csr")]
    pub(crate) server_side_key_gen: bool,
    #[command(flatten)]
    pub(crate) subject: Subject,
    #[command(flatten)]
    pub(crate) key: ServerKey,
    #[command(flatten)]
    pub(crate) common: Common,
}

#[derive(Debug, Args)]
pub(crate) struct Device {
    /// The division
    #[arg(long, value_name = "ID")]
    pub(crate) division_id: Option<String>,
    /// What the device is called
    #[arg(long, value_name = "NAME")]
    pub(crate) device_identifier: Option<String>,
    /// The device profile
    #[arg(long, value_name = "ID")]
    pub(crate) device_profile_id: Option<String>,
    /// An attribute of the device
    #[arg(long, value_name = "ID=VALUE", value_parser = pair)]
    pub(crate) device_attribute: Vec<(String, String)>,
    #[command(flatten)]
    pub(crate) common: Common,
}

#[derive(Debug, Args)]
pub(crate) struct DeviceRead {
    /// What the device is called
    #[arg(long, value_name = "NAME")]
    pub(crate) device_identifier: String,
    /// The division
    #[arg(long, value_name = "ID")]
    pub(crate) division_id: Option<String>,
    /// Another filter of the query
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    pub(crate) filter: Vec<(String, String)>,
    #[command(flatten)]
    pub(crate) common: Common,
}

#[derive(Debug, Args)]
pub(crate) struct Register {
    /// The certificate management policy
    #[arg(long, value_name = "ID")]
    pub(crate) certificate_policy_id: Option<String>,
    /// `RSA_2048` …; others are passed on
    #[arg(long, value_name = "TYPE")]
    pub(crate) key_type: Option<String>,
    /// `PEM`; others are passed on
    #[arg(long, value_name = "FORMAT")]
    pub(crate) key_format: Option<String>,
    /// `PKCS8`; others are passed on
    #[arg(long, value_name = "SYNTAX")]
    pub(crate) key_syntax: Option<String>,
    /// A file with the CSR, where the service does not make the key
    #[arg(long, value_name = "FILE")]
    pub(crate) csr: Option<PathBuf>,
    /// An attribute of the certificate; several of one name make a list
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    pub(crate) attribute: Vec<(String, String)>,
    #[command(flatten)]
    pub(crate) common: Common,
}

#[derive(Debug, Args)]
pub(crate) struct Download {
    /// The service's identifier of the device or the batch
    #[arg(value_name = "ID")]
    pub(crate) id: String,
    #[command(flatten)]
    pub(crate) common: Common,
}

#[derive(Debug, Args)]
pub(crate) struct Est {
    /// What is asked for
    #[arg(value_name = "OPERATION", value_enum)]
    pub(crate) operation: Operation,
    /// The policy's part of the URL: `IOT_…`
    #[arg(long, value_name = "ID")]
    pub(crate) policy: String,
    /// The device group
    #[arg(long, value_name = "ID")]
    pub(crate) device_group: Option<String>,
    /// A file with the CSR, for the operations that send one
    #[arg(long, value_name = "FILE")]
    pub(crate) csr: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) common: Common,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Operation {
    /// A first certificate
    Simpleenroll,
    /// Another one in place of one
    Simplereenroll,
    /// A certificate and a key made by the service
    Serverkeygen,
    /// The certificates of the authority
    Cacerts,
    /// What a CSR shall hold
    Csrattrs,
}

#[derive(Debug, Args)]
#[command(mut_arg("file", |file| file.help("The file, or `-` for standard input: the JSON of a request, as it would be sent")))]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) input: Input,
    /// What it asks for, where its members do not tell
    #[arg(long, value_enum)]
    pub(crate) kind: Option<BodyKind>,
    #[command(flatten)]
    pub(crate) against: Against,
    /// Print one JSON object on standard output
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum BodyKind {
    Certificate,
    Renewal,
    Device,
    Passcode,
    AcmeCredential,
    Registration,
}

/// What a request is checked against.
#[derive(Debug, Args)]
pub(crate) struct Against {
    /// A file with the JSON of the enrollment profile: methods, key generation, key types
    #[arg(long, value_name = "FILE")]
    pub(crate) profile: Option<PathBuf>,
    /// A file with the private key or certificate of the recipient who will open the answer
    #[arg(long, value_name = "FILE")]
    pub(crate) recipient_key: Option<PathBuf>,
    /// A file with the password of that key
    #[arg(long, value_name = "FILE", requires = "recipient_key")]
    pub(crate) recipient_key_password_file: Option<PathBuf>,
    /// The time for what may have expired, as RFC 3339; by default, now
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub(crate) at: Option<i64>,
}

/// A name and a value with `=` between them.
pub(crate) fn pair(argument: &str) -> Result<(String, String), String> {
    let (name, value) = argument.split_once('=').ok_or("NAME=VALUE is expected")?;
    Ok((name.to_owned(), value.to_owned()))
}

fn time(argument: &str) -> Result<i64, String> {
    keybundle::unix_time(argument).ok_or_else(|| "a time like 2030-12-31T23:59:59Z is expected".to_owned())
}

/// The name of an environment variable, as a shell takes it (POSIX.1-2024 §3.216).
fn variable(name: &str) -> Result<String, String> {
    let is_name = !name.starts_with(|first: char| first.is_ascii_digit())
        && !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if is_name { Ok(name.to_owned()) } else { Err("a variable's name has letters, digits and underscores".to_owned()) }
}
