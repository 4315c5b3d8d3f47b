//! A request read from JSON that someone wrote.

use super::{
    AcmeCredentialCreation, BatchDownload, BundleDownload, CertificateReference, CertificateRequest, CheckContext,
    DeviceCreation, DeviceReading, DeviceRegistration, Error, EstOperation, EstRequest, Kind, PasscodeCreation,
    Problem, Renewal, Request,
    base::percent_decoded,
    members::Members,
    problem::{ProblemCode, Problems},
};
use keybundle_encoding::text;
use serde_json::{Map, Value};

/// A request as far as it could be read, and the problems that were found while reading it.
#[derive(Debug, PartialEq)]
#[non_exhaustive]
pub struct Draft {
    /// The request.
    pub request: Request,
    /// Problems of members that could not be read properly or are unknown.
    pub problems: Vec<Problem>,
    /// Whether only the body was given, without the URL.
    pub body_only: bool,
}

impl Draft {
    /// Reads a body, or the whole request as an object of `method`, `url` and `body` (what `keybundle request --json`
    /// prints). Without `kind`, the members tell what it asks for.
    ///
    /// # Errors
    /// `unknown-format` when it is no JSON object, or none that is known.
    pub fn read(json: &[u8], kind: Option<Kind>) -> Result<Self, Error> {
        let decoded = text::decode(json);
        let json = decoded.as_ref().map_or(json, |decoded| decoded.text.as_ref());
        match serde_json::from_slice(json).map_err(|error| Error::json(&error))? {
            Value::Object(members) => Self::of_object(members, kind),
            _ => Err(Error::NotAnObject),
        }
    }

    /// The problems found while reading, and those that [`Request::check`] finds.
    #[must_use]
    pub fn check(&self, context: &CheckContext<'_>) -> Vec<Problem> {
        let context = CheckContext { body_only: self.body_only || context.body_only, ..*context };
        let mut all = self.problems.clone();
        // A member of the wrong type is told once, not as missing again.
        let known =
            |field: &str| self.problems.iter().any(|one| one.field == field && one.code == ProblemCode::WrongType);
        all.extend(
            self.request
                .check(&context)
                .into_iter()
                .filter(|one| one.code != ProblemCode::Missing || !known(&one.field)),
        );
        all
    }

    fn of_object(mut members: Map<String, Value>, kind: Option<Kind>) -> Result<Self, Error> {
        if let Some(Value::String(url)) = members.get("url")
            && members.contains_key("method")
        {
            let put = members.get("method").and_then(Value::as_str) == Some("PUT");
            let target = Target::read(url).ok_or(Error::UnknownKind)?;
            let body = match members.remove("body") {
                // A body may stand there as the text that is sent.
                Some(Value::String(text)) if target.kind().is_none_or(|kind| kind != Kind::Est) => {
                    serde_json::from_str(&text).map_err(|error| Error::json(&error))?
                }
                other => other.unwrap_or(Value::Null),
            };
            return Ok(target.with_body(body, put));
        }
        let kind = kind.or_else(|| Kind::of(&members)).ok_or(Error::UnknownKind)?;
        let mut problems = Problems::default();
        let request = read_body(Value::Object(members), kind, &mut problems).ok_or(Error::UnknownKind)?;
        Ok(Self { request, problems: problems.into_vec(), body_only: true })
    }
}

pub(super) fn read_body(body: Value, kind: Kind, problems: &mut Problems) -> Option<Request> {
    let mut members = Members::of(body, "", problems);
    Some(match kind {
        Kind::Certificate => CertificateRequest::read(&mut members).into(),
        Kind::Renewal => Renewal::read(&mut members).into(),
        Kind::Device => DeviceCreation::read(&mut members).into(),
        Kind::Passcode => PasscodeCreation::read(&mut members).into(),
        Kind::AcmeCredential => AcmeCredentialCreation::read(&mut members).into(),
        Kind::Registration => DeviceRegistration::read(&mut members).into(),
        Kind::DeviceReading | Kind::BundleDownload | Kind::BatchDownload | Kind::Est => return None,
    })
}

