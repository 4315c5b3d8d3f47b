//! The checks of the request around a binding (RFC 8555 §6.2).

use super::{CheckName, Outcome, Received, Verification, binding};
use crate::{
    account::SigningAlgorithm,
    json::{self, Json},
};
use keybundle_encoding::Warnings;

pub(super) fn check(request: &Received, found: &mut Verification) {
    found.add(CheckName::OuterForm, form(request));
    found.add(CheckName::OuterNonce, nonce(request));
    found.add(CheckName::OuterSignature, signature(request));
}

fn form(request: &Received) -> Outcome {
    binding::form(request)?;
    let header = &request.header;
    match (header.member("jwk"), header.member("kid")) {
        (None, _) => Err("the header has no jwk: a newAccount request brings its public key".to_owned()),
        (Some(_), Some(_)) => Err("the header has both jwk and kid".to_owned()),
        (Some(_), None) => match json::text(header, "alg") {
            None => Err("the header has no alg".to_owned()),
            Some("none") => Err("alg is none".to_owned()),
            Some("HS256" | "HS384" | "HS512") => Err("alg is a MAC: the account key signs the request".to_owned()),
            Some(_) => Ok("flattened JSON, base64url".to_owned()),
        },
    }
}

fn nonce(request: &Received) -> Outcome {
    match request.header.member("nonce") {
        Some(Json::Text(nonce)) if is_base64url(nonce) => Ok("present".to_owned()),
        Some(Json::Text(_)) => Err("the nonce is not base64url".to_owned()),
        Some(_) => Err("the nonce is no text".to_owned()),
        None => Err("the header has no nonce".to_owned()),
    }
}

/// RFC 8555 §6.5.1: a nonce is characters of base64url.
fn is_base64url(nonce: &str) -> bool {
    !nonce.is_empty() && nonce.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

fn signature(request: &Received) -> Outcome {
    let jwk = request.header.member("jwk").ok_or("the header has no jwk")?;
    let key = binding::public_key(jwk, "the jwk", &mut Warnings::new())?;
    let name = json::text(&request.header, "alg").ok_or("the header has no alg")?;
    let signature = request.signature.as_deref().ok_or("there is no signature that can be read")?;
    let algorithm =
        SigningAlgorithm::from_name(name).ok_or("alg is no algorithm of signatures that is known here".to_owned())?;
    if !algorithm.fits(&key) {
        return Err(format!("{} is no algorithm of a key of {}", algorithm.name(), key.algorithm()));
    }
    let message = request.signing_input().concat();
    match algorithm.verify(&key, &message, signature) {
        Some(true) => Ok(format!("{} by the account key", algorithm.name())),
        Some(false) if algorithm.verify_der(&key, &message, signature) => {
            Err("the signature is DER; JWS has r and s, each of the size of the curve".to_owned())
        }
        Some(false) => Err("the signature is not that of the account key over this header and payload".to_owned()),
        None => Err(format!("{} with a key of {} can't be checked here", algorithm.name(), key.algorithm())),
    }
}
