//! Which credentials of a policy would let a request through, and why the others would not.

mod proof;

use super::{Credential, Kind, Offset, Protocol};
use keybundle_key::PublicKey;
use keybundle_match::{Presented, Report, Rules, check};
use keybundle_open::{Certificate, UnixTime, rfc3339};
use std::{fmt, sync::Arc};

/// An attempt to use a credential for a request.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Attempt<'a> {
    /// When: seconds since 1970 in UTC.
    pub at: UnixTime,
    /// The time zone whose days the dates of a credential mean. The service does not tell it; UTC unless given.
    pub offset: Offset,
    /// The protocol that it uses. Without one, this is not checked.
    pub protocol: Option<Protocol>,
    /// How often a credential was used before, where its own JSON does not tell.
    pub usage_count: Option<u64>,
    /// How the request proves who asks. Without it, this is not checked.
    pub proof: Option<Proof<'a>>,
    /// The fields of the request. Without them, registered values are not checked.
    pub presented: Option<&'a Presented<'a>>,
    /// How its fields are compared with registered values.
    pub rules: Rules,
}

impl Attempt<'_> {
    /// An attempt at a time (seconds since 1970 in UTC) of which nothing else is known.
    #[must_use]
    pub fn new(at: UnixTime, rules: Rules) -> Self {
        Self { at, offset: Offset::default(), protocol: None, usage_count: None, proof: None, presented: None, rules }
    }
}

/// How a request proves who asks. `Debug` shows no passcode.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum Proof<'a> {
    /// By a passcode.
    Passcode(&'a str),
    /// By a certificate in TLS.
    Certificate {
        /// The client's own.
        certificate: &'a Certificate,
        /// Those that it sends along, in any order.
        intermediates: &'a [Arc<Certificate>],
    },
    /// By an ACME account.
    Acme {
        /// The key identifier that it is bound by.
        key_identifier: Option<&'a str>,
        /// The public key of the account.
        account_key: Option<&'a PublicKey>,
    },
}

impl fmt::Debug for Proof<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Passcode(_) => f.write_str("Passcode(..)"),
            Self::Certificate { certificate, intermediates } => f
                .debug_struct("Certificate")
                .field("certificate", certificate)
                .field("intermediates", intermediates)
                .finish(),
            Self::Acme { key_identifier, account_key } => f
                .debug_struct("Acme")
                .field("key_identifier", key_identifier)
                .field("account_key", account_key)
                .finish(),
        }
    }
}

/// The checks of one credential against a request.
#[derive(Debug)]
#[non_exhaustive]
pub struct Judgement<'a> {
    /// The credential.
    pub credential: &'a Credential,
    /// Every limit, in a fixed order.
    pub checks: Vec<Check>,
    /// The registered values in detail.
    pub fields: Report<'a>,
}

/// One limit of a credential.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Check {
    /// `protocol`, `status`, `start_date`, `end_date`, `usage_limit`, `proof`, `registered_values`.
    pub name: &'static str,
    /// Whether the request is within it. `None`: there is nothing to check it against.
    pub passed: Option<bool>,
    /// What was compared, and what to do where it failed; never a secret.
    pub detail: String,
}

impl Judgement<'_> {
    /// Whether no check failed.
    #[must_use]
    pub fn accepts(&self) -> bool {
        self.checks.iter().all(|check| check.passed != Some(false))
    }
}

/// What each credential makes of the request, in their order. The policy lets it through where one accepts.
#[must_use]
pub fn judge<'a>(credentials: &'a [Credential], attempt: &Attempt<'a>) -> Vec<Judgement<'a>> {
    credentials.iter().map(|credential| judgement(credential, attempt)).collect()
}

fn judgement<'a>(credential: &'a Credential, attempt: &Attempt<'a>) -> Judgement<'a> {
    let fields = match attempt.presented {
        Some(presented) => check(&credential.registered_values, presented, &attempt.rules),
        None => Report::default(),
    };
    let checks = vec![
        protocol(credential, attempt),
        status(credential),
        start_date(credential, attempt),
        end_date(credential, attempt),
        usage_limit(credential, attempt),
        proof::check(credential, attempt),
        registered_values(credential, attempt, &fields),
    ];
    Judgement { credential, checks, fields }
}

