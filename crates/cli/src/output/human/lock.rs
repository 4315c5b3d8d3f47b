//! What protects a layer, in words: for `inspect`.

use keybundle::{CmsInfo, Locked, LockedLayer, Pkcs12Info, Pkcs12Safe, crates::cipher::PbeDescription};
use std::fmt::Write as _;

/// The lines below a layer's name.
pub(crate) fn layer(layer: &LockedLayer, text: &mut String) {
    match &layer.lock {
        Locked::Pkcs12(info) => pkcs12(info, text),
        Locked::EncryptedPkcs8(description) => {
            let _ = writeln!(text, "  key         {}", password_based(description));
        }
        Locked::OpensslPem(cipher) => {
            let _ = writeln!(text, "  key         {cipher}, OpenSSL's old scheme (MD5, 1 iteration)");
        }
        Locked::Cms(info) => cms(info, text),
        Locked::Zip { entries } => {
            let _ = writeln!(text, "  {entries} entries, some of them encrypted");
        }
        _ => {}
    }
}

fn cms(info: &CmsInfo, text: &mut String) {
    if let Some(algorithm) = &info.content_algorithm {
        let _ = writeln!(text, "  content     {algorithm}");
    }
    for recipient in info.recipients.iter().take(20) {
        let _ = writeln!(text, "  recipient   {} ({}, {})", recipient.id, recipient.kind, recipient.key_algorithm);
    }
    if info.recipients.len() > 20 {
        let _ = writeln!(text, "              and {} more", info.recipients.len() - 20);
    }
}

fn pkcs12(info: &Pkcs12Info, text: &mut String) {
    match &info.mac {
        Some(mac) => {
            let hash = mac.hash.map_or("unknown hash", |hash| hash.name());
            let _ = writeln!(text, "  mac         {}, {hash}, {} iterations", mac.algorithm, mac.iterations);
        }
        None => {
            let _ = writeln!(text, "  mac         {}", if info.signed { "a signature" } else { "none" });
        }
    }
    for safe in &info.safes {
        let words = match safe {
            Pkcs12Safe::Encrypted { encryption: Ok(description), .. } => password_based(description),
            Pkcs12Safe::Encrypted { encryption: Err(oid), .. } => format!("encrypted by {oid}, which is not supported"),
            Pkcs12Safe::Plain(bags) => {
                let mut words = format!("in clear: {} certificates, {} keys", bags.certificates, bags.keys);
                for key in &bags.encrypted_keys {
                    let how = key.as_ref().map_or_else(Clone::clone, password_based);
                    let _ = write!(words, ", a key under {how}");
                }
                words
            }
            Pkcs12Safe::Enveloped => "encrypted to recipients".to_owned(),
            Pkcs12Safe::Unknown(oid) => format!("of an unknown kind, {oid}"),
            _ => continue,
        };
        let _ = writeln!(text, "  safe        {words}");
    }
}

fn password_based(description: &PbeDescription) -> String {
    let hash = description.hash.map_or("", |hash| hash.name());
    let PbeDescription { scheme, kdf, iterations, cipher, .. } = description;
    format!("{scheme}: {kdf} {hash} {iterations} iterations, {cipher}")
}
