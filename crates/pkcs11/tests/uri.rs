//! PKCS#11 URIs: RFC 7512, and those that tools print.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod token;

use keybundle_encoding::{Coded as _, ErrorCode};
use keybundle_pkcs11::{Error, Module, Uri};
use std::fs;
use token::{MODULE, PIN, Token, elsewhere};

/// RFC 7512 §3: those that name a private key, or do not say what they name.
const TAKEN: [&str; 8] = [
    "pkcs11:",
    "pkcs11:object=my-pubkey",
    "pkcs11:object=my-key;type=private?pin-source=file:/etc/token",
    "pkcs11:token=The%20Software%20PKCS%2311%20Softtoken;manufacturer=Snake%20Oil,%20Inc.;model=1.0;object=my-certificate;\
     id=%69%95%3E%5C%F4%BD%EC%91;serial=?pin-source=file:/etc/token_pin",
    "pkcs11:object=my-sign-key;type=private",
    "pkcs11:library-manufacturer=Snake%20Oil,%20Inc.;library-description=Soft%20Token%20Library;library-version=1.23",
    "pkcs11:token=Software%20PKCS%2311%20softtoken;manufacturer=Snake%20Oil,%20Inc.?pin-source=|/usr/lib/pinomatic",
    "pkcs11:slot-description=Sun%20Metaslot",
];

#[test]
fn the_examples_of_the_standard_are_read() {
    for text in TAKEN {
        let uri = Uri::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(uri.pin_source(), text.split_once("?pin-source=").map(|(_, source)| source));
    }
}

#[test]
fn what_is_no_name_of_a_private_key_is_refused() {
    for text in [
        "",
        "pkcs11",
        "file:/etc/token",
        "pkcs11:object=my-pubkey;type=public",
        "pkcs11:object=my-certificate;type=cert",
        "pkcs11:object",
        "pkcs11:object=a;object=b",
        "pkcs11:object=%4",
        "pkcs11:object=%zz",
        "pkcs11:object=%+1",
        "pkcs11:object=a;x-vendor=b",
        "pkcs11:object=a?x-vendor=b",
        "pkcs11:object=a?pin-source=%ff",
        // Examples of the standard: a PIN in the name, and modules.
        "pkcs11:object=my-key;type=private?pin-value=my-pin",
        "pkcs11:token=Software?module-path=/mnt/libmypkcs11.so.1",
        "pkcs11:token=Software?module-name=mypkcs11",
    ] {
        let refusal = Uri::parse(text).expect_err(text);
        assert_eq!(refusal.code(), ErrorCode::Usage, "{text}");
        assert!(!format!("{refusal} {refusal:?}").contains("my-"), "{text}: {refusal}");
    }
}

/// With the URI that GnuTLS's p11tool prints for its key.
fn named_by_p11tool() -> Token {
    let token = Token::new();
    token.generate("EC:prime256v1", "a1b2", "derive", &[]);
    token.generate("EC:prime256v1", "a1b3", "derive", &[]);
    token.add("another");
    fs::write(token.path("uris"), token.p11tool(&["--list-privkeys", "--only-urls"], "")).unwrap();
    token
}

#[test]
fn a_key_is_found_by_the_uri_that_p11tool_prints() {
    if elsewhere("a_key_is_found_by_the_uri_that_p11tool_prints", named_by_p11tool).is_some() {
        return;
    }
    let module = Module::load(MODULE.as_ref()).unwrap();
    let text = fs::read_to_string("uris").unwrap();
    let uris: Vec<_> = text.lines().filter(|line| line.starts_with("pkcs11:")).collect();
    assert_eq!(uris.len(), 2, "{text}");
    let key = |text: &str| {
        let uri = Uri::parse(text).unwrap();
        module.token(&uri)?.key(&uri, Some(PIN.as_bytes()))
    };
    let found: Vec<_> = uris.iter().map(|uri| key(uri).unwrap().public_key().unwrap().clone()).collect();
    assert!(found[0] != found[1]);
    let object = "token=keybundle%20test;id=%a1%b2";
    assert!(key(&format!("pkcs11:{object};library-version=2.6;slot-manufacturer=SoftHSM%20project")).is_ok());
    for (text, refusal) in [
        ("pkcs11:id=%a1%b2", Error::SeveralTokens),
        ("pkcs11:token=keybundle%20tes;id=%a1%b2", Error::NoToken),
        ("pkcs11:token=keybundle%20test;serial=0", Error::NoToken),
        ("pkcs11:token=keybundle%20test;slot-id=x", Error::NoToken),
        ("pkcs11:token=keybundle%20test;library-version=9", Error::NoToken),
        ("pkcs11:token=keybundle%20test;id=%a1", Error::NoKey),
        ("pkcs11:token=keybundle%20test", Error::SeveralKeys),
        ("pkcs11:token=another", Error::NoKey),
    ] {
        assert_eq!(key(text).unwrap_err(), refusal, "{text}");
    }
}
