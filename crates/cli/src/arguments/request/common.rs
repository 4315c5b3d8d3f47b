//! What the arguments of all requests have in common.

use super::{Against, variable};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct Common {
    /// A file with the request's JSON to start from; arguments change its members
    #[arg(long, value_name = "FILE")]
    pub(crate) from: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) against: Against,
    #[command(flatten)]
    pub(crate) authenticate: Authenticate,
    /// What is printed
    #[arg(long, value_enum, default_value_t = Print::Curl)]
    pub(crate) print: Print,
    /// Print one JSON object on standard output: as `--print json`
    #[arg(long, conflicts_with = "print")]
    pub(crate) json: bool,
    /// Print secrets as they are sent, in place of the names of variables; not in a curl command
    #[arg(long)]
    pub(crate) include_secrets: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Print {
    /// A command for a shell, with secrets as variables
    Curl,
    /// One JSON object of method, URL, headers and body
    Json,
    /// Request line, headers and body
    Http,
    /// The body alone
    Body,
}

/// Where the request goes and how it authenticates. Nothing is sent.
#[derive(Debug, Args)]
#[command(next_help_heading = "Service")]
pub(crate) struct Authenticate {
    /// The service's URL, or its host
    #[arg(long, value_name = "URL", default_value = "https://one.digicert.com")]
    pub(crate) base: String,
    /// The way in; each excludes the headers of the others
    #[arg(long, value_enum, default_value_t = Auth::ApiKey)]
    pub(crate) auth: Auth,
    /// The environment variable that holds the API key
    #[arg(long, value_name = "VARIABLE", default_value = "KEYBUNDLE_API_KEY", value_parser = variable)]
    pub(crate) api_key_env: String,
    /// The environment variable that holds the passcode
    #[arg(long, value_name = "VARIABLE", default_value = "KEYBUNDLE_PASSCODE", value_parser = variable)]
    pub(crate) passcode_env: String,
    /// The user name that goes with a passcode for EST
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    pub(crate) est_user: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Auth {
    /// `x-api-key`
    ApiKey,
    /// `x-passcode`
    Passcode,
    /// A client certificate, at `clientauth.` before the host
    Certificate,
    /// HTTP Basic, for EST
    EstPasscode,
}
