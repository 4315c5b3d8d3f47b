//! What a new request says: a description, a certificate or another request, and flags over it.

use crate::{arguments::RequestContent, failure::Failure, input, secrets};
use keybundle::{
    Limits, SignatureAlgorithm, Warnings,
    crates::{
        csr::{
            AttributeDescription, BasicConstraintsDescription, ExtensionDescription, RequestDescription,
            RequestTemplate, StringType, SubjectDescription,
        },
        encoding::text,
    },
    first_request,
};
use std::path::Path;
use zeroize::Zeroizing;

/// Its type (RFC 2985 §5.4.1).
const CHALLENGE_PASSWORD: &str = "1.2.840.113549.1.9.7";

type Content = (RequestTemplate, Option<SignatureAlgorithm>);

pub(super) fn template(
    arguments: &RequestContent,
    limits: &Limits,
    warnings: &mut Warnings,
) -> Result<Content, Failure> {
    let mut described = RequestDescription::default();
    let mut base = None;
    if let Some(path) = &arguments.description {
        described = description(path, limits)?;
    } else if let Some(path) = &arguments.from_certificate {
        let bytes = input::read(path, limits.input_bytes)?;
        base = Some(keybundle::renewal_template(&bytes, limits, warnings).map_err(Failure::coded)?);
    } else if let Some(path) = &arguments.from_request {
        let request = first_request(&input::read(path, limits.input_bytes)?, limits, warnings)?;
        base = Some(RequestTemplate::from_request(&request).map_err(Failure::coded)?);
    }
    add_flags(arguments, &mut described)?;
    let algorithm = described.named_signature_algorithm().map_err(Failure::coded)?;
    let template = RequestTemplate::described(&described, base).map_err(Failure::coded)?;
    Ok((template, algorithm))
}

/// Adds what flags say to what is described; one value goes over another, lists grow.
fn add_flags(arguments: &RequestContent, described: &mut RequestDescription) -> Result<(), Failure> {
    if let Some(text) = &arguments.subject {
        described.subject = Some(SubjectDescription::Text(text.clone()));
    }
    if let Some(name) = &arguments.string_type {
        if StringType::from_name(name).is_none() {
            return Err(usage("--string-type takes utf8, printable, teletex or bmp"));
        }
        described.string_type = Some(name.clone());
    }
    described.subject_alternative_names.extend(arguments.san.iter().cloned());
    described.key_usage.extend(arguments.key_usage.iter().cloned());
    described.extended_key_usage.extend(arguments.extended_key_usage.iter().cloned());
    described.certificate_policies.extend(arguments.policy.iter().cloned());
    if let Some(is_authority) = arguments.ca {
        described.basic_constraints =
            Some(BasicConstraintsDescription { is_authority, path_length: arguments.path_length });
    }
    for (list, critical) in [(&arguments.extension, false), (&arguments.critical_extension, true)] {
        for text in list {
            let (oid, value) = pair(text)?;
            described.extensions.push(ExtensionDescription { oid, critical, value });
        }
    }
    for text in &arguments.attribute {
        let (oid, value) = pair(text)?;
        if oid.trim() == CHALLENGE_PASSWORD {
            return Err(Failure::Usage {
                message: "a challenge password is a secret, and arguments are seen by others".to_owned(),
                hint: Some("give it with --challenge-password-file".to_owned()),
            });
        }
        described.attributes.push(AttributeDescription { oid, values: vec![value] });
    }
    if arguments.unstructured_name.is_some() {
        described.unstructured_name.clone_from(&arguments.unstructured_name);
    }
    let file: Vec<_> = arguments.challenge_password_file.iter().cloned().collect();
    let variable: Vec<_> = arguments.challenge_password_env.iter().cloned().collect();
    if let Some(password) = secrets::given(&file, &variable, &[])?.first() {
        let text = std::str::from_utf8(password).map_err(|_| usage("the challenge password is no UTF-8 text"))?;
        described.challenge_password = Some(Zeroizing::new(text.to_owned()));
    }
    if arguments.challenge_password_type.is_some() {
        if described.challenge_password.is_none() {
            return Err(Failure::Usage {
                message: "--challenge-password-type says how to write a challenge password, and none is given"
                    .to_owned(),
                hint: Some("give it with --challenge-password-file or --challenge-password-env".to_owned()),
            });
        }
        described.challenge_password_type.clone_from(&arguments.challenge_password_type);
    }
    Ok(())
}

fn description(path: &Path, limits: &Limits) -> Result<RequestDescription, Failure> {
    let bytes = input::read(path, limits.input_bytes)?;
    // What is wrong may be a secret: its place is told, not its text.
    let wrong = |place: String| Failure::Usage {
        message: format!("the description can't be read {place}"),
        hint: Some("docs/csr.md lists its fields; others are refused".to_owned()),
    };
    let decoded = text::decode(&bytes);
    let bytes = decoded.as_ref().map_or(bytes.as_slice(), |decoded| decoded.text.as_ref());
    let text = std::str::from_utf8(bytes).map_err(|_| wrong("as UTF-8 text".to_owned()))?;
    if text.trim_start().starts_with('{') {
        return serde_json::from_str(text)
            .map_err(|error| wrong(format!("as JSON, at line {} column {}", error.line(), error.column())));
    }
    toml::from_str(text)
        .map_err(|error| wrong(format!("as TOML, at byte {}", error.span().map_or(0, |span| span.start))))
}

fn pair(text: &str) -> Result<(String, String), Failure> {
    let (oid, value) = text.split_once('=').ok_or_else(|| usage("OID=VALUE is expected"))?;
    Ok((oid.to_owned(), value.to_owned()))
}

fn usage(message: &str) -> Failure {
    Failure::Usage { message: message.to_owned(), hint: None }
}
