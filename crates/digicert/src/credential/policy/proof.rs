//! Whether a request proves itself to a credential.

use super::{Attempt, Check, Proof, wanted};
use crate::credential::{Credential, Kind};
use keybundle_key::PublicKey;
use keybundle_open::{Certificate, UnixTime, rfc3339};
use std::sync::Arc;
use subtle::ConstantTimeEq as _;

const NAME: &str = "proof";
/// A client sends a few certificates along; more is no chain.
const LONGEST: usize = 16;

pub(super) fn check(credential: &Credential, attempt: &Attempt<'_>) -> Check {
    let kind = credential.kind;
    match (kind, attempt.proof) {
        (_, None) => Check::new(NAME, None, format!("it wants {}, and nothing was presented", wanted(kind))),
        (Kind::Passcode, Some(Proof::Passcode(passcode))) => match credential.secret_passcode() {
            Some(right) => {
                let equal = bool::from(right.as_bytes().ct_eq(passcode.as_bytes()));
                Check::new(NAME, equal, if equal { "the passcode is right" } else { "the passcode is another one" })
            }
            None => Check::new(NAME, None, "its passcode is not told, so the one presented can't be compared"),
        },
        (Kind::Certificate, Some(Proof::Certificate { certificate, .. })) => {
            in_time(certificate, attempt.at).unwrap_or_else(|| same_certificate(credential, certificate))
        }
        (Kind::CertificateAuthority, Some(Proof::Certificate { certificate, intermediates })) => {
            in_time(certificate, attempt.at).unwrap_or_else(|| signed(credential, certificate, intermediates))
        }
        (Kind::Acme, Some(Proof::Acme { key_identifier, account_key })) => {
            account(credential, key_identifier, account_key)
        }
        (kind, Some(_)) => {
            Check::new(NAME, false, format!("it wants {}, and something else was presented", wanted(kind)))
        }
    }
}

/// The refusal of a certificate that is not valid now.
fn in_time(certificate: &Certificate, at: UnixTime) -> Option<Check> {
    if let Some(end) = certificate.not_after().filter(|&end| end < at) {
        return Some(Check::new(NAME, false, format!("the presented certificate expired at {}", rfc3339(end))));
    }
    let start = certificate.not_before().filter(|&start| start > at)?;
    Some(Check::new(NAME, false, format!("the presented certificate is not valid before {}", rfc3339(start))))
}

fn same_certificate(credential: &Credential, presented: &Certificate) -> Check {
    let same_key = match (&credential.public_key, &credential.thumbprint, presented.public_key()) {
        (Some(own), _, Some(other)) => Some(own == other),
        (None, Some(thumbprint), Some(other)) => Some(is_thumbprint(thumbprint, other)),
        _ => None,
    };
    match &credential.certificate {
        Some(own) if own.der() == presented.der() => {
            Check::new(NAME, true, "the presented certificate is the registered one")
        }
        Some(_) if same_key == Some(true) => {
            Check::new(NAME, false, "the presented certificate has the registered key and is another one; register it")
        }
        Some(_) => Check::new(NAME, false, "the presented certificate is another than the registered one"),
        None if same_key == Some(true) => Check::new(NAME, true, "the presented certificate has the registered key"),
        None if same_key == Some(false) => Check::new(NAME, false, "the presented certificate has another key"),
        None => Check::new(NAME, None, "its certificate is not told, so the one presented can't be compared"),
    }
}

/// Whether an authority signed the presented certificate, itself or by intermediates that came along.
fn signed(credential: &Credential, presented: &Certificate, intermediates: &[Arc<Certificate>]) -> Check {
    let Some(authority) = &credential.certificate else {
        return Check::new(NAME, None, "its certificate is not told, so nothing can be verified");
    };
    let mut current = presented;
    for depth in 0..LONGEST {
        match signed_by(current, authority) {
            Some(true) if depth == 0 => return Check::new(NAME, true, "it signed the presented certificate"),
            Some(true) => {
                return Check::new(NAME, true, format!("it signed the presented certificate by {depth} intermediates"));
            }
            None => return Check::new(NAME, false, "the algorithm of the signature is not known here"),
            Some(false) => {}
        }
        let next = intermediates
            .iter()
            .take(LONGEST)
            .find(|one| one.is_authority() && one.der() != current.der() && signed_by(current, one) == Some(true));
        match next {
            Some(issuer) => current = issuer,
            None => break,
        }
    }
    let same_name = presented.issuer_der().is_some() && presented.issuer_der() == authority.subject_der();
    let detail = if same_name {
        "the presented certificate names it as its issuer, but its key did not make the signature"
    } else {
        "it did not sign the presented certificate, nor one above it that came along"
    };
    Check::new(NAME, false, detail)
}

/// Names first: verifying costs more than comparing them. `None`: the algorithm is not known.
fn signed_by(certificate: &Certificate, issuer: &Certificate) -> Option<bool> {
    match issuer.public_key() {
        Some(key) if certificate.issuer_der() == issuer.subject_der() => certificate.is_signed_by(key),
        _ => Some(false),
    }
}

fn account(credential: &Credential, key_identifier: Option<&str>, account_key: Option<&PublicKey>) -> Check {
    if credential.external_account_binding {
        return match (key_identifier, &credential.id) {
            (Some(presented), Some(own)) if presented == own => {
                Check::new(NAME, true, "the account is bound by its key identifier")
            }
            (Some(_), Some(_)) => Check::new(NAME, false, "the account is bound by another key identifier"),
            (None, _) => Check::new(NAME, false, "it binds accounts by its key identifier, and none was presented"),
            (_, None) => Check::new(NAME, None, "its key identifier is not told"),
        };
    }
    let same = match (&credential.public_key, &credential.thumbprint, account_key) {
        (_, _, None) => return Check::new(NAME, false, "it wants its account key, and none was presented"),
        (Some(own), _, Some(key)) => Some(own == key),
        (None, Some(thumbprint), Some(key)) => Some(is_thumbprint(thumbprint, key)),
        (None, None, _) => None,
    };
    match same {
        Some(true) => Check::new(NAME, true, "the account key is the registered one"),
        Some(false) => Check::new(NAME, false, "the account key is another than the registered one"),
        None => Check::new(NAME, None, "its account key is not told"),
    }
}

fn is_thumbprint(thumbprint: &str, key: &PublicKey) -> bool {
    let computed = key.spki_sha256();
    let digits = thumbprint.bytes().filter(u8::is_ascii_hexdigit).map(|digit| digit.to_ascii_lowercase());
    digits
        .eq(computed.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(|half| b"0123456789abcdef"[usize::from(half)]))
}
