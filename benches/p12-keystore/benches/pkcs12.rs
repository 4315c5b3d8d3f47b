//! The cases of `../../benches/pkcs12.rs`.

use criterion::{Criterion, criterion_group, criterion_main};
use keybundle_bench_p12_keystore::{open, vector};
use std::hint::black_box;

const CASES: [(&str, &str, bool); 3] = [
    ("openssl-default", "openssl3-default.p12", false),
    ("jdk-10000", "jdk17-default.p12", false),
    ("600000", "openssl3-600000.p12", true),
];

fn read(criterion: &mut Criterion) {
    for (case, name, is_slow) in CASES {
        let bytes = vector(name);
        let mut group = criterion.benchmark_group(format!("pkcs12/{case}"));
        if is_slow {
            group.sample_size(10);
        }
        group.bench_function("p12-keystore", |bencher| {
            bencher.iter(|| {
                let store = open(black_box(&bytes));
                let (_, chain) = store.private_key_chain().expect("a key");
                assert_eq!(chain.certs().len(), 3);
            });
        });
        group.finish();
    }
}

criterion_group!(benches, read);
criterion_main!(benches);
