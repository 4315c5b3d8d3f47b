//! From newAccount with a binding to an issued certificate, at Pebble and at acme2certifier: every kind of account key
//! and every algorithm of bindings that they take, and what they refuse.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "acme_servers/client.rs"]
mod client;
mod common;
#[path = "acme_servers/server.rs"]
mod server;

use client::Client;
use common::{KEY_TYPES, randomness, signer};
use keybundle::{
    PublicKey, Unlock, Warnings,
    crates::{
        acme::{Credential, MacAlgorithm, verify},
        key::KeyType,
    },
};
use server::{HMAC_KEY, KID, Server};

#[test]
fn pebble_takes_our_bindings_and_signs_our_request() {
    let server = Server::pebble();
    // Pebble knows no Edwards curves.
    accounts(&server, |key_type| key_type != KeyType::Ed25519);
}

#[test]
fn acme2certifier_takes_our_bindings_and_signs_our_request() {
    let server = Server::acme2certifier();
    accounts(&server, |_| true);
}

#[test]
fn both_refuse_what_our_verification_refuses() {
    for server in [Server::pebble(), Server::acme2certifier()] {
        let (kid, key) = (KID, HMAC_KEY);
        let other_key = "________________________________________________________________________________";
        let elsewhere = server.directory().new_account.replace("127.0.0.1", "localhost");
        let url = server.directory().new_account.as_str();
        assert!(attempt(&server, kid, key, url));
        for (kid, key, bound_to) in [("kid-2", key, url), (kid, other_key, url), (kid, key, elsewhere.as_str())] {
            assert!(!attempt(&server, kid, key, bound_to), "{}: {kid}, {bound_to}", server.name);
        }
    }
}

/// Registers a new account, with another kid, key or URL in its binding than the server's own. Our verification must
/// foresee what the server answers.
fn attempt(server: &Server, kid: &str, key: &str, bound_to: &str) -> bool {
    let signer = signer(KeyType::P384, randomness());
    let client = Client::new(server, &signer);
    let credential = credential(kid, key);
    let binding = credential.bind(MacAlgorithm::Hs256, bound_to, client.key().public(), &mut Warnings::new()).unwrap();
    let body = client.new_account(Some(binding));
    let foreseen = verify(
        body.to_string().as_bytes(),
        &self::credential(KID, HMAC_KEY),
        &server.directory().new_account,
        None,
        &mut Warnings::new(),
    )
    .unwrap()
    .is_valid();
    let answer = client.send(&server.directory().new_account, &body);
    let taken = answer.status == 201;
    assert_eq!(taken, foreseen, "{}: {} {}", server.name, answer.status, answer.body());
    taken
}

/// Registers an account of each kind of key with each algorithm, and gets a certificate by each kind of key, where the
/// server takes it.
fn accounts(server: &Server, takes: impl Fn(KeyType) -> bool) {
    let csr = client::certificate_request();
    let url = &server.directory().new_account;
    for key_type in KEY_TYPES {
        for algorithm in MacAlgorithm::ALL {
            let signer = signer(key_type, randomness());
            let mut client = Client::new(server, &signer);
            let mut warnings = Warnings::new();
            let binding =
                credential(KID, HMAC_KEY).bind(*algorithm, url, client.key().public(), &mut warnings).unwrap();
            assert!(warnings.as_slice().is_empty());
            let answer = client.send(url, &client.new_account(Some(binding)));
            let registered = answer.status == 201;
            let told = answer.body();
            assert_eq!(registered, takes(key_type), "{} {key_type:?} {algorithm}: {told}", server.name);
            if registered {
                client.set_account(answer.header("location").unwrap());
            }
            if registered && *algorithm == MacAlgorithm::Hs256 {
                issued(&client.issue("device-1.example", &csr.der), &csr.key);
            }
        }
    }
    let signer = signer(KeyType::P256, randomness());
    let client = Client::new(server, &signer);
    let answer = client.send(url, &client.new_account(None));
    assert!(answer.status >= 400, "{}: an account without binding", server.name);
}

/// What came is a certificate of the request's key, with its chain.
fn issued(chain: &[u8], key: &PublicKey) {
    let opened = keybundle::open(chain, &Unlock::new()).unwrap();
    assert!(opened.certificates.len() > 1, "a certificate without its chain");
    let leaf = opened.certificates.iter().find(|certificate| certificate.public_key() == Some(key)).unwrap();
    let issuer = opened.certificates.iter().filter_map(|certificate| certificate.public_key());
    assert!(issuer.into_iter().any(|issuer| leaf.is_signed_by(issuer) == Some(true)));
}

fn credential(kid: &str, key: &str) -> Credential {
    Credential::from_text(kid, key.as_bytes(), &mut Warnings::new()).unwrap()
}
