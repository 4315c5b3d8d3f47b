//! `registered_values` as the service writes and takes them.

use super::{Error, json};
use keybundle_match::{Field, Matcher, RegisteredValue};
use serde_json::{Map, Value};

/// Reads registered values: the bare array, one entry, or a credential's whole JSON (also in a list, or inside another
/// object), in which they stand.
///
/// An entry is `{"certificate_field", "matcher", "value"}`. `matcher` may be missing (`equals`); `value` is a text or
/// an array of texts, whichever the field; `multiple` and unknown members are tolerated. A credential without
/// registered values is not limited by any: the result is empty then.
///
/// # Errors
/// `unknown-format` when it is no JSON or nothing in it looks like registered values or a credential; `truncated`;
/// `invalid-value` for an entry that can't be read, and when several credentials have registered values.
pub fn registered_values(bytes: &[u8]) -> Result<Vec<RegisteredValue>, Error> {
    let value = json::read(bytes)?;
    let mut sets = Vec::new();
    find(&value, &mut sets);
    sets.retain(|set| !is_empty(set));
    match sets.as_slice() {
        [] if is_set(&value) || looks_like_credential(&value) => Ok(Vec::new()),
        [] => Err(Error::NoRegisteredValues),
        [set] => entries(set),
        more => Err(Error::SeveralCredentials { count: more.len() }),
    }
}

/// The names of the member that holds registered values.
const SETS: &[&str] = &["registeredvalues", "allowedconditions"];
/// The names of the member that names a field.
const FIELD: &[&str] = &["certificatefield", "field", "id", "name", "oid"];
/// The names of the member that holds what is registered.
const VALUE: &[&str] = &["value", "values"];
const MATCHER: &[&str] = &["matcher", "matchtype", "condition", "operator"];
/// Members of credentials in every form of the service.
const CREDENTIAL: &[&str] = &[
    "accountbind",
    "authenticationpem",
    "authenticationtype",
    "enddate",
    "externalaccountbinding",
    "hmackey",
    "passcode",
    "passcodelength",
    "startdate",
    "usagelimit",
    "validityperiod",
];

/// Whether an object has a member that only credentials have.
pub(super) fn is_credential(object: &Map<String, Value>) -> bool {
    json::member(object, CREDENTIAL).is_some() || json::member(object, SETS).is_some()
}

/// The registered values of a credential's object; none where the member is missing.
pub(super) fn of_credential(object: &Map<String, Value>) -> Result<Vec<RegisteredValue>, Error> {
    json::member(object, SETS).map_or_else(|| Ok(Vec::new()), entries)
}

/// Whether a member of this name holds registered values.
pub(super) fn is_set_name(name: &str) -> bool {
    SETS.iter().any(|known| json::is_named(name, known))
}

fn looks_like_credential(value: &Value) -> bool {
    match value {
        Value::Object(object) => is_credential(object) || object.values().any(looks_like_credential),
        Value::Array(values) => values.iter().any(looks_like_credential),
        _ => false,
    }
}

/// Every set of registered values in `value`.
fn find<'a>(value: &'a Value, sets: &mut Vec<&'a Value>) {
    if is_set(value) {
        sets.push(value);
        return;
    }
    match value {
        Value::Array(values) => values.iter().for_each(|value| find(value, sets)),
        Value::Object(members) => {
            if let Some(set) = json::member(members, SETS) {
                sets.push(set);
            } else {
                members.values().for_each(|value| find(value, sets));
            }
        }
        _ => {}
    }
}

/// Whether it is a bare array of registered values, or one entry.
fn is_set(value: &Value) -> bool {
    match value {
        Value::Array(values) => values.iter().all(is_entry),
        entry => is_entry(entry),
    }
}

fn is_entry(value: &Value) -> bool {
    let Value::Object(members) = value else { return false };
    let names_a_field = json::member(members, &["certificatefield"]).is_some();
    names_a_field || (json::member(members, FIELD).is_some() && json::member(members, VALUE).is_some())
}

fn is_empty(set: &Value) -> bool {
    match set {
        Value::Null => true,
        Value::Array(values) => values.is_empty(),
        Value::Object(members) => members.is_empty(),
        _ => false,
    }
}

fn entries(set: &Value) -> Result<Vec<RegisteredValue>, Error> {
    match set {
        Value::Null => Ok(Vec::new()),
        Value::Array(values) => values.iter().enumerate().map(|(index, value)| entry(value, index + 1)).collect(),
        Value::Object(members) if !is_entry(set) => {
            members.iter().enumerate().map(|(index, (name, value))| read(name, None, Some(value), index + 1)).collect()
        }
        one => Ok(vec![entry(one, 1)?]),
    }
}

fn entry(value: &Value, number: usize) -> Result<RegisteredValue, Error> {
    let Value::Object(members) = value else {
        return Err(Error::RegisteredValue { number, reason: "an object was expected" });
    };
    let name = FIELD.iter().find_map(|name| json::member(members, &[name])).and_then(Value::as_str);
    let Some(name) = name.filter(|name| !name.trim().is_empty()) else {
        return Err(Error::RegisteredValue { number, reason: "it names no certificate_field" });
    };
    read(name, json::member(members, MATCHER), json::member(members, VALUE), number)
}

fn read(name: &str, matcher: Option<&Value>, value: Option<&Value>, number: usize) -> Result<RegisteredValue, Error> {
    let value = value.unwrap_or(&Value::Null);
    let Some(values) = json::texts(value) else {
        return Err(Error::RegisteredValue { number, reason: "its value is neither a text nor an array of texts" });
    };
    let matcher = match matcher {
        None | Some(Value::Null) => Matcher::default(),
        Some(matcher) => match matcher.as_str() {
            Some(word) => Matcher::from_name(word),
            None => return Err(Error::RegisteredValue { number, reason: "its matcher is no text" }),
        },
    };
    let registered = RegisteredValue::new(name, matcher, values);
    // Of the ten fields that the service documents the shape is known; of others the value tells it.
    let is_array = registered.is_array || (value.is_array() && !is_single(&registered.field));
    Ok(registered.with_array(is_array))
}

/// Whether the service documents the field as one that takes a single text.
fn is_single(field: &Field<'_>) -> bool {
    TEXT_FIELDS.iter().any(|name| Field::from_name(name) == *field)
}

/// Fields whose registered value is a text.
pub(crate) const TEXT_FIELDS: [&str; 8] = [
    "subject.common_name",
    "subject.organization_name",
    "subject.country",
    "subject.state",
    "subject.locality",
    "subject.postal_code",
    "subject.email",
    "challenge_password",
];
