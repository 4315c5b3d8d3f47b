//! Requests to the service: made, checked, and given as data for any HTTP client. Nothing here sends.
//!
//! ```
//! use keybundle_digicert::request::*;
//! let mut request = CertificateRequest::default();
//! request.enrollment_profile_id = Some("IOT_00000000-0000-4000-8000-000000000000".to_owned());
//! request.certificate_profile_attributes = vec![Attribute::new("subject.common_name", "device-1")];
//! request.server_side_key_gen = Some(true);
//! request.private_key_format = Some(PrivateKeyFormat::Pem);
//! let key = SecretText::in_variable("API_KEY");
//! let http = Request::from(request).to_http(&Base::default(), &Authentication::ApiKey(key))?;
//! assert_eq!(http.url, "https://one.digicert.com/iot/api/v1/certificate");
//! assert!(curl(&http).contains("x-api-key: ${API_KEY:?}"));
//! # Ok::<(), Error>(())
//! ```

mod acme_credential;
mod answer;
mod attribute;
mod base;
mod certificate;
mod description;
mod device;
mod download;
mod draft;
mod error;
mod est;
mod http;
mod kind;
mod material;
mod members;
mod passcode;
mod print;
mod problem;
mod profile;
mod registration;
mod renewal;
mod rules;
mod secret;
mod values;

use keybundle_key::PublicKey;
use keybundle_open::UnixTime;
use problem::Problems;

pub use self::{
    acme_credential::AcmeCredentialCreation,
    answer::open_answer,
    attribute::{Attribute, RegisteredValue},
    base::{Authentication, Base, HOSTS},
    certificate::CertificateRequest,
    device::{DeviceCreation, DeviceReading},
    download::{BatchDownload, BundleDownload},
    draft::Draft,
    error::Error,
    est::{EstOperation, EstRequest},
    http::{Body, Header, HeaderValue, HttpRequest, Method, Part},
    kind::Kind,
    passcode::{PasscodeCreation, ValidityPeriod},
    print::{curl, http_text},
    problem::{Problem, ProblemCode, Severity},
    profile::EnrollmentProfile,
    registration::DeviceRegistration,
    renewal::{CertificateReference, Renewal},
    secret::SecretText,
    values::{Dialect, KeyType, PrivateKeyFormat},
};

const JSON: &str = "application/json";

/// Any request.
#[derive(Debug, PartialEq)]
#[non_exhaustive]
pub enum Request {
    /// A certificate, with a key made by the service or for a CSR.
    Certificate(Box<CertificateRequest>),
    /// The renewal of a certificate.
    Renewal(Box<Renewal>),
    /// The creation of a device in IoT Trust Manager.
    Device(DeviceCreation),
    /// The reading of a device.
    DeviceReading(DeviceReading),
    /// A passcode.
    Passcode(PasscodeCreation),
    /// An ACME credential.
    AcmeCredential(AcmeCredentialCreation),
    /// The registration of a device at Device Trust Manager.
    Registration(DeviceRegistration),
    /// The bundle of a registered device.
    BundleDownload(BundleDownload),
    /// The certificates of a batch.
    BatchDownload(BatchDownload),
    /// Enrolment over Secure Transport.
    Est(EstRequest),
}

/// What is known besides the request itself; all of it is optional.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct CheckContext<'a> {
    /// The enrollment profile that the request names.
    pub profile: Option<&'a EnrollmentProfile>,
    /// The time, in seconds since 1970 (UTC), for what may have expired. Without it, nothing is told of expiry.
    pub now: Option<UnixTime>,
    /// The public key of the recipient who will open the answer.
    pub recipient: Option<&'a PublicKey>,
    /// Whether only the body is checked: members that appear only in the URL may then be absent.
    pub body_only: bool,
}

impl<'a> CheckContext<'a> {
    /// With an enrollment profile.
    #[must_use]
    pub const fn with_profile(mut self, profile: Option<&'a EnrollmentProfile>) -> Self {
        self.profile = profile;
        self
    }

    /// At a time, in seconds since 1970 (UTC).
    #[must_use]
    pub const fn at(mut self, now: Option<UnixTime>) -> Self {
        self.now = now;
        self
    }

