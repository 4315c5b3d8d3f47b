//! Requests that we make, before authorities and libraries that others wrote: a SCEP server, `openssl ca`, cfssl, and
//! pyca/cryptography.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

use common::{KEY_TYPES, randomness, signer, tool};
use keybundle::{
    Limits, PrivateKey, Unlock, Warnings,
    crates::{
        csr::{ChallengePassword, DistinguishedName, GeneralName, RequestTemplate},
        encoding::pem,
        key::{Encoding, KeyType, Signer, SoftwareSigner},
        r#match::{Field, Matcher, RegisteredValue, Rules, check},
    },
    credential::RequestFields,
};
use std::{
    fs,
    io::Write as _,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};
use tempfile::TempDir;

const SUBJECT: &str = "CN=device-1.example,OU=b,OU=a,O=Example,C=DE";
const NAME: &str = "DNS:device-1.example";

/// The PEM of a request that is signed so.
fn request(signer: &dyn Signer, challenge: Option<&str>) -> String {
    let template = RequestTemplate {
        subject: DistinguishedName::from_text(SUBJECT).unwrap(),
        subject_alternative_names: vec![GeneralName::from_text(NAME).unwrap()],
        challenge_password: challenge
            .map(|secret| ChallengePassword { secret: secret.to_owned().into(), string_type: None }),
        ..RequestTemplate::default()
    };
    let request = template.sign(signer, None, &mut Warnings::new()).unwrap();
    pem::encode("CERTIFICATE REQUEST", request.der()).to_string()
}

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Runs a tool that must succeed, and gives what it printed.
fn run(folder: &Path, line: &str) -> String {
    let mut words = line.split(' ');
    let output = Command::new(words.next().unwrap()).args(words).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{line}\n{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// An authority in `ca.pem` and `ca.key`.
fn authority() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    run(
        folder.path(),
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=authority -keyout ca.key -out ca.pem",
    );
    folder
}

#[test]
fn scep_takes_the_right_challenge_password_and_refuses_another() {
    let folder = tempfile::tempdir().unwrap();
    let mut folders = Vec::new();
    for (name, challenge) in [("right", Some("s3cret")), ("wrong", Some("s3cres")), ("none", None)] {
        let path = folder.path().join(name);
        fs::create_dir(&path).unwrap();
        let key = PrivateKey::generate(KeyType::Rsa2048, &mut randomness()).unwrap();
        let request = request(&SoftwareSigner::new(&key, randomness()).unwrap(), challenge);
        let pkcs1 = key.secret_encoded(Encoding::Pkcs1).unwrap();
        fs::write(path.join("key.pem"), pem::encode("RSA PRIVATE KEY", &pkcs1).as_bytes()).unwrap();
        fs::write(path.join("csr.pem"), request).unwrap();
        folders.push(path);
    }
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let output = Command::new(here().join("servers/scep.sh"))
        .arg(port.to_string())
        .args(&folders)
        .env("CHALLENGE", "s3cret")
        .output()
        .unwrap();
    let told = |path: &PathBuf| String::from_utf8_lossy(&fs::read(path.join("log")).unwrap_or_default()).into_owned();
    let said = [output.stdout, output.stderr].concat();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&said));
    for path in &folders {
        let is_right = path.ends_with("right");
        assert_eq!(path.join("certificate.pem").exists(), is_right, "{}: {}", path.display(), told(path));
        // Refused for what it says, not for something else.
        assert_eq!(told(path).contains("badRequest"), !is_right, "{}", told(path));
    }
    // What came is of our key, and signed by the authority.
    let certificate = fs::read(folders[0].join("certificate.pem")).unwrap();
    let opened = keybundle::open(&certificate, &Unlock::new()).unwrap();
    let key = keybundle::open(&fs::read(folders[0].join("key.pem")).unwrap(), &Unlock::new()).unwrap();
    assert_eq!(opened.certificates[0].public_key(), key.bundles[0].private_key.public_key());
    let authority = keybundle::open(&fs::read(folder.path().join("ca.pem")).unwrap(), &Unlock::new()).unwrap();
    let issuer = authority.certificates[0].public_key().unwrap();
    assert_eq!(opened.certificates[0].is_signed_by(issuer), Some(true));
}

