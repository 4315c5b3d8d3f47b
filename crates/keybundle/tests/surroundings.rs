//! Logs, settings and answers as people keep them: what is wanted comes out whatever stands around it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use keybundle::{Coded as _, Unlock, crates::encoding::base64, open};
use keybundle_testdata::file;

fn text(name: &str) -> String {
    String::from_utf8(file(name)).unwrap()
}

/// Base64 of the DER that a PEM file holds.
fn body(name: &str) -> String {
    text(name).lines().filter(|line| !line.starts_with("-----")).collect()
}

/// Private keys, those of them with a certificate, and warnings.
fn opened(text: &str) -> (usize, usize, Vec<&'static str>) {
    let opened = open(text.as_bytes(), &Unlock::new()).unwrap_or_else(|error| panic!("{}: {text}", error.code()));
    let paired = opened.bundles.iter().filter(|bundle| bundle.certificate.is_some()).count();
    let warnings = opened.warnings.as_slice().iter().map(|warning| warning.code.as_str());
    (opened.bundles.len(), paired, warnings.filter(|&code| code != "chain-incomplete").collect())
}

/// An answer with key and certificate, in base64 of DER or in PEM.
fn answers(key: &str) -> [String; 2] {
    let (key_file, certificate_file) = (format!("keys/{key}.key.pem"), format!("keys/{key}.cert.pem"));
    let json = |key: String, certificate: String| {
        serde_json::json!({ "status": "AUTO_APPROVED", "private_key": key, "pem": certificate }).to_string()
    };
    [json(body(&key_file), body(&certificate_file)), json(text(&key_file), text(&certificate_file))]
}

