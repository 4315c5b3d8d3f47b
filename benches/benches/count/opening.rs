//! What a service hands out: opened, read, looked at.

use crate::{Path, Run, random::Fixed};
use keybundle::{Limits, Unlock, decrypt, inspect, report};
use keybundle_benches::{device_archive, file, recipient_with};

pub(crate) const PATHS: &[Path] = &[
    ("pkcs12/openssl-default", || pkcs12("openssl3-default", "secret")),
    ("pkcs12/jdk-10000", || pkcs12("jdk17-default", "secret")),
    ("p7m/p256", || p7m("openssl3-p256-default", "p256")),
    ("p7m/p384", || p7m("openssl3-p384-kdf-sha384", "p384")),
    ("p7m/p521", || p7m("openssl3-p521-kdf-sha512", "p521")),
    ("p7m/rsa2048", || p7m("openssl3-rsa-aes256-cbc", "rsa2048")),
    ("p7m/rsa4096", || p7m("openssl3-rsa4096", "rsa4096")),
    ("decrypt/p256", decrypt_alone),
    ("key-pem/device-rsa2048", || key("device-rsa2048")),
    ("key-pem/device-p256", || key("device-p256")),
    ("key-pem/device-p384", || key("device-p384")),
    ("key-pem/p521", || key("p521")),
    ("key-pem/device-ed25519", || key("device-ed25519")),
    ("certificate-pem/device-p256", || certificate("device-p256")),
    ("certificate-pem/device-rsa2048", || certificate("device-rsa2048")),
    ("zip/device", zip),
    ("inspect/json-p7m", || inspected("vectors/json/cert-encrypted-rsa.json")),
    ("inspect/pkcs12", || inspected("vectors/pkcs12/openssl3-default.p12")),
    ("batch-line/cert-encrypted-rsa", || line("cert-encrypted-rsa")),
    ("batch-line/cert-encrypted-p384", || line("cert-encrypted-p384")),
    ("batch-line/pkcs12-ec", || line("pkcs12-ec")),
    ("batch-line/pem-ec", || line("pem-ec")),
    ("batch-line/p7b", || line("p7b")),
];

fn pkcs12(vector: &str, password: &'static str) -> Run {
    let bytes = file(&format!("vectors/pkcs12/{vector}.p12"));
    Box::new(move || {
        let opened = keybundle::open(&bytes, &Unlock::new().with_password(password)).expect("it opens");
        assert_eq!(opened.bundles[0].chain.len(), 2);
    })
}

fn p7m(vector: &str, name: &str) -> Run {
    let bytes = file(&format!("vectors/cms/{vector}.p7m"));
    let unlock = Unlock::new().with_recipient(recipient_with(name, Fixed::default()));
    Box::new(move || {
        let opened = keybundle::open(&bytes, &unlock).expect("it opens");
        assert_eq!(opened.bundles[0].chain.len(), 2);
    })
}

fn decrypt_alone() -> Run {
    let bytes = file("vectors/cms/openssl3-p256-default.p7m");
    let unlock = Unlock::new().with_recipient(recipient_with("p256", Fixed::default()));
    Box::new(move || {
        let content = decrypt(&bytes, &unlock, &Limits::default()).expect("it opens");
        assert!(content.secret_content().starts_with(b"PK"));
    })
}

fn key(name: &str) -> Run {
    let pem = file(&format!("keys/{name}.key.pem"));
    Box::new(move || {
        let opened = keybundle::open(&pem, &Unlock::new()).expect("it opens");
        assert!(opened.bundles[0].private_key.public_key().is_some());
    })
}

fn certificate(name: &str) -> Run {
    let pem = file(&format!("keys/{name}.cert.pem"));
    Box::new(move || {
        let opened = keybundle::open(&pem, &Unlock::new()).expect("it opens");
        assert!(opened.certificates[0].public_key().is_some());
    })
}

fn zip() -> Run {
    let bytes = device_archive();
    Box::new(move || {
        let opened = keybundle::open(&bytes, &Unlock::new()).expect("it opens");
        assert_eq!(opened.bundles[0].chain.len(), 2);
    })
}

fn inspected(path: &str) -> Run {
    let bytes = file(path);
    Box::new(move || assert!(!inspect(&bytes).expect("something known").layers.is_empty()))
}

/// What `keybundle batch` does with a line but reading and writing it.
fn line(answer: &str) -> Run {
    let bytes = file(&format!("vectors/json/{answer}.json"));
    let unlock = ["rsa2048", "p384"].iter().fold(Unlock::new().with_exact_verdicts(), |unlock, name| {
        unlock.with_recipient(recipient_with(name, Fixed::default()))
    });
    let unlock = unlock.with_password("Secret123");
    Box::new(move || {
        let opened = keybundle::open(&bytes, &unlock).expect("it opens");
        assert!(report::opened(&opened, true).to_string().len() > 100);
    })
}
