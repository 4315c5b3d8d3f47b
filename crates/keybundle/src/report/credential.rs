//! Credentials: what they are, and what they let through.

use super::{hex, matching};
use keybundle_digicert::credential::{Check, Credential, Description, Judgement};
use keybundle_match::{Field, RegisteredValue};
use serde_json::{Value, json};

/// A certificate or public key in the service's own field names.
#[must_use]
pub fn description(description: &Description) -> Value {
    let mut object = json!({
        "authentication_type": description.authentication_type,
        "thumbprint": hex(&description.thumbprint),
        "key_type": description.key_type,
    });
    if let Some(bits) = description.rsa_key_size {
        object["rsa_key_size"] = json!(bits);
    }
    if let Some(curve) = &description.ecdsa_curve {
        object["ecdsa_curve"] = json!(curve);
    }
    object["key_description"] = json!(description.key_description);
    if description.authentication_type == "certificate" {
        object["certificate_common_name"] = json!(description.certificate_common_name);
        object["issuer_common_name"] = json!(description.issuer_common_name);
    }
    object["public_key_pem"] = json!(description.public_key_pem);
    object
}

/// A credential and its limits. Passcode, HMAC key and challenge passwords are left out.
#[must_use]
pub fn credential(credential: &Credential) -> Value {
    json!({
        "kind": credential.kind.as_str(),
        "id": credential.id,
        "name": credential.name,
        "status": credential.status,
        "start_date": credential.start_date.map(|bound| bound.to_string()),
        "end_date": credential.end_date.map(|bound| bound.to_string()),
        "usage_limit": credential.usage_limit,
        "usage_count": credential.usage_count,
        "external_account_binding": credential.external_account_binding,
        "protocols": credential.protocols.iter().map(|one| one.as_str()).collect::<Vec<_>>(),
        "registered_values": credential.registered_values.iter().map(registered_value).collect::<Vec<_>>(),
    })
}

fn registered_value(value: &RegisteredValue) -> Value {
    let is_secret = value.field == Field::ChallengePassword;
    json!({
        "certificate_field": value.certificate_field,
        "matcher": value.matcher.as_str(),
        "value": if is_secret { Value::Null } else { json!(value.values) },
    })
}

/// What each credential of a policy makes of a request.
#[must_use]
pub fn judgements(judgements: &[Judgement<'_>]) -> Value {
    let credentials: Vec<_> = judgements.iter().map(judgement).collect();
    json!({ "accepted": judgements.iter().any(Judgement::accepts), "credentials": credentials })
}

fn judgement(judgement: &Judgement<'_>) -> Value {
    let credential = judgement.credential;
    json!({
        "kind": credential.kind.as_str(),
        "id": credential.id,
        "name": credential.name,
        "accepts": judgement.accepts(),
        "checks": judgement.checks.iter().map(check).collect::<Vec<_>>(),
        "fields": matching(&judgement.fields)["fields"],
    })
}

fn check(check: &Check) -> Value {
    json!({ "name": check.name, "passed": check.passed, "detail": check.detail })
}