#[test]
fn strings_that_only_look_like_something_hide_no_answer() {
    for answer in answers("device-p256") {
        for (beside, warnings) in [
            (r#""[2024-01-01 10:00] approved by admin""#, &[][..]),
            (r#""{\"step\": done} by hand""#, &["member-unreadable"]),
            (r#""{\"csr\": \"MIIBIjANBgkq""#, &["member-unreadable"]),
            (r#""MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA...""#, &["member-unreadable"]),
            (r#""eyJhIjogMSwgLy8gYSBjb21tZW50CiJiIjogMn0=""#, &["member-unreadable"]),
        ] {
            let answer = answer.replacen('{', &format!("{{\"comment\":{beside},"), 1);
            assert_eq!(opened(&answer), (1, 1, warnings.to_vec()), "{beside}");
        }
    }
}

#[test]
fn every_answer_of_a_log_is_opened() {
    for (first, second) in answers("device-p256").iter().zip(&answers("device-p384")) {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n";
        let waiting = "HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\n\r\n{\"status\":\"PENDING\"}\r\n";
        let failed =
            "HTTP/1.1 503 Busy\r\nContent-Type: application/json\r\n\r\n{\"errors\":[{\"code\":\"busy\"}]}\r\n";
        for (log, keys) in [
            (format!("{first}\nretrying\n{second}\n"), 2),
            (format!("{{\"level\":\"info\"}}\nretrying in [2] s\n{first}"), 1),
            (format!("[2024-01-01 10:00:00] answer: {first}"), 1),
            (format!("[1704067200] response: {first} so"), 1),
            (format!("{waiting}{head}{first}"), 1),
            (format!("{failed}{head}{first}"), 1),
            (format!("{head}{first}\r\n{head}{second}"), 2),
            (format!("POST /certificate HTTP/1.1\r\nHost: a.example\r\n\r\n{{\"csr\":null}}\r\n\r\n{head}{first}"), 1),
        ] {
            let (found, paired, _) = opened(&log);
            assert_eq!((found, paired), (keys, keys), "{log}");
        }
        let inside = serde_json::json!({ "log": format!("[2024-01-01] response: {first}") }).to_string();
        assert_eq!(opened(&inside).0, 1);
    }
}

#[test]
fn pem_behind_json_and_json_with_a_slip() {
    let (key, certificate) = (text("keys/device-p256.key.pem"), text("keys/device-p256.cert.pem"));
    let json = serde_json::json!({ "private_key": key }).to_string();
    assert_eq!(opened(&format!("{json}\n{certificate}")), (1, 1, vec![]));
    let (key, certificate) = (body("keys/device-p256.key.pem"), body("keys/device-p256.cert.pem"));
    for slip in [
        format!(r#"{{"private_key":"{key}","pem":"{certificate}",}}"#),
        format!(r#"{{"private_key":"{key}","pem":"{certificate}","weight":NaN}}"#),
        format!("{{\n// of the device\n\"private_key\":\"{key}\",\n\"pem\":\"{certificate}\"}}"),
    ] {
        let (found, paired, _) = opened(&slip);
        assert_eq!((found, paired), (1, 1), "{slip}");
    }
}

#[test]
fn settings_with_comments_lists_and_quotes() {
    let (key, certificate) = (body("keys/device-p256.key.pem"), body("keys/device-p256.cert.pem"));
    let lines = |text: &str, before: &str| {
        let lines = text.as_bytes().chunks(64).map(|line| format!("{before}{}", String::from_utf8_lossy(line)));
        lines.collect::<Vec<_>>().join("\n")
    };
    for settings in [
        format!("tls.key: {key} # the key\ntls.crt: {certificate} # and its certificate\n"),
        format!("ANSWER='{{\"pem\":\"{certificate}\",\"private_key\":\"{key}\"}}'\n"),
        format!("{{k: {key}, c: {certificate}}}"),
        format!("k = \"{key}\" ; the key\nc = \"{certificate}\"\n"),
        format!("KEY=\"{}\"\nCERTIFICATE=\"{}\"\n", lines(&key, ""), lines(&certificate, "")),
        format!(
            "String key = \"{}\";\nString certificate = (\"{}\");\n",
            lines(&key, "").replace('\n', "\" +\n    \""),
            lines(&certificate, "").replace('\n', "\"\n    + \""),
        ),
        format!("key: |2-\n{}\ncertificate: &c >- # folded\n{}\n", lines(&key, "  "), lines(&certificate, "  ")),
    ] {
        let (found, paired, _) = opened(&settings);
        assert_eq!((found, paired), (1, 1), "{settings}");
    }
    // What follows PEM and looks like base64 of something is no reason to refuse it.
    let pem = text("keys/device-p256.key.pem") + &text("keys/device-p256.cert.pem");
    let signature = base64::encode(&[&[0x30, 0x44, 2, 0x20][..], &[7; 32], &[2, 0x20], &[7; 32]].concat());
    assert_eq!(opened(&format!("{pem}signature: {}, alg: ES256\n", *signature)), (1, 1, vec![]));
}

/// What is damaged is told, whatever else stands beside it.
#[test]
fn a_damaged_key_is_never_passed_over() {
    let (key, certificate) = (body("keys/device-p256.key.pem"), body("keys/device-p256.cert.pem"));
    let cut = key.get(..key.len() - 20).unwrap();
    let (head, tail) = key.split_at(60);
    for damaged in [
        format!("K={head}!{tail}; C={certificate}"),
        format!("ca: {certificate},{cut}"),
        format!("run -e KEY={cut} -e C={certificate}"),
        format!("tls.crt: {certificate}\ntls.key: {}={tail}\n", key.get(..59).unwrap()),
        format!("tls.crt: {certificate}\ntls.key: {}={}\n", key.get(..30).unwrap(), key.get(31..).unwrap()),
        format!("{{\"certificate\":\"{certificate}\",\"private_key\":\"{cut}\",}}"),
    ] {
        assert!(open(damaged.as_bytes(), &Unlock::new()).is_err(), "{damaged}");
    }
}

/// Nothing is made of things that stand beside each other by chance.
#[test]
fn values_are_joined_only_where_a_program_joins_them() {
    let (key, certificate) = (body("keys/ed25519.key.pem"), body("keys/device-p256.cert.pem"));
    let cut = key.get(..key.len() - 4).unwrap();
    for text in [format!("K=(\"{cut}\"\n\"{certificate}\")"), format!("x=\"{cut}\" ;\n\"{certificate}\";")] {
        let keys = open(text.as_bytes(), &Unlock::new()).map_or(0, |opened| opened.bundles.len());
        assert_eq!(keys, 0, "{text}");
    }
    // A quote that is not closed takes nothing with it.
    for text in [format!("note: 'twas\nabcd\nB={certificate}"), format!("name=\"x\nC={certificate}\n")] {
        let opened = open(text.as_bytes(), &Unlock::new()).unwrap();
        assert_eq!(opened.certificates.len(), 1, "{text}");
    }
}

#[test]
fn literals_below_one_another_are_one() {
    let pem = base64::encode(&file("keys/device-p256.key.pem"));
    let twice = base64::encode(pem.as_bytes());
    for text in [&body("keys/device-p256.key.pem"), &*pem, &*twice] {
        let wrapped = |quote: &str, width: usize, end: &str| {
            let lines = text.as_bytes().chunks(width);
            let lines = lines.map(|line| format!("{quote}{}\"", std::str::from_utf8(line).unwrap()));
            lines.collect::<Vec<_>>().join(end)
        };
        for program in [
            format!("KEY = (\n{}\n)\n", wrapped("    \"", 60, "\n")),
            format!("KEY = (\r\n{})\r\n", wrapped("    b\"", 40, "\r\n")),
            format!("#define KEY \\\n{}\n", wrapped("  \"", 48, " \\\n")),
            format!("static const char key[] = {};\n", wrapped("\"", 64, "\n    ")),
        ] {
            assert_eq!(opened(&program), (1, 0, vec!["certificate-missing"]), "{program}");
        }
    }
    // Each by itself.
    let (key, other) = (body("keys/device-p256.key.pem"), body("keys/device-p384.key.pem"));
    assert_eq!(opened(&format!("keys:\n\"{key}\"\n\"{other}\"\n")).0, 2);
}

/// As GnuTLS describes what it writes.
#[test]
fn a_long_description_before_pem_hides_it_in_no_base64() {
    let described = |name: &str| {
        let words =
            "Public Key Info:\n\tPublic Key Algorithm: EC/ECDSA\n".to_owned() + &"\t\t00:11:22:33:44\n".repeat(200);
        base64::encode((words + &text(name)).as_bytes()).to_string()
    };
    let (key, certificate) = (described("keys/device-p256.key.pem"), described("keys/device-p256.cert.pem"));
    for input in [
        format!("kind: Secret\ndata:\n  tls.crt: {certificate}\n  tls.key: {key}\n"),
        serde_json::json!({ "key": key, "certificate": certificate }).to_string(),
    ] {
        let (keys, paired, _) = opened(&input);
        assert_eq!((keys, paired), (1, 1), "{input}");
    }
    assert_eq!(opened(&key).0, 1);
}

#[test]
fn a_mail_has_many_headers() {
    let mail = |head: &str| {
        let (key, certificate) = (text("keys/device-p256.key.pem"), text("keys/device-p256.cert.pem"));
        let part = |name: &str, text: &str| {
            let quoted = text.replace('=', "=3D").replace('\n', "\r\n");
            format!(
                "--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename={name}\r\n\
                 Content-Transfer-Encoding: quoted-printable\r\n\r\n{quoted}\r\n"
            )
        };
        let parts = part("k", &key) + &part("c", &certificate);
        format!("{head}MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n{parts}--b--\r\n")
    };
    let long = format!("Received: from a\r\n\tby b\r\n{}", "ARC-Seal: i=1; a=rsa-sha256; cv=none\r\n".repeat(300));
    for head in ["", "X-Foo.Bar: 1\r\n", ">From a@example.com Mon\r\n", &long] {
        let (keys, paired, _) = opened(&mail(head));
        assert_eq!((keys, paired), (1, 1), "{head}");
    }
}

#[test]
fn the_first_words_of_a_text_are_not_all_of_it() {
    let (key, certificate) = (body("keys/device-p256.key.pem"), body("keys/device-p256.cert.pem"));
    for text in [
        format!("Certificate:\n{certificate}\n\nPrivate Key:\n{key}\n"),
        format!("# created: 2024-01-01 by helm\ntls.crt: {certificate}\ntls.key: {key}\n"),
        format!("<?xml version=\"1.0\"?>\n<a><key>{key}</key>\n<certificate>{certificate}</certificate></a>\n"),
    ] {
        let (keys, paired, _) = opened(&text);
        assert_eq!((keys, paired), (1, 1), "{text}");
    }
    // What nothing is found in is called what it seems to be.
    let error = open(b"<?xml version=\"1.0\"?>\n<a/>", &Unlock::new()).expect_err("to be refused");
    assert_eq!(error.code().as_str(), "unsupported-format");
}

#[test]
fn what_stands_behind_an_answer_refuses_it_never() {
    let certificate = body("keys/device-p384.cert.pem");
    for answer in answers("device-p256") {
        for behind in [
            format!("cert: {}...", certificate.get(..80).unwrap()),
            format!("cert: {}", certificate.get(..200).unwrap()),
            format!("x {}\"", "[".repeat(200)),
            "log \"{\"a\":1}\"".to_owned(),
            " ".repeat(100_000) + "y",
        ] {
            let (found, paired, _) = opened(&format!("{answer}\n{behind}"));
            assert_eq!((found, paired), (1, 1), "{behind}");
        }
    }
}

#[test]
fn a_key_that_came_and_is_damaged_is_not_waited_for() {
    let key = body("keys/device-p256.key.pem");
    for (key, code) in [
        (key.get(1..).unwrap_or_default(), "unknown-format"),
        ("-----BEGIN PGP MESSAGE-----\n\nhQEMA\n=abcd\n-----END PGP MESSAGE-----\n", "unsupported-format"),
    ] {
        let answer = serde_json::json!({ "status": "AUTO_APPROVED", "private_key": key }).to_string();
        let error = open(answer.as_bytes(), &Unlock::new()).expect_err("to be refused");
        assert_eq!(error.code().as_str(), code);
    }
    let waiting = r#"{"certificate_request_id":"1","status":"PENDING","pem":"not available yet"}"#;
    assert_eq!(open(waiting.as_bytes(), &Unlock::new()).expect_err("to be refused").code().as_str(), "request-pending");
}

#[test]
fn an_answer_in_hexadecimal() {
    for answer in answers("device-p256") {
        let dump: String = answer.bytes().map(|byte| format!("{byte:02x}")).collect();
        let (found, paired, _) = opened(&dump);
        assert_eq!((found, paired), (1, 1));
    }
}

#[test]
fn a_password_that_was_copied_with_blanks() {
    let store = file("vectors/pkcs12/openssl3-default.p12");
    for password in [" secret", "\tsecret \n", "secret\u{a0}"] {
        let opened = keybundle::open(&store, &Unlock::new().with_password(password)).unwrap();
        assert!(opened.warnings.as_slice().iter().any(|warning| warning.code.as_str() == "password-trimmed"));
    }
}
