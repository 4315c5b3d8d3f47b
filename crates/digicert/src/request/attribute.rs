//! Attributes and registered values of a request.

use super::{
    members::Members,
    problem::{ProblemCode, Problems},
};
use crate::credential::TEXT_FIELDS;
use keybundle_match::Field;
use serde::Serialize;
use serde_json::Value;
use std::{
    collections::{BTreeMap, HashSet},
    fmt,
};

/// What `Debug` is to show of a field's value: nothing of a challenge password.
fn shown<'v>(field: &str, value: &'v Value) -> &'v dyn fmt::Debug {
    if Field::from_name(field) == Field::ChallengePassword { &".." } else { value }
}

/// One attribute of the certificate or the device that is asked for: `{"id","value"}` in IoT Trust Manager,
/// `{"name","value"}` in Device Trust Manager.
#[derive(Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Attribute {
    /// The name of the field: for instance `subject.common_name`.
    pub id: String,
    /// A JSON string, or an array of strings.
    pub value: Value,
    /// Members that are not documented, as they stood.
    #[serde(flatten)]
    pub extra: BTreeMap<String, Value>,
}

impl fmt::Debug for Attribute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Attribute")
            .field("id", &self.id)
            .field("value", shown(&self.id, &self.value))
            .field("extra", &self.extra)
            .finish()
    }
}

impl Attribute {
    /// An attribute with one text.
    #[must_use]
    pub fn new(id: impl Into<String>, value: impl Into<String>) -> Self {
        Self { id: id.into(), value: Value::String(value.into()), extra: BTreeMap::new() }
    }

    /// Its texts: the string, or those of the array.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        texts(&self.value)
    }
}

/// A value that a credential allows: `{"certificate_field","matcher","value"}`.
#[derive(Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct RegisteredValue {
    /// The name of the field: for instance `subject.common_name`.
    pub certificate_field: String,
    /// How the value is compared: `equals`, which is also the default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub matcher: Option<String>,
    /// A JSON string, or an array of strings for the fields that may occur several times.
    pub value: Value,
    /// Members that are not documented, as they stood.
    #[serde(flatten)]
    pub extra: BTreeMap<String, Value>,
}

impl fmt::Debug for RegisteredValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RegisteredValue")
            .field("certificate_field", &self.certificate_field)
            .field("matcher", &self.matcher)
            .field("value", shown(&self.certificate_field, &self.value))
            .field("extra", &self.extra)
            .finish()
    }
}

impl RegisteredValue {
    /// One value of a field, compared by the default matcher. For organizational units and street addresses it becomes
    /// an array of one, as the service has it.
    #[must_use]
    pub fn new(certificate_field: impl Into<String>, value: impl Into<String>) -> Self {
        let (certificate_field, value) = (certificate_field.into(), value.into());
        let several = ARRAY_FIELDS.contains(&certificate_field.as_str());
        let value = if several { Value::from(vec![value]) } else { Value::String(value) };
        Self { certificate_field, matcher: None, value, extra: BTreeMap::new() }
    }
}

/// Fields whose registered value is a list.
const ARRAY_FIELDS: [&str; 2] = ["subject.organization_unit", "subject.street_address"];

/// Reads the list `name`; each item's name stands in its member `id`.
pub(super) fn read_all(members: &mut Members<'_>, name: &'static str, id: &'static str) -> Vec<Attribute> {
    let path = members.field(name);
    let list = members.list(name);
    let read = |(index, value)| {
        let mut item = Members::of(value, &format!("{path}[{index}]"), members.problems);
        Attribute {
            id: item.text(id).unwrap_or_default(),
            value: item.take("value").unwrap_or(Value::Null),
            extra: item.rest(),
        }
    };
    list.into_iter().enumerate().map(read).collect()
}

/// Reads `registered_values`.
pub(super) fn read_registered(members: &mut Members<'_>) -> Vec<RegisteredValue> {
    let path = members.field("registered_values");
    let list = members.list("registered_values");
    let read = |(index, value)| {
        let mut item = Members::of(value, &format!("{path}[{index}]"), members.problems);
        // What a credential's reading shows and its making does not need.
        item.take("multiple");
        RegisteredValue {
            certificate_field: item.text("certificate_field").unwrap_or_default(),
            matcher: item.text("matcher"),
            value: item.take("value").unwrap_or(Value::Null),
            extra: item.rest(),
        }
    };
    list.into_iter().enumerate().map(read).collect()
}

