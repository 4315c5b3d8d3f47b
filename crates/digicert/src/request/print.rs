//! A request as text: a command for a shell, and HTTP as it goes over the wire.

use super::http::{Body, HeaderValue, HttpRequest, Part};
use keybundle_encoding::wiped::joined;
use std::fmt::Write as _;
use zeroize::Zeroizing;

/// A `curl` command for a POSIX shell, ended by a line break.
///
/// Secrets are variables of the shell, and reach `curl` through descriptors, never as its arguments, which other users
/// of the machine can read: headers through descriptor 3, the body through standard input. A client certificate's
/// files are named by `KEYBUNDLE_CLIENT_CERTIFICATE` and `KEYBUNDLE_CLIENT_KEY`.
#[must_use]
pub fn curl(request: &HttpRequest) -> String {
    let mut arguments =
        vec![format!("--request {}", request.method.as_str()), format!("--url {}", quoted(&request.url))];
    if request.url.contains('[') {
        arguments.push("--globoff".to_owned());
    }
    let mut secret_headers = String::new();
    let mut needed = String::new();
    for header in &request.headers {
        match &header.value {
            HeaderValue::Text(text) => {
                arguments.push(format!("--header {}", quoted(&format!("{}: {text}", header.name))));
            }
            HeaderValue::Secret(secret) => {
                let _ = writeln!(secret_headers, "{}: ${{{}:?}}", header.name, secret.variable().unwrap_or_default());
            }
            HeaderValue::Basic { user, password } => {
                let (user, variable) = (quoted(user), password.variable().unwrap_or_default());
                // Within $(…) it would stop that alone.
                let _ = write!(needed, ": \"${{{variable}:?}}\" && ");
                let _ = writeln!(
                    secret_headers,
                    "{}: Basic $(printf '%s:%s' {user} \"${variable}\" | base64 | tr -d '\\n')",
                    header.name
                );
            }
        }
    }
    let mut documents = String::new();
    let mut redirections = String::new();
    if !secret_headers.is_empty() {
        arguments.push("--header @/dev/fd/3".to_owned());
        redirections.push_str(" 3<<KEYBUNDLE_HEADERS");
        let _ = writeln!(documents, "{secret_headers}KEYBUNDLE_HEADERS");
    }
    if request.client_certificate {
        arguments.push("--cert \"${KEYBUNDLE_CLIENT_CERTIFICATE:?}\" --key \"${KEYBUNDLE_CLIENT_KEY:?}\"".to_owned());
    }
    if let Some(body) = &request.body {
        arguments.push("--data-binary @-".to_owned());
        redirections.push_str(if body.has_secret() { " <<KEYBUNDLE_BODY" } else { " <<'KEYBUNDLE_BODY'" });
        let _ = writeln!(documents, "{}\nKEYBUNDLE_BODY", document(body));
    }
    format!("{needed}curl {}{redirections}\n{documents}", arguments.join(" \\\n  "))
}

/// The request line, the headers, an empty line and the body. With `reveal`, secrets stand there as they are sent
/// (`None` when one is not known); without, as `$NAME`.
#[must_use]
pub fn http_text(request: &HttpRequest, reveal: bool) -> Option<Zeroizing<String>> {
    let (_, rest) = request.url.split_once("://")?;
    let (host, path) = rest.find('/').map_or((rest, "/"), |slash| rest.split_at(slash));
    let mut pieces = vec![Zeroizing::new(format!("{} {path} HTTP/1.1\r\nhost: {host}\r\n", request.method.as_str()))];
    let mut add = |text: &str| pieces.push(Zeroizing::new(text.to_owned()));
    for header in &request.headers {
        let value = if reveal { header.value.secret_text()? } else { Zeroizing::new(header.value.public_text()) };
        [header.name, ": ", &value, "\r\n"].into_iter().for_each(&mut add);
    }
    if let Some(body) = &request.body {
        let text = if reveal || !body.has_secret() {
            let text = body.secret_text()?;
            add(&format!("content-length: {}\r\n", text.len()));
            text
        } else {
            Zeroizing::new(body.public_text())
        };
        ["\r\n", &text].into_iter().for_each(&mut add);
    } else {
        add("\r\n");
    }
    Some(joined(&pieces))
}

/// A body as a here-document. One with a secret is expanded by the shell: then what the shell would expand in the
/// rest is escaped (POSIX.1-2024 §2.7.4).
fn document(body: &Body) -> String {
    let mut text = String::new();
    for part in body.parts() {
        match part {
            Part::Text(plain) if body.has_secret() => {
                for character in plain.chars() {
                    if matches!(character, '$' | '`' | '\\') {
                        text.push('\\');
                    }
                    text.push(character);
                }
            }
            Part::Text(plain) => text.push_str(plain),
            // The braces end the name, whatever follows. What is not set stops the shell.
            Part::Secret(secret) => {
                let _ = write!(text, "${{{}:?}}", secret.variable().unwrap_or_default());
            }
        }
    }
    text
}

/// In single quotes (POSIX.1-2024 §2.2.2).
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}
