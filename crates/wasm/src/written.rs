//! The JSON text of an answer.
//!
//! As `serde_json` writes it, whose writer of numbers with fractions the small module can do without.

use keybundle::crates::encoding::rare;
use serde_json::Value;
use zeroize::Zeroize as _;

/// The text, without white space.
pub(crate) fn text(value: &Value) -> String {
    let mut out = Text(String::with_capacity(4_096));
    out.value(value);
    out.0
}

/// Text that leaves no copy behind when it grows.
struct Text(String);

impl Text {
    fn push(&mut self, text: &str) {
        if self.0.capacity() - self.0.len() < text.len() {
            let mut larger = String::with_capacity(self.0.len().saturating_mul(2).saturating_add(text.len()));
            larger.push_str(&self.0);
            self.0.zeroize();
            self.0 = larger;
        }
        self.0.push_str(text);
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Null => self.push("null"),
            Value::Bool(true) => self.push("true"),
            Value::Bool(false) => self.push("false"),
            Value::Number(number) => match (number.as_i64(), number.as_u64()) {
                (Some(number), _) => self.push(&number.to_string()),
                (None, Some(number)) => self.push(&number.to_string()),
                _ if rare::is_here() => self.push(&number.to_string()),
                _ => {}
            },
            Value::String(text) => self.quote(text),
            Value::Array(values) => {
                self.push("[");
                for (index, value) in values.iter().enumerate() {
                    self.comma(index);
                    self.value(value);
                }
                self.push("]");
            }
            Value::Object(members) => {
                self.push("{");
                for (index, (name, value)) in members.iter().enumerate() {
                    self.comma(index);
                    self.quote(name);
                    self.push(":");
                    self.value(value);
                }
                self.push("}");
            }
        }
    }

    fn comma(&mut self, index: usize) {
        if index > 0 {
            self.push(",");
        }
    }

    /// A string with what RFC 8259 §7 requires escaped.
    fn quote(&mut self, text: &str) {
        self.push("\"");
        let mut plain = text;
        while let Some(at) = plain.bytes().position(|byte| byte < 0x20 || matches!(byte, b'"' | b'\\')) {
            let (before, rest) = plain.split_at(at);
            self.push(before);
            let (escaped, behind) = rest.split_at(1);
            match escaped {
                "\n" => self.push("\\n"),
                "\r" => self.push("\\r"),
                "\t" => self.push("\\t"),
                "\"" | "\\" => {
                    self.push("\\");
                    self.push(escaped);
                }
                _ => self.push(&format!("\\u{:04x}", escaped.bytes().next().unwrap_or_default())),
            }
            plain = behind;
        }
        self.push(plain);
        self.push("\"");
    }
}

#[cfg(test)]
mod tests {
    use super::text;
    use serde_json::{Value, json};

    #[test]
    fn reads_back_as_it_was() {
        let all: String = (0..=0x2_ffff).filter_map(char::from_u32).collect();
        let value = json!({
            "": [null, true, false, 0, -1, i64::MIN, u64::MAX, 1.5, -2.5e-300],
            "\"\\\u{8}\u{c}\n\r\t\u{1f}\u{7f}": {}, "empty": [], "text": all,
        });
        let written = text(&value);
        assert_eq!(serde_json::from_str::<Value>(&written).unwrap_or_default(), value);
        assert!(!written.contains('\n'));
        // The same as the command prints, but for the two escapes that have a short form.
        assert_eq!(written, value.to_string().replace("\\b", "\\u0008").replace("\\f", "\\u000c"));
    }
}
