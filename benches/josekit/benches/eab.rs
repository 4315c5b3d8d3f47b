//! The case of `../../benches/eab.rs`.

use criterion::{Criterion, criterion_group, criterion_main};
use josekit::jws::HS256;
use keybundle_bench_josekit::bind;
use std::hint::black_box;

const KEY: [u8; 32] = [0x5a; 32];
const KID: &str = "b8bb39d1a4f8";
const URL: &str = "https://acme.example.com/acme/new-account";
/// The public key of `testdata/keys/device-p256.key.pem`.
const JWK: &str = r#"{"crv":"P-256","kty":"EC","x":"1iz57njHQKJK0sl8rBXMo6cLpsvjOdbpC322ELfTegA","y":"8DzJ4AgTAv3j39iPRhsjnDusPWiACW10Xg1pMdlU8P0"}"#;
const SIGNATURE: &str = "pE6ExfYM8f9V1itWdzoVwvTJC-fRulga7A-25k0dtzE";

fn sign(criterion: &mut Criterion) {
    let signer = HS256.signer_from_bytes(KEY).expect("a key");
    criterion.benchmark_group("eab/hs256-p256").bench_function("josekit", |bencher| {
        bencher.iter(|| assert!(bind(&signer, KID, black_box(URL), black_box(JWK)).contains(SIGNATURE)));
    });
}

criterion_group!(benches, sign);
criterion_main!(benches);
