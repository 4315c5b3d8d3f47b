//! An answer that holds no certificate.

use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// The members of an answer that tell why there is no certificate in it. Unknown members are ignored, every member is
/// optional, and enum values are kept as text.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Answer {
    /// The request's identifier.
    pub certificate_request_id: Option<String>,
    /// What became of the request, for instance `AUTO_APPROVED`.
    pub status: Option<Value>,
    /// `SUCCESS`, or not.
    pub result: Option<Value>,
    /// Errors of IoT Trust Manager.
    #[serde(deserialize_with = "one_or_many")]
    pub errors: Vec<Problem>,
    /// The error of Device Trust Manager.
    #[serde(deserialize_with = "one_or_many")]
    pub error: Vec<Problem>,
}

/// One error of the service.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// The service's code, reduced to letters, digits and `_ - .`; `unknown` where it gave none.
    pub code: String,
}

impl Answer {
    /// Reads one answer, or each of a list.
    #[must_use]
    pub fn read_all(json: &[u8]) -> Vec<Self> {
        let list = match serde_json::from_slice(json) {
            Ok(Value::Array(list)) => list,
            Ok(value) => vec![value],
            Err(_) => return Vec::new(),
        };
        list.into_iter().filter(Value::is_object).filter_map(|value| serde_json::from_value(value).ok()).collect()
    }

    /// The codes of its errors. An answer counts as one error when its `result` is given and is no success, or its
    /// `status` says in words that nothing is to be waited for.
    #[must_use]
    pub fn codes(&self) -> Vec<String> {
        let mut codes: Vec<_> = self.errors.iter().chain(&self.error).map(|problem| problem.code.clone()).collect();
        if let Some(Value::String(result)) = &self.result
            && codes.is_empty()
            && !result.eq_ignore_ascii_case("SUCCESS")
        {
            codes.push(safe(result));
        }
        if let Some(Value::String(status)) = &self.status
            && codes.is_empty()
            && is_refusal(status)
        {
            codes.push(safe(status));
        }
        codes
    }

    /// Whether it tells of a request and of no error: then the certificate is still to come.
    #[must_use]
    pub fn is_pending(&self) -> bool {
        self.codes().is_empty() && (self.certificate_request_id.is_some() || self.status.is_some())
    }
}

/// Whether a status tells that no certificate will come. The service's own list of statuses is not public: what a word
/// means is taken as it stands.
fn is_refusal(status: &str) -> bool {
    let status = status.to_ascii_lowercase();
    ["error", "fail", "reject", "denied", "declined", "cancel"].iter().any(|word| status.contains(word))
}

fn one_or_many<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Problem>, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::Null => Vec::new(),
        Value::Array(list) => list.iter().map(problem).collect(),
        value => vec![problem(&value)],
    })
}

fn problem(value: &Value) -> Problem {
    let code = match value {
        Value::Object(members) => members.get("code").unwrap_or(&Value::Null),
        other => other,
    };
    Problem {
        code: match code {
            Value::String(text) => safe(text),
            Value::Number(number) => number.to_string(),
            _ => "unknown".to_owned(),
        },
    }
}

fn safe(text: &str) -> String {
    let allowed = |character: &char| character.is_ascii_alphanumeric() || matches!(character, '_' | '-' | '.');
    let code: String = text.chars().filter(allowed).take(64).collect();
    if code.is_empty() { "unknown".to_owned() } else { code }
}
