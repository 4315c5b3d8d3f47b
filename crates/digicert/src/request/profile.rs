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
    /// Reads the JSON of one profile, which may stand inside another object; out of a list, the one with the identifier
    /// `id`. Names of members count without case, `_` and `-`.
    ///
    /// How the service's JSON names the key types is not documented: a text in `key_type` is taken for a fixed type, a
    /// list in `key_type`, `key_types` or `allowed_key_types` for the allowed ones.
    ///
    /// # Errors
    /// `unknown-format` when it is no JSON object or list; `invalid-value` when nothing in it is known of a profile,
    /// and when a list does not hold the one that is wanted: a request that was held against nothing would look right.
    pub fn read(json: &[u8], id: Option<&str>) -> Result<Self, Error> {
        let decoded = text::decode(json);
        let json = decoded.as_ref().map_or(json, |decoded| decoded.text.as_ref());
        let value: Value = serde_json::from_slice(json).map_err(|error| Error::json(&error))?;
        if !matches!(value, Value::Object(_) | Value::Array(_)) {
            return Err(Error::NotAnObject);
        }
        let mut found = Vec::new();
        find(&value, false, &mut found);
        let of = |members: &Map<String, Value>| Self::from_members(members);
        let wanted = |profile: &Self| id.is_none_or(|id| profile.id.as_deref() == Some(id));
        match found.as_slice() {
            [] => Err(Error::InvalidValue { reason: "nothing in this file is known of an enrollment profile" }),
            [(false, one)] => Ok(of(one)),
            list => list
                .iter()
                .map(|(_, members)| of(members))
                .find(wanted)
                .ok_or(Error::InvalidValue { reason: "the profiles of this file have other identifiers" }),
        }
    }

    fn from_members(members: &Map<String, Value>) -> Self {
        let text = |name| member(members, name).and_then(Value::as_str).map(ToOwned::to_owned);
        let types = ["allowedkeytypes", "keytypes", "keytype"].into_iter().find_map(|name| {
            let list = member(members, name)?.as_array()?;
            Some(list.iter().filter_map(name_of).map(|name| KeyType::read(&name)).collect())
        });
        Self {
            id: text("id").or_else(|| text("enrollmentprofileid")),
            enrollment_methods: member(members, "enrollmentmethods").and_then(names),
            key_generation_option: text("keygenerationoption"),
            fixed_key_type: text("keytype").map(|name| KeyType::read(&name)),
            allowed_key_types: types,
        }
    }
}

/// Members that only a profile has, folded.
const KNOWN: [&str; 5] = ["enrollmentmethods", "keygenerationoption", "allowedkeytypes", "keytypes", "keytype"];

/// A member by its folded name.
fn member<'a>(members: &'a Map<String, Value>, folded: &str) -> Option<&'a Value> {
    members.iter().find(|(name, _)| fold(name) == folded).map(|(_, value)| value)
}

/// Every profile in `value`, and whether it stands in a list.
fn find<'a>(value: &'a Value, in_list: bool, found: &mut Vec<(bool, &'a Map<String, Value>)>) {
    match value {
        Value::Object(members) if KNOWN.iter().any(|name| member(members, name).is_some()) => {
            found.push((in_list, members));
        }
        Value::Object(members) => members.values().for_each(|value| find(value, in_list, found)),
        Value::Array(list) => list.iter().for_each(|value| find(value, true, found)),
        _ => {}
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
