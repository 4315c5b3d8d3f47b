//! Key agreement: from a peer's public key and ours to the content-encryption key (RFC 5753, RFC 8418).

use super::{
    agreement_kdf::{Scheme, shared_info},
    identifier::public_bits,
    key_agreement_info::{KeyAgreementInfo, Originator},
    originators::Originators,
    recovery::{Failure, Recovered},
    tlv::tlv,
    x942,
};
use crate::Error;
use keybundle_cipher::wrap::KeyWrap;
use keybundle_encoding::{AlgorithmIdentifier, ber::Element};
use keybundle_key::Recipient;
use std::borrow::Cow;

/// Whether a message's scheme is one of ours: its KDF and key wrap.
pub(crate) fn scheme(info: &KeyAgreementInfo<'_>) -> Result<(Scheme, KeyWrap), Error> {
    let unsupported = || Error::UnsupportedAlgorithm {
        identifier: info.algorithm.oid.to_dotted(),
        name: "the key-agreement algorithm of the recipient",
    };
    let scheme = Scheme::from_oid(info.algorithm.oid).ok_or_else(unsupported)?;
    let wrap = AlgorithmIdentifier::from_element(info.algorithm.required_parameters()?)?;
    Ok((scheme, KeyWrap::from_identifier(&wrap)?))
}

/// Recovers the key that was encrypted to `recipient`.
pub(crate) fn recover(
    info: &KeyAgreementInfo<'_>,
    encrypted_key: &[u8],
    originators: &Originators<'_>,
    recipient: &dyn Recipient,
) -> Result<Recovered, Failure> {
    let (scheme, wrap) = scheme(info).map_err(Failure::Unsupported)?;
    let public = originator_public(info, originators)?;
    let ukm = info.ukm.as_deref();
    if scheme.is_modular() {
        // DHPublicKey ::= INTEGER (RFC 3370 §4.1.1).
        let public = Element::parse(&public)?.unsigned_bytes()?.to_vec();
        let secret = recipient.agree_raw(&public).map_err(|_| Failure::NotRecovered)?;
        let identifier = AlgorithmIdentifier::from_element(info.algorithm.required_parameters()?)?;
        let kek = x942::derive(&secret, identifier.oid, ukm, wrap.key_size());
        let key = wrap.unwrap(&kek, encrypted_key).map_err(|_| Failure::NotRecovered)?;
        return Ok(Recovered::proven(key, format!("{} {}", scheme.name, wrap.name())));
    }
    let secret = recipient.agree_raw(&public).map_err(|_| Failure::NotRecovered)?;
    // Writers put the key wrap's AlgorithmIdentifier into the hash as they encode it, with or without NULL, which is
    // not always how the message has it.
    for key_info in key_infos(info) {
        let shared_info = shared_info(&key_info, ukm, wrap.key_size());
        for kek in scheme.derive(&secret, ukm, &shared_info, wrap.key_size()) {
            if let Ok(key) = wrap.unwrap(&kek, encrypted_key) {
                return Ok(Recovered::proven(key, format!("{} {}", scheme.name, wrap.name())));
            }
        }
    }
    Err(Failure::NotRecovered)
}

/// The forms of `keyInfo`: as it stands, without parameters, with NULL.
fn key_infos(info: &KeyAgreementInfo<'_>) -> Vec<Vec<u8>> {
    let mut forms = Vec::new();
    let Some(element) = &info.algorithm.parameters else { return forms };
    forms.push(element.raw().to_vec());
    if let Ok(wrap) = AlgorithmIdentifier::from_element(element) {
        let oid = tlv(0x06, &[wrap.oid.as_bytes()]);
        for form in [tlv(0x30, &[&oid]), tlv(0x30, &[&oid, &[0x05, 0x00]])] {
            if !forms.contains(&form) {
                forms.push(form);
            }
        }
    }
    forms
}

/// The originator's public key: from the message, or from a certificate that it carries.
fn originator_public<'a>(
    info: &'a KeyAgreementInfo<'_>,
    originators: &Originators<'_>,
) -> Result<Cow<'a, [u8]>, Failure> {
    let id = match &info.originator {
        Originator::Key(public) => return Ok(Cow::Borrowed(public)),
        Originator::Certificate(id) => id,
    };
    originators
        .certificates()
        .iter()
        .find(|certificate| id.names(certificate))
        .and_then(|certificate| public_bits(certificate.public_key()?.spki_der()))
        .map(Cow::Owned)
        .ok_or_else(|| {
            Failure::Unsupported(Error::UnsupportedAlgorithm {
                identifier: info.algorithm.oid.to_dotted(),
                name: "key agreement with an originator whose certificate is not in the message",
            })
        })
}
