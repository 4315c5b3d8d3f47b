//! A server of `interop/servers/`, which lives as long as its value.

use crate::common::tool;
use serde_json::Value;
use std::{
    collections::BTreeMap,
    io::{BufRead as _, BufReader},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

/// The credential that both servers demand.
pub(crate) const KID: &str = "kid-1";
pub(crate) const HMAC_KEY: &str =
    "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4vMDEyMzQ1Njc4OTo7PD0-Pw";

pub(crate) struct Server {
    pub(crate) name: &'static str,
    child: Child,
    told: BTreeMap<String, String>,
    directory: Directory,
}

/// The directory (RFC 8555 §7.1.1).
#[derive(Default)]
pub(crate) struct Directory {
    pub(crate) new_nonce: String,
    pub(crate) new_account: String,
    pub(crate) new_order: String,
}

impl Server {
    pub(crate) fn pebble() -> Self {
        Self::start("pebble", 2)
    }

    pub(crate) fn acme2certifier() -> Self {
        Self::start("acme2certifier", 1)
    }

    fn start(name: &'static str, ports: usize) -> Self {
        // Ports that are free now; all are held until the last is known.
        let held: Vec<_> = (0..ports).map(|_| TcpListener::bind("127.0.0.1:0").unwrap()).collect();
        let ports: Vec<_> = held.iter().map(|socket| socket.local_addr().unwrap().port().to_string()).collect();
        drop(held);
        let mut child = Command::new(root().join(format!("servers/{name}.sh")))
            .args(ports)
            .envs([("KID", KID), ("HMAC_KEY", HMAC_KEY)])
            .env("PYTHON", tool("INTEROP_PYTHON"))
            // Closing it ends the server, also when the test panics.
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut told = BTreeMap::new();
        for line in BufReader::new(child.stdout.take().unwrap()).lines() {
            let line = line.unwrap();
            let Some((key, value)) = line.split_once('=') else { continue };
            told.insert(key.to_owned(), value.to_owned());
            if key == "READY" {
                break;
            }
        }
        assert!(told.contains_key("READY"), "{name} did not start: `cargo xtask interop` installs it");
        let mut server = Self { name, child, told, directory: Directory::default() };
        let json: Value = serde_json::from_slice(&server.curl(&[&server.told["DIRECTORY"]], b"").1).unwrap();
        let address = |member: &str| json[member].as_str().unwrap().to_owned();
        server.directory = Directory {
            new_nonce: address("newNonce"),
            new_account: address("newAccount"),
            new_order: address("newOrder"),
        };
        server
    }

    pub(crate) const fn directory(&self) -> &Directory {
        &self.directory
    }

    /// Asks it with the `curl` command: the headers of the answer, and its body.
    pub(crate) fn curl(&self, arguments: &[&str], body: &[u8]) -> (String, Vec<u8>) {
        let mut child = Command::new("curl")
            .args(["--silent", "--show-error", "--include", "--http1.1", "--cacert", &self.told["TLS_CA"]])
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), body).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}: curl {arguments:?}", self.name);
        let end = output.stdout.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
        let (headers, body) = output.stdout.split_at(end + 4);
        (String::from_utf8(headers.to_vec()).unwrap(), body.to_vec())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}
