//! Requests to the service, made and not sent.

use crate::{
    answer::{Answer, Attachments, Refusal},
    options::{Options, wrong},
    request::{kind_named, problems, refused},
    unlock,
};
use keybundle::{
    Warnings, material, report,
    request::{Authentication, Base, Draft, Kind, Problem, SecretText, Severity, curl, http_text},
};
use serde_json::json;

const NAMES: [&str; 18] = [
    "kind",
    "csr",
    "encryption_certificate",
    "pkcs12_password",
    "authentication_key",
    "profile",
    "recipient_key",
    "recipient_key_passwords",
    "exact_verdicts",
    "limits",
    "now",
    "base",
    "authentication",
    "api_key",
    "passcode",
    "est_user",
    "include_secrets",
    "variables",
];

/// Makes a request out of its description: method, URL, headers, body, and the command that sends it.
pub(crate) fn request_build(input: &[u8], options: &str, attachments: Vec<u8>) -> Result<Answer, Refusal> {
    let options = Options::read(options, attachments, &NAMES)?;
    let kind = options.text("kind")?.map(|name| kind_named(name, &Kind::ALL)).transpose()?;
    let mut draft = Draft::read_description(input, kind).map_err(refused)?;
    add(&mut draft, &options)?;

    let problems = problems(&options, &draft)?;
    if problems.iter().any(|problem| problem.severity == Severity::Error) {
        return Err(refused(keybundle::request::Error::Problems { problems }));
    }
    let base = options.text("base")?.map(Base::read).transpose();
    let base = base.map_err(|error| refused(error).about("base"))?.unwrap_or_default();
    let http = draft.request.to_http(&base, &authentication(&options)?).map_err(refused)?;
    let include_secrets = options.flag("include_secrets")?;
    let unknown = || wrong("include_secrets", "left out where a secret's value is not given");
    let mut result =
        report::http_request(&http, draft.request.kind(), &problems, include_secrets).ok_or_else(unknown)?;
    result["curl"] = json!(curl(&http));
    result["http"] = json!(http_text(&http, include_secrets).ok_or_else(unknown)?.as_str());
    result["known_host"] = json!(base.is_known_host());
    result["secure"] = json!(base.is_secure());
    Ok(Attachments::default().answer(result))
}

/// Files and secrets, which are no part of the description.
fn add(draft: &mut Draft, options: &Options) -> Result<(), Refusal> {
    let limits = unlock::limits(options)?;
    let Draft { request, problems, .. } = draft;
    if let Some(bytes) = options.secret("csr")? {
        let mut warnings = Warnings::new();
        let pem = material::csr_pem(bytes, &limits, &mut warnings);
        let pem = pem.map_err(|error| Refusal::from(error).about("csr"))?;
        problems.extend(Problem::of_several("csr", &warnings));
        request.set_csr(pem).map_err(refused)?;
    }
    if let Some(bytes) = options.secret("encryption_certificate")? {
        let mut warnings = Warnings::new();
        let pem = material::certificate_pem(bytes, &limits, &mut warnings);
        let pem = pem.map_err(|error| Refusal::from(error).about("encryption_certificate"))?;
        problems.extend(Problem::of_several("encryption_certificate", &warnings));
        request.set_encryption_certificate(pem).map_err(refused)?;
    }
    if let Some(bytes) = options.secret("authentication_key")? {
        let pem = material::account_key_pem(bytes, &limits);
        let pem = pem.map_err(|error| Refusal::from(error).about("authentication_key"))?;
        request.set_authentication_pem(pem).map_err(refused)?;
    }
    if let Some(password) = options.secret_text("pkcs12_password")? {
        request.set_pkcs12_password(SecretText::new(password)).map_err(refused)?;
    }
    Ok(())
}

/// Secrets stand as the names of variables that hold them, where their values are not given.
fn authentication(options: &Options) -> Result<Authentication, Refusal> {
    let variables = options.object("variables")?;
    let secret = |name: &str, default: &str| {
        let variable = variables.and_then(|names| names.member(name)?.text()).unwrap_or(default);
        Ok::<_, Refusal>(match options.secret_text(name)? {
            Some(value) => SecretText::new(value).shown_as(variable),
            None => SecretText::in_variable(variable),
        })
    };
    let name = options.text("authentication")?.unwrap_or("api-key");
    let (key, passcode) = (secret("api_key", "KEYBUNDLE_API_KEY")?, secret("passcode", "KEYBUNDLE_PASSCODE")?);
    let found = Authentication::from_name(name, key, passcode, options.text("est_user")?.unwrap_or_default());
    found.ok_or_else(|| wrong("authentication", &format!("one of {}", Authentication::NAMES.join(", "))))
}
