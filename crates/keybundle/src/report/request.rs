//! Certificate requests.

use super::{hex, warnings};
use crate::Warnings;
use keybundle_csr::{Attribute, Extension, Request};
use keybundle_encoding::{ber::Element, names};
use keybundle_key::Signer;
use serde_json::{Value, json};
use std::borrow::Cow;

/// What `keybundle csr show` tells. The signature is verified for it.
#[must_use]
pub fn request(request: &Request, found: &Warnings) -> Value {
    described(request, request.verify(), found)
}

/// The same of a request that `signer` made just now: it verifies the signature.
#[must_use]
pub fn own_request(request: &Request, signer: &dyn Signer, found: &Warnings) -> Value {
    described(request, request.verify_by(signer), found)
}

fn described(request: &Request, is_valid: Option<bool>, found: &Warnings) -> Value {
    let oid = request.signature_algorithm();
    json!({
        "subject": request.subject(),
        "spki_sha256": hex(&request.spki_sha256()),
        "algorithm": request.algorithm(),
        "signature_algorithm":
            oid.map(|oid| names::name(oid).map_or_else(|| oid.to_dotted(), ToOwned::to_owned)),
        "signature_algorithm_oid": oid.map(keybundle_encoding::Oid::to_dotted),
        "signature_valid": is_valid,
        "challenge_password": request.challenge_password(),
        "unstructured_name": request.unstructured_name(),
        "san": request.subject_alternative_names().iter().map(ToString::to_string).collect::<Vec<_>>(),
        "attributes": request.attributes().iter().map(attribute).collect::<Vec<_>>(),
        "extensions": request.extensions().iter().map(extension).collect::<Vec<_>>(),
        "warnings": warnings(found),
    })
}

/// Values as text where they are strings, otherwise as `#` and the hex of their DER (RFC 4514 §2.4).
fn attribute(attribute: &Attribute) -> Value {
    let elements = || attribute.values().iter().map(|der| (der, Element::parse(der).ok()));
    let values = elements().map(|(der, element)| {
        let text = element.and_then(|element| element.strict_text());
        text.map_or_else(|| format!("#{}", hex(der)), Cow::into_owned)
    });
    let types =
        elements().map(|(_, element)| element.map_or("unknown", |element| element.tag().name().unwrap_or("other")));
    json!({
        "oid": attribute.oid().to_string(),
        "name": attribute.name(),
        "values": values.collect::<Vec<_>>(),
        "types": types.collect::<Vec<_>>(),
    })
}

fn extension(extension: &Extension) -> Value {
    json!({
        "oid": extension.oid().to_string(),
        "name": extension.name(),
        "critical": extension.is_critical(),
        "value": hex(extension.value()),
        "meaning": extension.meaning(),
    })
}
