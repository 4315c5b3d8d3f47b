//! Certificate requests (PKCS#10) with a given P-256 key: whole, and everything but the signature.

use criterion::{Criterion, criterion_group, criterion_main};
use getrandom::SysRng;
use keybundle::{
    PublicKey, Warnings,
    crates::{
        csr::{DistinguishedName, GeneralName, RequestTemplate},
        key::{PrivateKey, SignatureAlgorithm, Signer, SoftwareSigner},
    },
};
use keybundle_benches::{file, openssl, openssl_key};
use keybundle_openssl::OpensslSigner;
use openssl::{
    hash::MessageDigest,
    pkey::{PKey, Private},
    stack::Stack,
    x509::{X509NameBuilder, X509Req, X509ReqBuilder, extension::SubjectAlternativeName},
};
use rand_core::UnwrapErr;
use rcgen::{CertificateParams, DistinguishedName as RcgenName, DnType, KeyPair, PublicKeyData, SigningKey};
use std::hint::black_box;

const KEY: &str = "device-p256";
const SUBJECT: &str = "CN=device-1,O=Example,C=DE";
const DNS: &str = "device-1.example.com";

fn make(criterion: &mut Criterion) {
    let key = openssl_key(KEY);
    let pkcs8 = key.private_key_to_pkcs8().expect("PKCS#8");
    let private = PrivateKey::from_der(&pkcs8, &mut Warnings::new()).expect("a key");
    let signer = SoftwareSigner::new(&private, UnwrapErr(SysRng)).expect("a signer");
    let libcrypto = OpensslSigner::new(&private).expect("a signer");
    let pair = KeyPair::from_pem(&String::from_utf8(file(&format!("keys/{KEY}.key.pem"))).expect("text"));
    let pair = pair.expect("a key");
    let signature = signer.sign(SignatureAlgorithm::default_for(signer.public_key()).expect("one"), b"").expect("one");
    let constant = Constant { public: signer.public_key().clone(), signature: signature.clone() };
    let rcgen_constant = RcgenConstant { public: pair.der_bytes().to_vec(), signature };
    for request in [by_keybundle(&signer), by_keybundle(&libcrypto), by_openssl(&key), by_rcgen(&pair)] {
        let request = X509Req::from_der(&request).expect("a request");
        assert!(request.verify(&key).expect("a signature"));
        assert_eq!(request.extensions().expect("extensions").len(), 1);
    }
    // Of a request with a signature that may be some bytes longer or shorter.
    let least = by_openssl(&key).len() - 8;

    let mut group = criterion.benchmark_group("csr/p256");
    group.bench_function("keybundle", |bencher| {
        bencher.iter(|| assert!(by_keybundle(black_box(&signer)).len() > least));
    });
    group.bench_function(openssl(), |bencher| {
        bencher.iter(|| assert!(by_openssl(black_box(&key)).len() > least));
    });
    group.bench_function("rcgen", |bencher| {
        bencher.iter(|| assert!(by_rcgen(black_box(&pair)).len() > least));
    });
    group.finish();
    let mut group = criterion.benchmark_group("csr/p256-by-libcrypto");
    group.bench_function("keybundle", |bencher| {
        bencher.iter(|| assert!(by_keybundle(black_box(&libcrypto)).len() > least));
    });
    group.bench_function(openssl(), |bencher| {
        bencher.iter(|| assert!(by_openssl(black_box(&key)).len() > least));
    });
    group.bench_function("rcgen", |bencher| {
        bencher.iter(|| assert!(by_rcgen(black_box(&pair)).len() > least));
    });
    group.finish();
    let mut group = criterion.benchmark_group("csr/p256-without-signing");
    group.bench_function("keybundle", |bencher| {
        bencher.iter(|| assert!(by_keybundle(black_box(&constant)).len() > least));
    });
    group.bench_function("rcgen", |bencher| {
        bencher.iter(|| assert!(by_rcgen(black_box(&rcgen_constant)).len() > least));
    });
    group.finish();
}

fn by_keybundle(signer: &dyn Signer) -> Vec<u8> {
    let template = RequestTemplate {
        subject: DistinguishedName::from_text(SUBJECT).expect("a name"),
        subject_alternative_names: vec![GeneralName::Dns(DNS.to_owned())],
        ..RequestTemplate::default()
    };
    template.sign(signer, None, &mut Warnings::new()).expect("a request").der().to_vec()
}

fn by_openssl(key: &PKey<Private>) -> Vec<u8> {
    let mut subject = X509NameBuilder::new().expect("a name");
    for (field, value) in [("C", "DE"), ("O", "Example"), ("CN", "device-1")] {
        subject.append_entry_by_text(field, value).expect("a field");
    }
    let mut builder = X509ReqBuilder::new().expect("a request");
    builder.set_subject_name(&subject.build()).expect("a subject");
    builder.set_pubkey(key).expect("a public key");
    let names = SubjectAlternativeName::new().dns(DNS).build(&builder.x509v3_context(None)).expect("a name");
    let mut extensions = Stack::new().expect("a stack");
    extensions.push(names).expect("an extension on it");
    builder.add_extensions(&extensions).expect("extensions");
    builder.sign(key, MessageDigest::sha256()).expect("a signature");
    builder.build().to_der().expect("DER")
}

fn by_rcgen(key: &impl SigningKey) -> Vec<u8> {
    let mut params = CertificateParams::new([DNS.to_owned()]).expect("names");
    let mut subject = RcgenName::new();
    subject.push(DnType::CountryName, "DE");
    subject.push(DnType::OrganizationName, "Example");
    subject.push(DnType::CommonName, "device-1");
    params.distinguished_name = subject;
    params.serialize_request(key).expect("a request").der().to_vec()
}

/// Signs nothing: what is left is everything else.
struct Constant {
    public: PublicKey,
    signature: Vec<u8>,
}

impl Signer for Constant {
    fn public_key(&self) -> &PublicKey {
        &self.public
    }

    fn sign(&self, _: SignatureAlgorithm, _: &[u8]) -> Result<Vec<u8>, keybundle::crates::key::Error> {
        Ok(self.signature.clone())
    }
}

/// The same for rcgen.
struct RcgenConstant {
    public: Vec<u8>,
    signature: Vec<u8>,
}

impl PublicKeyData for RcgenConstant {
    fn der_bytes(&self) -> &[u8] {
        &self.public
    }

    fn algorithm(&self) -> &'static rcgen::SignatureAlgorithm {
        &rcgen::PKCS_ECDSA_P256_SHA256
    }
}

impl SigningKey for RcgenConstant {
    fn sign(&self, _: &[u8]) -> Result<Vec<u8>, rcgen::Error> {
        Ok(self.signature.clone())
    }
}

criterion_group!(benches, make);
criterion_main!(benches);
