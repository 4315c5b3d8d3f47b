//! Damaged files: each ends in a refusal, or in exactly what was there before.

use super::{BagValue, Pfx, bag::Bag};
use crate::{Limits, Result, Unlock, context::Context};
use keybundle_encoding::{Coded, ErrorCode};
use proptest::prelude::*;

/// One iteration and a P-256 key: quick to open.
fn vector(name: &str) -> Vec<u8> {
    keybundle_testdata::file(&format!("vectors/pkcs12/{name}"))
}

fn open(bytes: &[u8]) -> Result<Vec<Bag>> {
    let unlock = Unlock::new().with_password("secret").with_exact_verdicts();
    let limits = Limits { derivation_work: 100_000, ..Limits::default() };
    let mut context = Context::new(&unlock, &limits);
    Pfx::parse(bytes, &mut context.warnings)?.0.open(&mut context)
}

/// Keys and certificates, in order.
fn content(bags: &[Bag]) -> Vec<Vec<u8>> {
    let value = |bag: &Bag| match &bag.value {
        BagValue::Key(der) => der.to_vec(),
        BagValue::Certificate(der) | BagValue::Crl(der) => der.clone(),
        BagValue::Secret { value, .. } => value.to_vec(),
        BagValue::Other { oid } => oid.clone().into_bytes(),
    };
    bags.iter().map(value).collect()
}

#[test]
fn every_changed_byte_is_refused_or_without_effect() {
    let original = vector("openssl3-iter-1.p12");
    let expected = content(&open(&original).expect("the vector opens"));
    let mut altered = 0;
    for position in 0..original.len() {
        for mask in [0x01, 0x20, 0x80, 0xff] {
            let mut bytes = original.clone();
            bytes[position] ^= mask;
            match open(&bytes) {
                Ok(bags) => assert_eq!(content(&bags), expected, "byte {position} with {mask:#04x}"),
                Err(error) => altered += usize::from(error.code() == ErrorCode::FileAltered),
            }
        }
    }
    assert!(altered > original.len(), "{altered} told as altered");
}

#[test]
fn every_cut_is_told_as_truncated() {
    let original = vector("openssl3-iter-1.p12");
    for length in 1..original.len() {
        let error = open(&original[..length]).expect_err("a cut file");
        assert_eq!(error.code(), ErrorCode::Truncated, "{length} bytes: {error}");
    }
}

proptest! {
    #[test]
    fn damage_never_panics(
        name in prop::sample::select(vec!["openssl3-iter-1.p12", "openssl3-nomac.p12", "bc-store-pkcs12.p12"]),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
        cut in any::<Option<prop::sample::Index>>(),
    ) {
        let mut bytes = vector(name);
        for (index, value) in changes {
            let position = index.index(bytes.len());
            bytes[position] = value;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Err(error) = open(&bytes) {
            prop_assert!(!error.to_string().is_empty());
        }
    }
}
