//! Which credentials of a policy would let a request through.

use crate::{
    answer::{Answer, Attachments, Refusal},
    matching,
    options::{Options, wrong},
    unlock,
};
use keybundle::{
    Limits,
    credential::{Attempt, Bound, Credential, Description, Offset, Proof, Protocol, RequestFields, judge},
    material, report, rfc3339,
};
use serde_json::json;

const NAMES: [&str; 15] = [
    "credentials",
    "csr",
    "certificate",
    "request",
    "at",
    "now",
    "utc_offset",
    "protocol",
    "uses",
    "passcode",
    "client_certificate",
    "kid",
    "account_key",
    "rules",
    "limits",
];

/// Tells which credentials would accept a request, and why each other would not. The input is an authentication policy
/// or a credential; further ones are an option.
pub(crate) fn credential_check(input: &[u8], options: &str, attachments: Vec<u8>) -> Result<Answer, Refusal> {
    let options = Options::read(options, attachments, &NAMES)?;
    let limits = unlock::limits(&options)?;
    let mut credentials = Credential::read_all(input, &limits).map_err(Refusal::of)?;
    for bytes in options.secrets("credentials")? {
        credentials.extend(Credential::read_all(bytes, &limits).map_err(Refusal::of)?);
    }
    let fields = fields(&options, &limits)?;
    let presented = fields.as_ref().map(RequestFields::presented).transpose().map_err(Refusal::of)?;
    let certificates = match options.secret("client_certificate")? {
        None => Vec::new(),
        Some(bytes) => material::client_certificates(bytes, &limits)
            .map_err(|error| Refusal::from(error).about("client_certificate"))?,
    };
    let account = match options.secret("account_key")? {
        None => None,
        Some(bytes) => Some(Description::key(bytes, &limits).map_err(|error| Refusal::of(error).about("account_key"))?),
    };
    let passcode = options.secret_text("passcode")?;
    let kid = options.text("kid")?;

    let offset = match options.text("utc_offset")? {
        None => Offset::default(),
        Some(text) => Offset::read(text).ok_or_else(|| wrong("utc_offset", "an offset such as +02:00"))?,
    };
    let at = match options.text("at")? {
        None => options.integer("now")?.ok_or_else(|| wrong("now", "a time, in seconds since 1970"))?,
        Some(text) => Bound::read(text).start(offset).ok_or_else(|| wrong("at", "a time or a day"))?,
    };
    let mut attempt = Attempt::new(at, matching::rules(&options)?);
    attempt.offset = offset;
    if let Some(name) = options.text("protocol")? {
        let known = || Protocol::ALL.iter().map(|one| one.as_str()).collect::<Vec<_>>().join(", ");
        let found = Protocol::from_name(name).ok_or_else(|| wrong("protocol", &format!("one of {}", known())))?;
        attempt.protocol = Some(found);
    }
    attempt.usage_count = match options.integer("uses")? {
        None => None,
        Some(uses) => Some(u64::try_from(uses).map_err(|_| wrong("uses", "a whole number, not negative"))?),
    };
    attempt.proof = match (passcode, certificates.split_first(), kid.is_some() || account.is_some()) {
        (Some(passcode), None, false) => Some(Proof::Passcode(passcode)),
        (None, Some((certificate, intermediates)), false) => Some(Proof::Certificate { certificate, intermediates }),
        (None, None, true) => Some(Proof::Acme { key_identifier: kid, account_key: account.as_ref() }),
        (None, None, false) => None,
        _ => return Err(wrong("passcode", "the only proof: passcode, client_certificate, or kid and account_key")),
    };
    attempt.presented = presented.as_ref();

    let mut result = report::judgements(&judge(&credentials, &attempt));
    result["at"] = json!(rfc3339(attempt.at));
    result["protocol"] = json!(attempt.protocol.map(Protocol::as_str));
    result["rules"] = report::rules(&attempt.rules);
    let warnings = fields.as_ref().map(|fields| fields.warnings().clone()).unwrap_or_default();
    result["warnings"] = report::warnings(&warnings);
    Ok(Attachments::default().answer(result))
}

fn fields(options: &Options, limits: &Limits) -> Result<Option<RequestFields>, Refusal> {
    match (options.secret("csr")?, options.secret("certificate")?, options.secret("request")?) {
        (None, None, None) => Ok(None),
        _ => matching::presented(options, limits).map(Some),
    }
}
