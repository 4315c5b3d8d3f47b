//! An enrollment profile, as far as it decides about requests.

use super::{
    Error,
    problem::{ProblemCode, Problems},
    values::{KeyType, fold},
};
use keybundle_encoding::text;
use keybundle_key::PublicKey;
use serde_json::{Map, Value};

/// What an enrollment profile says about requests. Members that are absent decide nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct EnrollmentProfile {
    /// `IOT_` and a UUID.
    pub id: Option<String>,
    /// The ways in which certificates may be asked for: `API`, `EST` …
    pub enrollment_methods: Option<Vec<String>>,
    /// Who makes the key: `server_side`, `client_or_server_side` or `client_side`.
    pub key_generation_option: Option<String>,
    /// The kind of key that the profile fixes.
    pub fixed_key_type: Option<KeyType>,
    /// The kinds of keys that it allows.
    pub allowed_key_types: Option<Vec<KeyType>>,
}

impl EnrollmentProfile {
    /// Reads the JSON of one profile; out of a list, the one with the identifier `id`.
    ///
    /// How the service's JSON names the key types is not documented: a text in `key_type` is taken for a fixed type, a
    /// list in `key_type`, `key_types` or `allowed_key_types` for the allowed ones.
    ///
    /// # Errors
    /// `unknown-format` when it is no JSON object or list of objects; `invalid-value` when a list does not hold the
    /// profile.
    pub fn read(json: &[u8], id: Option<&str>) -> Result<Self, Error> {
        let decoded = text::decode(json);
        let json = decoded.as_ref().map_or(json, |decoded| decoded.text.as_ref());
        let value: Value = serde_json::from_slice(json).map_err(|error| Error::json(&error))?;
        let missing = || Error::InvalidValue { reason: "the profiles of this file have other identifiers" };
        let members = match value {
            Value::Object(members) => match one_of_list(&members, id) {
                Some(found) => found.cloned().ok_or_else(missing)?,
                None => members,
            },
            Value::Array(list) => pick(&list, id).cloned().ok_or_else(missing)?,
            _ => return Err(Error::NotAnObject),
        };
        Ok(Self::from_members(&members))
    }

    fn from_members(members: &Map<String, Value>) -> Self {
        let text = |name| members.get(name).and_then(Value::as_str).map(ToOwned::to_owned);
        let types = ["allowed_key_types", "key_types", "key_type"].into_iter().find_map(|name| {
            let list = members.get(name)?.as_array()?;
            Some(list.iter().filter_map(name_of).map(|name| KeyType::read(&name)).collect())
        });
        Self {
            id: text("id").or_else(|| text("enrollment_profile_id")),
            enrollment_methods: members.get("enrollment_methods").and_then(names),
            key_generation_option: text("key_generation_option"),
            fixed_key_type: text("key_type").map(|name| KeyType::read(&name)),
            allowed_key_types: types,
        }
    }
}

/// What a request asks about its key.
pub(super) struct AskedKey<'a> {
    pub(super) is_server_side: bool,
    pub(super) key_type: Option<&'a KeyType>,
    pub(super) csr_key: Option<&'a PublicKey>,
}

/// Holds a request for a certificate against the profile.
pub(super) fn check(profile: &EnrollmentProfile, id: Option<&str>, key: &AskedKey<'_>, problems: &mut Problems) {
    if let (Some(asked), Some(own)) = (id, &profile.id)
        && asked != own
    {
        let message = "the request names another enrollment profile than the one given";
        problems.warning("enrollment_profile_id", ProblemCode::Profile, message, "give the profile that it names");
    }
    if profile.enrollment_methods.as_ref().is_some_and(|methods| !methods.iter().any(|name| fold(name) == "api")) {
        let hint = "add API to the enrollment methods of the profile, or use another profile";
        let message = "the profile does not allow enrollment by API";
        problems.error("enrollment_profile_id", ProblemCode::Profile, message, hint);
    }
    check_generation(profile, key, problems);
    check_key_type(profile, key, problems);
}

