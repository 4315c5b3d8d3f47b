//! What the tests share.

use keybundle_encoding::{Warnings, ber::Element, json::Json, pem};
use keybundle_key::PrivateKey;
use std::fmt::Write;

/// The PEM blocks of a file by label; the file itself without a label when it has none.
pub(crate) fn blocks(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    if !pem::looks_like(bytes) {
        return vec![(String::new(), bytes.to_vec())];
    }
    pem::scan(bytes).unwrap().blocks.into_iter().map(|block| (block.label, block.bytes.to_vec())).collect()
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

/// An element of these parts.
pub(crate) fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let content = parts.concat();
    let mut element = vec![tag];
    match u8::try_from(content.len()) {
        Ok(length) if length < 0x80 => element.push(length),
        Ok(length) => element.extend([0x81, length]),
        Err(_) => {
            let length = u32::try_from(content.len()).unwrap().to_be_bytes();
            let zeros = length.iter().take_while(|&&byte| byte == 0).count();
            element.push(0x84 - u8::try_from(zeros).unwrap());
            element.extend(&length[zeros..]);
        }
    }
    element.extend(content);
    element
}

/// An OBJECT IDENTIFIER.
pub(crate) fn oid(dotted: &str) -> Vec<u8> {
    tlv(6, &[const_oid::ObjectIdentifier::new_unwrap(dotted).as_bytes()])
}

/// The content of the BIT STRING of a SubjectPublicKeyInfo.
pub(crate) fn public_bits(spki: &[u8]) -> Vec<u8> {
    let element = Element::parse(spki).unwrap();
    let mut fields = element.sequence().unwrap();
    fields.any().unwrap();
    fields.any().unwrap().bit_string().unwrap().1.into_owned()
}

/// For recipients that need no randomness.
pub(crate) struct NoRng;

impl rand_core::TryRng for NoRng {
    type Error = core::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        unreachable!("no randomness is needed here")
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        unreachable!("no randomness is needed here")
    }

    fn try_fill_bytes(&mut self, _: &mut [u8]) -> Result<(), Self::Error> {
        unreachable!("no randomness is needed here")
    }
}

impl rand_core::TryCryptoRng for NoRng {}

/// A random generator that repeats, for blinding in tests.
pub(crate) struct Counter(pub(crate) u64);

impl rand_core::TryRng for Counter {
    type Error = core::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        self.try_next_u64().map(|value| (value >> 32) as u32)
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        // splitmix64, whose constants these are.
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        Ok(mixed ^ (mixed >> 31))
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        for chunk in bytes.chunks_mut(8) {
            let value = self.try_next_u64()?.to_le_bytes();
            chunk.copy_from_slice(&value[..chunk.len()]);
        }
        Ok(())
    }
}

impl rand_core::TryCryptoRng for Counter {}

/// Zeros, where a scheme is deterministic with them.
pub(crate) struct ZeroRng;

impl rand_core::TryRng for ZeroRng {
    type Error = core::convert::Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Self::Error> {
        Ok(0)
    }

    fn try_next_u64(&mut self) -> Result<u64, Self::Error> {
        Ok(0)
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Self::Error> {
        bytes.fill(0);
        Ok(())
    }
}

impl rand_core::TryCryptoRng for ZeroRng {}

/// Every private key in `testdata` that stands there without a password, with its name.
pub(crate) fn private_keys() -> Vec<(String, PrivateKey)> {
    let mut keys = Vec::new();
    for vector in keybundle_testdata::group("key") {
        if vector.bytes.starts_with(b"{") {
            let json = Json::read(&vector.bytes).unwrap();
            keys.extend(PrivateKey::from_jwk(&json, &mut Warnings::new()).map(|key| (vector.name.clone(), key)));
            continue;
        }
        let mut parameters = None;
        for (label, der) in blocks(&vector.bytes) {
            if label == "EC PARAMETERS" {
                parameters = Some(der);
                continue;
            }
            let key = PrivateKey::from_label(&label, &der, parameters.as_deref(), &mut Warnings::new());
            keys.extend(key.map(|key| (vector.name.clone(), key)));
        }
    }
    assert!(keys.len() > 100, "{}", keys.len());
    keys
}
