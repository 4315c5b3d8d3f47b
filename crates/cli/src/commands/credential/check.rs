//! `keybundle credential check`

use crate::{
    arguments::CheckCredential,
    commands::matching::fields,
    failure::Failure,
    input,
    output::{self, human},
};
use keybundle::{
    Certificate, Limits, UnixTime,
    credential::{Attempt, Bound, Credential, Description, Judgement, Proof, Protocol, RequestFields, judge},
    material, report, rfc3339,
};
use serde_json::json;
use std::{
    process::ExitCode,
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};
use zeroize::Zeroizing;

pub(crate) fn run(arguments: &CheckCredential) -> Result<ExitCode, Failure> {
    let limits = Limits::default();
    let credentials = credentials(arguments, &limits)?;
    let fields = fields([&arguments.csr, &arguments.certificate, &arguments.request], &limits)?;
    let presented = fields.as_ref().map(RequestFields::presented).transpose().map_err(Failure::coded)?;
    let warnings = fields.as_ref().map(|fields| fields.warnings().clone()).unwrap_or_default();
    let shown = Shown::read(arguments, &limits)?;

    let mut attempt = Attempt::new(at(arguments)?, arguments.rules.rules());
    attempt.offset = arguments.utc_offset;
    attempt.protocol = arguments.protocol.as_deref().and_then(Protocol::from_name);
    attempt.usage_count = arguments.uses;
    attempt.proof = shown.proof(arguments);
    attempt.presented = presented.as_ref();
    let judgements = judge(&credentials, &attempt);

    if arguments.json {
        let mut object = report::judgements(&judgements);
        object["at"] = json!(rfc3339(attempt.at));
        object["protocol"] = json!(attempt.protocol.map(Protocol::as_str));
        object["rules"] = report::rules(&attempt.rules);
        object["warnings"] = report::warnings(&warnings);
        output::stdout(format!("{object}\n").as_bytes())?;
    } else {
        human::warnings(&warnings);
        output::styled(&human::judgements(&judgements))?;
    }
    let accepted = judgements.iter().any(Judgement::accepts);
    Ok(if accepted { ExitCode::SUCCESS } else { ExitCode::from(output::DIFFERENCES) })
}

fn credentials(arguments: &CheckCredential, limits: &Limits) -> Result<Vec<Credential>, Failure> {
    let mut credentials = Vec::new();
    for path in arguments.policy.iter().chain(&arguments.credential) {
        let bytes = input::read(path, limits.input_bytes)?;
        credentials.extend(Credential::read_all(&bytes, limits).map_err(Failure::coded)?);
    }
    Ok(credentials)
}

fn at(arguments: &CheckCredential) -> Result<UnixTime, Failure> {
    match &arguments.at {
        Some(text) => Bound::read(text).start(arguments.utc_offset).ok_or_else(|| Failure::Usage {
            message: "--at is no time".to_owned(),
            hint: Some("give it as 2026-01-31 or 2026-01-31T12:00:00Z".to_owned()),
        }),
        None => {
            let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
            Ok(i64::try_from(now.as_secs()).unwrap_or(i64::MAX))
        }
    }
}

/// What the request shows, as the files hold it.
#[derive(Default)]
struct Shown {
    passcode: Option<Zeroizing<String>>,
    certificates: Vec<Arc<Certificate>>,
    account: Option<keybundle::PublicKey>,
}

impl Shown {
    fn read(arguments: &CheckCredential, limits: &Limits) -> Result<Self, Failure> {
        let mut shown = Self::default();
        if let Some(path) = &arguments.passcode_file {
            let bytes = input::read(path, limits.input_bytes)?;
            let text = std::str::from_utf8(&bytes).map_err(|_| Failure::Usage {
                message: format!("the passcode in {} is no UTF-8", path.display()),
                hint: None,
            })?;
            let text = text.strip_suffix('\n').map_or(text, |text| text.strip_suffix('\r').unwrap_or(text));
            shown.passcode = Some(Zeroizing::new(text.to_owned()));
        }
        if let Some(path) = &arguments.client_certificate {
            let bytes = input::read(path, limits.input_bytes)?;
            shown.certificates = material::client_certificates(&bytes, limits)?;
        }
        if let Some(path) = &arguments.account_key {
            let bytes = input::read(path, limits.input_bytes)?;
            shown.account = Some(Description::key(&bytes, limits).map_err(Failure::coded)?);
        }
        Ok(shown)
    }

    fn proof<'a>(&'a self, arguments: &'a CheckCredential) -> Option<Proof<'a>> {
        if let Some(passcode) = &self.passcode {
            return Some(Proof::Passcode(passcode));
        }
        if let Some((certificate, intermediates)) = self.certificates.split_first() {
            return Some(Proof::Certificate { certificate, intermediates });
        }
        let key_identifier = arguments.kid.as_deref();
        let account_key = self.account.as_ref();
        (key_identifier.is_some() || account_key.is_some()).then_some(Proof::Acme { key_identifier, account_key })
    }
}