fn check_generation(profile: &EnrollmentProfile, key: &AskedKey<'_>, problems: &mut Problems) {
    let Some(option) = &profile.key_generation_option else { return };
    let option = fold(option);
    if !["serverside", "clientside", "clientorserverside"].contains(&option.as_str()) {
        let message = "the profile's key_generation_option is not among the documented ones";
        problems.warning("server_side_key_gen", ProblemCode::UnknownValue, message, "look at the profile");
    } else if key.is_server_side && option == "clientside" {
        let hint = "send a CSR, or use a profile with server_side or client_or_server_side";
        let message = "the profile does not let the service make keys";
        problems.error("server_side_key_gen", ProblemCode::Profile, message, hint);
    } else if !key.is_server_side && option == "serverside" {
        let hint = "set server_side_key_gen to true, or use a profile with client_side or client_or_server_side";
        problems.error("csr", ProblemCode::Profile, "the profile takes no keys but those that the service makes", hint);
    }
}

fn check_key_type(profile: &EnrollmentProfile, key: &AskedKey<'_>, problems: &mut Problems) {
    if let (Some(fixed), Some(asked)) = (&profile.fixed_key_type, key.key_type)
        && key.is_server_side
    {
        let message = if fixed == asked {
            "the profile fixes the key type already".to_owned()
        } else {
            "the profile fixes another key type, and that one comes".to_owned()
        };
        problems.warning("key_type", ProblemCode::Ignored, message, "leave it out");
        return;
    }
    let allowed: Vec<&KeyType> = match (&profile.fixed_key_type, &profile.allowed_key_types) {
        (Some(fixed), _) => vec![fixed],
        (None, Some(allowed)) if !allowed.is_empty() => allowed.iter().collect(),
        (None, _) => return,
    };
    let hint = format!("allowed: {}", allowed.iter().map(|one| one.as_str()).collect::<Vec<_>>().join(", "));
    if let Some(asked) = key.key_type
        && key.is_server_side
        && !allowed.contains(&asked)
    {
        let message = "the profile does not allow this key type";
        problems.error("key_type", ProblemCode::Profile, message, &hint);
    }
    if let Some(own) = key.csr_key
        && !key.is_server_side
        && allowed.iter().all(|one| one.matches(own.algorithm()) == Some(false))
    {
        let message = format!("the CSR's key is {}, which the profile does not allow", own.algorithm());
        problems.error("csr", ProblemCode::Profile, message, &hint);
    }
}

/// Where an object is a page of a list: the profile in it, or that there is none.
#[expect(clippy::option_option, reason = "no list, and a list without it, are two things")]
fn one_of_list<'a>(members: &'a Map<String, Value>, id: Option<&str>) -> Option<Option<&'a Map<String, Value>>> {
    let list =
        ["records", "items", "enrollment_profiles"].into_iter().find_map(|name| members.get(name)?.as_array())?;
    Some(pick(list, id))
}

fn pick<'a>(list: &'a [Value], id: Option<&str>) -> Option<&'a Map<String, Value>> {
    let mut objects = list.iter().filter_map(Value::as_object);
    match id {
        Some(id) => objects.find(|object| object.get("id").and_then(Value::as_str) == Some(id)),
        None => objects.next(),
    }
}

/// Names out of a list, or out of one text with commas.
fn names(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::Array(list) => Some(list.iter().filter_map(name_of).collect()),
        Value::String(text) => Some(text.split(',').map(|name| name.trim().to_owned()).collect()),
        _ => None,
    }
}

/// A text, or the name of an object.
fn name_of(value: &Value) -> Option<String> {
    let text = match value {
        Value::Object(members) => ["name", "value", "id"].into_iter().find_map(|name| members.get(name)?.as_str()),
        other => other.as_str(),
    };
    text.map(ToOwned::to_owned)
}
