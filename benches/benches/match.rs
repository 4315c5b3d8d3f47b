//! Fields of a request against ten registered values. No other library does this.

use criterion::{Criterion, criterion_group, criterion_main};
use keybundle::{
    Limits,
    crates::r#match::{Rules, check},
    credential::{RequestFields, registered_values},
};
use keybundle_benches::openssl_key;
use openssl::{
    hash::MessageDigest,
    stack::Stack,
    x509::{X509NameBuilder, X509ReqBuilder, extension::SubjectAlternativeName},
};
use serde_json::json;
use std::hint::black_box;

/// The subject of the request, in its order.
const SUBJECT: [(&str, &str); 9] = [
    ("C", "DE"),
    ("ST", "Bayern"),
    ("L", "München"),
    ("O", "Example GmbH"),
    ("OU", "Devices"),
    ("OU", "Line 7"),
    ("CN", "device-1.example.com"),
    ("serialNumber", "SN-0001"),
    ("emailAddress", "devices@example.com"),
];

fn compare(criterion: &mut Criterion) {
    let fields = [
        ("subject.country", json!("DE")),
        ("subject.state", json!("Bayern")),
        ("subject.locality", json!("München")),
        ("subject.organization_name", json!("Example GmbH")),
        ("subject.organization_units", json!(["Devices", "Line 7"])),
        ("subject.common_name", json!("device-1.example.com")),
        ("subject.serial_number", json!("SN-0001")),
        ("subject.email", json!("devices@example.com")),
        ("san.dns_names", json!(["device-1.example.com", "device-1.example.org"])),
        ("2.5.4.6", json!("DE")),
    ];
    let registered: Vec<_> = fields
        .iter()
        .map(|(field, value)| json!({ "certificate_field": field, "matcher": "equals", "value": value }))
        .collect();
    let registered = registered_values(json!(registered).to_string().as_bytes()).expect("registered values");
    assert_eq!(registered.len(), 10);
    let (csr, rules, limits) = (csr(), Rules::default(), Limits::default());
    let read = RequestFields::read_csr(&csr, &limits).expect("a request");
    let presented = read.presented().expect("its fields");

    criterion.benchmark_group("match/10-values").bench_function("keybundle", |bencher| {
        bencher.iter(|| {
            let report = check(black_box(&registered), black_box(&presented), &rules);
            assert!(report.matches());
        });
    });
    criterion.benchmark_group("match/csr-10-values").bench_function("keybundle", |bencher| {
        bencher.iter(|| {
            let read = RequestFields::read_csr(black_box(&csr), &limits).expect("a request");
            let presented = read.presented().expect("its fields");
            assert!(check(black_box(&registered), &presented, &rules).matches());
        });
    });
}

/// A request in DER.
fn csr() -> Vec<u8> {
    let key = openssl_key("device-p256");
    let mut subject = X509NameBuilder::new().expect("a name");
    for (field, value) in SUBJECT {
        subject.append_entry_by_text(field, value).expect("a field");
    }
    let mut builder = X509ReqBuilder::new().expect("a request");
    builder.set_subject_name(&subject.build()).expect("a subject");
    builder.set_pubkey(&key).expect("a public key");
    let names = SubjectAlternativeName::new()
        .dns("device-1.example.com")
        .dns("device-1.example.org")
        .build(&builder.x509v3_context(None))
        .expect("names");
    let mut extensions = Stack::new().expect("a stack");
    extensions.push(names).expect("an extension on it");
    builder.add_extensions(&extensions).expect("extensions");
    builder.sign(&key, MessageDigest::sha256()).expect("a signature");
    builder.build().to_der().expect("DER")
}

criterion_group!(benches, compare);
criterion_main!(benches);
