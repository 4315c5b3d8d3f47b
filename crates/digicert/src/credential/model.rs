//! One credential.

use super::{Bound, Error, Kind, Protocol, json, members::Members, registered_values};
use keybundle_encoding::pem;
use keybundle_key::PublicKey;
use keybundle_match::RegisteredValue;
use keybundle_open::{Certificate, Limit, Limits, Opened, Unlock};
use serde_json::{Map, Value};
use std::{fmt, sync::Arc};
use zeroize::Zeroizing;

/// A credential as the service describes it. Every member is optional, unknown ones are tolerated; the HMAC key of an
/// ACME credential is not kept.
#[non_exhaustive]
pub struct Credential {
    /// Which kind of credential it is.
    pub kind: Kind,
    /// Its identifier; of an ACME credential with external account binding, the key identifier too.
    pub id: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// `ACTIVE`, `DISABLED`, `DELETED` or another word, as it stands.
    pub status: Option<String>,
    /// From when it may be used: `start_date`, or `from` of `validity_period`.
    pub start_date: Option<Bound>,
    /// Until when it may be used, to the end of that day: `end_date`, or `to` of `validity_period`.
    pub end_date: Option<Bound>,
    /// How often it may be used.
    pub usage_limit: Option<u64>,
    /// How often it was used, where the service says so.
    pub usage_count: Option<u64>,
    /// The values that a request made with it must hold.
    pub registered_values: Vec<RegisteredValue>,
    /// The protocols that it serves: those it names, or [`Kind::protocols`].
    pub protocols: Vec<Protocol>,
    /// Whether it binds ACME accounts by an HMAC key.
    pub external_account_binding: bool,
    /// Its certificate.
    pub certificate: Option<Arc<Certificate>>,
    /// Its public key, that of its certificate included.
    pub public_key: Option<PublicKey>,
    /// SHA-256 of the DER SubjectPublicKeyInfo in hex, as the service writes it.
    pub thumbprint: Option<String>,
    passcode: Option<Zeroizing<String>>,
    is_usage_limit_unreadable: bool,
    is_usage_count_unreadable: bool,
}

impl Credential {
    /// Reads every credential in `bytes`: one, a list, a policy that holds several, each in the service's JSON; or a
    /// certificate in whatever form, which is an authority's where it says so.
    ///
    /// # Errors
    /// `unknown-format` when there is none; `invalid-value` for registered values that can't be read; the codes of
    /// [`crate::open()`] for a certificate.
    pub fn read_all(bytes: &[u8], limits: &Limits) -> Result<Vec<Self>, Error> {
        let mut credentials = Vec::new();
        match json::read(bytes) {
            Ok(value) => collect(&value, None, &mut Members::new(limits), &mut credentials)?,
            Err(no_json) => match crate::open_within(bytes, &Unlock::new(), limits) {
                Ok(opened) => {
                    credentials.extend(opened.end_entity().cloned().map(|one| Self::of_certificate(one, None)));
                }
                Err(keybundle_open::Error::Encoding(keybundle_encoding::Error::UnknownFormat)) => return Err(no_json),
                Err(error) => return Err(error.into()),
            },
        }
        if credentials.is_empty() { Err(Error::Missing { what: "credential" }) } else { Ok(credentials) }
    }

    /// A credential that is nothing but a certificate.
    fn of_certificate(certificate: Arc<Certificate>, kind: Option<Kind>) -> Self {
        let by_itself = if certificate.is_authority() { Kind::CertificateAuthority } else { Kind::Certificate };
        let kind = kind.unwrap_or(by_itself);
        Self {
            name: certificate.common_name(),
            public_key: certificate.public_key().cloned(),
            certificate: Some(certificate),
            ..Self::of_kind(kind)
        }
    }

    fn of_kind(kind: Kind) -> Self {
        Self {
            kind,
            id: None,
            name: None,
            status: None,
            start_date: None,
            end_date: None,
            usage_limit: None,
            usage_count: None,
            registered_values: Vec::new(),
            protocols: kind.protocols().to_vec(),
            external_account_binding: false,
            certificate: None,
            public_key: None,
            thumbprint: None,
            passcode: None,
            is_usage_limit_unreadable: false,
            is_usage_count_unreadable: false,
        }
    }

