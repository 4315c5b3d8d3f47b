//! newAccount by instant-acme, whose HTTP client is exchanged for one that keeps what it is to send.

use bytes::Bytes;
use http::{Method, Request, Response};
use http_body_util::{BodyExt as _, Full};
use instant_acme::{Account, BodyWrapper, BytesResponse, Error, ExternalAccountKey, HttpClient, NewAccount};
use std::{
    pin::{Pin, pin},
    sync::{Arc, Mutex},
    task::{Context, Poll, Waker},
};

const NONCE: &str = "oFvnlFP1wIhRlYS2jTaXbA";

/// Answers as a server would, and keeps the last body.
struct Capture {
    new_account: String,
    kept: Arc<Mutex<Vec<u8>>>,
}

impl HttpClient for Capture {
    fn request(
        &self,
        request: Request<BodyWrapper<Bytes>>,
    ) -> Pin<Box<dyn Future<Output = Result<BytesResponse, Error>> + Send>> {
        let (new_account, kept) = (self.new_account.clone(), self.kept.clone());
        Box::pin(async move {
            let answer = Response::builder().header("replay-nonce", NONCE);
            let (answer, body) = match request.method() {
                &Method::HEAD => (answer, String::new()),
                &Method::POST => {
                    let body = request.into_body().collect().await.expect("a body").to_bytes();
                    *kept.lock().expect("a lock") = body.to_vec();
                    let location = "https://acme.example/account/1";
                    (answer.status(201).header("location", location), r#"{"status":"valid"}"#.to_owned())
                }
                _ => {
                    let nonce = "https://acme.example/new-nonce";
                    let order = "https://acme.example/new-order";
                    let names = [("newNonce", nonce), ("newAccount", &new_account), ("newOrder", order)];
                    (answer, serde_json::Value::from_iter(names).to_string())
                }
            };
            Ok(BytesResponse::from(answer.body(Full::new(Bytes::from(body))).expect("an answer")))
        })
    }
}

pub fn new_account(kid: &str, key: &str, url: &str) -> Vec<u8> {
    let key: Vec<u8> = key
        .as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).expect("ASCII"), 16).expect("hex"))
        .collect();
    let kept = Arc::new(Mutex::new(Vec::new()));
    let capture = Capture { new_account: url.to_owned(), kept: kept.clone() };
    let external = ExternalAccountKey::new(kid.to_owned(), &key);
    let account =
        NewAccount { contact: &["mailto:a@example.com"], terms_of_service_agreed: true, only_return_existing: false };
    let directory = "https://acme.example/directory".to_owned();
    let mut created = pin!(Account::builder_with_http(Box::new(capture)).create(&account, directory, Some(&external)));
    // Nothing waits: every answer is there at once.
    let Poll::Ready(result) = created.as_mut().poll(&mut Context::from_waker(Waker::noop())) else {
        panic!("it waits")
    };
    result.expect("an account");
    Arc::into_inner(kept).map_or_else(Vec::new, |kept| kept.into_inner().expect("a lock"))
}
