//! Settings: a name and a value on each line, as YAML, environment files and programs have them; and base64 in the middle
//! of other text.

use super::{Known, Walker, arrays};
use crate::{Error, Layer, Result};
use keybundle_encoding::{
    base64,
    ber::Element,
    rare,
    sniff::{DerKind, Format, sniff},
    text, wiped,
};
use zeroize::Zeroizing;

/// A larger text is no settings.
const LARGEST: usize = 4 << 20;
const MOST_LINES: usize = 100_000;
/// A shorter value is no key and no certificate.
const SHORTEST: usize = 48;
/// A shorter text in base64 may be a digest or a signature.
const SHORTEST_UNKNOWN: usize = 128;

impl Walker<'_> {
    /// The values that are base64 of something known, in a text that is nothing else: those of a Kubernetes Secret, say.
    /// Of an input, or of a message's body: in an archive such a text is one file among others.
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
        while let Some(line) = lines.next() {
            let (value, is_paragraph) = match value(line) {
                Some(value) => (value, false),
                // Between other lines, base64 stands by itself: in OpenVPN's `<pkcs12>`, in what a router prints.
                None if line.len() >= SHORTEST && is_base64(line.trim_ascii()) => (line.trim_ascii(), true),
                None => {
                    known = self.runs(line)?.or(known);
                    continue;
                }
            };
            let width = value.len();
            let mut last = width;
            let mut value = Zeroizing::new(value.to_vec());
            while let Some(more) = lines.next_if(|next| {
                let text = next.trim_ascii();
                let goes_on = last == width && text.len() <= width && !value.ends_with(b"=") && is_base64(text);
                if is_paragraph { goes_on } else { is_continued(next) }
            }) {
                let more = more.trim_ascii();
                last = more.len();
                wiped::reserve(&mut value, more.len());
                value.extend_from_slice(more);
            }
            if value.len() < SHORTEST || sniff(&value) != Format::Base64 {
                known = self.runs(line)?.or(known);
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
        let mut rest = line;
        while rest.len() >= SHORTEST {
            let start = rest.iter().position(|&byte| is_of_base64(byte)).unwrap_or(rest.len());
            rest = rest.get(start..).unwrap_or_default();
            let (run, size) = run(rest);
            rest = rest.get(size..).unwrap_or_default();
            if run.len() >= SHORTEST && is_beginning(&run) && is_whole_in_base64(&run) {
                known = self.setting(&run)?.or(known);
            }
        }
        Ok(known)
    }

    /// One value.
    fn setting(&mut self, value: &[u8]) -> Result<Known> {
        self.context.charge_entries(1)?;
        match self.walk(value) {
            Err(error @ Error::Encoding(keybundle_encoding::Error::UnsupportedFormat { .. })) => {
                self.unreadable_text(error);
                Ok(Known::No)
            }
            walked => walked,
        }
    }
}

/// The base64 that a text begins with, and how much of the text it takes. Line breaks and slashes that are spelled out, as
/// in strings of programs, do not end it; padding does.
fn run(text: &[u8]) -> (Zeroizing<Vec<u8>>, usize) {
    let size = text.iter().take_while(|&&byte| is_of_base64(byte) || byte == b'\\').count();
    let mut run = Zeroizing::new(Vec::with_capacity(size));
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        let backslashes = text.iter().skip(at).take_while(|&&byte| byte == b'\\').count();
        match text.get(at + backslashes) {
            Some(b'n' | b'r') if backslashes > 0 => at += backslashes + 1,
            Some(b'/') if backslashes > 0 => at += backslashes,
            _ if backslashes > 0 || !is_of_base64(byte) || byte != b'=' && run.ends_with(b"=") => break,
            _ => {
                run.push(byte);
                at += 1;
            }
        }
    }
    (run, at.max(1))
}

/// Whether base64 may be that of a SEQUENCE, of PEM or of a ZIP archive.
fn is_beginning(text: &[u8]) -> bool {
    [b"M".as_slice(), b"LS0t", b"UEsD"].iter().any(|beginning| text.starts_with(beginning))
}

/// Whether that stands somewhere in a text, and as much behind it as a key or certificate has.
fn begins_somewhere(text: &[u8]) -> bool {
    let mut words = text.split(|&byte| !is_of_base64(byte) || byte == b'=');
    words.any(|word| word.len() >= SHORTEST && is_beginning(word))
}

const fn is_of_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')
}

fn is_whole_in_base64(text: &[u8]) -> bool {
    base64::decode(text).is_ok_and(|decoded| is_whole(&decoded.bytes))
}

/// Whether bytes are something to open, and all of it is there.
fn is_whole(bytes: &[u8]) -> bool {
    match sniff(bytes) {
        Format::Der(DerKind::OtherSequence) => false,
        Format::Der(_) => Element::parse_first(bytes).is_ok(),
        format => matches!(format, Format::Pem | Format::Zip | Format::Base64 | Format::Json),
    }
}

/// Whether a line goes on with the value of the one before, as YAML folds it: indented base64.
fn is_continued(line: &[u8]) -> bool {
    line.first().is_some_and(|byte| matches!(byte, b' ' | b'\t')) && is_base64(line.trim_ascii())
}

fn is_base64(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().copied().all(is_of_base64)
}

/// What stands behind the name of a line, without quotes and what ends a statement; nothing where YAML says that it follows.
fn value(line: &[u8]) -> Option<&[u8]> {
    let at = line.iter().take(128).position(|byte| matches!(byte, b':' | b'='))?;
    let (name, value) = line.split_at_checked(at)?;
    // LDIF has two colons before base64 (RFC 2849); YAML, a type (`!!binary`).
    let value = value.get(1..)?;
    let mut value = value.strip_prefix(b":").unwrap_or(value).trim_ascii();
    if value.starts_with(b"!") {
        let end = value.iter().position(u8::is_ascii_whitespace).unwrap_or(value.len());
        value = value.get(end..)?.trim_ascii();
    }
    if matches!(value, b"|" | b">" | b"|-" | b">-" | b"|+" | b">+") {
        return Some(b"");
    }
    let mut value = value.strip_suffix(b";").or_else(|| value.strip_suffix(b",")).unwrap_or(value);
    for quote in [b"\"".as_slice(), b"'", b"`"] {
        if let Some(inside) = value.strip_prefix(quote).and_then(|inside| inside.strip_suffix(quote)) {
            value = inside;
        }
    }
    (!name.trim_ascii().is_empty() && !value.is_empty()).then_some(value)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

    use super::{is_continued, value};
    use crate::{Unlock, open};
    use keybundle_encoding::base64;

    #[test]
    fn values_without_what_is_around_them() {
        let long = "A".repeat(60);
        for line in [
            "key: {}",
            "  tls.key: \"{}\"",
            "export KEY='{}'",
            "const key = \"{}\";",
            "\"key\": `{}`,\r",
            "k;binary:: {}",
            "k: !!binary \"{}\"",
        ] {
            assert_eq!(value(line.replace("{}", &long).as_bytes()), Some(long.as_bytes()), "{line}");
        }
        assert_eq!(value(format!(": {long}").as_bytes()), None);
        assert_eq!(value(b"  tls.key: |"), Some(&b""[..]));
        assert_eq!(value(b"  tls.key: !!binary |-"), Some(&b""[..]));
        assert!(is_continued(format!("    {long}").as_bytes()) && !is_continued(long.as_bytes()));
        assert!(!is_continued(b"  tls.crt: MIIB"));
    }

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
