//! The keys of other tools in `testdata/vectors/key`, against the values that another tool gave for them.

use crate::support::{blocks, hex};
use keybundle_encoding::{Coded, Warnings, json::Json};
use keybundle_key::{PrivateKey, PublicKey, Result};
use keybundle_testdata::Vector;

struct Read {
    private: Vec<PrivateKey>,
    public: Vec<PublicKey>,
    warnings: Warnings,
}

fn read(vector: &Vector) -> Result<Read> {
    let mut read = Read { private: Vec::new(), public: Vec::new(), warnings: Warnings::new() };
    let warnings = &mut read.warnings;
    if vector.bytes.starts_with(b"{") {
        let json = Json::read(&vector.bytes).unwrap();
        // A JWK Set (RFC 7517 §5) holds several.
        let keys = match json.member("keys") {
            Some(Json::Array(keys)) => keys.as_slice(),
            _ => std::slice::from_ref(&json),
        };
        for key in keys {
            read.private.push(PrivateKey::from_jwk(key, warnings)?);
        }
        return Ok(read);
    }
    let mut parameters = None;
    for (label, der) in blocks(&vector.bytes) {
        match label.as_str() {
            "EC PARAMETERS" => parameters = Some(der),
            "PUBLIC KEY" => read.public.push(PublicKey::from_spki_der(&der, warnings)?),
            "RSA PUBLIC KEY" => read.public.push(PublicKey::from_pkcs1_der(&der, warnings)?),
            "" if !vector.header.expect.public_keys.is_empty() => read
                .public
                .push(PublicKey::from_spki_der(&der, warnings).or_else(|_| PublicKey::from_pkcs1_der(&der, warnings))?),
            "" => read.private.push(PrivateKey::from_der(&der, warnings)?),
            label => read.private.push(PrivateKey::from_label(label, &der, parameters.as_deref(), warnings)?),
        }
    }
    Ok(read)
}

#[test]
fn keys_of_other_tools() {
    let mut failures = Vec::new();
    for vector in keybundle_testdata::group("key") {
        let expect = &vector.header.expect;
        let name = &vector.name;
        match (read(&vector), &expect.code) {
            (Err(error), Some(code)) if error.code().as_str() == code => {}
            (Err(error), _) => failures.push(format!("{name}: {error}")),
            (Ok(_), Some(code)) => failures.push(format!("{name}: read, {code} expected")),
            (Ok(read), None) => {
                let found: Vec<_> = read
                    .private
                    .iter()
                    .map(|key| (key.algorithm().to_string(), key.public_key().map(|key| hex(&key.spki_sha256()))))
                    .collect();
                let wanted: Vec<_> = expect
                    .bundles
                    .iter()
                    .map(|bundle| (bundle.algorithm.clone(), bundle.spki_sha256.clone()))
                    .collect();
                let same = found.len() == wanted.len()
                    && found
                        .iter()
                        .zip(&wanted)
                        .all(|(found, wanted)| found.0 == wanted.0 && (wanted.1.is_none() || found.1 == wanted.1));
                if !same {
                    failures.push(format!("{name}: {found:?}, {wanted:?} expected"));
                }
                let public: Vec<_> = read.public.iter().map(|key| hex(&key.spki_sha256())).collect();
                if public != expect.public_keys {
                    failures.push(format!("{name}: {public:?}, {:?} expected", expect.public_keys));
                }
                for code in &expect.warnings {
                    if !read.warnings.as_slice().iter().any(|warning| warning.code.as_str() == code) {
                        failures.push(format!("{name}: no warning {code}"));
                    }
                }
            }
        }
    }
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}

/// What is written reads as the same key, and writes the same again.
#[test]
fn written_keys_read_again() {
    for vector in keybundle_testdata::group("key") {
        let Ok(read) = read(&vector) else { continue };
        for key in read.private {
            let der = key.secret_pkcs8_der();
            let again = PrivateKey::from_der(&der, &mut Warnings::new()).unwrap();
            assert_eq!(again.algorithm(), key.algorithm(), "{}", vector.name);
            assert_eq!(again.public_key(), key.public_key(), "{}", vector.name);
            assert_eq!(again.secret_pkcs8_der(), der, "{}", vector.name);
        }
    }
}
