//! What must hold for a request for a certificate.

use super::CertificateRequest;
use crate::request::{
    CheckContext, PrivateKeyFormat, attribute, material,
    problem::{ProblemCode, Problems},
    profile, rules,
};

/// What the request is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::request) enum Role {
    /// A first certificate.
    Issue,
    /// Another certificate in place of one: its profile is known to the service.
    Renew,
}

/// Everything that the request alone, and the profile where there is one, tell.
pub(in crate::request) fn check(
    request: &CertificateRequest,
    role: Role,
    context: &CheckContext<'_>,
    problems: &mut Problems,
) {
    let id = request.enrollment_profile_id.as_deref();
    let id = if role == Role::Issue { rules::required(id, "enrollment_profile_id", problems) } else { id };
    if let Some(id) = id {
        rules::enrollment_profile(id, "enrollment_profile_id", problems);
    }
    attribute::check_all(&request.certificate_profile_attributes, "certificate_profile_attributes", "id", problems);
    attribute::check_all(&request.device_attributes, "device_attributes", "id", problems);
    rules::documented(request.key_type.as_ref(), "key_type", problems);
    rules::documented(request.private_key_format.as_ref(), "private_key_format", problems);
    check_origin(request, role, problems);
    let csr_key = request.csr.as_deref().and_then(|csr| material::check_csr(csr, "csr", problems));
    if request.is_server_side() {
        check_format(request, context, problems);
    } else {
        check_unused(request, problems);
    }
    if let Some(profile) = context.profile {
        let key = profile::AskedKey {
            is_server_side: request.is_server_side(),
            key_type: request.key_type.as_ref(),
            csr_key: csr_key.as_ref(),
        };
        profile::check(profile, id, &key, problems);
    }
}

/// The key comes from the service or from a CSR, not from both and not from nowhere.
fn check_origin(request: &CertificateRequest, role: Role, problems: &mut Problems) {
    match (request.is_server_side(), &request.csr) {
        (true, Some(_)) => {
            let message = "a CSR, and a key made by the service at once";
            problems.error("csr", ProblemCode::Conflict, message, "leave out csr, or server_side_key_gen");
        }
        (false, None) => {
            let hint = "set server_side_key_gen to true, or give a CSR in PEM";
            if role == Role::Issue {
                let message = "neither a key made by the service nor a CSR";
                problems.error("server_side_key_gen", ProblemCode::Missing, message, hint);
            } else {
                let message =
                    "neither a key made by the service nor a CSR; what the service then does is not documented";
                problems.warning("server_side_key_gen", ProblemCode::Missing, message, hint);
            }
        }
        _ => {}
    }
}

/// What the form of the key needs, and what it excludes.
fn check_format(request: &CertificateRequest, context: &CheckContext<'_>, problems: &mut Problems) {
    let format = request.private_key_format.as_ref();
    if format.is_none() {
        let hint = format!("give one of {}", PrivateKeyFormat::KNOWN.join(", "));
        let message = "the form in which the key is handed out is required";
        problems.error("private_key_format", ProblemCode::Missing, message, &hint);
    }
    if request.private_key_syntax.is_some() {
        let message = "its values are not documented; it is passed on as it is";
        problems.warning("private_key_syntax", ProblemCode::UnknownValue, message, "leave it out if it is refused");
    }
    check_password(request, problems);
    check_recipient(request, context, problems);
}

fn check_password(request: &CertificateRequest, problems: &mut Problems) {
    const FIELD: &str = "pkcs12_password";
    const RULE: &str = "take 6 to 20 characters of A-Z, a-z and 0-9";
    match (&request.private_key_format, &request.pkcs12_password) {
        (Some(PrivateKeyFormat::Pkcs12), None) => {
            problems.error(FIELD, ProblemCode::Missing, "pkcs_12 needs a password", RULE);
        }
        (Some(PrivateKeyFormat::Pkcs12), Some(password)) => {
            let Some(text) = password.secret_text() else {
                let message = "the password stays in a variable, and could not be checked";
                problems.warning(FIELD, ProblemCode::UnknownValue, message, RULE);
                return;
            };
            let length = text.chars().count();
            if !(6..=20).contains(&length) {
                let message = format!("the password has {length} characters");
                problems.error(FIELD, ProblemCode::OutOfRange, message, RULE);
            }
            if !text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                let message = "the password holds other characters than letters and digits";
                problems.error(FIELD, ProblemCode::Malformed, message, RULE);
            }
        }
        (Some(PrivateKeyFormat::Other(_)), Some(_)) => {}
        (Some(_), Some(_)) => {
            let message = "this format has no password: the service ignores it, and the key is not protected by it";
            problems.warning(FIELD, ProblemCode::Ignored, message, "leave it out, or ask for pkcs_12");
        }
        (_, None) | (None, _) => {}
    }
}

fn check_recipient(request: &CertificateRequest, context: &CheckContext<'_>, problems: &mut Problems) {
    const FIELD: &str = "encryption_certificate";
    let is_encrypted = request.private_key_format.as_ref().map(PrivateKeyFormat::is_encrypted_to_certificate);
    match (is_encrypted, &request.encryption_certificate) {
        (Some(true), None) => {
            let message = "this format needs the certificate to which the key is encrypted";
            problems.error(FIELD, ProblemCode::Missing, message, "give the recipient's certificate in PEM");
        }
        (Some(false), Some(_)) if !matches!(request.private_key_format, Some(PrivateKeyFormat::Other(_))) => {
            let message = "the key is not encrypted in this format: it would come in the clear";
            let hint = "ask for cert_encrypted or cert_encrypted_key_only, or leave the certificate out";
            problems.error(FIELD, ProblemCode::Conflict, message, hint);
        }
        _ => {}
    }
    if let Some(pem) = &request.encryption_certificate {
        material::check_encryption_certificate(pem, FIELD, context, problems);
    }
}

/// What has no meaning when the key comes with a CSR.
fn check_unused(request: &CertificateRequest, problems: &mut Problems) {
    if request.csr.is_none() {
        // That neither is there is told already; what was meant is not known.
        return;
    }
    let given = [
        ("key_type", request.key_type.is_some()),
        ("private_key_format", request.private_key_format.is_some()),
        ("private_key_syntax", request.private_key_syntax.is_some()),
        ("pkcs12_password", request.pkcs12_password.is_some()),
        ("encryption_certificate", request.encryption_certificate.is_some()),
    ];
    for (field, _) in given.into_iter().filter(|(_, given)| *given) {
        let message = "this is for a key that the service makes; a CSR brings its own";
        problems.warning(field, ProblemCode::Ignored, message, "leave it out");
    }
}
