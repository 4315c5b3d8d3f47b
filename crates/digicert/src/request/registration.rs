//! A device is registered at Device Trust Manager.

use super::{
    Call, CertificateRequest, CheckContext, Kind,
    attribute::{self, Attribute},
    http::{Body, Method, Part},
    material,
    members::Members,
    problem::{ProblemCode, Problems},
    rules,
    values::{Dialect, KeyType, PrivateKeyFormat},
};
use serde::{
    Serialize, Serializer,
    ser::{SerializeMap as _, SerializeSeq as _},
};
use serde_json::Value;
use std::collections::BTreeMap;

const DTM: Dialect = Dialect::DeviceTrustManager;

/// `POST /devicetrustmanager/api/v4/device/registration`: registers a device, with a key that the service makes.
///
/// The names are those of the vendor's public client; which of them are required is not documented, but the policy.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct DeviceRegistration {
    /// The identifier of the certificate management policy. Required.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub certificate_policy_id: Option<String>,
    /// The kind of key; written in capitals.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "key_type")]
    pub key_type: Option<KeyType>,
    /// The format in which the service hands out the key; written in capitals.
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "key_format")]
    pub key_format: Option<PrivateKeyFormat>,
    /// The syntax of the key: `PKCS8`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub key_syntax: Option<String>,
    /// The CSR (PKCS#10) in PEM, where the service does not make the key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub csr: Option<String>,
    /// The fields of the certificate; written as `name` and `value`.
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "attributes")]
    pub attributes: Vec<Attribute>,
    /// Members that are not documented, as they stood.
    #[serde(flatten)]
    pub extra: BTreeMap<String, Value>,
}

impl DeviceRegistration {
    /// The same request in the terms of Device Trust Manager, with `certificate_policy_id` in place of the profile.
    #[must_use]
    pub fn of(request: &CertificateRequest, certificate_policy_id: impl Into<String>) -> Self {
        Self {
            certificate_policy_id: Some(certificate_policy_id.into()),
            key_type: request.key_type.clone(),
            key_format: request.private_key_format.clone(),
            key_syntax: request.private_key_syntax.clone(),
            csr: request.csr.clone(),
            attributes: request.certificate_profile_attributes.clone(),
            extra: request.extra.clone(),
        }
    }

    pub(super) fn read(members: &mut Members<'_>) -> Self {
        Self {
            certificate_policy_id: members.text("certificate_policy_id"),
            key_type: members.one_of("key_type", DTM),
            key_format: members.one_of("key_format", DTM),
            key_syntax: members.text("key_syntax"),
            csr: members.text("csr"),
            attributes: attribute::read_all(members, "attributes", "name"),
            extra: members.rest(),
        }
    }
}

impl Call for DeviceRegistration {
    fn kind(&self) -> Kind {
        Kind::Registration
    }

    fn method(&self) -> Method {
        Method::Post
    }

    fn path(&self) -> String {
        "/devicetrustmanager/api/v4/device/registration".to_owned()
    }

    fn body(&self) -> Option<Body> {
        Some(Body::new(super::JSON, vec![Part::Text(serde_json::to_string_pretty(self).ok()?)]))
    }

    fn check(&self, _: &CheckContext<'_>, problems: &mut Problems) {
        rules::required(self.certificate_policy_id.as_deref(), "certificate_policy_id", problems);
        rules::documented(self.key_type.as_ref(), "key_type", problems);
        if self.key_format.as_ref().is_some_and(|format| *format != PrivateKeyFormat::Pem) {
            let message = "the vendor's client asks for PEM alone; others are passed on as they are";
            problems.warning("key_format", ProblemCode::UnknownValue, message, "ask for PEM if it is refused");
        }
        if self.key_syntax.as_deref().is_some_and(|syntax| syntax != "PKCS8") {
            let message = "the vendor's client writes PKCS8 alone; others are passed on as they are";
            problems.warning("key_syntax", ProblemCode::UnknownValue, message, "write PKCS8 if it is refused");
        }
        if let Some(csr) = &self.csr {
            material::check_csr(csr, "csr", problems);
        }
        attribute::check_all(&self.attributes, "attributes", "name", problems);
    }
}

fn key_type<S: Serializer>(value: &Option<KeyType>, serializer: S) -> Result<S::Ok, S::Error> {
    value.as_ref().map(|value| value.in_dialect(DTM)).serialize(serializer)
}

fn key_format<S: Serializer>(value: &Option<PrivateKeyFormat>, serializer: S) -> Result<S::Ok, S::Error> {
    value.as_ref().map(|value| value.in_dialect(DTM)).serialize(serializer)
}

fn attributes<S: Serializer>(attributes: &[Attribute], serializer: S) -> Result<S::Ok, S::Error> {
    struct Named<'a>(&'a Attribute);

    impl Serialize for Named<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut map = serializer.serialize_map(None)?;
            map.serialize_entry("name", &self.0.id)?;
            map.serialize_entry("value", &self.0.value)?;
            for (name, value) in &self.0.extra {
                map.serialize_entry(name, value)?;
            }
            map.end()
        }
    }

    let mut list = serializer.serialize_seq(Some(attributes.len()))?;
    for attribute in attributes {
        list.serialize_element(&Named(attribute))?;
    }
    list.end()
}
