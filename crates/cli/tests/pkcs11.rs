//! `--provider pkcs11`: messages open by keys that SoftHSM keeps. Built with the feature `pkcs11`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../../pkcs11/tests/token/mod.rs"]
mod token;

use base64ct::{Base64, Encoding as _};
use serde_json::Value;
use std::{fs, path::Path, process::Output};
use token::{MODULE, PIN, Token, keys, succeed};

fn keybundle(token: &Token, words: &[&str]) -> Output {
    token.command(env!("CARGO_BIN_EXE_keybundle")).args(words).output().unwrap()
}

/// With the module, and the PIN from a file.
fn by_token(token: &Token, words: &[&str]) -> Output {
    keybundle(token, &[words, &["--provider", "pkcs11", "--pkcs11-module", MODULE, "--pin-file", "pin"]].concat())
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("no JSON: {}", String::from_utf8_lossy(&output.stderr)))
}

fn code(output: &Output) -> String {
    let object = json(output);
    let all = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(!all.contains(PIN), "the PIN is told");
    assert_eq!(output.status.code(), Some(if object["error"]["code"] == "usage" { 2 } else { 1 }), "{object}");
    object["error"]["code"].as_str().unwrap().to_owned()
}

/// RSA and three curves, made on the token, each with its certificate.
const RECIPIENTS: [(&str, &str, &str); 4] = [
    ("rsa:2048", "01", "decrypt"),
    ("EC:prime256v1", "02", "derive"),
    ("EC:secp384r1", "03", "derive"),
    ("EC:secp521r1", "04", "derive"),
];

/// What openssl does for each recipient beside its default.
fn ways(kind: &str) -> Vec<Vec<&'static str>> {
    let oaep = ["-keyopt", "rsa_padding_mode:oaep"];
    let hashes = ["-keyopt", "rsa_oaep_md:sha256", "-keyopt", "rsa_mgf1_md:sha512"];
    if kind.starts_with("rsa") {
        vec![vec![], oaep.to_vec(), [&oaep[..], &hashes].concat(), vec!["-keyid"]]
    } else {
        vec![vec![], vec!["-keyopt", "ecdh_kdf_md:sha384"], vec!["-keyid"], vec!["-keyopt", "ecdh_cofactor_mode:1"]]
    }
}

#[test]
fn messages_open_by_keys_that_never_leave_the_token() {
    let token = Token::new();
    let content = keys("device-p256.key.pem");
    for (kind, id, uses) in RECIPIENTS {
        token.generate(kind, id, uses, &[]);
        let certificate = token.certify(id);
        let uri = token.uri(&format!("id=%{id}"));
        // Who it is: by the public key on the token, by a certificate that is given, by the one on the token.
        let given = ["--recipient-cert", certificate.to_str().unwrap()];
        let (without, with): (&[&str], &[&str]) = (&[], &given);
        for identified in [without, with, without] {
            for way in ways(kind) {
                token.message(&content, &certificate, &way);
                let words = ["decrypt", "message.p7m", "--recipient-key", &uri];
                let output = by_token(&token, &[&words[..], identified].concat());
                assert_eq!(output.stdout, fs::read(&content).unwrap(), "{kind} {way:?}: {output:?}");
            }
            if identified.len() == 2 {
                token.store_certificate(id);
            }
        }
        let opened = json(&by_token(&token, &["decode", "message.p7m", "--json", "--recipient-key", &uri]));
        assert_eq!(opened["bundles"][0]["private_key"]["algorithm"], "EC P-256", "{opened}");
        // The token has only this certificate's key to go by, and of the curves not even that.
        token.tool(&["--delete-object", "--type", "pubkey", "--id", id]);
        let output = by_token(&token, &["decrypt", "message.p7m", "--recipient-key", &uri]);
        assert_eq!(output.stdout, fs::read(&content).unwrap(), "{kind}: {output:?}");
        token.tool(&["--delete-object", "--type", "cert", "--id", id]);
        let words = ["decrypt", "message.p7m", "--recipient-key", &uri];
        let output = by_token(&token, &[&words[..], &given].concat());
        assert_eq!(output.stdout, fs::read(&content).unwrap(), "{kind}: {output:?}");
    }
}

