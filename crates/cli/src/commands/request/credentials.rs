//! Requests for passcodes and ACME credentials.

use super::{
    Made,
    build::{add, other_kind, set, start},
    material,
};
use crate::{
    arguments::request::{AcmeCredential, Passcode},
    failure::Failure,
};
use keybundle::request::{AcmeCredentialCreation, Kind, PasscodeCreation, RegisteredValue, Request, ValidityPeriod};

pub(super) fn passcode(arguments: &Passcode) -> Result<Made, Failure> {
    let (mut passcode, problems) = match start(&arguments.common, Kind::Passcode)? {
        Some((Request::Passcode(passcode), problems)) => (passcode, problems),
        Some(_) => return Err(other_kind()),
        None => (PasscodeCreation::default(), Vec::new()),
    };
    if let Some(id) = &arguments.enrollment_profile {
        passcode.enrollment_profile_id.clone_from(id);
    }
    if arguments.passcode_length.is_some() {
        passcode.passcode_length = arguments.passcode_length;
    }
    let limited = &arguments.limited;
    set(&mut passcode.name, &limited.name);
    set(&mut passcode.description, &limited.description);
    if limited.usage_limit.is_some() {
        passcode.usage_limit = limited.usage_limit;
    }
    if limited.start_date.is_some() || limited.end_date.is_some() {
        let period = passcode.validity_period.get_or_insert_with(|| ValidityPeriod::new(None, None));
        set(&mut period.from, &limited.start_date);
        set(&mut period.to, &limited.end_date);
    }
    registered_values(&limited.registered_value, &mut passcode.registered_values)?;
    Ok(Made { request: passcode.into(), problems })
}

pub(super) fn acme_credential(arguments: &AcmeCredential) -> Result<Made, Failure> {
    let (mut credential, problems) = match start(&arguments.common, Kind::AcmeCredential)? {
        Some((Request::AcmeCredential(credential), problems)) => (credential, problems),
        Some(_) => return Err(other_kind()),
        None => (AcmeCredentialCreation::default(), Vec::new()),
    };
    set(&mut credential.account_id, &arguments.account_id);
    set(&mut credential.enrollment_profile, &arguments.enrollment_profile);
    if arguments.external_account_binding {
        credential.external_account_binding = Some(true);
    }
    if let Some(path) = &arguments.authentication_key {
        credential.authentication_pem = Some(material::account_key(path)?);
    }
    let limited = &arguments.limited;
    set(&mut credential.name, &limited.name);
    set(&mut credential.description, &limited.description);
    if limited.usage_limit.is_some() {
        credential.usage_limit = limited.usage_limit;
    }
    set(&mut credential.start_date, &limited.start_date);
    set(&mut credential.end_date, &limited.end_date);
    registered_values(&limited.registered_value, &mut credential.registered_values)?;
    Ok(Made { request: credential.into(), problems })
}

/// Arguments replace what the file has for their fields; several of one field make a list.
fn registered_values(arguments: &[(String, String)], list: &mut Vec<RegisteredValue>) -> Result<(), Failure> {
    list.retain(|one| !arguments.iter().any(|(field, _)| *field == one.certificate_field));
    for (field, value) in arguments {
        if field == "challenge_password" {
            return Err(Failure::Usage {
                message: "a challenge password is a secret, and no argument".to_owned(),
                hint: Some("write registered_values into a file, and name it with --from".to_owned()),
            });
        }
        match list.iter_mut().find(|one| one.certificate_field == *field) {
            Some(one) => add(&mut one.value, value),
            None => list.push(RegisteredValue::new(field, value)),
        }
    }
    Ok(())
}
