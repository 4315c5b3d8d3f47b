//! PKCS#12 files under a password: key, certificate and chain.

use criterion::{Criterion, criterion_group, criterion_main};
use keybundle::Unlock;
use keybundle_benches::{file, openssl_certificate, openssl_key};
use openssl::pkcs12::Pkcs12;
use std::hint::black_box;

const PASSWORD: &str = "secret";

fn open(criterion: &mut Criterion) {
    let mut slow = Pkcs12::builder();
    slow.name("device").pkey(&openssl_key("device-p256")).cert(&openssl_certificate("device-p256"));
    slow.key_iter(600_000).mac_iter(600_000);
    let cases = [
        ("openssl-default", file("vectors/pkcs12/openssl3-default.p12")),
        ("jdk-10000", file("vectors/pkcs12/jdk17-default.p12")),
        ("600000", slow.build2(PASSWORD).and_then(|file| file.to_der()).expect("a PKCS#12 file")),
    ];
    for (case, bytes) in &cases {
        let mut group = criterion.benchmark_group(format!("pkcs12/{case}"));
        if *case == "600000" {
            group.sample_size(10);
        }
        group.bench_function("keybundle", |bencher| {
            bencher.iter(|| {
                let opened =
                    keybundle::open(black_box(bytes), &Unlock::new().with_password(PASSWORD)).expect("it opens");
                assert!(opened.bundles[0].certificate.is_some());
            });
        });
        group.bench_function("openssl", |bencher| {
            bencher.iter(|| {
                let parsed =
                    Pkcs12::from_der(black_box(bytes)).and_then(|file| file.parse2(PASSWORD)).expect("it opens");
                let (key, certificate) = (parsed.pkey.expect("a key"), parsed.cert.expect("a certificate"));
                assert!(certificate.public_key().expect("a public key").public_eq(&key));
            });
        });
        group.finish();
    }
}

criterion_group!(benches, open);
criterion_main!(benches);
