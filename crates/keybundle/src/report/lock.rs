//! What protects a layer, as JSON: for `inspect`.

use super::recipient_id;
use crate::{CmsInfo, Locked, LockedLayer, Pkcs12Bags, Pkcs12Info, Pkcs12Mac, Pkcs12Safe};
use keybundle_cipher::PbeDescription;
use keybundle_kdf::Hash;
use serde_json::{Map, Value, json};

/// One encrypted layer: its path and its algorithms.
pub(super) fn layer(layer: &LockedLayer) -> Value {
    let mut object = Map::new();
    object.insert("layer".into(), json!(layer.path.last().map(|layer| layer.as_str())));
    object.insert("layers".into(), json!(layer.path.iter().map(|layer| layer.as_str()).collect::<Vec<_>>()));
    let details = match &layer.lock {
        Locked::Pkcs12(info) => pkcs12(info),
        Locked::EncryptedPkcs8(description) => json!({ "encryption": password_based(description) }),
        Locked::OpensslPem(cipher) => {
            json!({ "encryption": { "scheme": "openssl-pem", "kdf": "bytes-to-key", "hash": "md5", "iterations": 1, "cipher": cipher } })
        }
        Locked::Cms(info) => cms(info),
        Locked::Zip { entries } => json!({ "entries": entries }),
        _ => json!({}),
    };
    if let Value::Object(details) = details {
        object.extend(details);
    }
    Value::Object(object)
}

fn cms(info: &CmsInfo) -> Value {
    json!({
        "content_type": info.content_type,
        "content_algorithm": info.content_algorithm,
        "recipients": info.recipients.iter().map(|recipient| {
            let mut object = json!({ "type": recipient.kind.as_str(), "key_algorithm": recipient.key_algorithm });
            if let (Value::Object(object), Value::Object(id)) = (&mut object, recipient_id(&recipient.id)) {
                object.extend(id);
            }
            object
        }).collect::<Vec<_>>(),
    })
}

fn pkcs12(info: &Pkcs12Info) -> Value {
    json!({
        "mac": info.mac.as_ref().map(mac),
        "signed": info.signed,
        "safes": info.safes.iter().map(safe).collect::<Vec<_>>(),
    })
}

fn mac(mac: &Pkcs12Mac) -> Value {
    json!({
        "algorithm": mac.algorithm,
        "hash": mac.hash.map(Hash::name),
        "prf": mac.prf.map(Hash::name),
        "iterations": mac.iterations,
        "salt_size": mac.salt_size,
    })
}

fn safe(safe: &Pkcs12Safe) -> Value {
    match safe {
        Pkcs12Safe::Plain(bags) => json!({ "type": "plain", "bags": self::bags(bags) }),
        Pkcs12Safe::Encrypted { encryption, size } => {
            json!({ "type": "encrypted", "encryption": described(encryption), "size": size })
        }
        Pkcs12Safe::Enveloped => json!({ "type": "enveloped" }),
        Pkcs12Safe::Unknown(oid) => json!({ "type": "unknown", "oid": oid }),
        _ => Value::Null,
    }
}

fn bags(bags: &Pkcs12Bags) -> Value {
    json!({
        "keys": bags.keys,
        "encrypted_keys": bags.encrypted_keys.iter().map(described).collect::<Vec<_>>(),
        "certificates": bags.certificates,
        "crls": bags.crls,
        "secrets": bags.secrets,
        "others": bags.others,
    })
}

fn described(encryption: &Result<PbeDescription, String>) -> Value {
    match encryption {
        Ok(description) => password_based(description),
        Err(oid) => json!({ "oid": oid }),
    }
}

fn password_based(description: &PbeDescription) -> Value {
    json!({
        "scheme": description.scheme,
        "kdf": description.kdf,
        "hash": description.hash.map(Hash::name),
        "iterations": description.iterations,
        "salt_size": description.salt_size,
        "cipher": description.cipher,
    })
}
