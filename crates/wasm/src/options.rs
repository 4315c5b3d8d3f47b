//! Options as they come from JavaScript.

use crate::answer::Refusal;
use serde_json::{Map, Value};
use zeroize::Zeroizing;

/// An object of options, and the bytes that it refers to.
pub(crate) struct Options {
    members: Map<String, Value>,
    attachments: Zeroizing<Vec<u8>>,
}

impl Options {
    /// Reads the options of a function that takes those in `known`.
    pub(crate) fn read(json: &str, attachments: Vec<u8>, known: &[&str]) -> Result<Self, Refusal> {
        let attachments = Zeroizing::new(attachments);
        let Ok(Value::Object(members)) = serde_json::from_str(json) else {
            return Err(Refusal::Usage { field: None, message: "the options are no object".into() });
        };
        require_known(&members, known)?;
        Ok(Self { members, attachments })
    }

    /// A value that is there and not null.
    pub(crate) fn value(&self, name: &str) -> Option<&Value> {
        self.members.get(name).filter(|value| !value.is_null())
    }

    /// Whether something is asked for.
    pub(crate) fn flag(&self, name: &str) -> Result<bool, Refusal> {
        match self.value(name) {
            None => Ok(false),
            Some(value) => value.as_bool().ok_or_else(|| wrong(name, "true or false")),
        }
    }

    /// A text, which is no secret.
    pub(crate) fn text(&self, name: &str) -> Result<Option<&str>, Refusal> {
        self.value(name).map(|value| value.as_str().ok_or_else(|| wrong(name, "a string"))).transpose()
    }

    /// A text that must be there.
    pub(crate) fn required_text(&self, name: &str) -> Result<&str, Refusal> {
        self.text(name)?.ok_or_else(|| wrong(name, "given"))
    }

    /// The bytes of an option, where it is there.
    pub(crate) fn secret(&self, name: &str) -> Result<Option<&[u8]>, Refusal> {
        self.value(name).map(|value| self.secret_bytes(name, value)).transpose()
    }

    /// The bytes of an option that is text, where it is there.
    pub(crate) fn secret_text(&self, name: &str) -> Result<Option<&str>, Refusal> {
        let text = |bytes| core::str::from_utf8(bytes).map_err(|_| wrong(name, "UTF-8 text"));
        self.secret(name)?.map(text).transpose()
    }

    /// A whole number.
    pub(crate) fn integer(&self, name: &str) -> Result<Option<i64>, Refusal> {
        self.value(name).map(|value| value.as_i64().ok_or_else(|| wrong(name, "a whole number"))).transpose()
    }

    /// The members of an object.
    pub(crate) fn object(&self, name: &str) -> Result<Option<&Map<String, Value>>, Refusal> {
        self.value(name).map(|value| value.as_object().ok_or_else(|| wrong(name, "an object"))).transpose()
    }

    /// The items of a list.
    pub(crate) fn list(&self, name: &str) -> Result<&[Value], Refusal> {
        match self.value(name) {
            None => Ok(&[]),
            Some(value) => value.as_array().map(Vec::as_slice).ok_or_else(|| wrong(name, "a list")),
        }
    }

    /// The bytes that each item of a list refers to.
    pub(crate) fn secrets(&self, name: &str) -> Result<Vec<&[u8]>, Refusal> {
        self.list(name)?.iter().map(|item| self.secret_bytes(name, item)).collect()
    }

    /// The bytes that the member of an item refers to, where it is there; `name` is that of the option.
    pub(crate) fn secret_member(&self, name: &str, item: &Value, member: &str) -> Result<Option<&[u8]>, Refusal> {
        let value = item.get(member).filter(|value| !value.is_null());
        value.map(|value| self.secret_bytes(name, value)).transpose()
    }

    /// The bytes that a value refers to; `name` is that of the option it stands in.
    pub(crate) fn secret_bytes(&self, name: &str, reference: &Value) -> Result<&[u8], Refusal> {
        let range = |value: &Value| usize::try_from(value.as_u64()?).ok();
        let found = reference
            .get("$bytes")
            .and_then(|range_of| self.attachments.get(range(range_of.get(0)?)?..range(range_of.get(1)?)?));
        found.ok_or_else(|| wrong(name, "bytes or a string"))
    }
}

/// Refuses a name that is not known, which is most often a slip.
pub(crate) fn require_known(members: &Map<String, Value>, known: &[&str]) -> Result<(), Refusal> {
    match members.keys().find(|name| !known.contains(&name.as_str())) {
        None => Ok(()),
        Some(name) => Err(Refusal::Usage {
            field: None,
            message: format!("there is no option of the name {name}; these are known: {}", known.join(", ")),
        }),
    }
}

/// An option of another type.
pub(crate) fn wrong(name: &str, expected: &str) -> Refusal {
    Refusal::Usage { field: Some(name.to_owned()), message: format!("the option {name} must be {expected}") }
}
