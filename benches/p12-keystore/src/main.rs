//! The rival p12-keystore on one of our vectors: how long it takes, and (in the tests) that it finds what the header names.
//!
//! `cargo run --release -- openssl3-default.p12 jdk17-default.p12` prints the median time to open each, in microseconds.

use p12_keystore::{KeyStore, Pkcs12ImportPolicy};
use std::{fs, hint::black_box, path::PathBuf, time::Instant};

const PASSWORD: &str = "secret";
const RUNS: usize = 101;

fn main() {
    for name in std::env::args().skip(1) {
        let bytes = vector(&name);
        let mut times: Vec<u128> = (0..RUNS)
            .map(|_| {
                let start = Instant::now();
                let store = open(black_box(&bytes));
                assert!(store.private_key_chain().is_some());
                start.elapsed().as_micros()
            })
            .collect();
        times.sort_unstable();
        println!("{name} {}", times[RUNS / 2]);
    }
}

fn open(bytes: &[u8]) -> KeyStore {
    KeyStore::from_pkcs12(bytes, PASSWORD, Pkcs12ImportPolicy::Relaxed).expect("a file that p12-keystore opens")
}

fn vector(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../testdata/vectors/pkcs12").join(name);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::{open, vector};
    use sha2::{Digest, Sha256};

    /// The headers, which keybundle's own tests hold keybundle to, hold for the rival too.
    #[test]
    fn the_rival_finds_the_leaf_that_the_header_names() {
        for name in ["openssl3-default.p12", "jdk17-default.p12"] {
            let header = String::from_utf8(vector(&format!("{name}.toml"))).expect("UTF-8");
            let wanted = header
                .lines()
                .find_map(|line| line.strip_prefix("certificate = \"")?.strip_suffix('"'))
                .expect("a header with a certificate");
            let store = open(&vector(name));
            let (_, chain) = store.private_key_chain().expect("a key");
            let found: String =
                Sha256::digest(chain.certs()[0].as_der()).iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(found, wanted, "{name}");
        }
    }
}
