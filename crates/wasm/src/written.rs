//! The JSON text of an answer.
//!
//! As `serde_json` writes it, whose writer of numbers with fractions the small module can do without.

use core::fmt::Write as _;
use keybundle::crates::encoding::rare;
use serde_json::Value;

/// The text, without white space.
pub(crate) fn text(value: &Value) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => {
            // Writing into a string does not fail.
            let _ = match (number.as_i64(), number.as_u64()) {
                (Some(number), _) => write!(out, "{number}"),
                (None, Some(number)) => write!(out, "{number}"),
                _ if rare::is_here() => write!(out, "{number}"),
                _ => Ok(()),
            };
        }
        Value::String(text) => quote(text, out),
        Value::Array(values) => {
            out.push('[');
            for (index, value) in values.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(value, out);
            }
            out.push(']');
        }
        Value::Object(members) => {
            out.push('{');
            for (index, (name, value)) in members.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                quote(name, out);
                out.push(':');
                write(value, out);
            }
            out.push('}');
        }
    }
}

/// A string with what RFC 8259 §7 requires escaped.
fn quote(text: &str, out: &mut String) {
    out.push('"');
    let mut plain = text;
    while let Some(at) = plain.bytes().position(|byte| byte < 0x20 || matches!(byte, b'"' | b'\\')) {
        let (before, rest) = plain.split_at(at);
        out.push_str(before);
        let (escaped, behind) = rest.split_at(1);
        match escaped {
            "\n" => out.push_str("\\n"),
            "\r" => out.push_str("\\r"),
            "\t" => out.push_str("\\t"),
            "\"" | "\\" => {
                out.push('\\');
                out.push_str(escaped);
            }
            _ => {
                let code = escaped.bytes().next().unwrap_or_default();
                let _ = write!(out, "\\u{code:04x}");
            }
        }
        plain = behind;
    }
    out.push_str(plain);
    out.push('"');
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
