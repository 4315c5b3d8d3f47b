//! Keys, for people.

use super::HEADING;
use keybundle::report::FoundKey;
use serde_json::Value;
use std::fmt::Write as _;

/// What `key show` found.
pub(crate) fn keys(found: &[FoundKey<'_>]) -> String {
    let mut text = String::new();
    for (index, key) in found.iter().enumerate() {
        let object = key.to_json();
        let separator = if index == 0 { "" } else { "\n" };
        let kind = key.kind.as_str().replace('_', " ");
        let _ = writeln!(text, "{separator}{HEADING}{kind}{HEADING:#}  {} ({})", key.algorithm, key.encoding);
        for (title, member) in [("spki sha256", "spki_sha256"), ("jwk thumbprint", "jwk_thumbprint")] {
            if let Some(Value::String(value)) = object.get(member) {
                let _ = writeln!(text, "  {title:<14}  {value}");
            }
        }
    }
    text
}
