//! The checks of the binding itself.

use super::{CheckName, Expected, Outcome, Received, Verification};
use crate::{
    MacAlgorithm,
    account::thumbprint_input,
    base64url,
    json::{self, Json},
};
use core::str::FromStr as _;
use keybundle_encoding::{WarningCode, Warnings};
use keybundle_key::PublicKey;

/// Makes them all. `request` is the JWS around it, where that was given.
pub(super) fn check(
    binding: Option<&Received>,
    request: Option<&Received>,
    expected: &Expected<'_>,
    found: &mut Verification,
    warnings: &mut Warnings,
) {
    let Some(binding) = binding else {
        found.add(CheckName::Form, Err("the request's payload has no externalAccountBinding".to_owned()));
        for name in CheckName::ALL.iter().filter(|name| (CheckName::Algorithm..=CheckName::Signature).contains(name)) {
            found.add(*name, Err("there is no binding to check".to_owned()));
        }
        return;
    };
    let algorithm = json::text(&binding.header, "alg").and_then(|name| MacAlgorithm::from_str(name).ok());
    found.add(CheckName::Form, form(binding));
    found.add(CheckName::Algorithm, self::algorithm(binding));
    found.add(CheckName::Nonce, nonce(binding));
    found.add(CheckName::Kid, kid(binding, expected));
    found.add(CheckName::Url, url(binding, request, expected.url));
    found.add(CheckName::Payload, payload(binding, request, expected.account_key));
    found.add(CheckName::Signature, signature(binding, algorithm, expected));
    looseness(binding, warnings);
    if let Some(algorithm) = algorithm {
        expected.credential.key().check_size(algorithm, warnings);
    }
}

pub(super) fn form(jws: &Received) -> Outcome {
    if jws.faults.is_empty() { Ok("flattened JSON, base64url".to_owned()) } else { Err(jws.faults.join("; ")) }
}

fn algorithm(binding: &Received) -> Outcome {
    match json::text(&binding.header, "alg") {
        None => Err("the header has no alg".to_owned()),
        Some(name) if MacAlgorithm::from_str(name).is_ok() => Ok(name.to_owned()),
        Some(name) if MacAlgorithm::from_str(&name.to_ascii_uppercase()).is_ok() => {
            Err("alg is not in capitals: HS256, HS384 or HS512 is due".to_owned())
        }
        Some("none") => Err("alg is none: HS256, HS384 or HS512 is due".to_owned()),
        Some(_) => Err("alg is no MAC: HS256, HS384 or HS512 is due".to_owned()),
    }
}

fn nonce(binding: &Received) -> Outcome {
    match binding.header.member("nonce") {
        None if binding.header == Json::Null => Err("the header can't be read".to_owned()),
        None => Ok("absent".to_owned()),
        Some(_) => Err("the header has a nonce, which belongs to the request's header alone".to_owned()),
    }
}

fn kid(binding: &Received, expected: &Expected<'_>) -> Outcome {
    let credential = expected.credential;
    let wrong = |what: &str| Err(format!("{what}; {} is due", shown(credential.kid())));
    match binding.header.member("kid") {
        None => wrong("the header has no kid"),
        Some(Json::Text(kid)) if kid.as_str() == credential.kid() => Ok(shown(kid)),
        Some(Json::Text(kid)) if kid.as_bytes() == credential.key().secret_text() => {
            wrong("the kid is the HMAC key: the two were swapped")
        }
        Some(Json::Text(kid)) if kid.trim() == credential.kid() => wrong("the kid has white space around it"),
        Some(Json::Text(kid)) if kid.eq_ignore_ascii_case(credential.kid()) => wrong("the kid differs in case"),
        // It may be a key in the wrong place.
        Some(Json::Text(kid)) if kid.len() > 40 => wrong(&format!("the kid is another, of {} bytes", kid.len())),
        Some(Json::Text(kid)) => wrong(&format!("the kid is {}", shown(kid))),
        Some(_) => wrong("the kid is no text"),
    }
}

fn url(binding: &Received, request: Option<&Received>, due: &str) -> Outcome {
    let mut wrong = Vec::new();
    for (what, jws) in [("binding", Some(binding)), ("request", request)] {
        let Some(jws) = jws else { continue };
        match jws.header.member("url") {
            None => wrong.push(format!("the {what}'s header has no url")),
            Some(Json::Text(url)) if url.as_str() == due => {}
            Some(Json::Text(url)) if url.trim_end_matches('/') == due.trim_end_matches('/') => {
                wrong.push(format!("the {what}'s url differs in a slash at its end"));
            }
            Some(Json::Text(url)) if url.eq_ignore_ascii_case(due) => {
                wrong.push(format!("the {what}'s url differs in case"));
            }
            Some(Json::Text(url)) => wrong.push(format!("the {what}'s url is {}", shown(url))),
            Some(_) => wrong.push(format!("the {what}'s url is no text")),
        }
    }
    if wrong.is_empty() { Ok(shown(due)) } else { Err(format!("{}; {} is due", wrong.join(", "), shown(due))) }
}