#[test]
fn what_can_not_be_opened_has_its_code() {
    let token = Token::new();
    token.generate("rsa:2048", "01", "decrypt", &[]);
    token.generate_for("sign", &["--generate-privkey=rsa", "--bits", "2048"], "02");
    token.generate("rsa:2048", "03", "decrypt", &["--always-auth"]);
    token.generate("EC:prime256v1", "04", "sign", &[]);
    token.message(&keys("device-p256.key.pem"), &token.certify("01"), &[]);
    let uri = token.uri("id=%01");
    let pin = ["--pin-file", "pin"];
    let decode = |uri: &str, more: &[&str]| {
        let words = ["decode", "message.p7m", "--json", "--provider", "pkcs11", "--recipient-key", uri];
        keybundle(&token, &[&words[..], more].concat())
    };
    let module = ["--pkcs11-module", MODULE];
    let by = |uri: &str, more: &[&str]| code(&decode(uri, &[&module[..], &pin, more].concat()));

    let other = keys("rsa2048.cert.pem");
    token.message(&keys("device-p256.key.pem"), &other, &[]);
    assert_eq!(by(&uri, &[]), "wrong-recipient");
    assert_eq!(by(&uri, &["--recipient-cert", other.to_str().unwrap()]), "key-certificate-mismatch");
    token.message(&keys("device-p256.key.pem"), &token.certify("01"), &[]);

    fs::write(token.path("wrong"), "4321").unwrap();
    assert_eq!(code(&decode(&uri, &[&module[..], &["--pin-file", "wrong"]].concat())), "wrong-password");
    assert_eq!(code(&decode(&uri, &module)), "password-required");
    assert_eq!(code(&decode(&uri, &[&module[..], &["--pin-file", "absent"]].concat())), "usage");

    assert_eq!(code(&decode(&uri, &["--pkcs11-module", "/absent/module.so", "--pin-file", "pin"])), "usage");
    let no_module = keys("rsa2048.key.pem");
    assert_eq!(code(&decode(&uri, &["--pkcs11-module", no_module.to_str().unwrap(), "--pin-file", "pin"])), "usage");
    assert_eq!(code(&decode(&uri, &[])), "usage");
    assert_eq!(by("pkcs11:token=absent;id=%01", &[]), "usage");
    assert_eq!(by(&token.uri("object=absent"), &[]), "usage");
    assert_eq!(by(&token.uri("id=%01;object=absent"), &[]), "usage");
    // Several keys, then several tokens.
    assert_eq!(by("pkcs11:", &[]), "usage");
    token.add("another");
    assert_eq!(by("pkcs11:id=%01", &[]), "usage");
    assert_eq!(by(&token.uri("id=%01;type=cert"), &[]), "usage");

    for id in ["%02", "%03", "%04"] {
        assert_eq!(by(&token.uri(&format!("id={id}")), &[]), "unsupported-algorithm", "{id}");
    }
    // The same key is good for what it is for.
    assert!(decode(&uri, &[&module[..], &pin].concat()).status.success());
}

#[test]
fn a_pin_is_taken_from_where_it_is_said_and_never_from_an_argument() {
    let token = Token::new();
    token.generate("EC:prime256v1", "01", "derive", &[]);
    token.message(&keys("device-p256.key.pem"), &token.certify("01"), &[]);
    let module = ["--provider", "pkcs11", "--pkcs11-module", MODULE];
    let decode = |uri: &str, more: &[&str]| {
        let words = ["decode", "message.p7m", "--json", "--recipient-key", uri];
        token
            .command(env!("CARGO_BIN_EXE_keybundle"))
            .args(words)
            .args(more)
            .env("TOKEN_PIN", PIN)
            .stdin(fs::File::open(token.path("pin")).unwrap())
            .output()
            .unwrap()
    };
    let uri = token.uri("id=%01");
    let source = format!("{uri}?pin-source=file:{}", token.path("pin").display());
    let (variable, descriptor, stdin) = (["--pin-env", "TOKEN_PIN"], ["--pin-fd", "0"], ["--pin-file", "-"]);
    for (uri, more) in [(&uri, &variable[..]), (&uri, &descriptor), (&uri, &stdin), (&source, &[])] {
        let output = decode(uri, &[&module, more].concat());
        assert!(json(&output)["bundles"][0].is_object(), "{more:?}: {output:?}");
    }
    assert_eq!(code(&decode(&format!("{uri}?pin-source=|cat"), &module)), "usage");
    // Whatever else is wrong, the PIN is not told: `code` looks.
    let value = format!("{uri}?pin-value={PIN}");
    assert_eq!(code(&decode(&value, &module)), "usage");
    assert_eq!(code(&decode(&format!("{uri};pin-value={PIN}"), &module)), "usage");
    assert_eq!(code(&decode(&format!("{uri};{PIN}"), &module)), "usage");
    assert_eq!(code(&decode(&value, &[])), "usage");
    assert_eq!(code(&decode(&value, &["--provider", "software"])), "usage");
    let key = keys("rsa2048.key.pem");
    assert_eq!(code(&decode(key.to_str().unwrap(), &module)), "usage");
    assert_eq!(code(&decode(&uri, &[&module[..], &variable, &stdin].concat())), "usage");
}

