//! What a customer makes: keys, requests, bindings, comparisons.

use crate::{Path, Run, random::Fixed};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use keybundle::{
    KeyType, Limits, Unlock, Warnings,
    crates::{
        acme::{AccountPublicKey, Credential, MacAlgorithm, verify},
        csr::{DistinguishedName, GeneralName, RequestTemplate},
        key::{PrivateKey, Signer, SoftwareSigner},
        r#match::{Rules, check},
    },
    credential::{RequestFields, registered_values},
    read_request,
};
use keybundle_benches::file;
use serde_json::json;

pub(crate) const PATHS: &[Path] = &[
    ("key-new/p256", || new_key(KeyType::P256)),
    ("key-new/p384", || new_key(KeyType::P384)),
    ("key-new/ed25519", || new_key(KeyType::Ed25519)),
    ("csr/p256", || request("device-p256")),
    ("csr/rsa2048", || request("device-rsa2048")),
    ("csr/ed25519", || request("device-ed25519")),
    ("csr-verify/p256", verified),
    ("eab/hs256-p256", binding),
    ("eab-verify/hs256-p256", verified_binding),
    ("match/csr-3-values", matched),
];

const URL: &str = "https://acme.example.com/acme/new-account";

fn private_key(name: &str) -> PrivateKey {
    let pem = file(&format!("keys/{name}.key.pem"));
    keybundle::signing_key(&pem, &Unlock::new(), &Limits::default()).expect("a key")
}

fn new_key(kind: KeyType) -> Run {
    Box::new(move || {
        let key = PrivateKey::generate(kind, &mut Fixed::default()).expect("a key");
        assert!(key.public_key().is_some());
    })
}

fn make(signer: &dyn Signer) -> Vec<u8> {
    let template = RequestTemplate {
        subject: DistinguishedName::from_text("CN=device-1,O=Example,C=DE").expect("a name"),
        subject_alternative_names: vec![GeneralName::Dns("device-1.example.com".to_owned())],
        ..RequestTemplate::default()
    };
    template.sign(signer, None, &mut Warnings::new()).expect("a request").der().to_vec()
}

fn request(name: &str) -> Run {
    let signer = SoftwareSigner::new(&private_key(name), Fixed::default()).expect("a signer");
    Box::new(move || assert!(make(&signer).len() > 200))
}

fn verified() -> Run {
    let request = file("requests/csr/gnutls-p256.pem");
    Box::new(move || {
        let (request, _) = read_request(&request, &Limits::default()).expect("a request");
        assert_eq!(request.verify(), Some(true));
    })
}

fn bound() -> (Credential, AccountPublicKey) {
    let account = AccountPublicKey::new(private_key("device-p256").public_key().expect("its half")).expect("a key");
    let text = URL_SAFE_NO_PAD.encode([0x5a; 32]);
    (Credential::from_text("b8bb39d1a4f8", text.as_bytes(), &mut Warnings::new()).expect("a credential"), account)
}

fn bind(credential: &Credential, account: &AccountPublicKey) -> String {
    credential.bind(MacAlgorithm::Hs256, URL, account, &mut Warnings::new()).expect("a binding").to_string()
}

fn binding() -> Run {
    let (credential, account) = bound();
    Box::new(move || assert!(bind(&credential, &account).len() > 300))
}

fn verified_binding() -> Run {
    let (credential, account) = bound();
    let body = bind(&credential, &account);
    Box::new(move || {
        let found = verify(body.as_bytes(), &credential, URL, None, &mut Warnings::new()).expect("a binding");
        assert!(found.is_valid());
    })
}

fn matched() -> Run {
    let signer = SoftwareSigner::new(&private_key("device-p256"), Fixed::default()).expect("a signer");
    let (csr, rules, limits) = (make(&signer), Rules::default(), Limits::default());
    let value = |field: &str, value: &str| json!({ "certificate_field": field, "matcher": "equals", "value": value });
    let registered = json!([
        value("subject.common_name", "device-1"),
        value("subject.country", "DE"),
        value("san.dns_names", "device-1.example.com")
    ]);
    let registered = registered_values(registered.to_string().as_bytes()).expect("registered values");
    Box::new(move || {
        let read = RequestFields::read_csr(&csr, &limits).expect("a request");
        assert!(check(&registered, &read.presented().expect("its fields"), &rules).matches());
    })
}
