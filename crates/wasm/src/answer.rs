//! What goes back to JavaScript.

use crate::written;
use keybundle::{Coded, Error, report};
use serde_json::{Value, json};
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::{Zeroize as _, Zeroizing};

/// JSON and bytes. The JSON has the member `result`, and in `bytes` the place in it and the length of each piece of the
/// bytes, in their order; or it has the member `error`.
#[wasm_bindgen]
pub struct Answer {
    json: String,
    bytes: Vec<u8>,
    is_left_out: bool,
}

impl Answer {
    pub(crate) const fn left_out(mut self, is_left_out: bool) -> Self {
        self.is_left_out = is_left_out;
        self
    }
}

#[wasm_bindgen]
impl Answer {
    /// Where the JSON is in the module's memory: it is read there and wiped there (`free`), because a string that is
    /// handed over leaves a copy behind.
    #[wasm_bindgen(getter, js_name = jsonPointer)]
    #[must_use]
    pub fn json_pointer(&self) -> *const u8 {
        self.json.as_ptr()
    }

    /// Length of the JSON in bytes.
    #[wasm_bindgen(getter, js_name = jsonLength)]
    #[must_use]
    pub fn json_length(&self) -> usize {
        self.json.len()
    }

    /// Where the bytes are in the module's memory.
    #[wasm_bindgen(getter, js_name = bytesPointer)]
    #[must_use]
    pub fn bytes_pointer(&self) -> *const u8 {
        self.bytes.as_ptr()
    }

    /// Whether it does not count, because this module leaves out what it takes.
    #[wasm_bindgen(getter, js_name = isLeftOut)]
    #[must_use]
    pub fn is_left_out(&self) -> bool {
        self.is_left_out
    }

    /// How many bytes there are.
    #[wasm_bindgen(getter, js_name = bytesLength)]
    #[must_use]
    pub fn bytes_length(&self) -> usize {
        self.bytes.len()
    }
}

impl Drop for Answer {
    fn drop(&mut self) {
        self.json.zeroize();
        self.bytes.zeroize();
    }
}

/// Why there is no result.
pub(crate) enum Refusal {
    /// Opening was refused.
    Error(Box<Error>),
    /// Something else was refused: what its error tells.
    Told(Value),
    /// An option is wrong: which, where it is one that is known.
    Usage { field: Option<String>, message: String },
}

impl From<Error> for Refusal {
    fn from(error: Error) -> Self {
        Self::Error(Box::new(error))
    }
}

impl Refusal {
    /// A refusal of a crate that has errors of its own.
    #[allow(clippy::needless_pass_by_value, reason = "it is what `map_err` calls")]
    pub(crate) fn of(error: impl Coded) -> Self {
        Self::Told(report::coded(&error))
    }

    /// Tells which of several things that were given it is about, where it does not say so itself.
    pub(crate) fn about(self, field: &str) -> Self {
        let mut told = match self {
            Self::Error(error) => report::error(&error),
            Self::Told(value) => value,
            usage @ Self::Usage { .. } => return usage,
        };
        if told.get("field").is_none() {
            told["field"] = json!(field);
        }
        Self::Told(told)
    }
}

impl From<Refusal> for Answer {
    fn from(refusal: Refusal) -> Self {
        let error = match refusal {
            Refusal::Error(error) => report::error(&error),
            Refusal::Told(error) => error,
            Refusal::Usage { field, message } => {
                let mut error = json!({ "code": "usage", "stage": "usage", "message": message, "hint": null });
                if let Some(field) = field {
                    error["field"] = json!(field);
                }
                error
            }
        };
        Self { json: written::text(&json!({ "error": error })), bytes: Vec::new(), is_left_out: false }
    }
}

/// Collects the bytes that stand in a result, and where. Apart from the result, which may hold JSON that the caller
/// wrote: nothing in it is taken for bytes.
#[derive(Default)]
pub(crate) struct Attachments {
    parts: Vec<Zeroizing<Vec<u8>>>,
    places: Vec<Value>,
    length: usize,
}

impl Attachments {
    /// Adds bytes, which stand in the result where `pointer` says (RFC 6901).
    pub(crate) fn add(&mut self, pointer: &str, bytes: &[u8]) {
        self.length = self.length.saturating_add(bytes.len());
        self.places.push(json!([pointer, bytes.len()]));
        self.parts.push(Zeroizing::new(bytes.to_vec()));
    }

    /// The answer that `result` and these bytes make. `result`, whose strings may be private keys, is wiped.
    pub(crate) fn answer(self, result: Value) -> Answer {
        // Of the right size from the start: a vector that grows leaves copies behind.
        let mut bytes = Vec::with_capacity(self.length);
        for part in &self.parts {
            bytes.extend_from_slice(part);
        }
        // Not by `json!`, which would make a copy of the result.
        let members = [("result", result), ("bytes", Value::Array(self.places))];
        let mut whole = Value::Object(members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect());
        let json = written::text(&whole);
        report::wipe(&mut whole);
        Answer { json, bytes, is_left_out: false }
    }
}
