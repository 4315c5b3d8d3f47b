//! Settings: a name and a value on each line, as YAML, environment files and programs have them.

use super::{Known, Walker};
use crate::Result;
use keybundle_encoding::{
    sniff::{Format, sniff},
    text,
};

/// A larger text is no settings.
const LARGEST: usize = 4 << 20;
const MOST_LINES: usize = 100_000;
/// A shorter value is no key and no certificate.
const SHORTEST: usize = 48;

impl Walker<'_> {
    /// The values that are base64 of something known, in a text that is nothing else: those of a Kubernetes Secret, say.
    pub(super) fn settings(&mut self, bytes: &[u8]) -> Result<Known> {
        let Some(decoded) = Some(bytes).filter(|bytes| bytes.len() <= LARGEST).and_then(text::decode) else {
            return Ok(Known::No);
        };
        let mut known = Known::No;
        for line in decoded.text.split(|&byte| byte == b'\n').take(MOST_LINES) {
            let Some(value) = value(line).filter(|value| sniff(value) == Format::Base64) else { continue };
            self.context.charge_entries(1)?;
            if self.walk(value)? == Known::Yes {
                known = Known::Yes;
            }
        }
        Ok(known)
    }
}

/// What stands behind the name of a line, without quotes and what ends a statement.
fn value(line: &[u8]) -> Option<&[u8]> {
    if line.len() < SHORTEST {
        return None;
    }
    let at = line.iter().take(128).position(|byte| matches!(byte, b':' | b'='))?;
    let (name, value) = line.split_at_checked(at)?;
    let value = value.get(1..)?.trim_ascii();
    let mut value = value.strip_suffix(b";").or_else(|| value.strip_suffix(b",")).unwrap_or(value);
    for quote in [b"\"".as_slice(), b"'", b"`"] {
        if let Some(inside) = value.strip_prefix(quote).and_then(|inside| inside.strip_suffix(quote)) {
            value = inside;
        }
    }
    (!name.trim_ascii().is_empty() && value.len() >= SHORTEST).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn values_without_what_is_around_them() {
        let long = "A".repeat(60);
        for line in ["key: {}", "  tls.key: \"{}\"", "export KEY='{}'", "const key = \"{}\";", "\"key\": `{}`,\r"] {
            assert_eq!(value(line.replace("{}", &long).as_bytes()), Some(long.as_bytes()), "{line}");
        }
        assert_eq!(value(format!(": {long}").as_bytes()), None);
        assert_eq!(
            value(b"a sentence: with a colon and more words than fit into a short line"),
            Some(&b"with a colon and more words than fit into a short line"[..])
        );
        assert_eq!(value(b"short: value"), None);
    }
}
