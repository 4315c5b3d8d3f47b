//! Results for people.

mod binding;
mod credential;
mod key;
mod lock;
mod matching;
mod request;

pub(crate) use binding::{key_authorization, verification};
pub(crate) use credential::{credential, judgements};
pub(crate) use key::keys;
pub(crate) use matching::matching;
pub(crate) use request::request;

use super::words;
use anstyle::{AnsiColor, Style};
use keybundle::{
    Bundle, Certificate, Envelope, Opened, Warnings,
    report::hex,
    request::{Problem, Severity},
    rfc3339,
};
use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
};

const HEADING: Style = Style::new().bold();
const GOOD: Style = AnsiColor::Green.on_default();
const BAD: Style = AnsiColor::Red.on_default();
const CAUTION: Style = AnsiColor::Yellow.on_default();

/// Warnings, on standard error.
pub(crate) fn warnings(warnings: &Warnings) {
    for warning in warnings.as_slice() {
        words(&format!("keybundle: {CAUTION}warning{CAUTION:#}: {} ({})", warning.message, warning.code));
    }
}

/// Problems of a request, on standard error.
pub(crate) fn problems(problems: &[Problem]) {
    for problem in problems {
        let style = if problem.severity == Severity::Error { BAD } else { CAUTION };
        words(&format!("keybundle: {style}{}{style:#}: {problem} ({})", problem.severity, problem.code));
        if let Some(hint) = &problem.hint {
            words(&format!("keybundle: hint: {hint}"));
        }
    }
}

/// What `decode` found.
pub(crate) fn opened(opened: &Opened, written: &[PathBuf]) -> String {
    let mut text = layers(opened);
    for (index, one) in opened.bundles.iter().enumerate() {
        text.push_str(&bundle(index, one));
    }
    if !opened.certificates.is_empty() {
        text.push_str(&other_certificates());
        for one in &opened.certificates {
            text.push_str(&other_certificate(one));
        }
    }
    text.push_str(&rest(opened));
    if !written.is_empty() {
        text.push_str(&written_heading());
        for path in written {
            text.push_str(&written_path(path));
        }
    }
    text
}

/// The wrappings.
pub(crate) fn layers(opened: &Opened) -> String {
    let names: Vec<_> = opened.layers.iter().map(|layer| layer.as_str()).collect();
    if names.is_empty() { String::new() } else { format!("{}\n", names.join(" > ")) }
}

/// The heading above certificates that belong to no bundle.
pub(crate) fn other_certificates() -> String {
    format!("\n{HEADING}other certificates{HEADING:#}\n")
}

/// One of them.
pub(crate) fn other_certificate(one: &Certificate) -> String {
    let mut text = String::new();
    certificate("  certificate", one, &mut text);
    text
}

/// The heading above the files that were written.
pub(crate) fn written_heading() -> String {
    format!("\n{HEADING}written{HEADING:#}\n")
}

/// One of them.
pub(crate) fn written_path(path: &Path) -> String {
    format!("  {}\n", path.display())
}

/// All but bundles, certificates and what was written.
pub(crate) fn rest(opened: &Opened) -> String {
    let mut text = String::new();
    for key in &opened.public_keys {
        let _ = writeln!(text, "\n{HEADING}public key{HEADING:#}   {}", key.algorithm());
        let _ = writeln!(text, "  spki sha256  {}", hex(&key.spki_sha256()));
    }
    for (name, count) in [
        ("certificate request", opened.certificate_requests.len()),
        ("certificate revocation list", opened.certificate_revocation_lists.len()),
        ("other secret", opened.secrets.len()),
    ] {
        if count > 0 {
            let _ = writeln!(text, "\n{count} {name}{}", if count == 1 { "" } else { "s" });
        }
    }
    if !opened.files.is_empty() {
        let _ = writeln!(text, "\n{HEADING}files{HEADING:#}");
        for file in opened.files.iter().take(100) {
            let _ = writeln!(text, "  {} ({} bytes)", shown(&file.name), file.size);
        }
        if opened.files.len() > 100 {
            let _ = writeln!(text, "  and {} more", opened.files.len() - 100);
        }
    }
    text
}

/// What `inspect` saw.
pub(crate) fn envelope(envelope: &Envelope<'_>) -> String {
    let mut text = String::new();
    let names: Vec<_> = envelope.layers.iter().map(|layer| layer.as_str()).collect();
    if !names.is_empty() {
        let _ = writeln!(text, "{}", names.join(" > "));
    }
    for locked in envelope.locked.iter().take(20) {
        let path: Vec<_> = locked.path.iter().map(|layer| layer.as_str()).collect();
        let _ = writeln!(text, "\n{HEADING}{}{HEADING:#}", path.join(" > "));
        lock::layer(locked, &mut text);
    }
    let needs: Vec<_> = envelope.needs().iter().map(|need| need.as_str()).collect();
    let _ = writeln!(
        text,
        "\n{HEADING}needs{HEADING:#}  {}",
        if needs.is_empty() { "nothing".to_owned() } else { needs.join(", ") }
    );
    let open = &envelope.open;
    for (name, count) in [
        ("private key", open.private_keys),
        ("certificate", open.certificates),
        ("public key", open.public_keys),
        ("certificate request", open.certificate_requests),
        ("certificate revocation list", open.certificate_revocation_lists),
        ("file", open.files),
    ] {
        if count > 0 {
            let _ = writeln!(text, "{HEADING}open{HEADING:#}   {count} {name}{}", if count == 1 { "" } else { "s" });
        }
    }
    text
}

/// One bundle.
pub(crate) fn bundle(index: usize, bundle: &Bundle) -> String {
    let mut words = format!("\n{HEADING}bundle {}{HEADING:#}\n", index + 1);
    let text = &mut words;
    let key = &bundle.private_key;
    let _ = writeln!(text, "  private key  {} ({})", key.algorithm(), bundle.encoding.as_str());
    if let Some(name) = &bundle.friendly_name {
        let _ = writeln!(text, "  name         {}", shown(name));
    }
    if let Some(public) = key.public_key() {
        let _ = writeln!(text, "  spki sha256  {}", hex(&public.spki_sha256()));
    }
    match &bundle.certificate {
        Some(one) => {
            certificate("  certificate", one, text);
            let _ = writeln!(text, "               {GOOD}matches the key{GOOD:#}");
        }
        None => {
            let _ = writeln!(text, "  certificate  {CAUTION}none matches the key{CAUTION:#}");
        }
    }
    for one in &bundle.chain {
        certificate("  issuer     ", one, text);
    }
    if bundle.certificate.is_some() {
        let complete = if bundle.chain_complete { "ends in a self-signed root" } else { "incomplete" };
        let _ = writeln!(text, "  chain        {complete}");
    }
    words
}

fn certificate(title: &str, certificate: &Certificate, text: &mut String) {
    let subject = certificate.subject().unwrap_or_else(|| "(can't be read)".to_owned());
    let _ = writeln!(text, "{title}  {}", shown(&subject));
    if let (Some(from), Some(to)) = (certificate.not_before(), certificate.not_after()) {
        let _ = writeln!(text, "               valid {} to {}", rfc3339(from), rfc3339(to));
    }
    let _ = writeln!(text, "               sha256 {}", hex(&certificate.sha256()));
}

/// A text of the input, for a terminal: what can't be seen, or would move the cursor, stands as its number. Quotation
/// marks and backslashes stay, so that a name can be copied.
pub(crate) fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | '\'' | '"' => shown.push(character),
            _ => shown.extend(character.escape_debug()),
        }
    }
    shown
}
