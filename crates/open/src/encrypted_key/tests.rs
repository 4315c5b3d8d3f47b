//! Keys that other tools encrypted, below the public API.

use super::{open, open_openssl_pem, read_key, read_openssl_key};
use crate::{Limits, Result, Unlock, context::Context};
use keybundle_encoding::{Coded, pem};
use keybundle_key::PrivateKey;
use keybundle_testdata::{Vector, vectors};

/// Opens the first encrypted key of a vector.
fn open_vector(vector: &Vector, context: &mut Context<'_>) -> Result<PrivateKey> {
    if !pem::looks_like(&vector.bytes) {
        let der = open(&vector.bytes, context)?;
        return read_key(&der, context);
    }
    let scan = pem::scan(&vector.bytes)?;
    let parameters = scan.blocks.iter().find(|block| block.label == "EC PARAMETERS").map(|block| &*block.bytes);
    let block = scan.blocks.iter().find(|block| block.is_encrypted() || block.label == "ENCRYPTED PRIVATE KEY");
    let block = block.expect("a vector of these groups holds an encrypted key");
    match block.header("DEK-Info") {
        Some(dek_info) => {
            let der = open_openssl_pem(dek_info, &block.bytes, context)?;
            read_openssl_key(&block.label, &der, parameters.map(Vec::as_slice), context)
        }
        None => {
            let der = open(&block.bytes, context)?;
            read_key(&der, context)
        }
    }
}

#[test]
fn vectors_open_or_are_refused_as_their_headers_say() {
    let limits = Limits::default();
    let mut count = 0;
    for vector in vectors().into_iter().filter(|vector| ["pkcs8", "openssl-pem"].contains(&vector.group.as_str())) {
        let unlock = vector.header.unlock.passwords.iter().fold(Unlock::new(), Unlock::with_password);
        let unlock = unlock.with_exact_verdicts();
        let mut context = Context::new(&unlock, &limits);
        let (name, expect) = (&vector.name, &vector.header.expect);
        count += 1;
        let key = match (open_vector(&vector, &mut context), &expect.code) {
            (Ok(key), None) => key,
            (Ok(_), Some(code)) => panic!("{name}: opened in place of {code}"),
            (Err(error), Some(code)) => {
                assert_eq!(error.code().as_str(), code, "{name}: {error}");
                continue;
            }
            (Err(error), None) => panic!("{name}: {error}"),
        };
        let bundle = expect.bundles.first().expect("one key");
        assert_eq!(key.algorithm().to_string(), bundle.algorithm, "{name}");
        if let (Some(expected), Some(public)) = (&bundle.spki_sha256, key.public_key()) {
            let spki: String = public.spki_sha256().iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(&spki, expected, "{name}");
        }
    }
    assert!(count > 50, "{count} vectors");
}
