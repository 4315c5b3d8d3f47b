//! Options as they come from JavaScript.

use crate::answer::Refusal;
use keybundle::crates::encoding::json::Json;
use zeroize::Zeroizing;

/// An object of options, and the bytes that it refers to.
pub(crate) struct Options {
    members: Json,
    attachments: Zeroizing<Vec<u8>>,
}

impl Options {
    /// Reads the options of a function that takes those in `known`.
    pub(crate) fn read(json: &str, attachments: Vec<u8>, known: &[&str]) -> Result<Self, Refusal> {
        let attachments = Zeroizing::new(attachments);
        let Ok(members @ Json::Object(_)) = Json::read(json.as_bytes()) else {
            return Err(Refusal::Usage { field: None, message: "the options are no object".into() });
        };
        require_known(&members, known)?;
        Ok(Self { members, attachments })
    }

    /// A value that is there and not null.
    pub(crate) fn value(&self, name: &str) -> Option<&Json> {
        given(self.members.member(name))
    }

    /// Whether something is asked for.
    pub(crate) fn flag(&self, name: &str) -> Result<bool, Refusal> {
        match self.value(name) {
            None => Ok(false),
            Some(Json::Bool(value)) => Ok(*value),
            Some(_) => Err(wrong(name, "true or false")),
        }
    }

    /// A text, which is no secret.
    pub(crate) fn text(&self, name: &str) -> Result<Option<&str>, Refusal> {
        self.value(name).map(|value| value.text().ok_or_else(|| wrong(name, "a string"))).transpose()
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
        match self.value(name) {
            None => Ok(None),
            Some(Json::Integer(value)) => Ok(Some(*value)),
            Some(_) => Err(wrong(name, "a whole number")),
        }
    }

    /// An object.
    pub(crate) fn object(&self, name: &str) -> Result<Option<&Json>, Refusal> {
        match self.value(name) {
            None => Ok(None),
            Some(value @ Json::Object(_)) => Ok(Some(value)),
            Some(_) => Err(wrong(name, "an object")),
        }
    }

    /// The members of an object, none where it is not there.
    pub(crate) fn members(&self, name: &str) -> Result<&[(String, Json)], Refusal> {
        Ok(self.object(name)?.map(Json::members).unwrap_or_default())
    }

    /// The items of a list.
    pub(crate) fn list(&self, name: &str) -> Result<&[Json], Refusal> {
        match self.value(name) {
            None => Ok(&[]),
            Some(Json::Array(items)) => Ok(items),
            Some(_) => Err(wrong(name, "a list, and not of numbers")),
        }
    }

    /// The bytes that each item of a list refers to.
    pub(crate) fn secrets(&self, name: &str) -> Result<Vec<&[u8]>, Refusal> {
        self.list(name)?.iter().map(|item| self.secret_bytes(name, item)).collect()
    }

    /// The bytes that the member of an item refers to, where it is there; `name` is that of the option.
    pub(crate) fn secret_member(&self, name: &str, item: &Json, member: &str) -> Result<Option<&[u8]>, Refusal> {
        given(item.member(member)).map(|value| self.secret_bytes(name, value)).transpose()
    }

    /// The bytes that a value refers to; `name` is that of the option it stands in.
    pub(crate) fn secret_bytes(&self, name: &str, reference: &Json) -> Result<&[u8], Refusal> {
        let range = match reference.member("$bytes") {
            Some(Json::Integers(ends)) => match ends.as_slice() {
                [start, end] => usize::try_from(*start).ok().zip(usize::try_from(*end).ok()),
                _ => None,
            },
            _ => None,
        };
        let found = range.and_then(|(start, end)| self.attachments.get(start..end));
        found.ok_or_else(|| wrong(name, "bytes or a string"))
    }
}

fn given(value: Option<&Json>) -> Option<&Json> {
    value.filter(|value| !matches!(value, Json::Null))
}

/// Refuses a name that is not known, which is most often a slip.
pub(crate) fn require_known(object: &Json, known: &[&str]) -> Result<(), Refusal> {
    match object.members().iter().find(|(name, _)| !known.contains(&name.as_str())) {
        None => Ok(()),
        Some((name, _)) => Err(Refusal::Usage {
            field: None,
            message: format!("there is no option of the name {name}; these are known: {}", known.join(", ")),
        }),
    }
}

/// An option of another type.
pub(crate) fn wrong(name: &str, expected: &str) -> Refusal {
    Refusal::Usage { field: Some(name.to_owned()), message: format!("the option {name} must be {expected}") }
}
