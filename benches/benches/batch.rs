//! A ZIP of many keys and certificates: time must grow with the number of pairs, not with its square.
//!
//! One run of each case in the tests takes the smallest batch alone; `KEYBUNDLE_LARGE=1` adds the others.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use keybundle::Unlock;
use keybundle_benches::{archive, new_pair};
use std::hint::black_box;
use zip::write::SimpleFileOptions;

fn open(criterion: &mut Criterion) {
    let large = std::env::var_os("KEYBUNDLE_LARGE").is_some();
    let sizes: &[u32] = if large { &[1_000, 3_000, 10_000] } else { &[100] };
    let most = sizes.iter().copied().max().unwrap_or(0);
    let pairs: Vec<(String, Vec<u8>, String, Vec<u8>)> = (0..most)
        .map(|number| {
            let (key, certificate) = new_pair(number);
            (format!("device-{number}.key"), key, format!("device-{number}.pem"), certificate)
        })
        .collect();
    let unlock = Unlock::new();
    let mut group = criterion.benchmark_group("batch-zip");
    group.sample_size(10);
    for &size in sizes {
        let members: Vec<(&str, &[u8])> = pairs
            .iter()
            .take(size as usize)
            .flat_map(|(key, key_pem, name, pem)| [(key.as_str(), key_pem.as_slice()), (name.as_str(), pem.as_slice())])
            .collect();
        let bytes = archive(&members, SimpleFileOptions::default());
        group.throughput(Throughput::Elements(u64::from(size)));
        group.bench_function(BenchmarkId::new("keybundle", size), |bencher| {
            bencher.iter(|| {
                let opened = keybundle::open(black_box(&bytes), &unlock).expect("it opens");
                assert_eq!(opened.bundles.iter().filter(|bundle| bundle.certificate.is_some()).count(), size as usize);
            });
        });
    }
    group.finish();
}

criterion_group!(benches, open);
criterion_main!(benches);
