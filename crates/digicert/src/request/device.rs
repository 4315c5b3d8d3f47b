//! Devices are created and read.

use super::{
    Call, CheckContext, Kind,
    attribute::{self, Attribute},
    base::percent_encoded,
    http::{Body, Method, Part},
    members::Members,
    problem::{ProblemCode, Problems},
    rules,
};
use serde::Serialize;
use serde_json::Value;
use std::collections::{BTreeMap, HashSet};

/// `POST /iot/api/v1/device`: creates a device in IoT Trust Manager.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct DeviceCreation {
    /// The identifier of the division. Required.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub division_id: Option<String>,
    /// What the device is called. Required.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device_identifier: Option<String>,
    /// The identifier of the device profile. Required.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub device_profile_id: Option<String>,
    /// Attributes of the device itself, which do not go into a certificate.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub device_attributes: Vec<Attribute>,
    /// Members that are not documented, as they stood.
    #[serde(flatten)]
    pub extra: BTreeMap<String, Value>,
}

impl DeviceCreation {
    pub(super) fn read(members: &mut Members<'_>) -> Self {
        Self {
            division_id: members.text("division_id"),
            device_identifier: members.text("device_identifier"),
            device_profile_id: members.text("device_profile_id"),
            device_attributes: attribute::read_all(members, "device_attributes", "id"),
            extra: members.rest(),
        }
    }
}

impl Call for DeviceCreation {
    fn kind(&self) -> Kind {
        Kind::Device
    }

    fn method(&self) -> Method {
        Method::Post
    }

    fn path(&self) -> String {
        "/iot/api/v1/device".to_owned()
    }

    fn body(&self) -> Option<Body> {
        Some(Body::new(super::JSON, vec![Part::Text(serde_json::to_string_pretty(self).ok()?)]))
    }

    fn check(&self, _: &CheckContext<'_>, problems: &mut Problems) {
        rules::required(self.division_id.as_deref(), "division_id", problems);
        rules::required(self.device_identifier.as_deref(), "device_identifier", problems);
        rules::required(self.device_profile_id.as_deref(), "device_profile_id", problems);
        attribute::check_all(&self.device_attributes, "device_attributes", "id", problems);
    }
}

/// `GET /iot/api/v1/device/{device_identifier}?…`: reads a device.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeviceReading {
    /// What the device is called. Required.
    pub device_identifier: String,
    /// The filters of the query, in order: `division_id` and others, each name and value as plain text.
    pub filters: Vec<(String, String)>,
}

impl Call for DeviceReading {
    fn kind(&self) -> Kind {
        Kind::DeviceReading
    }

    fn method(&self) -> Method {
        Method::Get
    }

    fn path(&self) -> String {
        let pair = |(name, value): &(String, String)| format!("{}={}", percent_encoded(name), percent_encoded(value));
        let query: Vec<String> = self.filters.iter().map(pair).collect();
        let mark = if query.is_empty() { "" } else { "?" };
        format!("/iot/api/v1/device/{}{mark}{}", percent_encoded(&self.device_identifier), query.join("&"))
    }

    fn body(&self) -> Option<Body> {
        None
    }

    fn check(&self, context: &CheckContext<'_>, problems: &mut Problems) {
        rules::in_path(&self.device_identifier, "device_identifier", context, problems);
        let mut seen = HashSet::new();
        for (index, (name, value)) in self.filters.iter().enumerate() {
            if name.trim().is_empty() || value.is_empty() {
                let message = "a filter without a name or a value";
                problems.error(&format!("filters[{index}]"), ProblemCode::Missing, message, "write NAME=VALUE");
            } else if !seen.insert(name) {
                let message = "this filter is there twice; what the service makes of it is not documented";
                problems.warning(&format!("filters[{index}]"), ProblemCode::Duplicate, message, "give it once");
            }
        }
        if !self.filters.iter().any(|(name, _)| name == "division_id") {
            let message = "the documented query names the division";
            problems.warning("division_id", ProblemCode::Missing, message, "give division_id");
        }
    }
}
