//! What a new request says: a description, a certificate or another request, and flags over it.

use crate::{arguments::RequestContent, failure::Failure, input, secrets};
use keybundle::{
    Error, Limits, SignatureAlgorithm, Unlock,
    crates::csr::{
        AttributeDescription, BasicConstraintsDescription, DistinguishedName, ExtensionDescription, RequestDescription,
        RequestTemplate, StringType,
    },
    read_request,
};
use std::path::Path;
use zeroize::Zeroizing;

type Content = (RequestTemplate, Option<SignatureAlgorithm>);

pub(super) fn template(arguments: &RequestContent, limits: &Limits) -> Result<Content, Failure> {
    let mut described = RequestDescription::default();
    let mut base = None;
    if let Some(path) = &arguments.description {
        described = description(path, limits)?;
    } else if let Some(path) = &arguments.from_certificate {
        base = Some(RequestTemplate::from_certificate(&certificate(path, limits)?).map_err(Failure::coded)?);
    } else if let Some(path) = &arguments.from_request {
        let (request, _) = read_request(&input::read(path, limits.input_bytes)?, limits)?;
        base = Some(RequestTemplate::from_request(&request).map_err(Failure::coded)?);
    }
    let algorithm = match described.signature_algorithm.as_deref().map(SignatureAlgorithm::from_name) {
        Some(None) => return Err(usage("the description's signature_algorithm is not known")),
        other => other.flatten(),
    };
    add_flags(arguments, &mut described)?;
    let flags = described.to_template().map_err(Failure::coded)?;
    let mut template = match base {
        Some(base) => over(base, flags),
        None => flags,
    };
    if let Some(text) = &arguments.subject {
        template.subject = DistinguishedName::from_text(text).map_err(Failure::coded)?;
    }
    if let Some(name) = &arguments.string_type {
        let unknown = || usage("--string-type takes utf8, printable, teletex or bmp");
        template.subject.set_string_type(StringType::from_name(name).ok_or_else(unknown)?);
    }
    Ok((template, algorithm))
}

/// Adds what flags say to what is described; one value goes over another, lists grow.
fn add_flags(arguments: &RequestContent, described: &mut RequestDescription) -> Result<(), Failure> {
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
        described.challenge_password_type.clone_from(&arguments.challenge_password_type);
    }
    Ok(())
}

/// Adds to a template from a certificate or request what was asked for besides. An extension that is asked for anew
/// takes the place of the one that was there; names are added.
fn over(base: RequestTemplate, mut new: RequestTemplate) -> RequestTemplate {
    let replaced: &[(&str, bool)] = &[
        ("2.5.29.15", !new.key_usage.is_empty()),
        ("2.5.29.37", !new.extended_key_usage.is_empty()),
        ("2.5.29.19", new.basic_constraints.is_some()),
        ("2.5.29.32", !new.certificate_policies.is_empty()),
        ("1.2.840.113549.1.9.7", new.challenge_password.is_some()),
        ("1.2.840.113549.1.9.2", new.unstructured_name.is_some()),
    ];
    let is_replaced = |oid: &str| replaced.iter().any(|(known, is_new)| *is_new && *known == oid);
    let mut names = base.subject_alternative_names;
    names.append(&mut new.subject_alternative_names);
    let asked: Vec<_> = new.extensions.iter().map(|extension| extension.oid().clone()).collect();
    let mut extensions: Vec<_> = base
        .extensions
        .into_iter()
        .filter(|one| !is_replaced(&one.oid().to_string()) && !asked.contains(one.oid()))
        .collect();
    extensions.append(&mut new.extensions);
    let mut attributes: Vec<_> =
        base.attributes.into_iter().filter(|(oid, _)| !is_replaced(&oid.to_string())).collect();
    attributes.append(&mut new.attributes);
    RequestTemplate { subject: base.subject, subject_alternative_names: names, extensions, attributes, ..new }
}

fn description(path: &Path, limits: &Limits) -> Result<RequestDescription, Failure> {
    let bytes = input::read(path, limits.input_bytes)?;
    // What is wrong may be a secret: its place is told, not its text.
    let wrong = |place: String| Failure::Usage {
        message: format!("the description can't be read {place}"),
        hint: Some("docs/json.md lists its fields; others are refused".to_owned()),
    };
    let text = std::str::from_utf8(&bytes).map_err(|_| wrong("as UTF-8 text".to_owned()))?;
    if text.trim_start().starts_with('{') {
        return serde_json::from_str(text)
            .map_err(|error| wrong(format!("as JSON, at line {} column {}", error.line(), error.column())));
    }
    toml::from_str(text)
        .map_err(|error| wrong(format!("as TOML, at byte {}", error.span().map_or(0, |span| span.start))))
}

/// The certificate of the file's key, or the first one.
fn certificate(path: &Path, limits: &Limits) -> Result<Vec<u8>, Failure> {
    let bytes = input::read(path, limits.input_bytes)?;
    let opened = keybundle::open_within(&bytes, &Unlock::new(), limits)?;
    let paired = opened.bundles.iter().find_map(|bundle| bundle.certificate.as_ref());
    match paired.or(opened.certificates.first()) {
        Some(certificate) => Ok(certificate.der().to_vec()),
        None => Err(Error::InvalidValue { reason: "there is no certificate in the file to renew from" }.into()),
    }
}

fn pair(text: &str) -> Result<(String, String), Failure> {
    let (oid, value) = text.split_once('=').ok_or_else(|| usage("OID=VALUE is expected"))?;
    Ok((oid.to_owned(), value.to_owned()))
}

fn usage(message: &str) -> Failure {
    Failure::Usage { message: message.to_owned(), hint: None }
}
