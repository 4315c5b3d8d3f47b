//! A passcode is created.

use super::{
    Call, CheckContext, Kind,
    attribute::{self, RegisteredValue},
    base::percent_encoded,
    http::{Body, Method, Part},
    members::Members,
    problem::{ProblemCode, Problems},
    rules,
};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// `POST /iot/api/v1/enrollment-profile/{enrollment_profile_id}/passcode`: a passcode for enrolments.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PasscodeCreation {
    /// The enrollment profile that it is for: `IOT_` and a UUID. It is a part of the URL. Required.
    #[serde(skip)]
    pub enrollment_profile_id: String,
    /// What it is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// How many characters the passcode is to have.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passcode_length: Option<u64>,
    /// How often it may be used; without it, any number of times.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub usage_limit: Option<u64>,
    /// When it may be used; without it, always.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub validity_period: Option<ValidityPeriod>,
    /// The values that certificates requested with it must have.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub registered_values: Vec<RegisteredValue>,
    /// Members that are not documented, as they stood.
    #[serde(flatten)]
    pub extra: BTreeMap<String, Value>,
}

/// The days on which a passcode may be used.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ValidityPeriod {
    /// The first day, `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The last day, `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Members that are not documented, as they stood.
    #[serde(flatten)]
    pub extra: BTreeMap<String, Value>,
}

impl ValidityPeriod {
    /// From one day to another, both `YYYY-MM-DD` and included; either may be open.
    #[must_use]
    pub const fn new(from: Option<String>, to: Option<String>) -> Self {
        Self { from, to, extra: BTreeMap::new() }
    }
}

impl PasscodeCreation {
    pub(super) fn read(members: &mut Members<'_>) -> Self {
        Self {
            // Not a member of the body; some keep it there for themselves.
            enrollment_profile_id: String::new(),
            name: members.text("name"),
            description: members.text("description"),
            passcode_length: members.whole_number("passcode_length"),
            usage_limit: members.whole_number("usage_limit"),
            validity_period: members.take("validity_period").map(|value| {
                let path = members.field("validity_period");
                let mut inner = Members::of(value, &path, members.problems);
                ValidityPeriod { from: inner.text("from"), to: inner.text("to"), extra: inner.rest() }
            }),
            registered_values: attribute::read_registered(members),
            extra: members.rest(),
        }
    }
}

impl Call for PasscodeCreation {
    fn kind(&self) -> Kind {
        Kind::Passcode
    }

    fn method(&self) -> Method {
        Method::Post
    }

    fn path(&self) -> String {
        format!("/iot/api/v1/enrollment-profile/{}/passcode", percent_encoded(&self.enrollment_profile_id))
    }

    fn body(&self) -> Option<Body> {
        Some(Body::new(super::JSON, vec![Part::Text(serde_json::to_string_pretty(self).ok()?)]))
    }

    fn check(&self, context: &CheckContext<'_>, problems: &mut Problems) {
        let id = self.enrollment_profile_id.as_str();
        rules::in_path(id, "enrollment_profile_id", context, problems);
        if !id.trim().is_empty() {
            rules::enrollment_profile(id, "enrollment_profile_id", problems);
        }
        if self.name.as_deref().is_none_or(|name| name.trim().is_empty()) {
            let message = "a passcode without a name; whether the service takes it is not documented";
            problems.warning("name", ProblemCode::Missing, message, "give it a name");
        }
        rules::at_most(self.name.as_deref(), 255, "name", problems);
        rules::at_most(self.description.as_deref(), 255, "description", problems);
        if self.passcode_length == Some(0) {
            let hint = "give the number of characters that the passcode shall have";
            problems.error("passcode_length", ProblemCode::OutOfRange, "a passcode of no length", hint);
        }
        rules::at_least_one(self.usage_limit, "usage_limit", problems);
        if let Some(period) = &self.validity_period {
            let period = rules::Period {
                from: period.from.as_deref(),
                to: period.to.as_deref(),
                from_field: "validity_period.from",
                to_field: "validity_period.to",
            };
            rules::period(&period, context.now, problems);
        }
        attribute::check_registered(&self.registered_values, problems);
    }
}