    /// With the public key of the recipient.
    #[must_use]
    pub const fn with_recipient(mut self, recipient: Option<&'a PublicKey>) -> Self {
        self.recipient = recipient;
        self
    }
}

/// What every request can tell.
trait Call {
    fn kind(&self) -> Kind;
    fn method(&self) -> Method;
    /// The path with its query, percent-encoded, from a slash on.
    fn path(&self) -> String;
    fn body(&self) -> Option<Body>;
    fn check(&self, context: &CheckContext<'_>, problems: &mut Problems);
}

impl Request {
    /// The identifier of the enrollment profile that it names (`IOT_` and a UUID), where it can name one.
    #[must_use]
    pub fn enrollment_profile_id(&self) -> Option<&str> {
        match self {
            Self::Certificate(request) => request.enrollment_profile_id.as_deref(),
            Self::Renewal(renewal) => renewal.request.enrollment_profile_id.as_deref(),
            _ => None,
        }
    }

    /// What is asked for.
    #[must_use]
    pub fn kind(&self) -> Kind {
        self.call().kind()
    }

    /// Everything that is wrong with it or should be known about it, errors and warnings, in the order of the members.
    #[must_use]
    pub fn check(&self, context: &CheckContext<'_>) -> Vec<Problem> {
        let mut problems = Problems::default();
        self.call().check(context, &mut problems);
        problems.into_vec()
    }

    /// The JSON (or other text) that is sent; `None` for what has no body.
    #[must_use]
    pub fn body(&self) -> Option<Body> {
        self.call().body()
    }

    /// Method, URL, headers and body. Secrets in headers and body stay apart ([`SecretText`]).
    ///
    /// # Errors
    /// `invalid-value`: [`Error::Problems`] with every error that [`Request::check`] finds; an authentication whose
    /// header can't be written, or that excludes the host of the base.
    pub fn to_http(&self, base: &Base, authentication: &Authentication) -> Result<HttpRequest, Error> {
        let problems = self.check(&CheckContext::default());
        if problems.iter().any(|problem| problem.severity == Severity::Error) {
            return Err(Error::Problems { problems });
        }
        let call = self.call();
        if matches!(authentication, Authentication::EstPasscode { .. }) && call.kind() != Kind::Est {
            return Err(Error::InvalidValue { reason: "HTTP Basic with a passcode is for EST alone" });
        }
        let text = |name, text: String| Header { name, value: HeaderValue::Text(text) };
        let body = call.body();
        let mut headers = vec![text("user-agent", concat!("keybundle/", env!("CARGO_PKG_VERSION")).to_owned())];
        headers.extend(body.as_ref().map(|body| text("content-type", body.content_type.to_owned())));
        headers.extend(authentication.header()?);
        Ok(HttpRequest {
            method: call.method(),
            url: base.url(&call.path(), authentication)?,
            headers,
            body,
            client_certificate: matches!(authentication, Authentication::ClientCertificate),
        })
    }

    fn call(&self) -> &dyn Call {
        match self {
            Self::Certificate(request) => request.as_ref(),
            Self::Renewal(request) => request.as_ref(),
            Self::Device(request) => request,
            Self::DeviceReading(request) => request,
            Self::Passcode(request) => request,
            Self::AcmeCredential(request) => request,
            Self::Registration(request) => request,
            Self::BundleDownload(request) => request,
            Self::BatchDownload(request) => request,
            Self::Est(request) => request,
        }
    }
}

impl From<CertificateRequest> for Request {
    fn from(request: CertificateRequest) -> Self {
        Self::Certificate(Box::new(request))
    }
}

impl From<Renewal> for Request {
    fn from(request: Renewal) -> Self {
        Self::Renewal(Box::new(request))
    }
}

macro_rules! from {
    ($($variant:ident($name:ident),)+) => {
        $(impl From<$name> for Request {
            fn from(request: $name) -> Self {
                Self::$variant(request)
            }
        })+
    };
}

from! {
    Device(DeviceCreation),
    DeviceReading(DeviceReading),
    Passcode(PasscodeCreation),
    AcmeCredential(AcmeCredentialCreation),
    Registration(DeviceRegistration),
    BundleDownload(BundleDownload),
    BatchDownload(BatchDownload),
    Est(EstRequest),
}
