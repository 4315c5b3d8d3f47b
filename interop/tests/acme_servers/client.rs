//! The little of an ACME client that is needed: keybundle makes every body, `curl` carries it.

use crate::{
    common::{randomness, signer},
    server::Server,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use getrandom::SysRng;
use keybundle::{
    PublicKey, Warnings,
    crates::{
        acme::{AccountKey, Jws, NewAccount, Sender},
        csr::{DistinguishedName, GeneralName, RequestTemplate},
        key::{KeyType, Signer as _, SoftwareSigner},
    },
};
use rand_core::UnwrapErr;
use serde_json::{Value, json};
use std::{thread, time::Duration};

pub(crate) type Signer = SoftwareSigner<UnwrapErr<SysRng>>;

/// A request and the key that it is for.
pub(crate) struct CertificateRequest {
    pub(crate) der: Vec<u8>,
    pub(crate) key: PublicKey,
}

/// Made and signed by us, with a new key.
pub(crate) fn certificate_request() -> CertificateRequest {
    let signer = signer(KeyType::P256, randomness());
    let template = RequestTemplate {
        subject: DistinguishedName::from_text("CN=device-1.example").unwrap(),
        subject_alternative_names: vec![GeneralName::from_text("DNS:device-1.example").unwrap()],
        ..RequestTemplate::default()
    };
    let request = template.sign(&signer, None, &mut Warnings::new()).unwrap();
    CertificateRequest { der: request.der().to_vec(), key: signer.public_key().clone() }
}

/// An answer of the server.
pub(crate) struct Answer {
    pub(crate) status: u16,
    headers: String,
    bytes: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        let lines = self.headers.lines().filter_map(|line| line.split_once(':'));
        lines.into_iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim().to_owned())
    }

    pub(crate) fn body(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|_| panic!("{} {}", self.status, self.body()))
    }
}

pub(crate) struct Client<'a> {
    server: &'a Server,
    key: AccountKey<'a>,
    account: Option<String>,
}

impl<'a> Client<'a> {
    pub(crate) fn new(server: &'a Server, signer: &'a Signer) -> Self {
        Self { server, key: AccountKey::new(signer).unwrap(), account: None }
    }

    pub(crate) const fn key(&self) -> &AccountKey<'a> {
        &self.key
    }

    pub(crate) fn set_account(&mut self, url: String) {
        self.account = Some(url);
    }

    /// The body of newAccount.
    pub(crate) fn new_account(&self, binding: Option<Jws>) -> Jws {
        let mut request = NewAccount::default();
        request.contact = vec!["mailto:admin@example.com".to_owned()];
        request.terms_of_service_agreed = true;
        request.external_account_binding = binding;
        request.sign(&self.key, &self.nonce(), &self.server.directory().new_account).unwrap()
    }

    fn nonce(&self) -> String {
        let answer = self.ask(&["--head", &self.server.directory().new_nonce], b"");
        answer.header("replay-nonce").unwrap()
    }

    pub(crate) fn send(&self, url: &str, body: &Jws) -> Answer {
        let body = body.to_string();
        self.ask(&["--header", "Content-Type: application/jose+json", "--data-binary", "@-", url], body.as_bytes())
    }

    /// A request of the account; an empty payload is POST-as-GET.
    fn post(&self, url: &str, payload: &str) -> Answer {
        let sender = Sender::Kid(self.account.as_deref().unwrap());
        let answer = self.send(url, &self.key.sign(sender, &self.nonce(), url, payload).unwrap());
        assert!(answer.status < 300, "{}: {url}: {} {}", self.server.name, answer.status, answer.body());
        answer
    }

    fn ask(&self, arguments: &[&str], body: &[u8]) -> Answer {
        let (headers, bytes) = self.server.curl(arguments, body);
        let status = headers.split(' ').nth(1).unwrap().parse().unwrap();
        Answer { status, headers, bytes }
    }

    /// Orders a certificate for a name and finalizes the order with a request (RFC 8555 §7.4): gives the chain as it
    /// came.
    pub(crate) fn issue(&self, name: &str, csr: &[u8]) -> Vec<u8> {
        let identifiers = json!({ "identifiers": [{ "type": "dns", "value": name }] });
        let answer = self.post(&self.server.directory().new_order, &identifiers.to_string());
        let order_url = answer.header("location").unwrap();
        let order = answer.json();
        for authorization in order["authorizations"].as_array().unwrap() {
            let url = authorization.as_str().unwrap();
            let found = self.post(url, "").json();
            let challenge =
                found["challenges"].as_array().unwrap().iter().find(|one| one["type"] == "http-01").unwrap();
            let token = challenge["token"].as_str().unwrap();
            assert!(self.key.public().key_authorization(token).is_ok());
            self.post(challenge["url"].as_str().unwrap(), "{}");
            self.until(url, "valid");
        }
        let ready = self.until(&order_url, "ready");
        let finalize = json!({ "csr": URL_SAFE_NO_PAD.encode(csr) }).to_string();
        self.post(ready["finalize"].as_str().unwrap(), &finalize);
        let done = self.until(&order_url, "valid");
        self.post(done["certificate"].as_str().unwrap(), "").bytes
    }

    /// Asks until the object has this status.
    fn until(&self, url: &str, status: &str) -> Value {
        for _ in 0..100 {
            let found = self.post(url, "").json();
            if found["status"] == status {
                return found;
            }
            assert_ne!(found["status"], "invalid", "{}: {url}: {found}", self.server.name);
            thread::sleep(Duration::from_millis(100));
        }
        panic!("{}: {url} does not become {status}", self.server.name)
    }
}
