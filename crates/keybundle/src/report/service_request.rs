//! Requests to the service.

use keybundle_digicert::request::{Error, HeaderValue, HttpRequest, Kind, Part, Problem, Severity};
use serde_json::{Map, Value, json};
use zeroize::Zeroizing;

use super::coded;

/// What `keybundle request check` tells. A request is valid when none of its problems is an error.
#[must_use]
pub fn checked(kind: Kind, problems: &[Problem]) -> Value {
    json!({
        "valid": problems.iter().all(|problem| problem.severity != Severity::Error),
        "kind": kind.as_str(),
        "problems": self::problems(problems),
    })
}

/// What an error of making a request tells: as [`coded`], and `problems` where the request is invalid.
#[must_use]
pub fn request_error(error: &Error) -> Value {
    let mut object = coded(error);
    if let Error::Problems { problems } = error {
        object["problems"] = self::problems(problems);
    }
    object
}

/// What the other commands of `keybundle request` tell. `None`: secrets are to be shown (`with_secrets`), and one is
/// not known.
#[must_use]
pub fn http_request(request: &HttpRequest, kind: Kind, problems: &[Problem], with_secrets: bool) -> Option<Value> {
    let mut headers = Map::new();
    let mut secrets = Vec::new();
    for header in &request.headers {
        let shown = if with_secrets { header.value.secret_text()?.to_string() } else { header.value.public_text() };
        if let HeaderValue::Secret(secret) | HeaderValue::Basic { password: secret, .. } = &header.value {
            secrets.extend(secret.variable());
        }
        headers.insert(header.name.to_owned(), Value::String(shown));
    }
    let body = match &request.body {
        None => Value::Null,
        Some(body) => {
            secrets.extend(body.parts().iter().filter_map(|part| match part {
                Part::Secret(secret) => secret.variable(),
                Part::Text(_) => None,
            }));
            let text = if with_secrets { body.secret_text()? } else { Zeroizing::new(body.public_text()) };
            serde_json::from_str(&text).unwrap_or_else(|_| Value::String(text.to_string()))
        }
    };
    Some(json!({
        "kind": kind.as_str(),
        "method": request.method.as_str(),
        "url": request.url,
        "headers": headers,
        "client_certificate": request.client_certificate,
        "body": body,
        "secrets": secrets,
        "warnings": self::problems(problems),
    }))
}

fn problems(problems: &[Problem]) -> Value {
    let one = |problem: &Problem| {
        json!({
            "field": problem.field,
            "severity": problem.severity.as_str(),
            "code": problem.code.as_str(),
            "message": problem.message,
            "hint": problem.hint,
        })
    };
    problems.iter().map(one).collect()
}
