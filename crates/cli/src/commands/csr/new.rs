//! `keybundle csr new`

mod content;

use crate::{
    arguments::{Form, NewRequest, RequestKey},
    failure::Failure,
    input,
    output::{self, files, human},
    secrets, terminal,
    token_uri::{NO_TOKENS, is_token_uri},
};
#[cfg(feature = "pkcs11")]
use crate::{provider::Provider, tokens};
use getrandom::SysRng;
use keybundle::{Limits, PrivateKey, Signer, Warnings, crates::encoding::pem, report};
use rand_core::UnwrapErr;
use serde_json::json;
use std::path::PathBuf;

pub(crate) fn run(arguments: &NewRequest) -> Result<(), Failure> {
    let limits = Limits::default();
    check_key(&arguments.key)?;
    let mut warnings = Warnings::new();
    let (template, described) = content::template(&arguments.content, &limits, &mut warnings)?;
    // Before a key is made or a password asked for.
    template.check().map_err(Failure::coded)?;
    let places = || [&arguments.key.key_out, &arguments.out].into_iter().flatten();
    files::check(places(), arguments.force)?;
    files::keep(places(), secret_files(arguments))?;
    let (signer, new_key) = signer(&arguments.key, &limits)?;
    // A new key is a sound one.
    if new_key.is_none() {
        report::warn_of_weak_key(signer.public_key(), &mut warnings);
    }
    let algorithm = arguments.key.signature_algorithm.or(described);
    let request = template.sign(&*signer, algorithm, &mut warnings).map_err(Failure::coded)?;

    let text = pem::encode("CERTIFICATE REQUEST", request.der());
    let mut written = Vec::new();
    // The key first: a request whose key is lost is worth nothing.
    if let (Some(path), Some(key)) = (&arguments.key.key_out, new_key) {
        let key = pem::encode("PRIVATE KEY", &key.secret_pkcs8_der());
        files::write_secret(path, key.as_bytes(), arguments.force)?;
        written.push(path.display().to_string());
    }
    let content = match arguments.form {
        Form::Pem => text.as_bytes(),
        Form::Der => request.der(),
    };
    if let Some(path) = &arguments.out {
        files::write_public(path, content, arguments.force)?;
        written.push(path.display().to_string());
    }
    if arguments.json {
        let mut object = report::own_request(&request, &*signer, &warnings);
        object["pem"] = json!(text.as_str());
        object["written"] = json!(written);
        return output::json(&object);
    }
    human::warnings(&warnings);
    if arguments.out.is_some() {
        return output::styled(&human::request(&report::own_request(&request, &*signer, &warnings)));
    }
    output::stdout(content)
}

/// Refuses arguments about the key that would do nothing.
fn check_key(arguments: &RequestKey) -> Result<(), Failure> {
    let (message, hint) = if arguments.new_key.is_none() {
        if arguments.key_out.is_none() {
            return Ok(());
        }
        (
            "--key-out is where a new key goes, and --key names one that is there",
            "leave --key-out out, or ask for a new key by --new-key in place of --key",
        )
    } else {
        if arguments.key_password_file.is_empty() && arguments.key_password_env.is_empty() {
            return Ok(());
        }
        (
            "the password of a key opens that of --key; --new-key writes its key without encryption",
            "make an encrypted key by `keybundle key new --encrypt pbkdf2`, then name it by --key",
        )
    };
    Err(Failure::Usage { message: message.to_owned(), hint: Some(hint.to_owned()) })
}

/// The files that are read and may hold a secret.
fn secret_files(arguments: &NewRequest) -> impl Iterator<Item = &PathBuf> {
    let (key, content) = (&arguments.key, &arguments.content);
    let others = [&key.key, &content.challenge_password_file, &content.description];
    #[cfg(feature = "pkcs11")]
    let others = others.into_iter().chain([&key.token.pin_file]);
    others.into_iter().flatten().chain(&key.key_password_file)
}

/// Whoever signs, and the key if it is to be written: a new one.
fn signer(arguments: &RequestKey, limits: &Limits) -> Result<(Box<dyn Signer>, Option<PrivateKey>), Failure> {
    #[cfg(feature = "pkcs11")]
    if arguments.provider == Provider::Pkcs11 {
        if !arguments.key_password_file.is_empty() || !arguments.key_password_env.is_empty() {
            return Err(Failure::Usage {
                message: "a key on a token has a PIN, and no password".to_owned(),
                hint: Some("give the PIN by --pin-file, --pin-env or --pin-fd".to_owned()),
            });
        }
        return match &arguments.key {
            Some(uri) => Ok((tokens::signer(uri, &arguments.token)?, None)),
            None => Err(Failure::Usage {
                message: "no key is made on a token".to_owned(),
                hint: Some("make it with the token's own tool, then name it by --key".to_owned()),
            }),
        };
    }
    let key = key(arguments, limits)?;
    let signer = arguments.provider.signer(&key).map_err(Failure::coded)?;
    Ok((signer, arguments.new_key.is_some().then_some(key)))
}

/// The key that is named, or a new one.
fn key(arguments: &RequestKey, limits: &Limits) -> Result<PrivateKey, Failure> {
    if let Some(key_type) = arguments.new_key {
        let make = || PrivateKey::generate(key_type, &mut UnwrapErr(SysRng));
        return terminal::with_sign_of_life("making a key", make).map_err(Failure::coded);
    }
    let Some(path) = &arguments.key else {
        return Err(Failure::Usage { message: "no key is named".to_owned(), hint: None });
    };
    if is_token_uri(path) {
        return Err(Failure::Usage { message: NO_TOKENS.to_owned(), hint: None });
    }
    let bytes = input::read(path, limits.input_bytes)?;
    let passwords = secrets::given(&arguments.key_password_file, &arguments.key_password_env, &[])?;
    terminal::with_prompt(
        |typed| Ok(keybundle::signing_key(&bytes, &secrets::ring(&passwords, typed), limits)?),
        Failure::refusal,
    )
}
