//! Enrolment over Secure Transport (RFC 7030) at Device Trust Manager.

use super::{
    Call, CheckContext, Kind,
    base::percent_encoded,
    http::{Body, Method, Part},
    material,
    problem::{ProblemCode, Problems},
    rules,
};
use keybundle_encoding::{base64, pem};

/// `/.well-known/est/devicetrustmanager/{policy}/[device-group/{group}/]{operation}`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct EstRequest {
    /// The policy: `IOT_` and its identifier. Required.
    pub policy: String,
    /// The device group, where the policy has one.
    pub device_group: Option<String>,
    /// The operation.
    pub operation: EstOperation,
    /// A CSR in PEM, for the operations that send one.
    pub csr: Option<String>,
}

/// The operations of RFC 7030 §3.2.2.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EstOperation {
    /// A first certificate (§4.2.1).
    #[default]
    SimpleEnroll,
    /// The renewal or rekeying of a certificate (§4.2.2).
    SimpleReenroll,
    /// A certificate and a key made by the service (§4.4).
    ServerKeygen,
    /// The certificates of the certification authority (§4.1).
    CaCerts,
    /// The attributes that a CSR should have (§4.5).
    CsrAttrs,
}

impl EstOperation {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::SimpleEnroll, Self::SimpleReenroll, Self::ServerKeygen, Self::CaCerts, Self::CsrAttrs];

    /// The last segment of the URL's path.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SimpleEnroll => "simpleenroll",
            Self::SimpleReenroll => "simplereenroll",
            Self::ServerKeygen => "serverkeygen",
            Self::CaCerts => "cacerts",
            Self::CsrAttrs => "csrattrs",
        }
    }

    /// Whether its body is a CSR.
    #[must_use]
    pub const fn takes_csr(self) -> bool {
        matches!(self, Self::SimpleEnroll | Self::SimpleReenroll | Self::ServerKeygen)
    }
}

impl Call for EstRequest {
    fn kind(&self) -> Kind {
        Kind::Est
    }

    fn method(&self) -> Method {
        if self.operation.takes_csr() { Method::Post } else { Method::Get }
    }

    fn path(&self) -> String {
        let group = self.device_group.as_deref().map(|group| format!("device-group/{}/", percent_encoded(group)));
        format!(
            "/.well-known/est/devicetrustmanager/{}/{}{}",
            percent_encoded(&self.policy),
            group.unwrap_or_default(),
            self.operation.as_str(),
        )
    }

    /// Base64 of the CSR's DER (RFC 7030 §4.2.1, RFC 8951 §3.2.2).
    fn body(&self) -> Option<Body> {
        let csr = self.csr.as_deref().filter(|_| self.operation.takes_csr())?;
        let blocks = pem::scan(csr.as_bytes()).ok()?.blocks;
        let text = base64::encode(&blocks.first()?.bytes).to_string();
        Some(Body::new("application/pkcs10", vec![Part::Text(text)]))
    }

    fn check(&self, context: &CheckContext<'_>, problems: &mut Problems) {
        rules::in_path(&self.policy, "policy", context, problems);
        if !self.policy.is_empty() && !self.policy.starts_with("IOT_") {
            let message = "the policy in the documented URL starts with IOT_";
            problems.warning("policy", ProblemCode::Malformed, message, "copy the URL's part as the service shows it");
        }
        if let Some(group) = &self.device_group {
            rules::in_path(group, "device_group", context, problems);
        }
        match (&self.csr, self.operation.takes_csr()) {
            (None, true) => {
                problems.error("csr", ProblemCode::Missing, "this operation sends a CSR", "give a CSR in PEM");
            }
            (Some(_), false) => {
                problems.warning("csr", ProblemCode::Ignored, "this operation sends no CSR", "leave it out");
            }
            (Some(csr), true) => {
                material::check_csr(csr, "csr", problems);
            }
            (None, false) => {}
        }
    }
}
