//! A certificate is renewed.

use super::{
    Call, CertificateRequest, CheckContext, Kind,
    base::percent_encoded,
    certificate::{self, Role},
    http::{Body, Method},
    members::Members,
    problem::{ProblemCode, Problems},
    rules,
};

/// `POST /iot/api/v1/certificate/{certificate}/renew`.
#[derive(Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Renewal {
    /// The certificate to renew.
    pub certificate: CertificateReference,
    /// An older reference of the service has `PUT` in place of `POST`.
    pub by_put: bool,
    /// The certificate that is asked for, with a key made by the service or for a CSR.
    pub request: CertificateRequest,
}

/// How a certificate is named; either is the same segment of the URL.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CertificateReference {
    /// The service's own identifier.
    Id(String),
    /// The serial number, in hex without separators.
    Serial(String),
}

impl Default for CertificateReference {
    fn default() -> Self {
        Self::Id(String::new())
    }
}

impl CertificateReference {
    /// The text that becomes the segment of the URL.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Id(text) | Self::Serial(text) => text,
        }
    }

    /// Takes hex without dashes for a serial number, the rest for an identifier.
    pub(super) fn guess(text: String) -> Self {
        let is_serial = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b':');
        if is_serial { Self::Serial(text) } else { Self::Id(text) }
    }
}

impl Renewal {
    pub(super) fn read(members: &mut Members<'_>) -> Self {
        Self { request: CertificateRequest::read(members), ..Self::default() }
    }
}

impl Call for Renewal {
    fn kind(&self) -> Kind {
        Kind::Renewal
    }

    fn method(&self) -> Method {
        if self.by_put { Method::Put } else { Method::Post }
    }

    fn path(&self) -> String {
        format!("/iot/api/v1/certificate/{}/renew", percent_encoded(self.certificate.as_str()))
    }

    fn body(&self) -> Option<Body> {
        self.request.json_body()
    }

    fn check(&self, context: &CheckContext<'_>, problems: &mut Problems) {
        let text = self.certificate.as_str();
        match &self.certificate {
            CertificateReference::Id(_) => {
                rules::in_path(text, "certificate_id", context, problems);
                rules::uuid_expected((!text.is_empty()).then_some(text), "certificate_id", problems);
            }
            CertificateReference::Serial(_) => {
                rules::in_path(text, "serial_number", context, problems);
                if !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
                    let message = "a serial number is hex digits without anything between them";
                    problems.error("serial_number", ProblemCode::Malformed, message, "leave out colons and spaces");
                }
            }
        }
        certificate::check(&self.request, Role::Renew, context, problems);
    }
}