/// What a URL asks for.
enum Target {
    Body(Kind),
    Renewal(String),
    Passcode(String),
    WithoutBody(Request),
    Est(EstRequest),
}

impl Target {
    fn read(url: &str) -> Option<Self> {
        let (_, rest) = url.split_once("://")?;
        let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
        let segments: Vec<&str> = path.split('/').skip(1).collect();
        let root = segments.iter().position(|one| matches!(*one, "iot" | "devicetrustmanager" | ".well-known"))?;
        let id = |text: &str| percent_decoded(text);
        Some(match segments.get(root..)? {
            ["iot", "api", "v1", "certificate"] => Self::Body(Kind::Certificate),
            ["iot", "api", "v1", "certificate", one, "renew"] => Self::Renewal(id(one)?),
            ["iot", "api", "v1", "device"] => Self::Body(Kind::Device),
            ["iot", "api", "v1", "device", one] => {
                let pair = |pair: &str| {
                    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                    Some((id(name)?, id(value)?))
                };
                let filters = query.split('&').filter(|pair| !pair.is_empty()).map(pair).collect::<Option<_>>()?;
                Self::WithoutBody(DeviceReading { device_identifier: id(one)?, filters }.into())
            }
            ["iot", "api", "v1", "enrollment-profile", one, "passcode"] => Self::Passcode(id(one)?),
            ["iot", "api", "v1", "acme-authentication"] => Self::Body(Kind::AcmeCredential),
            ["iot", "api", "v1", "batch-enroll", one, "download-certificates"] => {
                Self::WithoutBody(BatchDownload { job_id: id(one)? }.into())
            }
            ["devicetrustmanager", "api", "v4", "device", "registration"] => Self::Body(Kind::Registration),
            ["devicetrustmanager", "api", "v4", "bootstrap-config", "download", one] => {
                Self::WithoutBody(BundleDownload { device_id: id(one)? }.into())
            }
            [".well-known", "est", "devicetrustmanager", policy, group @ .., operation] => {
                let device_group = match group {
                    [] => None,
                    ["device-group", group] => Some(id(group)?),
                    _ => return None,
                };
                let operation = EstOperation::ALL.into_iter().find(|one| one.as_str() == *operation)?;
                Self::Est(EstRequest { policy: id(policy)?, device_group, operation, csr: None })
            }
            _ => return None,
        })
    }

    const fn kind(&self) -> Option<Kind> {
        match self {
            Self::Body(kind) => Some(*kind),
            Self::Est(_) => Some(Kind::Est),
            _ => None,
        }
    }

    fn with_body(self, body: Value, put: bool) -> Draft {
        let mut problems = Problems::default();
        let request = match self {
            Self::WithoutBody(request) => request,
            Self::Est(request) => {
                let csr = body.as_str().map(|text| {
                    format!("-----BEGIN CERTIFICATE REQUEST-----\n{text}\n-----END CERTIFICATE REQUEST-----\n")
                });
                EstRequest { csr, ..request }.into()
            }
            Self::Renewal(text) => {
                let request = CertificateRequest::read(&mut Members::of(body, "", &mut problems));
                Renewal { certificate: CertificateReference::guess(text), by_put: put, request }.into()
            }
            Self::Passcode(enrollment_profile_id) => {
                let read = PasscodeCreation::read(&mut Members::of(body, "", &mut problems));
                PasscodeCreation { enrollment_profile_id, ..read }.into()
            }
            Self::Body(kind) => match read_body(body, kind, &mut problems) {
                Some(request) => request,
                // Unreachable by the kinds above; an empty request says everything that is missing.
                None => CertificateRequest::default().into(),
            },
        };
        Draft { request, problems: problems.into_vec(), body_only: false }
    }
}
