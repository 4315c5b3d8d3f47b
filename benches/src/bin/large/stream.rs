//! `keybundle match --stream`: memory must not grow with the number of requests.

use crate::child;
use keybundle_benches::openssl_key;
use openssl::{
    hash::MessageDigest,
    x509::{X509NameBuilder, X509ReqBuilder},
};
use std::{
    fs::{self, File},
    io::{BufWriter, Write as _},
    path::Path,
};

const SIZES: [usize; 2] = [10_000, 100_000];
/// So many different requests, again and again.
const DIFFERENT: usize = 1_000;
const REGISTERED: &str = r#"[{"certificate_field": "subject.organization_name", "matcher": "equals", "value": "Example"},
    {"certificate_field": "subject.country", "matcher": "equals", "value": "DE"}]"#;

/// Prints a row for each size.
pub(crate) fn compare(keybundle: &str, folder: &Path) {
    println!("\n| `match --stream`, CSRs | time | requests a second | peak |\n|---|---|---|---|");
    let requests: Vec<String> = (0..DIFFERENT).map(request).collect();
    let [registered, stream] = ["registered.json", "stream.ndjson"].map(|name| folder.join(name));
    fs::write(&registered, REGISTERED).expect("registered values");
    for size in SIZES {
        let mut file = BufWriter::new(File::create(&stream).expect("a file"));
        requests.iter().cycle().take(size).for_each(|line| writeln!(file, "{line}").expect("a line"));
        file.flush().expect("a file");
        let [registered, stream] = [&registered, &stream].map(|path| path.display().to_string());
        // It ends with 3 where one of them does not match.
        let usage = child::run(&[keybundle, "match", "--registered-values", &registered, "--stream", &stream]);
        let rate = size as f64 / usage.seconds;
        println!("| {size} | {:.2} s | {rate:.0} | {:.1} MB |", usage.seconds, usage.peak as f64 / 1e6);
    }
    for file in [registered, stream] {
        fs::remove_file(file).expect("a file that was written");
    }
}

/// The JSON of a request with a CSR.
fn request(number: usize) -> String {
    let key = openssl_key("device-p256");
    let mut subject = X509NameBuilder::new().expect("a name");
    for (field, value) in [("C", "DE"), ("O", "Example"), ("CN", &format!("device-{number}"))] {
        subject.append_entry_by_text(field, value).expect("a field");
    }
    let mut builder = X509ReqBuilder::new().expect("a request");
    builder.set_subject_name(&subject.build()).expect("a subject");
    builder.set_pubkey(&key).expect("a public key");
    builder.sign(&key, MessageDigest::sha256()).expect("a signature");
    let pem = String::from_utf8(builder.build().to_pem().expect("PEM")).expect("text");
    format!(r#"{{"csr": "{}"}}"#, pem.replace('\n', "\\n"))
}
