//! Private keys and certificates without protection, read until their public key is known.

use criterion::{Criterion, criterion_group, criterion_main};
use keybundle::Unlock;
use keybundle_benches::{file, openssl};
use openssl::{pkey::PKey, x509::X509};
use std::hint::black_box;

fn read(criterion: &mut Criterion) {
    let unlock = Unlock::new();
    for name in ["device-rsa2048", "device-p256", "device-p384", "p521", "device-ed25519"] {
        let pem = file(&format!("keys/{name}.key.pem"));
        let der = PKey::private_key_from_pem(&pem).and_then(|key| key.private_key_to_pkcs8()).expect("a key");
        let mut group = criterion.benchmark_group(format!("key-pem/{name}"));
        group.bench_function("keybundle", |bencher| {
            bencher.iter(|| {
                let opened = keybundle::open(black_box(&pem), &unlock).expect("it opens");
                assert!(opened.bundles[0].private_key.public_key().is_some());
            });
        });
        group.bench_function(openssl(), |bencher| {
            bencher.iter(|| {
                let key = PKey::private_key_from_pem(black_box(&pem)).expect("a key");
                assert!(key.bits() > 0);
            });
        });
        group.finish();
        let mut group = criterion.benchmark_group(format!("key-der/{name}"));
        group.bench_function("keybundle", |bencher| {
            bencher.iter(|| {
                let opened = keybundle::open(black_box(&der), &unlock).expect("it opens");
                assert!(opened.bundles[0].private_key.public_key().is_some());
            });
        });
        group.bench_function(openssl(), |bencher| {
            bencher.iter(|| {
                let key = PKey::private_key_from_der(black_box(&der)).expect("a key");
                assert!(key.bits() > 0);
            });
        });
        group.finish();
    }
    let pem = file("keys/device-p256.cert.pem");
    let mut group = criterion.benchmark_group("certificate-pem/device-p256");
    group.bench_function("keybundle", |bencher| {
        bencher.iter(|| {
            let opened = keybundle::open(black_box(&pem), &unlock).expect("it opens");
            assert!(opened.certificates[0].public_key().is_some());
        });
    });
    group.bench_function(openssl(), |bencher| {
        bencher.iter(|| {
            let certificate = X509::from_pem(black_box(&pem)).expect("a certificate");
            assert!(certificate.public_key().is_ok());
        });
    });
    group.finish();
}

criterion_group!(benches, read);
criterion_main!(benches);
