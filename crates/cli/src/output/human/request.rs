//! Certificate requests for people.

use super::{CAUTION, GOOD, HEADING, shown};
use serde_json::Value;
use std::fmt::Write as _;

/// What `csr show` tells, from the same object as the JSON.
pub(crate) fn request(object: &Value) -> String {
    let mut text = format!("{HEADING}certificate request{HEADING:#}\n");
    let mut line = |name: &str, value: &str| {
        let _ = writeln!(text, "  {name:<12} {}", shown(value));
    };
    for (name, field) in [
        ("subject", "subject"),
        ("key", "algorithm"),
        ("spki sha256", "spki_sha256"),
        ("unstructured", "unstructured_name"),
    ] {
        if let Some(value) = object[field].as_str() {
            line(name, value);
        }
    }
    if object["challenge_password"].is_string() {
        line("challenge", "a challenge password, which --json shows");
    }
    for name in list(&object["san"]) {
        line("name", name.as_str().unwrap_or_default());
    }
    for extension in list(&object["extensions"]).filter(|one| one["name"] != "subjectAltName") {
        let meaning: Vec<_> = list(&extension["meaning"]).filter_map(Value::as_str).collect();
        let said =
            if meaning.is_empty() { extension["value"].as_str().unwrap_or_default() } else { &meaning.join(", ") };
        let critical = if extension["critical"] == true { " (critical)" } else { "" };
        line("extension", &format!("{}{critical}: {said}", name_of(extension)));
    }
    let shown = ["challengePassword", "unstructuredName", "extensionRequest", "certificateExtensions"];
    for attribute in list(&object["attributes"]) {
        if !attribute["name"].as_str().is_some_and(|name| shown.contains(&name)) {
            let values: Vec<_> = list(&attribute["values"]).filter_map(Value::as_str).collect();
            line("attribute", &format!("{}: {}", name_of(attribute), values.join(", ")));
        }
    }
    let algorithm = object["signature_algorithm"].as_str().unwrap_or_default();
    let _ = match object["signature_valid"].as_bool() {
        Some(true) => writeln!(text, "  signature    {GOOD}verifies{GOOD:#} ({algorithm})"),
        Some(false) => writeln!(text, "  signature    {CAUTION}does not verify{CAUTION:#} ({algorithm})"),
        None => writeln!(text, "  signature    {CAUTION}can't be checked here{CAUTION:#} ({algorithm})"),
    };
    text
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn name_of(value: &Value) -> &str {
    value["name"].as_str().or_else(|| value["oid"].as_str()).unwrap_or_default()
}
