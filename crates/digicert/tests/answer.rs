//! What the service says, beside what it sent and in place of it.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use keybundle_digicert::{inspect, open};
use keybundle_encoding::Coded as _;
use keybundle_open::Unlock;

const DAMAGED: &str = "-----BEGIN PRIVATE KEY-----\nMIGHAgEAMB####qGSM49AgEG\n-----END PRIVATE KEY-----\n";

fn text(name: &str) -> String {
    let text = String::from_utf8(keybundle_testdata::file(name)).unwrap();
    serde_json::to_string(&text).unwrap()
}

/// What came out, or the code of the refusal.
fn outcome(json: &str) -> &'static str {
    match open(json.as_bytes(), &Unlock::new()) {
        Ok(opened) if !opened.certificates.is_empty() => "certificate",
        Ok(opened) if !opened.certificate_requests.is_empty() => "request",
        Ok(_) => "something",
        Err(error) => error.code().as_str(),
    }
}

#[test]
fn a_certificate_is_delivered_whatever_is_said_beside_it() {
    let certificate = text("keys/device-p256.cert.pem");
    for beside in [
        r#""error":"""#,
        r#""error":false"#,
        r#""errors":{}"#,
        r#""error":"none""#,
        r#""result":"issued""#,
        r#""status":"failover""#,
        r#""checks":[{"name":"ocsp","result":"good"}]"#,
        r#""audit":{"events":[{"status":"failed"}]}"#,
        r#""errors":[{"code":"of_another_request"}]"#,
    ] {
        assert_eq!(outcome(&format!(r#"{{"certificate":{certificate},{beside}}}"#)), "certificate", "{beside}");
    }
    assert_eq!(outcome(&format!(r#"[{{"certificate":{certificate}}},{{"error":"x"}}]"#)), "certificate");
}

#[test]
fn a_request_comes_out_unless_it_was_refused_or_waits() {
    let request = text("requests/csr/openssl3-p256.pem");
    for (beside, expected) in [
        (r#""status":"active""#, "request"),
        (r#""error":"""#, "request"),
        (r#""history":[{"status":"failed"}]"#, "request"),
        (r#""status":"PENDING_APPROVAL""#, "request-pending"),
        (r#""certificate_request_id":"1","status":"ACCEPTED""#, "request-pending"),
        (r#""certificate_request_id":"1","status":"REJECTED""#, "service-error"),
        (r#""errors":[{"code":"x"}]"#, "service-error"),
        (r#""data":{"errors":[{"code":"x"}]}"#, "service-error"),
    ] {
        let json = format!(r#"{{"csr":{request},{beside}}}"#);
        assert_eq!(outcome(&json), expected, "{beside}");
        let inspected = inspect(json.as_bytes()).map_or_else(|error| error.code().as_str(), |_| "request");
        assert_eq!(inspected, expected, "{beside}");
    }
}

#[test]
fn a_damaged_key_is_told_unless_errors_are() {
    let key = serde_json::to_string(DAMAGED).unwrap();
    for (beside, expected) in [
        (r#""status":"ok","error":"""#, "malformed-pem"),
        (r#""result":"ok""#, "malformed-pem"),
        (r#""certificate_request_id":"1","status":"AUTO_APPROVED","result":"OK""#, "malformed-pem"),
        (r#""errors":[{"code":"x"}]"#, "service-error"),
    ] {
        assert_eq!(outcome(&format!(r#"{{"private_key":{key},{beside}}}"#)), expected, "{beside}");
    }
    // With words before it, it is a key all the same.
    let sentence = serde_json::to_string(&format!("the key is: {DAMAGED}")).unwrap();
    let certificate = text("keys/device-p256.cert.pem");
    assert_eq!(outcome(&format!(r#"{{"certificate":{certificate},"key":{sentence}}}"#)), "malformed-pem");
}

#[test]
fn what_the_service_says_is_found_in_a_log() {
    let waiting = r#"{"certificate_request_id":"1","status":"PENDING"}"#;
    let refused = r#"{"errors":[{"code":"denied"}]}"#;
    for (log, expected) in [
        (format!("POST /request\n{waiting}\n"), "request-pending"),
        (format!("[12:00:00] sent {{\"csr\": \"...\"}}\n[12:00:01] answer {waiting}\n"), "request-pending"),
        (format!("{{\"level\":\"info\"}}\nretrying\n{waiting}\nretrying\n{refused}\n"), "service-error"),
    ] {
        assert_eq!(outcome(&log), expected, "{log}");
    }
}

#[test]
fn the_last_of_several_heads_counts() {
    let certificate = String::from_utf8(keybundle_testdata::file("keys/root.cert.pem")).unwrap();
    let head = |status: &str| format!("HTTP/1.1 {status}\r\nContent-Type: application/json\r\n\r\n");
    assert_eq!(outcome(&(head("401 Unauthorized") + &head("200 OK") + &certificate)), "certificate");
    assert_eq!(outcome(&(head("200 Connection established") + &head("403 Forbidden") + "{}")), "service-error");
    assert_eq!(outcome(&(head("202 Accepted") + "{}")), "request-pending");
}

#[test]
fn a_key_that_is_not_opened_refuses_unless_another_is() {
    let file = |name: &str| String::from_utf8(keybundle_testdata::file(name)).unwrap();
    let (foreign, certificate) =
        (file("vectors/unsupported/ssh-keygen-ed25519.key"), file("keys/device-p256.cert.pem"));
    let key = file("keys/device-p256.key.pem");
    assert_eq!(outcome(&(certificate.clone() + &foreign)), "unsupported-format");
    let json = serde_json::json!({ "certificate": certificate, "key": foreign });
    assert_eq!(outcome(&json.to_string()), "unsupported-format");
    let both = open((foreign + &certificate + &key).as_bytes(), &Unlock::new()).unwrap();
    assert!(both.bundles[0].certificate.is_some());
    assert_eq!(both.warnings.as_slice()[0].code.as_str(), "member-unreadable");
    // A member of an archive stands for itself, also one that is JSON.
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in [("a.json", json.to_string()), ("b.pem", certificate)] {
        archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut archive, content.as_bytes()).unwrap();
    }
    let archive = archive.finish().unwrap().into_inner();
    assert_eq!(open(&archive, &Unlock::new()).unwrap().certificates.len(), 1);
}
