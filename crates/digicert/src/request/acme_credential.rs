//! An ACME credential is created.

use super::{
    Call, CheckContext, Kind,
    attribute::{self, RegisteredValue},
    http::{Body, Method, Part},
    material,
    members::Members,
    problem::{ProblemCode, Problems},
    rules,
};
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// `POST /iot/api/v1/acme-authentication`: registers an ACME account key, or asks for a key for External Account
/// Binding.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct AcmeCredentialCreation {
    /// What it is called, at most 255 characters. Required.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// What it is for, at most 255 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The identifier of the account, at most 36 characters. Required.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<String>,
    /// Whether the answer is to bring a key for external account binding; `false` when it is absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_account_binding: Option<bool>,
    /// The ACME account key as PEM of a public key or certificate. Required without external account binding.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authentication_pem: Option<String>,
    /// The identifier of the enrollment profile, at most 40 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub enrollment_profile: Option<String>,
    /// How often it may be used; without it, any number of times.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub usage_limit: Option<u64>,
    /// The first day, `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_date: Option<String>,
    /// The last day, `YYYY-MM-DD`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_date: Option<String>,
    /// The values that certificates requested with it must have.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub registered_values: Vec<RegisteredValue>,
    /// Members that are not documented, as they stood.
    #[serde(flatten)]
    pub extra: BTreeMap<String, Value>,
}

impl AcmeCredentialCreation {
    pub(super) fn read(members: &mut Members<'_>) -> Self {
        Self {
            name: members.text("name"),
            description: members.text("description"),
            account_id: members.text("account_id"),
            external_account_binding: members.boolean("external_account_binding"),
            authentication_pem: members.text("authentication_pem"),
            enrollment_profile: members.text("enrollment_profile"),
            usage_limit: members.whole_number("usage_limit"),
            start_date: members.text("start_date"),
            end_date: members.text("end_date"),
            registered_values: attribute::read_registered(members),
            extra: members.rest(),
        }
    }
}

impl Call for AcmeCredentialCreation {
    fn kind(&self) -> Kind {
        Kind::AcmeCredential
    }

    fn method(&self) -> Method {
        Method::Post
    }

    fn path(&self) -> String {
        "/iot/api/v1/acme-authentication".to_owned()
    }

    fn body(&self) -> Option<Body> {
        Some(Body::new(super::JSON, vec![Part::Text(serde_json::to_string_pretty(self).ok()?)]))
    }

    fn check(&self, context: &CheckContext<'_>, problems: &mut Problems) {
        rules::required(self.name.as_deref(), "name", problems);
        rules::at_most(self.name.as_deref(), 255, "name", problems);
        rules::at_most(self.description.as_deref(), 255, "description", problems);
        rules::required(self.account_id.as_deref(), "account_id", problems);
        rules::at_most(self.account_id.as_deref(), 36, "account_id", problems);
        rules::at_most(self.enrollment_profile.as_deref(), 40, "enrollment_profile", problems);
        self.check_key(problems);
        rules::at_least_one(self.usage_limit, "usage_limit", problems);
        let period = rules::Period {
            from: self.start_date.as_deref(),
            to: self.end_date.as_deref(),
            from_field: "start_date",
            to_field: "end_date",
        };
        rules::period(&period, context.now, problems);
        attribute::check_registered(&self.registered_values, problems);
    }
}

impl AcmeCredentialCreation {
    fn check_key(&self, problems: &mut Problems) {
        const FIELD: &str = "authentication_pem";
        match (self.external_account_binding == Some(true), &self.authentication_pem) {
            (false, None) => {
                let message = "without external account binding, the account's public key or certificate is required";
                let hint = "give authentication_pem, or set external_account_binding to true";
                problems.error(FIELD, ProblemCode::Missing, message, hint);
            }
            (true, Some(_)) => {
                let message = "external account binding brings its own key; what becomes of this one is not documented";
                problems.warning(FIELD, ProblemCode::Conflict, message, "leave one of them out");
            }
            _ => {}
        }
        if let Some(pem) = &self.authentication_pem {
            material::check_account_key(pem, FIELD, problems);
        }
    }
}