#[test]
fn openssl_ca_signs_our_requests() {
    let folder = authority();
    let folder = folder.path();
    let configuration = "[ca]\ndefault_ca=a\n[a]\ndatabase=index\nserial=serial\nnew_certs_dir=.\ndefault_md=sha256\n\
                         default_days=1\npolicy=p\ncopy_extensions=copy\nunique_subject=no\n\
                         [p]\nC=match\nO=supplied\nOU=supplied\nCN=supplied\n";
    // The policy compares with the authority's own country.
    run(folder, "openssl req -x509 -key ca.key -days 2 -subj /C=DE/CN=authority -out ca.pem");
    fs::write(folder.join("ca.cnf"), configuration).unwrap();
    fs::write(folder.join("index"), "").unwrap();
    fs::write(folder.join("serial"), "01\n").unwrap();
    for key_type in KEY_TYPES {
        let signer = signer(key_type, randomness());
        fs::write(folder.join("r"), request(&signer, Some("s3cret"))).unwrap();
        run(folder, "openssl ca -batch -notext -config ca.cnf -cert ca.pem -keyfile ca.key -in r -out c");
        let opened = keybundle::open(&fs::read(folder.join("c")).unwrap(), &Unlock::new()).unwrap();
        let certificate = &opened.certificates[0];
        assert_eq!(certificate.public_key(), Some(signer.public_key()), "{key_type:?}");
        assert_eq!(certificate.subject().as_deref(), Some(SUBJECT), "{key_type:?}");
        assert!(run(folder, "openssl x509 -in c -noout -ext subjectAltName").contains(NAME), "{key_type:?}");
        assert!(run(folder, "openssl verify -CAfile ca.pem c").contains("OK"), "{key_type:?}");
    }
}

#[test]
fn certificates_of_cfssl_match_what_was_registered() {
    let folder = authority();
    let folder = folder.path();
    let units = |values: &[&str]| {
        let registered = RegisteredValue::new("subject.organization_unit", Matcher::Equals, values.to_vec());
        [registered, RegisteredValue::new("subject.common_name", Matcher::Equals, ["device-1.example"])]
    };
    for key_type in [KeyType::Rsa2048, KeyType::P256, KeyType::P384] {
        let signer = signer(key_type, randomness());
        fs::write(folder.join("r"), request(&signer, None)).unwrap();
        // It takes the names of the request, and writes them anew: both units into one relative name.
        let subject = r#"{"CN":"device-1.example","names":[{"C":"DE","O":"Example","OU":"a"},{"OU":"b"}]}"#;
        fs::write(folder.join("subject"), subject).unwrap();
        let signed = run(folder, "cfssl sign -ca ca.pem -ca-key ca.key -hostname device-1.example r subject");
        let limits = Limits::default();
        let certificate = keybundle::open(signed.as_bytes(), &Unlock::new()).unwrap();
        let certificate = &certificate.certificates[0];
        assert_eq!(certificate.public_key(), Some(signer.public_key()), "{key_type:?}");
        let subject = certificate.subject().unwrap();
        assert!(subject.contains("OU=a+OU=b") || subject.contains("OU=b+OU=a"), "{subject}");
        let fields = RequestFields::read_certificate(signed.as_bytes(), &limits).unwrap();
        let presented = fields.presented().unwrap();
        assert!(presented.values().iter().any(|value| value.field == Field::from_name("OU")));
        assert!(check(&units(&["a", "b"]), &presented, &Rules::default()).matches(), "{subject}");
        assert!(!check(&units(&["a"]), &presented, &Rules::default()).matches(), "{subject}");
        assert!(!check(&units(&["a", "c"]), &presented, &Rules::default()).matches(), "{subject}");
    }
}

/// With all that keys are made of here, ML-DSA too.
#[test]
fn cryptography_verifies_every_kind_of_request() {
    let requests: Vec<_> = KeyType::ALL
        .into_iter()
        .filter(|key_type| *key_type != KeyType::Rsa4096)
        .map(|key_type| request(&signer(key_type, randomness()), Some("s3cret")))
        .collect();
    let mut child = Command::new(tool("INTEROP_PYTHON"))
        .arg(here().join("tools/verify_csr.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(requests.concat().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), format!("ok {}", requests.len()));
}