    /// Reads one credential's object.
    fn of_object(object: &Map<String, Value>, hint: Option<Kind>, texts: &mut Members) -> Result<Self, Error> {
        let (certificate, public_key) = key_material(object, texts)?;
        let by_certificate = certificate.as_ref().map(|one| match one.is_authority() {
            true => Kind::CertificateAuthority,
            false => Kind::Certificate,
        });
        let kind = Kind::of(object).or(hint).or(by_certificate).unwrap_or(Kind::Passcode);
        let text = |names: &[&str]| json::member(object, names).and_then(Value::as_str).map(str::to_owned);
        let period = json::member(object, &["validityperiod"]).and_then(Value::as_object);
        let bound = |own: &[&str], of_period: &[&str]| {
            let value =
                period.and_then(|period| json::member(period, of_period)).or_else(|| json::member(object, own))?;
            match value {
                Value::Null => None,
                Value::String(text) if text.trim().is_empty() => None,
                Value::String(text) => Some(Bound::read(text)),
                _ => Some(Bound::Unreadable),
            }
        };
        let usage_limit = json::member(object, &["usagelimit"]);
        let usage_count = json::member(object, &["usagecount", "usedcount", "uses", "used"]);
        let is_unreadable =
            |number: Option<&Value>| number.is_some_and(|number| !number.is_null() && count(number).is_none());
        let protocols = json::member(object, &["protocols", "allowedprotocols", "enrollmentmethods"]);
        Ok(Self {
            id: text(&["id"]),
            name: text(&["name"]),
            status: json::member(object, &["status"]).and_then(word),
            start_date: bound(&["startdate", "validfrom"], &["from", "start", "startdate"]),
            end_date: bound(&["enddate", "validto", "validuntil"], &["to", "end", "enddate"]),
            usage_limit: usage_limit.and_then(count),
            is_usage_limit_unreadable: is_unreadable(usage_limit),
            usage_count: usage_count.and_then(count),
            is_usage_count_unreadable: is_unreadable(usage_count),
            registered_values: registered_values::of_credential(object)?,
            protocols: protocols.and_then(json::texts).map_or_else(
                || kind.protocols().to_vec(),
                |names| names.iter().filter_map(|name| Protocol::from_name(name)).collect(),
            ),
            external_account_binding: json::member(object, &["hmackey"]).is_some()
                || json::member(object, &["externalaccountbinding"]).and_then(Value::as_bool) == Some(true),
            certificate,
            public_key,
            thumbprint: text(&["thumbprint"]),
            // A passcode that is shown once is masked ever after.
            passcode: text(&["passcode"]).filter(|text| text.contains(|c| c != '*')).map(Zeroizing::new),
            ..Self::of_kind(kind)
        })
    }

    /// Whether it tells a usage limit that is no whole number.
    pub(super) const fn is_usage_limit_unreadable(&self) -> bool {
        self.is_usage_limit_unreadable
    }

    /// Whether it tells how often it was used, and that is no whole number.
    pub(super) const fn is_usage_count_unreadable(&self) -> bool {
        self.is_usage_count_unreadable
    }

    /// The passcode, where the service shows it.
    #[must_use]
    pub fn secret_passcode(&self) -> Option<&str> {
        self.passcode.as_ref().map(|passcode| passcode.as_str())
    }
}

/// Leaves the passcode out.
impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credential")
            .field("kind", &self.kind)
            .field("id", &self.id)
            .field("name", &self.name)
            .field("status", &self.status)
            .finish_non_exhaustive()
    }
}

/// Members of an object that is a credential.
const CREDENTIAL: &[&str] = &["status", "certificate", "certificatepem", "pem", "cacertificate"];

/// Every credential in a value. `hint` is the kind that the list's name tells.
fn collect(value: &Value, hint: Option<Kind>, texts: &mut Members, into: &mut Vec<Credential>) -> Result<(), Error> {
    match value {
        Value::Array(values) => values.iter().try_for_each(|value| collect(value, hint, texts, into)),
        Value::Object(object) => {
            let holds_others =
                object.iter().any(|(name, value)| !registered_values::is_set_name(name) && is_list(value));
            if !holds_others && is_credential(object) {
                into.push(Credential::of_object(object, hint, texts)?);
                return Ok(());
            }
            object
                .iter()
                .filter(|(name, _)| !registered_values::is_set_name(name))
                .try_for_each(|(name, value)| collect(value, Kind::from_word(name).or(hint), texts, into))
        }
        Value::String(text) if pem::looks_like(text.as_bytes()) => {
            let hint = hint.filter(|kind| *kind != Kind::Acme);
            into.extend(texts.open(text)?.end_entity().cloned().map(|one| Credential::of_certificate(one, hint)));
            Ok(())
        }
        _ => Ok(()),
    }
}

fn is_credential(object: &Map<String, Value>) -> bool {
    registered_values::is_credential(object) || json::member(object, CREDENTIAL).is_some()
}

/// Whether a member holds credentials: a list of them, or an object that is one.
fn is_list(value: &Value) -> bool {
    match value {
        Value::Array(values) => values.iter().any(|value| value.as_object().is_some_and(is_credential)),
        Value::Object(object) => is_credential(object),
        _ => false,
    }
}

/// A status, whatever it is: what is no text is none that is known.
fn word(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

fn count(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.trim().parse().ok())
}

/// Certificate and public key among the texts of a credential. What can't be opened is none: the checks say what is
/// missing.
fn key_material(
    object: &Map<String, Value>,
    texts: &mut Members,
) -> Result<(Option<Arc<Certificate>>, Option<PublicKey>), Error> {
    let mut opened: Vec<Opened> = Vec::new();
    for text in
        object.values().filter_map(Value::as_str).filter(|text| pem::looks_like(text.as_bytes()) || is_der(text))
    {
        match texts.open(text) {
            Ok(one) => opened.push(one),
            Err(error @ keybundle_open::Error::Limit { limit: Limit::Entries, .. }) => return Err(error.into()),
            Err(_) => {}
        }
    }
    let certificate = opened.iter().find_map(keybundle_open::Opened::end_entity).cloned();
    let of_certificate = certificate.as_ref().and_then(|one| one.public_key().cloned());
    let alone = || opened.iter().find_map(|one| one.public_keys.first().cloned());
    Ok((certificate, of_certificate.or_else(alone)))
}

/// Whether a text is base64 of a SEQUENCE of some length, as certificates and public keys are.
fn is_der(text: &str) -> bool {
    text.len() > 60 && text.trim_start().starts_with("MI")
}
