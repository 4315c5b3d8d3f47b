//! Credentials: what they are, and what they let through.

use super::{hex, matching, warnings};
use crate::{Limits, Warnings};
use keybundle_digicert::credential::{Check, Credential, Description, Error, Judgement};
use keybundle_match::{Field, RegisteredValue};
use serde_json::{Value, json};

/// What `keybundle credential show` tells of a credential's JSON, a certificate or a public key, and what was odd.
///
/// # Errors
/// `unknown-format` when there is none of these in it; the codes of [`crate::open()`].
pub fn shown_credential(bytes: &[u8], limits: &Limits) -> Result<(Value, Warnings), Error> {
    let one = Credential::read_all(bytes, limits).ok().and_then(|mut all| all.pop().filter(|_| all.is_empty()));
    // A certificate that stands alone has no limits to tell.
    let one = one.filter(|one| one.id.is_some() || one.status.is_some() || one.certificate.is_none());
    let (mut object, odd) = match Description::read(bytes, limits) {
        Ok((found, odd)) => {
            let mut object = description(&found);
            object["differences"] = json!(found.differences(bytes));
            (object, odd)
        }
        // An ACME credential with external account binding holds no key, and neither does a passcode.
        Err(_) if one.is_some() => (json!({}), Warnings::new()),
        Err(error) => return Err(error),
    };
    object["credential"] = one.as_ref().map_or(Value::Null, credential);
    object["warnings"] = warnings(&odd);
    Ok((object, odd))
}

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