fn payload(binding: &Received, request: Option<&Received>, account_key: Option<&PublicKey>) -> Outcome {
    let jwk = json::read(&binding.payload).map_err(|_| "the payload is no JSON: a JWK is due".to_owned())?;
    let key = public_key(&jwk, "the payload", &mut Warnings::new())?;
    let mut compared = "a public key";
    if let Some(request) = request {
        let outer = request.header.member("jwk").ok_or("the request's header has no jwk to compare with")?;
        if public_key(outer, "the request's jwk", &mut Warnings::new())? != key {
            return Err("the payload is another key than the request's jwk".to_owned());
        }
        compared = "the request's jwk";
    }
    match account_key {
        Some(known) if *known != key => Err("the payload is another key than the account key given".to_owned()),
        Some(_) => Ok(format!("{compared}, and the account key given: {}", key.algorithm())),
        None => Ok(format!("{compared}: {}", key.algorithm())),
    }
}

/// The public key of a JWK, which must not be private.
pub(super) fn public_key(jwk: &Json, what: &str, warnings: &mut Warnings) -> Result<PublicKey, String> {
    if jwk.members().is_empty() {
        return Err(format!("{what} is no JWK"));
    }
    if ["d", "p", "q", "dp", "dq", "qi", "oth", "k"].iter().any(|name| jwk.member(name).is_some()) {
        return Err(format!("{what} holds a private key: only its public members belong there"));
    }
    let key = PublicKey::from_jwk(jwk, warnings).map_err(|error| format!("{what} is no public key: {error}"))?;
    let written = key.to_jwk().and_then(|written| Json::read(written.as_bytes()).ok());
    let numbers = ["n", "e", "x", "y"].iter().filter_map(|name| Some((*name, json::text(jwk, name)?)));
    for (name, text) in numbers {
        if base64url::decode(text).is_none() {
            return Err(format!("the member {name} of {what} is not base64url without padding"));
        }
        // RFC 7518 §6.2.1.2: a coordinate has the full size of its curve.
        let due = written.as_ref().and_then(|due| json::text(due, name)).map(str::len);
        if matches!(name, "x" | "y") && due.is_some_and(|due| due != text.len()) {
            return Err(format!("the member {name} of {what} has not the size that its curve asks for"));
        }
    }
    Ok(key)
}

fn signature(binding: &Received, algorithm: Option<MacAlgorithm>, expected: &Expected<'_>) -> Outcome {
    let signature = binding.signature.as_deref().ok_or("there is no signature that can be read")?;
    let algorithm = algorithm.ok_or("the algorithm is no MAC")?;
    let key = expected.credential.key();
    if algorithm.verify(key.secret_bytes(), &binding.signing_input(), signature) {
        return Ok(format!("the MAC is that of the HMAC key ({algorithm})"));
    }
    Err(super::signature::why_not(binding, algorithm, key, signature))
}

/// Warns of what the specification allows and strict servers refuse.
fn looseness(binding: &Received, warnings: &mut Warnings) {
    let jwk = json::read(&binding.payload).unwrap_or(Json::Null);
    // Tells of weak keys too.
    let key = public_key(&jwk, "", warnings);
    let mut warn = |what: &str| warnings.push(WarningCode::LooseJws, format!("{what}; strict servers refuse that"));
    binding.oddities.iter().for_each(|what| warn(what));
    let names: Vec<&str> = binding.header.members().iter().map(|(name, _)| name.as_str()).collect();
    if names.iter().any(|name| !matches!(*name, "alg" | "kid" | "url" | "nonce" | "crit")) {
        warn("the binding's header has members beside alg, kid and url");
    }
    let Ok(key) = key else { return };
    // The order of members and white space between them are no matter.
    match thumbprint_input(&key).map(|due| json::read(due.as_bytes())) {
        Some(Ok(due)) if jwk.members().len() > due.members().len() => {
            warn("the payload's JWK has members beside those that RFC 7638 requires");
        }
        Some(Ok(due)) if due.members().iter().any(|(name, value)| jwk.member(name) != Some(value)) => {
            warn("a number in the payload's JWK is not in the form of RFC 7518");
        }
        Some(_) => {}
        None => warn("the account key is of a kind that servers do not take"),
    }
}

/// A text of the request, for a terminal: no control characters, and not long.
pub(super) fn shown(text: &str) -> String {
    let plain = |character: char| if character.is_ascii_graphic() || character == ' ' { character } else { '?' };
    let mut shown: String = text.chars().take(200).map(plain).collect();
    if text.chars().nth(200).is_some() {
        shown.push('…');
    }
    shown
}
