//! Reading the members of a JSON object so that one wrong member does not hide the others.

use super::{
    problem::{ProblemCode, Problems},
    secret::SecretText,
    values::{Dialect, OpenEnum, fold},
};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// The members of one object that are still to be read.
pub(crate) struct Members<'p> {
    map: Map<String, Value>,
    /// The path of the object, with its dot, or nothing at the top.
    path: String,
    asked: Vec<&'static str>,
    pub(crate) problems: &'p mut Problems,
}

impl<'p> Members<'p> {
    /// The members of `value`, which stands at `path` (empty at the top); none when it is no object.
    pub(crate) fn of(value: Value, path: &str, problems: &'p mut Problems) -> Self {
        let map = match value {
            Value::Object(map) => map,
            _ => {
                problems.error(path, ProblemCode::WrongType, "this must be an object", "write it as { … }");
                Map::new()
            }
        };
        let path = if path.is_empty() { String::new() } else { format!("{path}.") };
        Self { map, path, asked: Vec::new(), problems }
    }

    /// The members that are left, as an object.
    pub(crate) fn into_value(self) -> Value {
        Value::Object(self.map)
    }

    /// The full name of a member.
    pub(crate) fn field(&self, name: &str) -> String {
        format!("{}{name}", self.path)
    }

    /// The member as it stands; `null` counts as absent.
    pub(crate) fn take(&mut self, name: &'static str) -> Option<Value> {
        self.asked.push(name);
        self.map.remove(name).filter(|value| !value.is_null())
    }

    /// A text.
    pub(crate) fn text(&mut self, name: &'static str) -> Option<String> {
        match self.take(name)? {
            Value::String(text) => Some(text),
            other => {
                self.wrong_type(name, "a string", "put it in quotes");
                matches!(other, Value::Number(_) | Value::Bool(_)).then(|| other.to_string())
            }
        }
    }

    /// A secret text; `$NAME` in capitals stands for a variable that holds it, as printed requests have it.
    pub(crate) fn secret(&mut self, name: &'static str) -> Option<SecretText> {
        let text = Zeroizing::new(self.text(name)?);
        let in_capitals = |one: char| one.is_ascii_uppercase() || one.is_ascii_digit() || one == '_';
        Some(match text.strip_prefix('$') {
            Some(variable) if !variable.is_empty() && variable.chars().all(in_capitals) => {
                SecretText::in_variable(variable)
            }
            _ => SecretText::new(text.as_str()),
        })
    }

    /// `true` or `false`.
    pub(crate) fn boolean(&mut self, name: &'static str) -> Option<bool> {
        let value = self.take(name)?;
        if let Value::Bool(value) = value {
            return Some(value);
        }
        self.wrong_type(name, "true or false", "write true or false without quotes");
        match value {
            Value::String(text) if text.eq_ignore_ascii_case("true") => Some(true),
            Value::String(text) if text.eq_ignore_ascii_case("false") => Some(false),
            _ => None,
        }
    }

    /// A whole number from 0.
    pub(crate) fn whole_number(&mut self, name: &'static str) -> Option<u64> {
        let value = self.take(name)?;
        if let Some(number) = value.as_u64() {
            return Some(number);
        }
        self.wrong_type(name, "a whole number, not negative", "write it in digits, without quotes");
        value.as_str().and_then(|text| text.trim().parse().ok())
    }

    /// A list; a lone value counts as a list of one.
    pub(crate) fn list(&mut self, name: &'static str) -> Vec<Value> {
        match self.take(name) {
            None => Vec::new(),
            Some(Value::Array(list)) => list,
            Some(other) => {
                self.wrong_type(name, "a list", "write it as [ … ]");
                vec![other]
            }
        }
    }

    /// A value out of a list that may be open.
    pub(crate) fn one_of<T: OpenEnum>(&mut self, name: &'static str, dialect: Dialect) -> Option<T> {
        let text = self.text(name)?;
        let value = T::read(&text);
        let field = self.field(name);
        let written = value.in_dialect(dialect);
        // That it is none of the documented ones, `rules::documented` says, wherever it came from.
        if value.is_known() && written != text {
            let hint = format!("write \"{written}\"");
            self.problems.warning(&field, ProblemCode::Spelling, "the service writes this value differently", &hint);
        }
        Some(value)
    }

    /// What nobody asked for: each is kept, and a warning.
    pub(crate) fn rest(&mut self) -> BTreeMap<String, Value> {
        let rest = std::mem::take(&mut self.map);
        for name in rest.keys().take(Problems::MOST) {
            let shown: String = name.chars().take(100).collect();
            let meant = self.asked.iter().find(|asked| fold(asked) == fold(name));
            let hint = match meant {
                Some(meant) => format!("{}{meant} is meant?", self.path),
                None => "it is passed on as it is; check its name".to_owned(),
            };
            let field = format!("{}{shown}", self.path);
            self.problems.warning(&field, ProblemCode::UnknownField, "this member is not documented", &hint);
        }
        rest.into_iter().collect()
    }

    fn wrong_type(&mut self, name: &str, due: &str, hint: &str) {
        let field = self.field(name);
        self.problems.error(&field, ProblemCode::WrongType, format!("this must be {due}"), hint);
    }
}
