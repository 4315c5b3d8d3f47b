//! A SoftHSM token in a folder of its own, and the tools that fill it.
#![allow(dead_code, clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, and takes what it needs")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};
use tempfile::TempDir;

pub(crate) const MODULE: &str = "/usr/lib/softhsm/libsofthsm2.so";
pub(crate) const PIN: &str = "74-correct-PIN";
const LABEL: &str = "keybundle test";

pub(crate) struct Token {
    folder: TempDir,
}

impl Token {
    /// `softhsm2-util --init-token`.
    pub(crate) fn new() -> Self {
        let token = Self { folder: tempfile::tempdir().unwrap() };
        fs::create_dir(token.path("tokens")).unwrap();
        let configuration =
            format!("directories.tokendir = {}\nobjectstore.backend = file\n", token.path("tokens").display());
        fs::write(token.path("softhsm2.conf"), configuration).unwrap();
        fs::write(token.path("pin"), format!("{PIN}\n")).unwrap();
        token.add(LABEL);
        token
    }

    /// One more token in the same module.
    pub(crate) fn add(&self, label: &str) {
        let words = ["--init-token", "--free", "--label", label, "--so-pin", "12345678", "--pin", PIN];
        succeed(self.command("softhsm2-util").args(words));
    }

    /// A file in the token's folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A command that finds the token.
    pub(crate) fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.env("SOFTHSM2_CONF", self.path("softhsm2.conf")).current_dir(self.folder.path()).stdin(Stdio::null());
        command
    }

    /// OpenSC's pkcs11-tool, logged in.
    pub(crate) fn tool(&self, words: &[&str]) {
        let session = ["--module", MODULE, "--token-label", LABEL, "--login", "--pin", PIN];
        succeed(self.command("pkcs11-tool").args(session).args(words));
    }

    /// A key pair that is made on the token and can't leave it; `uses` is `decrypt`, `derive` or `sign`.
    pub(crate) fn generate(&self, kind: &str, id: &str, uses: &str, more: &[&str]) {
        let usage = format!("--usage-{uses}");
        let label = format!("key {id}");
        let words = ["--keypairgen", "--key-type", kind, "--id", id, "--label", &label, &usage];
        self.tool(&[&words[..], more].concat());
    }

    /// As [`Token::generate`], and may do nothing else.
    pub(crate) fn generate_for(&self, uses: &str, kind: &[&str], id: &str) {
        let mark = format!("--mark-{uses}");
        self.p11tool(&[kind, &["--id", id, &mark, "--outfile", "public"]].concat(), "");
    }

    /// GnuTLS's p11tool, logged in: what it prints about an object.
    pub(crate) fn p11tool(&self, words: &[&str], object: &str) -> Vec<u8> {
        let mut p11tool = self.command("p11tool");
        p11tool.args(["--provider", MODULE, "--login"]).env("GNUTLS_PIN", PIN);
        succeed(p11tool.args(words).arg(self.uri(object))).stdout
    }

    /// A certificate of that key for a subscriber, signed by the intermediate authority of testdata/keys:
    /// `ID.cert.pem`.
    pub(crate) fn certify(&self, id: &str) -> PathBuf {
        let (public, pem) = (format!("{id}.public.pem"), format!("{id}.cert.pem"));
        fs::write(self.path(&public), self.p11tool(&["--export"], &format!("id=%{id};type=public"))).unwrap();
        let (issuer, key) = (keys("intermediate.cert.pem"), keys("intermediate.key.pem"));
        let extensions = self.path("extensions");
        fs::write(&extensions, "basicConstraints = CA:FALSE\nsubjectKeyIdentifier = hash\n").unwrap();
        let mut openssl = self.command("openssl");
        openssl.args(["x509", "-new", "-subj", &format!("/CN=device-{id}"), "-days", "3650", "-force_pubkey", &public]);
        openssl.arg("-CA").arg(issuer).arg("-CAkey").arg(key).arg("-extfile").arg(extensions).args(["-out", &pem]);
        succeed(&mut openssl);
        self.path(&pem)
    }

    /// Puts that certificate beside the key.
    pub(crate) fn store_certificate(&self, id: &str) {
        let (pem, der) = (format!("{id}.cert.pem"), format!("{id}.cert.der"));
        succeed(self.command("openssl").args(["x509", "-in", &pem, "-outform", "DER", "-out", &der]));
        self.tool(&["--write-object", &der, "--type", "cert", "--id", id, "--label", "certificate"]);
    }

    /// A message to a certificate: `openssl cms -encrypt`.
    pub(crate) fn message(&self, content: &Path, certificate: &Path, more: &[&str]) -> PathBuf {
        let out = self.path("message.p7m");
        let mut openssl = self.command("openssl");
        openssl.args(["cms", "-encrypt", "-binary", "-aes-256-cbc", "-outform", "DER", "-in"]).arg(content);
        openssl.arg("-out").arg(&out).arg("-recip").arg(certificate).args(more);
        succeed(&mut openssl);
        out
    }

    /// The URI of an object of this token.
    pub(crate) fn uri(&self, object: &str) -> String {
        format!("pkcs11:token=keybundle%20test;{object}")
    }
}

/// A file of the test keys.
pub(crate) fn keys(name: &str) -> PathBuf {
    keybundle_testdata::root().join("keys").join(name)
}

pub(crate) fn succeed(command: &mut Command) -> Output {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    output
}

/// Runs this test again in a process of its own, which finds the token that `make` made: SoftHSM takes its place from
/// the environment. `None` there, where the test is to go on.
pub(crate) fn elsewhere(test: &str, make: impl FnOnce() -> Token) -> Option<Token> {
    if std::env::var_os("SOFTHSM2_CONF").is_some() {
        return None;
    }
    let token = make();
    let mut again = token.command(std::env::current_exe().unwrap());
    let output = again.args(["--exact", test, "--nocapture"]).output().unwrap();
    let words = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && words.contains("1 passed"), "{words}");
    Some(token)
}
