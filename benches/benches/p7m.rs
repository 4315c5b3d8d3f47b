//! `.p7m`: CMS EnvelopedData (AES-256-CBC) of a ZIP of a key and its certificates, unpacked, paired and checked.

use criterion::{Criterion, criterion_group, criterion_main};
use keybundle::Unlock;
use keybundle_benches::{
    device_archive, envelope, openssl, openssl_archive, openssl_certificate, openssl_key, openssl_recipient, recipient,
};
use openssl::cms::CmsContentInfo;
use std::hint::black_box;

fn open(criterion: &mut Criterion) {
    let archive = device_archive();
    let ours = ["rsa2048", "rsa4096", "p256", "p384", "p521"].map(|name| (name, "", recipient(name)));
    // The recipient of `crates/openssl`: the same libcrypto on both sides.
    let libcrypto = ["rsa2048", "rsa4096", "p384"].map(|name| (name, "-by-libcrypto", openssl_recipient(name)));
    for (name, provider, recipient) in ours.into_iter().chain(libcrypto) {
        let bytes = envelope(name, &archive);
        let unlock = Unlock::new().with_recipient(recipient);
        let (key, certificate) = (openssl_key(name), openssl_certificate(name));
        let mut group = criterion.benchmark_group(format!("p7m/{name}{provider}"));
        group.bench_function("keybundle", |bencher| {
            bencher.iter(|| {
                let opened = keybundle::open(black_box(&bytes), &unlock).expect("it opens");
                assert_eq!(opened.bundles[0].chain.len(), 2);
            });
        });
        group.bench_function(openssl(), |bencher| {
            bencher.iter(|| {
                let message = CmsContentInfo::from_der(black_box(&bytes)).expect("a message");
                let content = message.decrypt(&key, &certificate).expect("its content");
                assert_eq!(openssl_archive(&content), 1);
            });
        });
        group.finish();
    }
}

criterion_group!(benches, open);
criterion_main!(benches);