/// Every attribute has an id, a value, and is there once.
pub(super) fn check_all(attributes: &[Attribute], path: &str, id: &str, problems: &mut Problems) {
    let mut seen = HashSet::new();
    for (index, attribute) in attributes.iter().enumerate() {
        let field = |name: &str| format!("{path}[{index}].{name}");
        if attribute.id.trim().is_empty() {
            let hint = "name it, for instance subject.common_name";
            problems.error(&field(id), ProblemCode::Missing, "an attribute without a name", hint);
        } else if !seen.insert(attribute.id.as_str()) {
            let hint = "put all its values into one list";
            problems.warning(&field(id), ProblemCode::Duplicate, "this attribute is there twice", hint);
        }
        check_value(&attribute.value, &field("value"), problems);
        check_subject(attribute, &field("value"), problems);
    }
}

/// The fields are known, their values of the right shape.
pub(super) fn check_registered(values: &[RegisteredValue], problems: &mut Problems) {
    let mut seen = HashSet::new();
    for (index, registered) in values.iter().enumerate() {
        let field = |name: &str| format!("registered_values[{index}].{name}");
        let name = registered.certificate_field.as_str();
        let (is_text, is_array) = (TEXT_FIELDS.contains(&name), ARRAY_FIELDS.contains(&name));
        if name.trim().is_empty() {
            let hint = "name it, for instance subject.common_name";
            problems.error(&field("certificate_field"), ProblemCode::Missing, "a value without its field", hint);
        } else if !seen.insert(name) {
            let hint = "register one value for each field";
            problems.warning(&field("certificate_field"), ProblemCode::Duplicate, "this field is there twice", hint);
        } else if !is_text && !is_array {
            let known = [&TEXT_FIELDS[..], &ARRAY_FIELDS[..]].concat().join(", ");
            let message = "this field is not among the documented ones";
            let hint = format!("known: {known}");
            problems.warning(&field("certificate_field"), ProblemCode::UnknownValue, message, &hint);
        }
        if registered.matcher.as_deref().is_some_and(|matcher| matcher != "equals") {
            let message = "the only matcher of a credential is equals";
            problems.error(&field("matcher"), ProblemCode::Malformed, message, "write \"equals\" or leave it out");
        }
        check_value(&registered.value, &field("value"), problems);
        if is_array && registered.value.is_string() {
            let message = "this field takes a list";
            problems.warning(&field("value"), ProblemCode::Spelling, message, "write it as a list of one text");
        } else if is_text && registered.value.is_array() {
            let message = "this field takes one text, not a list";
            problems.error(&field("value"), ProblemCode::WrongType, message, "give one text");
        }
    }
}

/// A text that is not empty, or a list of such texts.
fn check_value(value: &Value, field: &str, problems: &mut Problems) {
    let is_text = |value: &Value| value.as_str().is_some_and(|text| !text.is_empty());
    let hint = "write a text, or a list of texts";
    match value {
        Value::Null => problems.error(field, ProblemCode::Missing, "there is no value", hint),
        Value::String(text) if text.is_empty() => {
            problems.error(field, ProblemCode::Missing, "the value is empty", "leave the attribute out, or fill it");
        }
        Value::Array(list) if list.is_empty() => {
            problems.error(field, ProblemCode::Missing, "the list is empty", "leave the attribute out, or fill it");
        }
        Value::String(_) => {}
        Value::Array(list) if list.iter().all(is_text) => {}
        _ => problems.error(field, ProblemCode::WrongType, "this must be a text or a list of texts", hint),
    }
}

/// What no certificate can hold (upper bounds of RFC 5280 appendix A.1).
fn check_subject(attribute: &Attribute, field: &str, problems: &mut Problems) {
    let most = match attribute.id.as_str() {
        "subject.country" => {
            if attribute.texts().any(|text| text.len() != 2 || !text.bytes().all(|byte| byte.is_ascii_alphabetic())) {
                let message = "a country is two letters";
                problems.warning(field, ProblemCode::Malformed, message, "write its ISO 3166 code, for instance DE");
            }
            return;
        }
        "subject.common_name" | "subject.organization_name" | "subject.organization_unit" => 64,
        "subject.state" | "subject.locality" => 128,
        "subject.email" => 255,
        _ => return,
    };
    if attribute.texts().any(|text| text.chars().count() > most) {
        let message = format!("longer than the {most} characters that a certificate holds (RFC 5280)");
        problems.warning(field, ProblemCode::TooLong, message, "shorten it");
    }
}

fn texts(value: &Value) -> impl Iterator<Item = &str> {
    let list = match value {
        Value::Array(list) => list.as_slice(),
        one => std::slice::from_ref(one),
    };
    list.iter().filter_map(Value::as_str)
}
