//! Results as JSON, in the words of the command's contract (`docs/json.md`): what the command prints and what
//! JavaScript gets.

mod binding;
mod credential;
mod key;
mod lock;
mod matching;
mod refusal;
mod request;
mod service_request;
mod tree;

pub use binding::{account, key_authorization, verification};
pub use credential::{credential, description, judgements, shown_credential};
pub use key::{FoundKey, KeyKind, found_keys, keys, requested_keys, warn_of_weak_key, warn_of_weaknesses};
pub use keybundle_encoding::hex::encode as hex;
pub use matching::{matching, rules};
pub use refusal::{coded, error};
pub use request::{own_request, request};
pub use service_request::{checked, http_request, request_error};
pub use tree::tree;

use crate::{
    Bundle, Certificate, Decrypted, Envelope, Error, Opened, Part, PublicKey, RecipientId, UnixTime, Warnings, pem,
    rfc3339,
};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroize as _;

/// Wipes the strings of a result, which may be private keys.
pub fn wipe(value: &mut Value) {
    match value {
        Value::String(text) => text.zeroize(),
        Value::Array(values) => values.iter_mut().for_each(wipe),
        Value::Object(members) => members.values_mut().for_each(wipe),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// What was opened. `with_secrets` adds the PEM of each key and certificate: then the value holds private keys, to be
/// overwritten by [`wipe`] after use.
#[must_use]
pub fn opened(opened: &Opened, with_secrets: bool) -> Value {
    let mut object = json!({
        "layers": opened.layers.iter().map(|layer| layer.as_str()).collect::<Vec<_>>(),
        "bundles": null,
        "certificates": null,
        "public_keys": opened.public_keys.iter().map(public_key).collect::<Vec<_>>(),
        "certificate_requests": opened.certificate_requests.iter().map(|der| sized(der)).collect::<Vec<_>>(),
        "certificate_revocation_lists":
            opened.certificate_revocation_lists.iter().map(|der| sized(der)).collect::<Vec<_>>(),
        "secrets": opened.secrets.iter().map(|secret| json!({
            "kind": secret.kind,
            "friendly_name": secret.friendly_name,
            "size": secret.secret_bytes().len(),
        })).collect::<Vec<_>>(),
        "files": opened.files.iter().map(|file| json!({
            "name": file.name,
            "size": file.size,
            "sha256": hex(&file.sha256),
        })).collect::<Vec<_>>(),
        "warnings": warnings(&opened.warnings),
    });
    // Moved in: `json!` copies what it is given, and drops private keys as they are.
    object["bundles"] = opened.bundles.iter().map(|one| bundle(one, with_secrets)).collect();
    object["certificates"] = opened.certificates.iter().map(|one| certificate(one, with_secrets)).collect();
    object
}

/// What one CMS layer held; the content itself is left out.
#[must_use]
pub fn decrypted(decrypted: &Decrypted) -> Value {
    let content = decrypted.secret_content();
    json!({
        "layers": decrypted.layers.iter().map(|layer| layer.as_str()).collect::<Vec<_>>(),
        "recipient": decrypted.recipient.as_ref().map(|recipient| json!({
            "type": recipient.kind.as_str(),
            "key_algorithm": recipient.key_algorithm,
            "content_algorithm": recipient.content_algorithm,
        })),
        "content": sized(content),
        "warnings": warnings(&decrypted.warnings),
    })
}

/// What an input is and what it needs.
#[must_use]
pub fn envelope(envelope: &Envelope<'_>) -> Value {
    let open = &envelope.open;
    json!({
        "layers": envelope.layers.iter().map(|layer| layer.as_str()).collect::<Vec<_>>(),
        "needs": envelope.needs().iter().map(|need| need.as_str()).collect::<Vec<_>>(),
        "encrypted": envelope.locked.iter().map(lock::layer).collect::<Vec<_>>(),
        "open": {
            "private_keys": open.private_keys,
            "certificates": open.certificates,
            "public_keys": open.public_keys,
            "certificate_requests": open.certificate_requests,
            "certificate_revocation_lists": open.certificate_revocation_lists,
            "files": open.files,
        },
        "warnings": warnings(&envelope.warnings),
    })
}

/// The parts of an input, without their bytes, and what ended it.
#[must_use]
pub fn parts(parts: &[Part], ended: Option<&Error>) -> Value {
    let part = |part: &Part| {
        let mut object = sized(part.secret_bytes());
        object["layers"] = part.layers.iter().map(|layer| layer.as_str()).collect();
        object["is_der"] = json!(part.is_der);
        object
    };
    json!({ "parts": parts.iter().map(part).collect::<Vec<_>>(), "ended_by": ended.map(error) })
}

/// Who a message is for.
#[must_use]
pub fn recipient_id(id: &RecipientId) -> Value {
    match id {
        RecipientId::IssuerAndSerial { issuer, serial } => json!({ "issuer": issuer, "serial": serial }),
        RecipientId::SubjectKeyIdentifier(identifier) => json!({ "subject_key_identifier": identifier }),
        RecipientId::KeyEncryptionKey(identifier) => json!({ "key_encryption_key": identifier }),
        RecipientId::Password => json!({ "password": true }),
        RecipientId::PublicKey(sha256) => json!({ "spki_sha256": sha256 }),
        other => json!({ "other": other.to_string() }),
    }
}

/// One bundle. `with_secrets` adds PEM: then the value holds a private key, to be overwritten by [`wipe`] after use.
#[must_use]
pub fn bundle(bundle: &Bundle, with_secrets: bool) -> Value {
    let key = &bundle.private_key;
    let mut private_key = json!({
        "algorithm": key.algorithm().to_string(),
        "encoding": bundle.encoding.as_str(),
        "spki_sha256": key.public_key().map(|public| hex(&public.spki_sha256())),
        "friendly_name": bundle.friendly_name,
        "local_key_id": bundle.local_key_id.as_deref().map(hex),
    });
    if with_secrets {
        private_key["pem"] = json!(pem::private_key(key).as_str());
    }
    let mut object = json!({
        "private_key": null,
        "certificate": bundle.certificate.as_ref().map(|one| certificate(one, with_secrets)),
        "chain": bundle.chain.iter().map(|one| certificate(one, with_secrets)).collect::<Vec<_>>(),
        "chain_complete": bundle.chain_complete,
    });
    // Moved in: `json!` would copy it.
    object["private_key"] = private_key;
    object
}

/// One certificate; `with_pem` adds its PEM.
#[must_use]
pub fn certificate(certificate: &Certificate, with_pem: bool) -> Value {
    let time = |at: Option<UnixTime>| at.map(rfc3339);
    let mut object = json!({
        "sha256": hex(&certificate.sha256()),
        "spki_sha256": certificate.spki_sha256().map(|hash| hex(&hash)),
        "subject": certificate.subject(),
        "issuer": certificate.issuer(),
        "serial": certificate.serial().map(serial),
        "not_before": time(certificate.not_before()),
        "not_after": time(certificate.not_after()),
        "friendly_name": certificate.friendly_name(),
        "trusted": certificate.is_trusted(),
    });
    object["san"] = json!(alternative_names(certificate));
    if with_pem {
        object["pem"] = json!(pem::certificate(certificate).as_str());
    }
    object
}

/// The subject alternative names, in the words of a request's; none where the extension can't be read.
fn alternative_names(certificate: &Certificate) -> Vec<String> {
    /// The content bytes of 2.5.29.17.
    const SUBJECT_ALT_NAME: &[u8] = &[0x55, 0x1d, 17];
    let names =
        certificate.extension(SUBJECT_ALT_NAME).and_then(|names| keybundle_csr::GeneralName::read_all(&names).ok());
    names.unwrap_or_default().iter().map(ToString::to_string).collect()
}

/// A serial number: hex of the number, without the zero byte that only keeps it positive. `content` is that of the
/// INTEGER.
#[must_use]
pub fn serial(content: &[u8]) -> String {
    match content {
        [0, rest @ ..] if !rest.is_empty() => hex(rest),
        all => hex(all),
    }
}

fn public_key(key: &PublicKey) -> Value {
    json!({ "algorithm": key.algorithm().to_string(), "spki_sha256": hex(&key.spki_sha256()) })
}

fn sized(bytes: &[u8]) -> Value {
    json!({ "size": bytes.len(), "sha256": hex(&Sha256::digest(bytes)) })
}

/// What was odd, in the order in which it was met.
#[must_use]
pub fn warnings(warnings: &Warnings) -> Value {
    let list = warnings.as_slice().iter();
    list.map(|warning| json!({ "code": warning.code.as_str(), "message": warning.message })).collect()
}
