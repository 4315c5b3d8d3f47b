//! Registered values held against a request.

use keybundle_match::{FieldReport, Report, Rules};
use serde_json::{Map, Value, json};

/// What `keybundle match` tells. The values of a challenge password stand in it, since the user asked for them.
#[must_use]
pub fn matching(report: &Report<'_>) -> Value {
    json!({ "matches": report.matches(), "fields": report.fields.iter().map(field).collect::<Vec<_>>() })
}

/// The choice of each rule.
#[must_use]
pub fn rules(rules: &Rules) -> Value {
    Value::Object(rules.choices().into_iter().map(|(name, word)| (name.to_owned(), json!(word))).collect::<Map<_, _>>())
}

fn field(field: &FieldReport<'_>) -> Value {
    json!({
        "certificate_field": field.certificate_field,
        "matches": field.matches,
        "decided": field.is_decided,
        "expected": field.expected,
        "found": field.found,
        "rule": field.rule.to_string(),
        "why": field.why.map(|why| why.to_string()),
        "nearest": field.nearest.map(|nearest| json!({
            "expected": nearest.expected,
            "found": nearest.found,
            "difference": nearest.difference.as_str(),
            "distance": nearest.distance,
        })),
        "would_match_with": field.would_match_with,
        "found_elsewhere": field.found_elsewhere.map(ToString::to_string),
    })
}
