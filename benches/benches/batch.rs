//! A ZIP of many keys and certificates of one issuer: time must grow with the number of pairs, not with its square.
//!
//! `KEYBUNDLE_PAIRS` says how many pairs the largest has; a run without it is to see that it works.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use keybundle::Unlock;
use keybundle_benches::{Device, archive, devices, file, openssl, openssl_archive};
use std::hint::black_box;

fn open(criterion: &mut Criterion) {
    let most = std::env::var("KEYBUNDLE_PAIRS").map_or(100, |most| most.parse().expect("a number of pairs"));
    let sizes: Vec<usize> = [100, 1_000, 3_000, 10_000].into_iter().filter(|size| *size <= most).collect();
    let devices = devices(u32::try_from(most).expect("a small number"));
    let unlock = Unlock::new();
    for size in sizes {
        let bytes = batch(&devices[..size]);
        let mut group = criterion.benchmark_group(format!("batch-zip/{size}"));
        group.sample_size(10).throughput(Throughput::Elements(size as u64));
        group.bench_function("keybundle", |bencher| {
            bencher.iter(|| {
                let opened = keybundle::open(black_box(&bytes), &unlock).expect("it opens");
                assert_eq!(opened.bundles.iter().filter(|bundle| bundle.chain.len() == 2).count(), size);
            });
        });
        group.bench_function(openssl(), |bencher| {
            bencher.iter(|| assert_eq!(openssl_archive(black_box(&bytes)), size));
        });
        group.finish();
    }
}

/// Key and certificate of each device, and their issuers once.
fn batch(devices: &[Device]) -> Vec<u8> {
    let [intermediate, root] = ["intermediate", "root"].map(|name| file(&format!("keys/{name}.cert.pem")));
    let names: Vec<_> =
        devices.iter().map(|device| (format!("{}.key", device.name), format!("{}.pem", device.name))).collect();
    let mut members: Vec<(&str, &[u8])> = devices
        .iter()
        .zip(&names)
        .flat_map(|(device, (key, certificate))| {
            [(key.as_str(), device.key.as_slice()), (certificate.as_str(), device.certificate.as_slice())]
        })
        .collect();
    members.extend([("intermediate.pem", intermediate.as_slice()), ("root.pem", root.as_slice())]);
    archive(&members)
}

criterion_group!(benches, open);
criterion_main!(benches);
