//! A certificate is asked for: with a key that the service makes, or for the key of a CSR.

mod check;

use super::{
    Call, CheckContext, Kind,
    attribute::{self, Attribute},
    http::{Body, Method, Part},
    members::Members,
    problem::Problems,
    secret::SecretText,
    values::{Dialect, KeyType, PrivateKeyFormat},
};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

pub(super) use check::{Role, check};

/// `POST /iot/api/v1/certificate`: IoT Trust Manager issues a certificate.
///
/// With `server_side_key_gen: true` the service makes the key; otherwise `csr` carries one. Serializing it leaves the
/// password out: it stands in the body of the [`HttpRequest`](super::HttpRequest) alone.
///
/// ```
/// use keybundle_digicert::request::{Attribute, CertificateRequest, CheckContext, PrivateKeyFormat, Request};
/// let mut request = CertificateRequest::default();
/// request.enrollment_profile_id = Some("IOT_00000000-0000-4000-8000-000000000000".to_owned());
/// request.certificate_profile_attributes = vec![Attribute::new("subject.common_name", "device-1")];
/// request.server_side_key_gen = Some(true);
/// request.private_key_format = Some(PrivateKeyFormat::Pkcs12);
/// let problems = Request::from(request).check(&CheckContext::default());
/// assert_eq!(problems[0].field, "pkcs12_password");
/// ```
#[derive(Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct CertificateRequest {
    /// `IOT_` and a UUID. Required.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enrollment_profile_id: Option<String>,
    /// The fields of the certificate, for instance `subject.common_name`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub certificate_profile_attributes: Vec<Attribute>,
    /// Attributes of the device itself, which do not go into the certificate.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub device_attributes: Vec<Attribute>,
    /// Whether the service makes the key; `false` when it is absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub server_side_key_gen: Option<bool>,
    /// The CSR (PKCS#10) in PEM, where the service does not make the key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub csr: Option<String>,
    /// The kind of key; ignored where the profile fixes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key_type: Option<KeyType>,
    /// The format in which the service hands out the key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub private_key_format: Option<PrivateKeyFormat>,
    /// The syntax of the key. Its values are not documented.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub private_key_syntax: Option<String>,
    /// The recipient's certificate in PEM, to which the answer is encrypted; for `cert_encrypted` and
    /// `cert_encrypted_key_only` alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encryption_certificate: Option<String>,
    /// `false`: only the leaf and its key. By default the chain comes with them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub include_certificate_chain: Option<bool>,
    /// Members that are not documented, as they stood.
    #[serde(flatten)]
    pub extra: BTreeMap<String, Value>,
    /// The password of the PKCS#12, 6 to 20 characters of `A-Z a-z 0-9`; for `pkcs_12` alone.
    #[serde(skip)]
    pub pkcs12_password: Option<SecretText>,
}

impl CertificateRequest {
    pub(super) fn read(members: &mut Members<'_>) -> Self {
        let iot = Dialect::IotTrustManager;
        Self {
            enrollment_profile_id: members.text("enrollment_profile_id"),
            certificate_profile_attributes: attribute::read_all(members, "certificate_profile_attributes", "id"),
            device_attributes: attribute::read_all(members, "device_attributes", "id"),
            server_side_key_gen: members.boolean("server_side_key_gen"),
            csr: members.text("csr"),
            key_type: members.one_of("key_type", iot),
            private_key_format: members.one_of("private_key_format", iot),
            private_key_syntax: members.text("private_key_syntax"),
            encryption_certificate: members.text("encryption_certificate"),
            include_certificate_chain: members.boolean("include_certificate_chain"),
            pkcs12_password: members.secret("pkcs12_password"),
            extra: members.rest(),
        }
    }

    /// Whether the service makes the key.
    #[must_use]
    pub fn is_server_side(&self) -> bool {
        self.server_side_key_gen == Some(true)
    }

    /// The JSON, its password apart.
    pub(super) fn json_body(&self) -> Option<Body> {
        let mut text = serde_json::to_string_pretty(self).ok()?;
        let Some(password) = &self.pkcs12_password else {
            return Some(Body::new(super::JSON, vec![Part::Text(text)]));
        };
        // The closing line of the object gives way to one more member.
        let open = text.strip_suffix('}')?.trim_end_matches('\n').len();
        text.truncate(open);
        text.push_str(if text.ends_with('{') { "\n" } else { ",\n" });
        text.push_str("  \"pkcs12_password\": \"");
        let secret = Part::Secret(password.copied("KEYBUNDLE_PKCS12_PASSWORD"));
        Some(Body::new(super::JSON, vec![Part::Text(text), secret, Part::Text("\"\n}".to_owned())]))
    }
}

impl Call for CertificateRequest {
    fn kind(&self) -> Kind {
        Kind::Certificate
    }

    fn method(&self) -> Method {
        Method::Post
    }

    fn path(&self) -> String {
        "/iot/api/v1/certificate".to_owned()
    }

    fn body(&self) -> Option<Body> {
        self.json_body()
    }

    fn check(&self, context: &CheckContext<'_>, problems: &mut Problems) {
        check(self, Role::Issue, context, problems);
    }
}