impl Check {
    fn new(name: &'static str, passed: impl Into<Option<bool>>, detail: impl Into<String>) -> Self {
        Self { name, passed: passed.into(), detail: detail.into() }
    }
}

fn protocol(credential: &Credential, attempt: &Attempt<'_>) -> Check {
    let served: Vec<_> = credential.protocols.iter().map(|one| one.as_str()).collect();
    let served = if served.is_empty() { "no protocol".to_owned() } else { served.join(", ") };
    let passed = attempt.protocol.map(|protocol| credential.protocols.contains(&protocol));
    Check::new("protocol", passed, format!("it serves {served}"))
}

fn status(credential: &Credential) -> Check {
    let Some(status) = &credential.status else { return Check::new("status", None, "it tells no status") };
    let is_active = ["active", "enabled"].iter().any(|word| status.trim().eq_ignore_ascii_case(word));
    let known = ["active", "enabled", "disabled", "deleted", "expired", "revoked", "suspended", "inactive", "pending"];
    let word = known.iter().find(|word| status.trim().eq_ignore_ascii_case(word));
    let detail = match word {
        Some(word) => format!("it is {word}"),
        None => "it has a status that is not known here, and only an active one counts".to_owned(),
    };
    Check::new("status", is_active, detail)
}

fn start_date(credential: &Credential, attempt: &Attempt<'_>) -> Check {
    let name = "start_date";
    match credential.start_date.map(|bound| bound.start(attempt.offset)) {
        None => Check::new(name, None, "it has no start date"),
        Some(None) => Check::new(name, false, "its start date can't be read"),
        Some(Some(start)) => {
            Check::new(name, attempt.at >= start, format!("it may be used from {} on", rfc3339(start)))
        }
    }
}

fn end_date(credential: &Credential, attempt: &Attempt<'_>) -> Check {
    let name = "end_date";
    match credential.end_date.map(|bound| bound.end(attempt.offset)) {
        None => Check::new(name, None, "it has no end date"),
        Some(None) => Check::new(name, false, "its end date can't be read"),
        Some(Some(end)) => Check::new(name, attempt.at <= end, format!("it may be used until {}", rfc3339(end))),
    }
}

fn usage_limit(credential: &Credential, attempt: &Attempt<'_>) -> Check {
    let name = "usage_limit";
    if credential.is_usage_limit_unreadable() {
        return Check::new(name, false, "its usage limit can't be read");
    }
    let Some(limit) = credential.usage_limit else { return Check::new(name, None, "it has no usage limit") };
    match credential.usage_count.or(attempt.usage_count) {
        Some(used) => Check::new(name, used < limit, format!("it was used {used} of {limit} times")),
        None if credential.is_usage_count_unreadable() => {
            Check::new(name, false, format!("it may be used {limit} times, and how often it was can't be read"))
        }
        None if limit == 0 => Check::new(name, false, "it may be used 0 times"),
        None => Check::new(name, None, format!("it may be used {limit} times; how often it was is not told")),
    }
}

fn registered_values(credential: &Credential, attempt: &Attempt<'_>, fields: &Report<'_>) -> Check {
    let name = "registered_values";
    let count = credential.registered_values.len();
    if count == 0 {
        return Check::new(name, None, "it has no registered values");
    }
    if attempt.presented.is_none() {
        return Check::new(name, None, format!("it has {count} registered values, and no request was given"));
    }
    let failed = fields.fields.iter().filter(|field| !field.matches).count();
    Check::new(name, failed == 0, format!("{} of {count} registered values match", count - failed))
}

/// What the kind wants to see.
const fn wanted(kind: Kind) -> &'static str {
    match kind {
        Kind::Passcode => "a passcode",
        Kind::Certificate => "its certificate",
        Kind::CertificateAuthority => "a certificate that it signed",
        Kind::Acme => "its ACME account",
    }
}
