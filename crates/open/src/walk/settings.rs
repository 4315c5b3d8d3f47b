//! Settings: a name and a value on each line, as YAML, environment files and programs have them; and base64 in the
//! middle of other text.

mod adjacent;
mod base64_text;
mod literal;
mod value;

use super::{Known, Walker, arrays};
use crate::{Error, Layer, Result};
use adjacent::{adjacent, last_literal};
use base64_text::{begins_somewhere, damaged, is_base64, is_beside_the_point, is_whole, is_whole_in_base64, runs};
use keybundle_encoding::{
    base64, rare,
    sniff::{Format, sniff},
    text,
};
use value::{continued, value};

/// A larger text is no settings.
const LARGEST: usize = 4 << 20;
const MOST_LINES: usize = 100_000;
/// A shorter value is no key and no certificate.
const SHORTEST: usize = 48;
/// A shorter text in base64 may be a digest or a signature.
const SHORTEST_UNKNOWN: usize = 128;

impl Walker<'_> {
    /// The values that are base64 of something known, in a text that is nothing else: those of a Kubernetes Secret,
    /// say. Of an input, or of a message's body: in an archive such a text is one file among others.
    pub(super) fn settings(&mut self, bytes: &[u8]) -> Result<Known> {
        let is_input = self.path.iter().all(|layer| matches!(layer, Layer::Base64 | Layer::Hex | Layer::Mime));
        let text = Some(bytes).filter(|bytes| is_input && bytes.len() <= LARGEST).and_then(text::decode);
        match text {
            Some(text) if rare::is_here() => self.values(&text.text),
            _ => Ok(Known::No),
        }
    }

    /// The same of what stands around PEM blocks, wherever they are.
    pub(super) fn values_around(&mut self, text: &[u8]) -> Result<()> {
        let text = text.trim_ascii();
        let is_worth_it = || begins_somewhere(text) || text.windows(2).any(|two| two == b"0x");
        if (SHORTEST..=LARGEST).contains(&text.len()) && is_worth_it() && rare::is_here() {
            self.values(text)?;
        }
        Ok(())
    }

    /// A string of JSON that is nothing by itself: what is known may have something before it (`base64:`).
    pub(super) fn text_of_json(&mut self, text: &[u8]) -> Result<Known> {
        if (SHORTEST..=LARGEST).contains(&text.len()) && begins_somewhere(text) && rare::is_here() {
            let known = self.runs(text)?;
            if known == Known::Yes {
                return Ok(known);
            }
        }
        if text.len() >= SHORTEST_UNKNOWN && is_base64(text.trim_ascii()) {
            self.unknown_texts += 1;
        }
        Ok(Known::No)
    }

    fn values(&mut self, text: &[u8]) -> Result<Known> {
        let mut known = Known::No;
        for array in arrays::of(text).filter(|array| is_whole(array)).take(MOST_LINES) {
            known = self.setting(&array)?.or(known);
        }
        let mut lines = text.split(|&byte| byte == b'\n').take(MOST_LINES).peekable();
        let mut was_literal = false;
        while let Some(line) = lines.next() {
            let literal = last_literal(line);
            // Looked at from the first on: each line counts once.
            if let Some(all) = literal.filter(|_| !was_literal).and_then(|first| adjacent(first, &mut lines)) {
                known = self.setting(&all)?.or(known);
                continue;
            }
            was_literal = literal.is_some();
            let (value, is_paragraph) = match value(line) {
                Some(value) => (value, false),
                // Between other lines, base64 stands by itself: in OpenVPN's `<pkcs12>`, in what a router prints.
                None if line.len() >= SHORTEST && is_base64(line.trim_ascii()) => (line.trim_ascii(), true),
                None => {
                    known = self.runs(line)?.or(known);
                    continue;
                }
            };
            let value = continued(value, is_paragraph, &mut lines);
            if value.len() < SHORTEST || sniff(&value) != Format::Base64 {
                known = self.runs(line)?.or(known);
                continue;
            }
            // A comment behind it, another member of a list, or damage.
            if base64::decode(&value).is_err() {
                let found = self.runs(line)?;
                known = found.or(known);
                if found == Known::No && is_beside_the_point(&value) {
                    continue;
                }
                let damaged = if found == Known::Yes { damaged(line) } else { Some(value) };
                known = damaged.map_or(Ok(Known::No), |value| self.setting(&value))?.or(known);
                continue;
            }
            // What only looks like base64 is no reason to refuse the text around it.
            if !is_paragraph || is_whole_in_base64(&value) {
                known = self.setting(&value)?.or(known);
            }
        }
        Ok(known)
    }

    /// Base64 in the middle of a line, or of a string, where it is something whole.
    fn runs(&mut self, line: &[u8]) -> Result<Known> {
        let mut known = Known::No;
        for run in runs(line).filter(|run| is_whole_in_base64(run)) {
            known = self.setting(&run)?.or(known);
        }
        Ok(known)
    }

    /// One value.
    fn setting(&mut self, value: &[u8]) -> Result<Known> {
        self.context.charge_entries(1)?;
        match self.walk(value) {
            Err(
                error @ Error::Encoding(
                    keybundle_encoding::Error::UnsupportedFormat { .. } | keybundle_encoding::Error::UnknownFormat,
                ),
            ) => {
                self.unreadable_text(error);
                Ok(Known::No)
            }
            walked => walked,
        }
    }

    /// Goes into text that stands beside something else: where it can't be read, it is passed over.
    pub(super) fn forgiving(&mut self, work: impl FnOnce(&mut Self) -> Result<Known>) -> Result<Known> {
        match work(self) {
            Err(error @ Error::Encoding(_)) => {
                self.unreadable_text(error);
                Ok(Known::No)
            }
            walked => walked,
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use crate::{Unlock, open};
    use keybundle_encoding::base64;

    #[test]
    fn values_over_several_lines_and_beside_something_else() {
        let file = |name: &str| keybundle_testdata::file(name);
        let (key, certificate) =
            (base64::encode(&file("keys/p256.key.pem")), base64::encode(&file("keys/p256.cert.pem")));
        let store = base64::encode(&file("vectors/unsupported/jdk17.jks"));
        let folded = |text: &str| {
            text.as_bytes()
                .chunks(60)
                .map(|line| format!("    {}\n", String::from_utf8_lossy(line)))
                .collect::<String>()
        };
        let yaml = format!("a: b\ntls.key: |\n{}tls.crt: >-\n{}c: d\n", folded(&key), folded(&certificate));
        let beside = format!("keystore.jks: {}\ntls.key: {}\ntls.crt: '{}'\n", *store, *key, *certificate);
        for text in [&yaml, &beside] {
            let opened = open(text.as_bytes(), &Unlock::new()).unwrap();
            assert!(opened.bundles[0].certificate.is_some(), "{:?}", opened.warnings);
        }
        // One file among others it is in an archive.
        let opened = open_in_archive(&beside);
        assert_eq!((opened.bundles.len(), opened.files.len()), (0, 1));
    }

    #[test]
    fn base64_between_other_lines_and_arrays_of_programs() {
        let store = keybundle_testdata::file("vectors/pkcs12/openssl3-default.p12");
        let lines: String = base64::encode(&store)
            .as_bytes()
            .chunks(64)
            .map(|line| format!("{}\n", String::from_utf8_lossy(line)))
            .collect();
        let array = |name: &str, bytes: &[u8]| {
            let bytes: String = bytes.iter().map(|byte| format!(" 0x{byte:02x},")).collect();
            format!("unsigned char {name}[] = {{{bytes}\n}};\nunsigned int {name}_len = 7;\n")
        };
        let certificate = keybundle_testdata::file("keys/ed25519.cert.pem");
        let unlock = Unlock::new().with_password("secret");
        let router = format!("Certificate\n{lines}quit\n");
        let table = format!("char none[] = {{{}}};\n", "32, ".repeat(40));
        for (text, certificates) in [
            (router, 0),
            (table + &array("store", &store), 0),
            (format!("client\nremote vpn.example.com 1194\n<pkcs12>\n{lines}</pkcs12>\n"), 0),
            (array("store", &store) + &array("other", &certificate), 1),
        ] {
            let opened = open(text.as_bytes(), &unlock).unwrap();
            assert_eq!((opened.bundles.len(), opened.certificates.len()), (1, certificates), "{text}");
        }
    }

    /// The text as the one member of an archive that is stored.
    fn open_in_archive(text: &str) -> crate::Opened {
        let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        archive.start_file("values.yaml", stored).unwrap();
        std::io::Write::write_all(&mut archive, text.as_bytes()).unwrap();
        open(&archive.finish().unwrap().into_inner(), &Unlock::new()).unwrap()
    }
}
