//! ACME External Account Binding (RFC 8555 §7.3.4) with HS256, for an account key that is read already.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use criterion::{Criterion, criterion_group, criterion_main};
use keybundle::{
    PublicKey, Warnings,
    crates::acme::{AccountPublicKey, Credential, MacAlgorithm},
};
use keybundle_benches::{openssl, openssl_key};
use openssl::{
    hash::MessageDigest,
    pkey::{PKey, Private},
    sign::Signer,
};
use std::hint::black_box;

const KEY: [u8; 32] = [0x5a; 32];
const KID: &str = "b8bb39d1a4f8";
const URL: &str = "https://acme.example.com/acme/new-account";
/// By Python's `hmac`. `josekit/` has the same.
const SIGNATURE: &str = "pE6ExfYM8f9V1itWdzoVwvTJC-fRulga7A-25k0dtzE";

fn sign(criterion: &mut Criterion) {
    let mut warnings = Warnings::new();
    let spki = openssl_key("device-p256").public_key_to_der().expect("a public key");
    let public = PublicKey::from_spki_der(&spki, &mut warnings).expect("a public key");
    let account = AccountPublicKey::new(&public).expect("an account key");
    let text = URL_SAFE_NO_PAD.encode(KEY);
    let credential = Credential::from_text(KID, text.as_bytes(), &mut warnings).expect("a credential");
    let hmac = PKey::hmac(&KEY).expect("a key");
    // All write the same: the header's members are in the order of their names.
    let expected = by_openssl(&hmac, account.jwk());
    assert!(expected.contains(SIGNATURE));

    let mut group = criterion.benchmark_group("eab/hs256-p256");
    group.bench_function("keybundle", |bencher| {
        bencher.iter(|| {
            let mut warnings = Warnings::new();
            let binding = credential
                .bind(MacAlgorithm::Hs256, black_box(URL), black_box(&account), &mut warnings)
                .expect("a binding");
            assert_eq!(binding.to_string(), expected);
        });
    });
    group.bench_function(openssl(), |bencher| {
        bencher.iter(|| assert_eq!(by_openssl(&hmac, black_box(account.jwk())), expected));
    });
    group.finish();
}

/// What a Rust program writes with the `openssl` crate and `base64`.
fn by_openssl(key: &PKey<Private>, jwk: &str) -> String {
    let header = format!(r#"{{"alg":"HS256","kid":"{KID}","url":"{URL}"}}"#);
    let (protected, payload) = (URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(jwk));
    let mut signer = Signer::new(MessageDigest::sha256(), key).expect("a signer");
    signer.update(protected.as_bytes()).and_then(|()| signer.update(b".")).expect("room");
    signer.update(payload.as_bytes()).expect("room");
    let signature = URL_SAFE_NO_PAD.encode(signer.sign_to_vec().expect("a signature"));
    format!(r#"{{"protected":"{protected}","payload":"{payload}","signature":"{signature}"}}"#)
}

criterion_group!(benches, sign);
criterion_main!(benches);
