//! The printed command, run by a shell with a `curl` that writes down what it gets.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

use keybundle_digicert::request::{
    Attribute, Authentication, Base, CertificateRequest, Draft, EstOperation, EstRequest, PrivateKeyFormat, Request,
    SecretText, curl,
};
use std::{fs, os::unix::fs::PermissionsExt as _, process::Command};

const PROFILE: &str = "IOT_3b7a0c12-4d6e-4f80-9a1b-2c3d4e5f6071";

/// Its arguments, one a line; what came through descriptor 3; what came through standard input.
struct Received {
    arguments: Vec<String>,
    headers: String,
    body: String,
}

fn run(command: &str, variables: &[(&str, &str)]) -> Received {
    let directory = tempfile::tempdir().unwrap();
    let stub = directory.path().join("curl");
    let script = "#!/bin/sh\nfor one; do printf '%s\\0' \"$one\"; done >\"$OUT/arguments\"\n\
                  cat <&3 >\"$OUT/headers\" 2>/dev/null\ncat >\"$OUT/body\"\n";
    fs::write(&stub, script).unwrap();
    fs::set_permissions(&stub, fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{}", directory.path().display(), std::env::var("PATH").unwrap());
    let mut shell = Command::new("sh");
    shell.args(["-eu", "-c", command]).env("PATH", path).env("OUT", directory.path());
    let output = shell.envs(variables.iter().copied()).output().unwrap();
    let syntax = Command::new("sh").args(["-n", "-c", command]).status().unwrap();
    assert!(syntax.success());
    assert!(output.status.success(), "{}\n{command}", String::from_utf8_lossy(&output.stderr));
    let read = |name| fs::read_to_string(directory.path().join(name)).unwrap_or_default();
    let arguments = read("arguments").split_terminator('\0').map(ToOwned::to_owned).collect();
    Received { arguments, headers: read("headers"), body: read("body") }
}

fn keygen(common_name: &str) -> CertificateRequest {
    let mut request = CertificateRequest::default();
    request.enrollment_profile_id = Some(PROFILE.to_owned());
    request.certificate_profile_attributes = vec![Attribute::new("subject.common_name", common_name)];
    request.server_side_key_gen = Some(true);
    request.private_key_format = Some(PrivateKeyFormat::Pkcs12);
    request.pkcs12_password = Some(SecretText::in_variable("PASSWORD"));
    request
}

const NASTY: &str = "it's $HOME `id` $(id) \\ \\\\ \"quoted\" ${PASSWORD} !x ; & | > < * ~ # %s";

#[test]
fn the_body_arrives_as_it_was_made() {
    let by_key = || Authentication::ApiKey(SecretText::in_variable("KEY"));
    let http = Request::from(keygen(NASTY)).to_http(&Base::default(), &by_key()).unwrap();
    let received = run(&curl(&http), &[("KEY", "k'\"$`\\1"), ("PASSWORD", "Secret1234")]);
    assert_eq!(received.headers, "x-api-key: k'\"$`\\1\n");
    let draft = Draft::read(received.body.as_bytes(), None).unwrap();
    let mut sent = keygen(NASTY);
    sent.pkcs12_password = Some(SecretText::new("Secret1234"));
    assert_eq!(draft.request, sent.into());

    let mut plain = keygen(NASTY);
    (plain.private_key_format, plain.pkcs12_password) = (Some(PrivateKeyFormat::Pem), None);
    let http = Request::from(plain).to_http(&Base::default(), &by_key()).unwrap();
    let received = run(&curl(&http), &[("KEY", "k")]);
    assert_eq!(received.body.trim_end(), http.body.unwrap().public_text());
}

#[test]
fn no_secret_is_an_argument() {
    let http = Request::from(keygen("device-1"));
    let http = http.to_http(&Base::default(), &Authentication::ApiKey(SecretText::new("00_the_key"))).unwrap();
    let received = run(&curl(&http), &[("KEYBUNDLE_API_KEY", "00_the_key"), ("PASSWORD", "Secret1234")]);
    assert!(!curl(&http).contains("00_the_key"));
    assert!(received.arguments.iter().all(|one| !one.contains("00_the_key") && !one.contains("Secret1234")));
    let user_agent = format!("user-agent: keybundle/{}", env!("CARGO_PKG_VERSION"));
    assert_eq!(
        received.arguments,
        [
            "--request",
            "POST",
            "--url",
            "https://one.digicert.com/iot/api/v1/certificate",
            "--header",
            &user_agent,
            "--header",
            "content-type: application/json",
            "--header",
            "@/dev/fd/3",
            "--data-binary",
            "@-",
        ]
    );
}

#[test]
fn certificates_and_basic_authentication() {
    let http = Request::from(keygen("a")).to_http(&Base::default(), &Authentication::ClientCertificate).unwrap();
    let files = [("KEYBUNDLE_CLIENT_CERTIFICATE", "my cert.pem"), ("KEYBUNDLE_CLIENT_KEY", "my key.pem")];
    let received = run(&curl(&http), &[files[0], files[1], ("PASSWORD", "Secret1234")]);
    assert!(received.arguments.windows(4).any(|four| four == ["--cert", "my cert.pem", "--key", "my key.pem"]));
    assert_eq!(received.headers, "");

    let mut est = EstRequest::default();
    (est.policy, est.operation) = ("IOT_p".to_owned(), EstOperation::CaCerts);
    let user = "it's $me".to_owned();
    let way = Authentication::EstPasscode { user, passcode: SecretText::in_variable("CODE") };
    let http = Request::from(est).to_http(&Base::default(), &way).unwrap();
    let received = run(&curl(&http), &[("CODE", "p$`\"x")]);
    // base64 of `it's $me:p$`"x`, by coreutils.
    assert_eq!(received.headers, "authorization: Basic aXQncyAkbWU6cCRgIng=\n");
    assert_eq!(received.body, "");
}
