//! The readers that need no secret.

use crate::check;
use keybundle::{
    Certificate, PrivateKey, PublicKey, Warnings,
    crates::encoding::{
        self, AlgorithmIdentifier,
        ber::{self, Element},
        json::Json,
        sniff::Format,
        text,
    },
};

/// PEM: what is written again reads the same.
pub fn pem(data: &[u8]) {
    let _ = encoding::pem::looks_like(data);
    match encoding::pem::scan(data) {
        Ok(scan) => {
            for deviation in &scan.deviations {
                assert!(deviation.position <= data.len(), "a deviation behind the end");
                let _ = deviation.warning();
            }
            for block in &scan.blocks {
                assert!(block.position < data.len(), "a block behind the end");
                let _ = (block.is_encrypted(), block.is_trusted(), encoding::pem::unsupported(&block.label));
                if !block.is_encrypted() && !block.bytes.is_empty() {
                    let again = encoding::pem::encode(&block.label, &block.bytes);
                    let again = encoding::pem::scan(again.as_bytes()).expect("what we write can be read");
                    assert_eq!(again.blocks.len(), 1);
                    assert_eq!(*again.blocks[0].bytes, *block.bytes, "written and read, a block differs");
                }
            }
        }
        Err(error) => check::error(&error, data),
    }
}

/// Base64: what is written again reads the same, without a deviation.
pub fn base64(data: &[u8]) {
    let _ = encoding::sniff::is_base64(data);
    match encoding::base64::decode(data) {
        Ok(decoded) => {
            assert!(decoded.bytes.len() <= data.len());
            for deviation in &decoded.deviations {
                assert!(deviation.position <= data.len(), "a deviation behind the end");
                let _ = deviation.warning();
            }
            let again = encoding::base64::decode(encoding::base64::encode(&decoded.bytes).as_bytes());
            assert!(decoded.bytes.is_empty() || again.is_ok_and(|again| *again.bytes == *decoded.bytes));
        }
        Err(error) => check::error(&error, data),
    }
    let encoded = encoding::base64::encode(data);
    let decoded = encoding::base64::decode(encoded.as_bytes());
    assert!(data.is_empty() || decoded.is_ok_and(|decoded| *decoded.bytes == *data));
}

/// Sniffing: an answer for everything, and the same twice.
pub fn sniff(data: &[u8]) {
    let format = encoding::sniff::sniff(data);
    assert_eq!(format, encoding::sniff::sniff(data));
    if let Some(decoded) = text::decode(data) {
        assert!(decoded.original_position(decoded.text.len()) <= data.len() + 1);
    }
    if format == Format::Pem {
        assert!(!data.is_empty());
    }
}

/// BER: every value of every element.
pub fn ber(data: &[u8]) {
    let _ = ber::first_deviation(data);
    match Element::parse_first(data) {
        Ok((element, rest)) => {
            assert_eq!(element.raw().len() + rest.len(), data.len());
            walk(&element, 0);
        }
        Err(error) => check::error(&error, data),
    }
}

fn walk(element: &Element<'_>, depth: usize) {
    assert!(depth <= ber::MAX_DEPTH, "deeper than {}", ber::MAX_DEPTH);
    assert!(element.content().len() <= element.raw().len());
    if let Ok(octets) = element.octets() {
        assert!(octets.len() <= element.raw().len());
    }
    if let Ok(oid) = element.oid() {
        assert!(!oid.to_dotted().is_empty());
        let _ = encoding::names::name(oid);
    }
    let _ = (element.text(), element.boolean(), element.integer(), element.unsigned(), element.unsigned_bytes());
    let _ = (element.bits(), element.bit_string(), element.set().is_ok(), element.explicit().is_ok());
    let _ = AlgorithmIdentifier::from_element(element);
    let Ok(mut children) = element.children() else { return };
    while let Ok(Some(child)) = children.next_element() {
        walk(&child, depth + 1);
    }
}

/// Private and public keys in every form, and JWK.
pub fn key(data: &[u8]) {
    let mut warnings = Warnings::new();
    match PrivateKey::from_der(data, &mut warnings) {
        Ok(key) => check::private_key(&key),
        Err(error) => check::error(&error, data),
    }
    for label in ["EC PRIVATE KEY", "PRIVATE KEY"] {
        let _ = PrivateKey::from_label(label, data, Some(&data[..data.len().min(12)]), &mut warnings);
    }
    for key in [PublicKey::from_spki_der(data, &mut warnings), PublicKey::from_pkcs1_der(data, &mut warnings)] {
        match key {
            Ok(key) => public_key(&key),
            Err(error) => check::error(&error, data),
        }
    }
    if let Ok(json) = Json::read(data) {
        match PrivateKey::from_jwk(&json, &mut warnings) {
            Ok(key) => check::private_key(&key),
            Err(error) => check::error(&error, data),
        }
        match PublicKey::from_jwk(&json, &mut warnings) {
            Ok(key) => public_key(&key),
            Err(error) => check::error(&error, data),
        }
    }
    check::warnings(&warnings, data);
}

fn public_key(key: &PublicKey) {
    let again = PublicKey::from_spki_der(key.spki_der(), &mut Warnings::new()).expect("a key reads what it writes");
    assert_eq!(&again, key, "written and read, a public key differs");
    let _ = (key.algorithm().to_string(), key.spki_sha256(), key.key_identifier_sha1());
}

/// One certificate: kept as it came, its fields told, its own signature checked.
pub fn certificate(data: &[u8]) {
    let mut warnings = Warnings::new();
    match Certificate::from_der(data, &mut warnings) {
        Ok(certificate) => {
            let _ = (certificate.subject(), certificate.issuer(), certificate.common_name());
            let _ = (certificate.serial(), certificate.is_authority(), certificate.is_self_issued());
            let _ = (certificate.not_before(), certificate.not_after(), certificate.spki_sha256());
            let _ = (certificate.subject_key_identifier(), certificate.authority_key_identifier());
            if let Some(key) = certificate.public_key() {
                let _ = certificate.is_signed_by(key);
            }
        }
        Err(error) => check::error(&error, data),
    }
    check::warnings(&warnings, data);
}
