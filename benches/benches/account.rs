//! A whole newAccount request of ACME (RFC 8555 §7.3): a new P-256 key, the External Account Binding, the signature.
//!
//! instant-acme makes a binding only on its way to a new account, so that is what is compared. Its HTTP client is
//! exchanged for one that has the answers of a server ready: directory, nonce, account. `without-binding` leaves the
//! binding out on both sides.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use bytes::Bytes;
use criterion::{Criterion, criterion_group, criterion_main};
use getrandom::SysRng;
use http::{Method, Request, Response};
use http_body_util::{BodyExt as _, Full};
use instant_acme::{Account, BodyWrapper, BytesResponse, Error, ExternalAccountKey, HttpClient};
use keybundle::{
    KeyType, PrivateKey, SoftwareSigner, Warnings,
    crates::acme::{AccountKey, Credential, MacAlgorithm, NewAccount},
};
use rand_core::UnwrapErr;
use serde_json::Value;
use std::{
    hint::black_box,
    pin::{Pin, pin},
    sync::{Arc, Mutex},
    task::{Context, Poll, Waker},
};

const KEY: [u8; 32] = [0x5a; 32];
const KID: &str = "b8bb39d1a4f8";
const URL: &str = "https://acme.example.com/acme/new-account";
const NONCE: &str = "oFvnlFP1wIhRlYS2jTaXbA";

fn make(criterion: &mut Criterion) {
    let text = URL_SAFE_NO_PAD.encode(KEY);
    let credential = Credential::from_text(KID, text.as_bytes(), &mut Warnings::new()).expect("a credential");
    let external = ExternalAccountKey::new(KID.to_owned(), &KEY);
    for (case, is_bound) in [("with-binding", true), ("without-binding", false)] {
        let (credential, external) = (is_bound.then_some(&credential), is_bound.then_some(&external));
        let bodies = [by_keybundle(credential).into_bytes(), by_instant_acme(external)];
        assert_eq!(bodies.each_ref().map(|body| has_binding(body)), [is_bound; 2]);
        let [size, rivals] = bodies.map(|body| body.len());
        let mut group = criterion.benchmark_group(format!("new-account/{case}"));
        group.bench_function("keybundle", |bencher| {
            bencher.iter(|| assert_eq!(by_keybundle(black_box(credential)).len(), size));
        });
        group.bench_function("instant-acme", |bencher| {
            bencher.iter(|| assert_eq!(by_instant_acme(black_box(external)).len(), rivals));
        });
        group.finish();
    }
}

/// Whether the request, which is one of RFC 8555 §7.3 in JWS, has a binding.
fn has_binding(body: &[u8]) -> bool {
    let body: Value = serde_json::from_slice(body).expect("JSON");
    let payload = URL_SAFE_NO_PAD.decode(body["payload"].as_str().expect("a payload")).expect("base64url");
    let payload: Value = serde_json::from_slice(&payload).expect("JSON");
    assert_eq!(payload["termsOfServiceAgreed"], true);
    payload["externalAccountBinding"].is_object()
}

fn by_keybundle(credential: Option<&Credential>) -> String {
    let mut rng = UnwrapErr(SysRng);
    let key = PrivateKey::generate(KeyType::P256, &mut rng).expect("a key");
    let signer = SoftwareSigner::new(&key, rng).expect("a signer");
    let account = AccountKey::new(&signer).expect("an account key");
    let mut request = NewAccount::default();
    request.terms_of_service_agreed = true;
    request.external_account_binding = credential.map(|credential| {
        let mut warnings = Warnings::new();
        credential.bind(MacAlgorithm::Hs256, URL, account.public(), &mut warnings).expect("a binding")
    });
    request.sign(&account, NONCE, URL).expect("a request").to_string()
}

fn by_instant_acme(external: Option<&ExternalAccountKey>) -> Vec<u8> {
    let kept = Arc::new(Mutex::new(Vec::new()));
    let server = Box::new(Server { kept: kept.clone() });
    let request = instant_acme::NewAccount { contact: &[], terms_of_service_agreed: true, only_return_existing: false };
    let directory = "https://acme.example.com/directory".to_owned();
    let mut created = pin!(Account::builder_with_http(server).create(&request, directory, external));
    // Nothing waits: every answer is there at once.
    let Poll::Ready(result) = created.as_mut().poll(&mut Context::from_waker(Waker::noop())) else {
        panic!("it waits")
    };
    drop(result.expect("an account"));
    std::mem::take(&mut *kept.lock().expect("a lock"))
}

/// Answers as a server would, and keeps what was posted.
struct Server {
    kept: Arc<Mutex<Vec<u8>>>,
}

impl HttpClient for Server {
    fn request(
        &self,
        request: Request<BodyWrapper<Bytes>>,
    ) -> Pin<Box<dyn Future<Output = Result<BytesResponse, Error>> + Send>> {
        let kept = self.kept.clone();
        Box::pin(async move {
            let answer = Response::builder().header("replay-nonce", NONCE);
            let (answer, body) = match *request.method() {
                Method::HEAD => (answer, ""),
                Method::POST => {
                    *kept.lock().expect("a lock") =
                        request.into_body().collect().await.expect("a body").to_bytes().to_vec();
                    (
                        answer.status(201).header("location", "https://acme.example.com/account/1"),
                        r#"{"status":"valid"}"#,
                    )
                }
                _ => (
                    answer,
                    r#"{"newNonce":"https://acme.example.com/nonce","newAccount":"https://acme.example.com/acme/new-account","newOrder":"https://acme.example.com/order"}"#,
                ),
            };
            Ok(BytesResponse::from(answer.body(Full::new(Bytes::from_static(body.as_bytes()))).expect("an answer")))
        })
    }
}

criterion_group!(benches, make);
criterion_main!(benches);
