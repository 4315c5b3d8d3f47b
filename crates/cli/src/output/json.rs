//! Results as JSON: the command's contract, in `docs/json.md`.

mod lock;

use super::{hex, pem};
use keybundle::{
    Bundle, Certificate, Decrypted, Envelope, Opened, PublicKey, RecipientId, UnixTime, Warnings, rfc3339,
};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::path::PathBuf;
use zeroize::Zeroizing;

/// The result of `decode`.
pub(crate) fn opened(opened: &Opened, written: &[PathBuf], with_secrets: bool) -> Zeroizing<String> {
    let object = json!({
        "layers": opened.layers.iter().map(|layer| layer.as_str()).collect::<Vec<_>>(),
        "bundles": opened.bundles.iter().map(|one| bundle(one, with_secrets)).collect::<Vec<_>>(),
        "certificates": opened.certificates.iter().map(|one| certificate(one, with_secrets)).collect::<Vec<_>>(),
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
        "written": written.iter().map(|path| path.display().to_string()).collect::<Vec<_>>(),
    });
    Zeroizing::new(object.to_string())
}

/// The result of `decrypt`.
pub(crate) fn decrypted(decrypted: &Decrypted) -> Value {
    let content = decrypted.secret_content();
    json!({
        "layers": decrypted.layers.iter().map(|layer| layer.as_str()).collect::<Vec<_>>(),
        "recipient": decrypted.recipient.as_ref().map(|recipient| json!({
            "type": recipient.kind,
            "key_algorithm": recipient.key_algorithm,
            "content_algorithm": recipient.content_algorithm,
        })),
        "content": sized(content),
        "warnings": warnings(&decrypted.warnings),
    })
}

/// The result of `inspect`.
pub(crate) fn envelope(envelope: &Envelope<'_>) -> Value {
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

/// Who a message is for.
pub(crate) fn recipient_id(id: &RecipientId) -> Value {
    match id {
        RecipientId::IssuerAndSerial { issuer, serial } => json!({ "issuer": issuer, "serial": serial }),
        RecipientId::SubjectKeyIdentifier(identifier) => json!({ "subject_key_identifier": identifier }),
        RecipientId::KeyEncryptionKey(identifier) => json!({ "key_encryption_key": identifier }),
        RecipientId::Password => json!({ "password": true }),
        RecipientId::PublicKey(sha256) => json!({ "spki_sha256": sha256 }),
        other => json!({ "other": other.to_string() }),
    }
}

fn bundle(bundle: &Bundle, with_secrets: bool) -> Value {
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
    json!({
        "private_key": private_key,
        "certificate": bundle.certificate.as_ref().map(|one| certificate(one, with_secrets)),
        "chain": bundle.chain.iter().map(|one| certificate(one, with_secrets)).collect::<Vec<_>>(),
        "chain_complete": bundle.chain_complete,
    })
}

fn certificate(certificate: &Certificate, with_secrets: bool) -> Value {
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
    if with_secrets {
        object["pem"] = json!(pem::certificate(certificate).as_str());
    }
    object
}

/// Hex of the number: the zero byte that only keeps it positive is left out.
pub(crate) fn serial(content: &[u8]) -> String {
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

fn warnings(warnings: &Warnings) -> Value {
    let list = warnings.as_slice().iter();
    list.map(|warning| json!({ "code": warning.code.as_str(), "message": warning.message })).collect()
}
