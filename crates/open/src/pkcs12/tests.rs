//! The vectors of other tools, below the public API: what each bag holds, and each refusal.

use super::{Bag, BagValue, Pfx};
use crate::{Limits, Result, Unlock, context::Context};
use keybundle_encoding::{Coded, Warnings};
use keybundle_testdata::{Vector, group};
use sha2::{Digest, Sha256};

fn unlock(vector: &Vector) -> Unlock {
    let header = &vector.header.unlock;
    let unlock = header.passwords.iter().fold(Unlock::new().with_exact_verdicts(), Unlock::with_password);
    header.mac_password.iter().fold(unlock, Unlock::with_mac_password)
}

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

#[test]
fn vectors_open_or_are_refused_as_their_headers_say() {
    for vector in group("pkcs12") {
        if !vector.header.unlock.recipient_keys.is_empty() || vector.header.expect.stage.as_deref() == Some("detect") {
            continue;
        }
        let name = &vector.name;
        let (bags, warnings) = open(&vector.bytes, &unlock(&vector));
        let expect = &vector.header.expect;
        let bags = match (bags, &expect.code) {
            (Err(error), Some(code)) => {
                assert_eq!(error.code().as_str(), code, "{name}: {error}");
                continue;
            }
            (Err(error), None) => panic!("{name}: {error}"),
            (Ok(_), Some(code)) => panic!("{name}: opened in place of {code}"),
            (Ok(bags), None) => bags,
        };
        let keys = bags.iter().filter(|bag| matches!(bag.value, BagValue::Key(_))).count();
        assert_eq!(keys, expect.bundles.len(), "{name}: keys");
        let mut certificates: Vec<_> = bags
            .iter()
            .filter_map(|bag| match &bag.value {
                BagValue::Certificate(der) => Some(sha256(der)),
                _ => None,
            })
            .collect();
        certificates.sort();
        certificates.dedup();
        let mut expected: Vec<_> = expect.certificates.clone();
        for bundle in &expect.bundles {
            expected.extend(bundle.certificate.clone());
            expected.extend(bundle.chain.clone());
        }
        expected.sort();
        expected.dedup();
        assert_eq!(certificates, expected, "{name}: certificates");
        let codes: Vec<_> = warnings.as_slice().iter().map(|warning| warning.code.as_str()).collect();
        for code in &expect.warnings {
            // The others are about keys and chains.
            if ["legacy-encryption", "unauthenticated", "password-trimmed", "password-reencoded"]
                .contains(&code.as_str())
            {
                assert!(codes.contains(&code.as_str()), "{name}: no {code} in {codes:?}");
            }
        }
        for code in &expect.no_warnings {
            assert!(!codes.contains(&code.as_str()), "{name}: {:?}", warnings.as_slice());
        }
    }
}
