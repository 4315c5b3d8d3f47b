//! PKCS#12 files under a password: key, certificate and chain, paired and checked.

use criterion::{Criterion, criterion_group, criterion_main};
use keybundle::Unlock;
use keybundle_benches::{file, openssl, openssl_chain};
use openssl::pkcs12::Pkcs12;
use std::hint::black_box;

const PASSWORD: &str = "secret";
/// Case, vector, and whether it takes long. `p12-keystore/` has the same.
const CASES: [(&str, &str, bool); 3] = [
    ("openssl-default", "openssl3-default.p12", false),
    ("jdk-10000", "jdk17-default.p12", false),
    ("600000", "openssl3-600000.p12", true),
];

fn open(criterion: &mut Criterion) {
    for (case, vector, is_slow) in CASES {
        let bytes = file(&format!("vectors/pkcs12/{vector}"));
        let mut group = criterion.benchmark_group(format!("pkcs12/{case}"));
        if is_slow {
            group.sample_size(10);
        }
        group.bench_function("keybundle", |bencher| {
            bencher.iter(|| {
                let opened =
                    keybundle::open(black_box(&bytes), &Unlock::new().with_password(PASSWORD)).expect("it opens");
                assert_eq!(opened.bundles[0].chain.len(), 2);
            });
        });
        group.bench_function(openssl(), |bencher| {
            bencher.iter(|| {
                let parsed =
                    Pkcs12::from_der(black_box(&bytes)).and_then(|file| file.parse2(PASSWORD)).expect("it opens");
                let (key, leaf) = (parsed.pkey.expect("a key"), parsed.cert.expect("a certificate"));
                let others: Vec<_> = parsed.ca.into_iter().flatten().collect();
                assert_eq!(openssl_chain(&key, &leaf, &others), 2);
            });
        });
        group.finish();
    }
}

criterion_group!(benches, open);
criterion_main!(benches);