#[test]
fn a_batch_opens_on_all_threads_by_one_token() {
    let token = Token::new();
    token.generate("rsa:2048", "01", "decrypt", &[]);
    token.generate("EC:prime256v1", "02", "derive", &[]);
    let mut lines = String::new();
    for id in ["01", "02", "01", "02", "01", "02", "01", "02"] {
        let message = token.message(&keys("device-p256.key.pem"), &token.certify(id), &[]);
        lines += &format!("{}\n", Base64::encode_string(&fs::read(message).unwrap()));
    }
    // A line names keys in files alone.
    lines += &format!("{{\"keybundle\": {{\"recipient_key_file\": \"{}\"}}}}\n", token.uri("id=%01"));
    fs::write(token.path("lines"), lines).unwrap();
    let (rsa, ec) = (token.uri("id=%01"), token.uri("id=%02"));
    let words = ["batch", "lines", "--jobs", "3", "--recipient-key", &rsa, "--recipient-key", &ec];
    let output = by_token(&token, &[&words[..], &["--secrets-from-lines"]].concat());
    let answers: Vec<Value> = output
        .stdout
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice(line).unwrap())
        .collect();
    assert_eq!(answers.len(), 9, "{output:?}");
    let (last, opened) = answers.split_last().unwrap();
    assert!(opened.iter().all(|answer| answer["bundles"][0].is_object()), "{opened:?}");
    assert_eq!(last["error"]["code"], "usage", "{last}");
}

#[test]
fn requests_are_signed_on_the_token() {
    let token = Token::new();
    let default = [None];
    let cases: [(&str, &str, &[Option<&str>]); 5] = [
        (
            "rsa:2048",
            "01",
            &[None, Some("sha512WithRSAEncryption"), Some("rsassa-pss-sha256"), Some("rsassa-pss-sha384")],
        ),
        ("EC:prime256v1", "02", &[None, Some("ecdsa-with-SHA384"), Some("ecdsa-with-SHA512")]),
        ("EC:secp384r1", "03", &default),
        ("EC:secp521r1", "04", &[None, Some("ecdsa-with-SHA256")]),
        ("EC:edwards25519", "05", &default),
    ];
    for (kind, id, algorithms) in cases {
        token.generate(kind, id, "sign", &[]);
        for algorithm in algorithms {
            let uri = token.uri(&format!("id=%{id}"));
            let mut words =
                vec!["csr", "new", "--key", &uri, "--subject", "CN=device-1", "--out", "csr.pem", "--force"];
            words.extend(algorithm.iter().flat_map(|name| ["--signature-algorithm", name]));
            let output = by_token(&token, &words);
            assert!(output.status.success(), "{kind} {algorithm:?}: {output:?}");
            let verified = succeed(token.command("openssl").args(["req", "-verify", "-noout", "-in", "csr.pem"]));
            let said = [verified.stdout, verified.stderr].concat();
            assert!(String::from_utf8_lossy(&said).contains("verify OK"), "{kind} {algorithm:?}");
        }
    }
    // Whose public key is in a certificate alone, as on some cards.
    token.certify("02");
    token.store_certificate("02");
    token.tool(&["--delete-object", "--type", "pubkey", "--id", "02"]);
    let words = ["csr", "new", "--json", "--subject", "CN=device-1", "--key"];
    let by = |uri: &str| by_token(&token, &[&words[..], &[uri]].concat());
    assert_eq!(json(&by(&token.uri("id=%02")))["signature_valid"], true);

    token.generate_for("decrypt", &["--generate-privkey=ecdsa", "--curve", "secp256r1"], "06");
    assert_eq!(code(&by(&token.uri("id=%06"))), "unsupported-algorithm");
    token.generate("rsa:1024", "07", "sign", &[]);
    assert_eq!(code(&by(&token.uri("id=%07"))), "unsupported-algorithm");
    let key = keys("rsa2048.key.pem");
    assert_eq!(code(&by(key.to_str().unwrap())), "usage");
    assert_eq!(code(&keybundle(&token, &[&words[..], &[&token.uri("id=%01")]].concat())), "usage");
    let new = ["csr", "new", "--json", "--subject", "CN=a", "--new-key", "p-256", "--key-out", "new.key"];
    assert_eq!(code(&by_token(&token, &new)), "usage");
    assert!(!Path::new(&token.path("new.key")).exists());
    let uri = token.uri("id=%02");
    let with_password = [&words[..], &[&uri, "--key-password-file", "new.key"]].concat();
    assert_eq!(code(&by_token(&token, &with_password)), "usage");
}
