//! Credentials, for people.

use super::{CAUTION, GOOD, HEADING, shown};
use keybundle::credential::Judgement;
use serde_json::Value;
use std::fmt::Write as _;

/// What `credential show` tells: the members of its JSON, a line each.
pub(crate) fn credential(object: &Value) -> String {
    let mut text = String::new();
    members(object, "", &mut text);
    members(&object["credential"], "", &mut text);
    if let Some(pem) = object["public_key_pem"].as_str() {
        text.push_str(pem);
    }
    for name in object["differences"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        let _ = writeln!(text, "{CAUTION}the credential's own {name} says something else{CAUTION:#}");
    }
    text
}

fn members(object: &Value, indent: &str, text: &mut String) {
    for (name, value) in object.as_object().into_iter().flatten() {
        let line = match value {
            Value::String(value) if name != "public_key_pem" => shown(value),
            Value::Number(number) => number.to_string(),
            Value::Bool(flag) => flag.to_string(),
            Value::Array(values) if name == "protocols" => {
                values.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ")
            }
            Value::Array(values) if name == "registered_values" => {
                let fields = values.iter().filter_map(|value| value["certificate_field"].as_str());
                fields.map(shown).collect::<Vec<_>>().join(", ")
            }
            _ => continue,
        };
        if !line.is_empty() {
            let _ = writeln!(text, "{indent}{HEADING}{name:<24}{HEADING:#} {line}");
        }
    }
}

/// What `credential check` found.
pub(crate) fn judgements(judgements: &[Judgement<'_>]) -> String {
    let mut text = String::new();
    for judgement in judgements {
        let credential = judgement.credential;
        let name = shown(credential.name.as_deref().or(credential.id.as_deref()).unwrap_or("unnamed"));
        let verdict =
            if judgement.accepts() { format!("{GOOD}accepts{GOOD:#}") } else { format!("{CAUTION}refuses{CAUTION:#}") };
        let _ = writeln!(text, "{HEADING}{} {name}{HEADING:#}  {verdict}", credential.kind.as_str());
        for check in &judgement.checks {
            let mark = match check.passed {
                Some(true) => "passed",
                Some(false) => "FAILED",
                None => "-",
            };
            let _ = writeln!(text, "  {:<18} {mark:<7} {}", check.name, check.detail);
        }
        if judgement.checks.iter().any(|check| check.name == "registered_values" && check.passed == Some(false)) {
            text.push_str(&super::matching(&judgement.fields));
        }
    }
    let accepting = judgements.iter().filter(|judgement| judgement.accepts()).count();
    let _ = writeln!(text, "{accepting} of {} credentials would accept it", judgements.len());
    text
}
