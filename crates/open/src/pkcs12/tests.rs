//! The vectors of other tools, below the public API: what each bag holds, and each refusal.

use super::{BagValue, Pfx, bag::Bag};
use crate::{Limits, Result, Unlock, cms::tests::support::unlock, context::Context};
use keybundle_encoding::{Coded, Warnings};
use keybundle_testdata::{Expect, Vector, group};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

fn open(bytes: &[u8], unlock: &Unlock) -> (Result<Vec<Bag>>, Warnings) {
    let limits = Limits::default();
    let mut context = Context::new(unlock, &limits);
    let bags = match Pfx::parse(bytes, &mut context.warnings) {
        Ok((pfx, _)) => pfx.open(&mut context),
        Err(error) => Err(error.into()),
    };
    (bags, context.warnings)
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The certificates that a header names, wherever.
fn expected_certificates(expect: &Expect) -> BTreeSet<String> {
    let of_bundles = expect.bundles.iter().flat_map(|bundle| bundle.certificate.iter().chain(&bundle.chain));
    of_bundles.chain(&expect.certificates).cloned().collect()
}

/// What is wrong with how a vector opens, if anything is.
fn complaint(vector: &Vector) -> Option<String> {
    let expect = &vector.header.expect;
    let unlock = unlock(vector)?;
    let unlock = vector.header.unlock.mac_password.iter().fold(unlock, Unlock::with_mac_password);
    let (bags, warnings) = open(&vector.bytes, &unlock);
    let bags = match (bags, &expect.code) {
        (Err(error), Some(code)) if error.code().as_str() == code => return None,
        (Err(error), _) => return Some(format!("{}: {error}", error.code())),
        (Ok(_), Some(code)) => return Some(format!("opened in place of {code}")),
        (Ok(bags), None) => bags,
    };
    let keys = bags.iter().filter(|bag| matches!(bag.value, BagValue::Key(_))).count();
    let certificate = |bag: &Bag| match &bag.value {
        BagValue::Certificate(der) => Some(sha256(der)),
        _ => None,
    };
    let certificates: BTreeSet<String> = bags.iter().filter_map(certificate).collect();
    // Other warnings are about keys and chains.
    let ours = ["legacy-encryption", "unauthenticated", "password-trimmed", "password-reencoded"];
    let told = |code: &str| warnings.as_slice().iter().any(|warning| warning.code.as_str() == code);
    if keys < expect.bundles.len() {
        Some(format!("{keys} keys in place of {}", expect.bundles.len()))
    } else if certificates != expected_certificates(expect) {
        Some(format!("other certificates: {certificates:?}"))
    } else if let Some(code) = expect.warnings.iter().find(|code| ours.contains(&code.as_str()) && !told(code)) {
        Some(format!("no warning {code}"))
    } else {
        expect.no_warnings.iter().find(|code| told(code)).map(|code| format!("warning {code}"))
    }
}

#[test]
fn vectors_open_or_are_refused_as_their_headers_say() {
    let vectors = group("pkcs12");
    let by_password = vectors.iter().filter(|vector| vector.header.unlock.recipient_keys.is_empty());
    let complaints: Vec<String> =
        by_password.filter_map(|vector| Some(format!("{}: {}", vector.name, complaint(vector)?))).collect();
    assert!(complaints.is_empty(), "{complaints:#?}");
}
